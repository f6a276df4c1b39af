#pragma once

#include "core/base/progress.h"
#include "core/image/mask.h"
#include "core/image/volume.h"
#include "core/training/model_file.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace dawson
{

/// Finds the brain in a whole head with a model of task "brain" (after Hoopes et al., SynthStrip,
/// 2022: learned from synthetic heads of any contrast). Not thread-safe.
class BrainExtractor
{
public:
    /// Throws Error(Model) when the model was made for another task, or as readModel does.
    explicit BrainExtractor(const std::filesystem::path& model, int threads = 0);
    ~BrainExtractor();
    BrainExtractor(const BrainExtractor&) = delete;
    BrainExtractor& operator=(const BrainExtractor&) = delete;
    BrainExtractor(BrainExtractor&&) noexcept;
    BrainExtractor& operator=(BrainExtractor&&) noexcept;

    /// The brain on the image's grid: the largest part above the model's threshold, and in it what
    /// brainWithin() finds (core/image/brain_border.h). Throws Error(Data) when nothing is found,
    /// Error(Cancelled).
    Mask brainOf(const Volume& image, const Progress& progress = {});

    /// Digest of the model, for sidecars.
    const std::string& modelDigest() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// models/brain-default.h5 of the installation; nothing where there is none.
std::optional<std::filesystem::path> installedBrainModel();

/// What is said of a whole head where there is none.
std::string headWithoutBrain(const std::filesystem::path& image);

/// The brain mask a prediction needs: the spec's own file, or a computed one for a whole head where
/// a brain model is installed. None for a brain-extracted image, or when the model itself learned
/// from whole heads (task "brain"): then the foreground is the head (core/image/preprocessing.h).
std::optional<Mask>
brainFor(const PredictionSpec& spec, const ModelFile& model, const Progress& progress = {});

} // namespace dawson
