#pragma once

#include "core/base/progress.h"
#include "core/nn/brain_extractor.h"
#include "core/run/job_spec.h"
#include "core/training/training_spec.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace dawson
{

/// Finds the brain of each image and keeps it in the project; where there is a mask it stays unless
/// the job forces, or the image has changed since and nobody has repaired it. Returns the masks
/// made, relative to the project. An image that fails is named to `warn` and the others go on.
/// Throws Error(Data) when all have failed, Error(Model) when no network that finds brains is
/// installed, Error(Cancelled).
std::vector<std::string> findBrains(const BrainJob& job,
                                    const std::function<void(const std::string&)>& warn,
                                    const Progress& progress);

/// The brain masks that the whole heads of a project need before anything is learned or predicted.
/// A mask that is there is used as it is, since somebody may have repaired it; one that is missing,
/// or was found in another version of the image, is computed once and kept in the project, or in
/// `spare` when the project cannot be written. `warn` hears of masks of another version.
class BrainMasks
{
public:
    using Warn = std::function<void(const std::string&)>;

    BrainMasks(const std::filesystem::path& project,
               std::filesystem::path spare,
               int threads,
               Warn warn = {});

    /// Empty for a brain-extracted image, and where no model finds brains. Throws Error as
    /// BrainExtractor does, naming the image; Error(Geometry) where a repaired mask does not lie on
    /// a new version of its image.
    std::filesystem::path maskOf(const std::filesystem::path& image, const Progress& progress = {});

    /// Fills in the brain mask of every case that has none. A whole head whose brain is not found
    /// is taken from the list, and `warn` says so: skin and eyes are no place to learn from. An
    /// image that cannot be read is left to the packing, which excludes it and says why.
    void addTo(std::vector<TrainingCase>& cases,
               const std::function<void(const std::string&)>& warn,
               const Progress& progress = {});

private:
    std::filesystem::path knownMask(const std::filesystem::path& image,
                                    bool inProject,
                                    bool replaceable,
                                    const Warn& warn);
    Mask
    compute(const std::filesystem::path& image, const Volume& volume, const Progress& progress);

    std::filesystem::path m_project;
    std::filesystem::path m_spare;
    int m_threads;
    Warn m_warn;
    std::set<std::filesystem::path> m_checked; ///< images whose mask counts
    std::set<std::filesystem::path>
        m_headless; ///< heads of which it was told that no model is there
    std::optional<BrainExtractor> m_extractor; ///< loaded when the first head is met
};

} // namespace dawson
