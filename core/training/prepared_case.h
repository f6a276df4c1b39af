#pragma once

#include "core/base/progress.h"
#include "core/image/geometry.h"
#include "core/image/mask.h"
#include "core/image/preprocessing.h"
#include "core/image/volume.h"
#include "core/training/training_spec.h"

#include <filesystem>
#include <vector>

namespace dawson
{

/// All input channels of a study as the network sees them, on one grid: that of the first.
struct PreparedChannels {
    std::vector<Volume> channels;
    Geometry native; ///< grid of the first image as it was read
};

/// Reads and prepares the images of a study, one per input channel; used alike for training and
/// prediction. Throws Error naming the file; Error(Geometry) when the images do not share a grid,
/// Error(Data) when there are none.
PreparedChannels prepareChannels(const std::vector<std::filesystem::path>& images,
                                 const Preprocessing& steps,
                                 const Progress& progress = {});

/// A study with its reference on the same grid.
struct PreparedCase {
    PreparedChannels images;
    Mask reference; ///< 0 or 1
};

/// Throws as prepareChannels does, and Error(Geometry) when the reference is on another grid.
PreparedCase
prepareCase(const TrainingCase& source, const Preprocessing& steps, const Progress& progress = {});

} // namespace dawson
