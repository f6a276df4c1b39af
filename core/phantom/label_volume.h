#pragma once

#include "core/image/geometry.h"
#include "core/image/volume.h"

#include <cstdint>
#include <vector>

namespace dawson
{

/// An anatomical label map: one label per voxel, numbered as FreeSurfer does (2 and 41 cerebral
/// white matter, 3 and 42 cortex, 4 and 43 lateral ventricle, ... 500 and more outside the brain),
/// i fastest. 16 bits, since such maps go beyond 255.
struct LabelVolume {
    Geometry geometry;
    std::vector<std::uint16_t> labels; ///< labels.size() == geometry.voxelCount()
};

/// The labels stored in an image, as readVolume gives it. Throws Error(Data) when a voxel is not a
/// whole number from 0 to 65535.
LabelVolume toLabelVolume(const Volume& image);

/// What a label is made of: all that contrast and lesion placement need to know.
enum class Tissue : std::uint8_t {
    Background,
    Csf,
    Ventricle,
    Cortex,
    White,
    DeepGrey,
    BrainStem,
    CerebellarWhite,
    CerebellarCortex,
    Vessel,
    Outside ///< skull, scalp, eyes: gone after brain extraction
};
constexpr std::size_t kTissueCount = 11;

/// Labels unknown to FreeSurfer's numbering count as outside.
Tissue tissueOf(std::uint16_t label);

/// The smallest box around the brain grown by `marginVoxels`. Throws Error(Data) without a brain.
LabelVolume cropToBrain(const LabelVolume& anatomy, int marginVoxels);

/// The same around all labels but 0: skull and scalp included.
LabelVolume cropToHead(const LabelVolume& anatomy, int marginVoxels);

} // namespace dawson
