#pragma once

#include "core/base/progress.h"
#include "core/training/model_file.h"
#include "core/training/operating_point.h"
#include "core/training/prepared_case.h"
#include "core/training/training_spec.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace dawson
{

/// How windows slide and how overlapping ones are joined.
struct WindowPlan {
    int size = 96; ///< rounded up to what the network takes, and down to what the image needs
    double overlap = 0.5;
    bool gaussian = true; ///< windows weigh less near their border; else plain averaging
    bool mirrored =
        false; ///< the mean of each window and its left-right mirror image, twice the time
};

/// The windows a model was made for.
WindowPlan windowPlanOf(const ModelFile& model);

/// Where windows begin along an axis of `length`: every size x (1 - overlap) voxels, the last one
/// flush with the end; one window, reaching beyond, when the axis is shorter.
std::vector<int> windowStarts(int length, const WindowPlan& plan);

/// A model at work. Not thread-safe; computes with as many threads as it was made with.
class Predictor
{
public:
    /// Throws Error(Model) when the weights do not fit the architecture. `threads` 0: all cores.
    explicit Predictor(const ModelFile& model,
                       int threads = 0,
                       const std::string& precision = "auto");
    ~Predictor();
    Predictor(const Predictor&) = delete;
    Predictor& operator=(const Predictor&) = delete;
    Predictor(Predictor&&) noexcept;
    Predictor& operator=(Predictor&&) noexcept;

    /// Probability of lesion on the grid of prepared channels (core/training/prepared_case.h).
    /// Windows of background alone are not computed; background is 0 in the result. Windows are
    /// those of the model unless `plan` is given; when memory ends they are halved, down to twice
    /// what the network divides by, and the progress says so. Throws Error(Cancelled) within one
    /// window.
    Volume probability(const std::vector<Volume>& channels, const Progress& progress = {});
    Volume probability(const std::vector<Volume>& channels,
                       const WindowPlan& plan,
                       const Progress& progress);

    /// From image files to a probability on the native grid of the first.
    /// Throws Error as prepareChannels does, Error(Model) for another number of channels, and
    /// Error(Data) where a model of pairs is given an image in place of a subtraction.
    Volume probability(const ChannelSources& sources, const Progress& progress = {});
    Volume
    probability(const ChannelSources& sources, const WindowPlan& plan, const Progress& progress);

private:
    Volume
    once(const std::vector<Volume>& channels, const WindowPlan& plan, const Progress& progress);

    struct State;
    std::unique_ptr<State> m_state;
};

/// How one image is predicted: the model's ways but where the spec says otherwise.
/// Throws Error(Data) for unknown words.
struct PredictionPlan {
    OperatingPoint point;
    WindowPlan windows;
};

PredictionPlan predictionPlan(const PredictionSpec& spec, const ModelFile& model);

/// All of a prediction: reads, computes, writes mask and, if asked, probability. The first image of
/// a whole head gets a brain mask (core/nn/brain_extractor.h) where the spec has none; lesions lie
/// in the brain only. Returns the files written. Throws Error.
std::vector<std::filesystem::path> predictFiles(const PredictionSpec& spec,
                                                const Progress& progress = {});

} // namespace dawson
