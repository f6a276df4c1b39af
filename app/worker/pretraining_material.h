#pragma once

#include "app/worker/pretraining_cases.h"
#include "core/image/mask.h"
#include "core/phantom/random_source.h"
#include "core/phantom/synthesis.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dawson
{

/// What default models are made from, shared by all tasks.

/// The files of one tumour; those it has not are empty.
struct TumourImages {
    std::string subject; ///< with "sub-"
    std::filesystem::path flair;
    std::filesystem::path t1;
    std::filesystem::path t1Contrast;
    std::filesystem::path segmentation;

    std::string label() const; ///< without "sub-"
};

/// Says in `work` what its images are made from, before the first one. Throws Error(Data) where it
/// says otherwise already: images that are there are kept, and would not be what they are taken
/// for. How many of them there are may differ.
void claimFolder(const PretrainingSources& sources,
                 const std::string& task,
                 const std::filesystem::path& work);

/// All NIfTI images (.nii.gz) in a folder and those in it, sorted.
std::vector<std::filesystem::path> imagesBelow(const std::filesystem::path& folder);

/// Of the dataset, by subject, without those to leave out: the images of the segmentation's visit.
/// Throws Error(Data) for two segmentations of a subject or two images of a kind, of which one
/// would go unseen.
std::vector<TumourImages> tumourImages(const PretrainingSources& sources);

/// These images of a tumour lie on its segmentation's grid: planting pairs their voxels. Reads
/// headers only. Throws Error(Geometry), naming the first that does not.
void requireOneGrid(const TumourImages& tumour, const std::vector<std::filesystem::path>& images);

/// Files to learn from and, every sixth (kHeldOutAnatomy), to validate on.
struct LearningAndHeldOut {
    std::vector<std::filesystem::path> learning;
    std::vector<std::filesystem::path> heldOut;
};

LearningAndHeldOut everySixthHeldOut(const std::vector<std::filesystem::path>& files);

/// One synthetic case that is to be made of a label map.
struct SyntheticWork {
    std::string name; ///< "synthetic7" to learn from, "heldout200" to validate on
    std::filesystem::path labelMap;
    std::uint64_t seed = 0;
    bool learn = true;
};

/// As many as the sources say, the label maps in turn; a twentieth more to validate on, where maps
/// are held out.
std::vector<SyntheticWork> syntheticWork(const PretrainingSources& sources);

/// These labels of a segmentation as one mask; all of them when `labels` is empty.
Mask labelsOf(const std::filesystem::path& segmentation, const std::vector<std::uint8_t>& labels);

/// Small vessel disease and what goes with it, as white matter has it.
std::vector<Pathology> drawVascularKinds(RandomSource& random);

} // namespace dawson
