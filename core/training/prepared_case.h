#pragma once

#include "core/base/progress.h"
#include "core/image/geometry.h"
#include "core/image/mask.h"
#include "core/image/preprocessing.h"
#include "core/image/volume.h"
#include "core/training/training_spec.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace dawson
{

/// All input channels of a study as the network sees them, on one grid: that of the first.
struct PreparedChannels {
    std::vector<Volume> channels;
    Geometry native; ///< grid of the first image as it was read
};

/// What a study is read from.
struct ChannelSources {
    std::vector<std::filesystem::path> images; ///< one per input channel
    std::optional<Mask> brain;                 ///< on the images' grid; for whole heads
};

/// Reads and prepares the images of a study; used alike for training and prediction. Throws Error
/// naming the file; Error(Geometry) when images and mask do not share a grid, Error(Data) when
/// there are no images.
PreparedChannels prepareChannels(const ChannelSources& sources,
                                 const Preprocessing& steps,
                                 const Progress& progress = {});

/// A study with its reference on the same grid.
struct PreparedCase {
    PreparedChannels images;
    Mask reference;           ///< 0 or 1
    bool lesionsLost = false; ///< `reference` is empty, but was not before it was resampled
};

/// Throws as prepareChannels does, and Error(Geometry) when the reference is on another grid.
PreparedCase
prepareCase(const TrainingCase& source, const Preprocessing& steps, const Progress& progress = {});

} // namespace dawson
