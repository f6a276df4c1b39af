#include "core/phantom/label_volume.h"

#include "core/base/error.h"
#include "core/image/region.h"

#include <array>
#include <cmath>

namespace dawson
{

namespace
{

/// FreeSurfer numbers the left side below 40 and repeats most structures on the right above.
Tissue tissueOfLeft(std::uint16_t label)
{
    switch (label) {
    case 2:
    case 77:
    case 78:
    case 79:
    case 85:
    case 251:
    case 252:
    case 253:
    case 254:
    case 255:
        return Tissue::White;
    case 3:
        return Tissue::Cortex;
    case 4:
    case 5:
    case 14:
    case 15:
    case 31:
    case 72:
        return Tissue::Ventricle;
    case 7:
        return Tissue::CerebellarWhite;
    case 8:
        return Tissue::CerebellarCortex;
    case 9:
    case 10:
    case 11:
    case 12:
    case 13:
    case 17:
    case 18:
    case 26:
    case 28:
        return Tissue::DeepGrey;
    case 16:
        return Tissue::BrainStem;
    case 24:
        return Tissue::Csf;
    case 25:
        return Tissue::White;
    case 30:
        return Tissue::Vessel;
    default:
        return Tissue::Outside;
    }
}

/// The right side repeats the left one, some numbers further.
Tissue tissueByRule(std::uint16_t label)
{
    if (label == 0) {
        return Tissue::Background;
    }
    if (label >= 41 && label <= 44) {
        return tissueOfLeft(static_cast<std::uint16_t>(label - 39));
    }
    if (label >= 46 && label <= 52) {
        return tissueOfLeft(static_cast<std::uint16_t>(label - 39));
    }
    if (label == 53 || label == 54) {
        return Tissue::DeepGrey;
    }
    if (label >= 57 && label <= 63) {
        return tissueOfLeft(static_cast<std::uint16_t>(label - 32));
    }
    return tissueOfLeft(label);
}

LabelVolume cutOut(const LabelVolume& anatomy, const Region& box)
{
    const Geometry& g = anatomy.geometry;
    LabelVolume result{Geometry(box.size, g.spacing(), g.toPatient(box.lower), g.direction()), {}};
    result.labels.reserve(box.voxelCount());
    for (int k = 0; k < box.size[2]; ++k) {
        for (int j = 0; j < box.size[1]; ++j) {
            const auto row = anatomy.labels.begin() +
                             static_cast<std::ptrdiff_t>(
                                 g.offset({box.lower.i, box.lower.j + j, box.lower.k + k}));
            result.labels.insert(result.labels.end(), row, row + box.size[0]);
        }
    }
    return result;
}

bool isBrain(Tissue tissue)
{
    return tissue != Tissue::Background && tissue != Tissue::Outside && tissue != Tissue::Csf;
}

} // namespace

LabelVolume toLabelVolume(const Volume& image)
{
    LabelVolume result{image.geometry(), {}};
    result.labels.reserve(image.voxels().size());
    for (const float value : image.voxels()) {
        if (value < 0.0F || value > 65535.0F || value != std::floor(value)) {
            throw Error(Error::Kind::Data,
                        "The value " + std::to_string(value) +
                            " is not a label; a label map holds whole numbers from 0 to 65535.");
        }
        result.labels.push_back(static_cast<std::uint16_t>(value));
    }
    return result;
}

Tissue tissueOf(std::uint16_t label)
{
    // Asked for every voxel many times: a table answers faster than the rules.
    static const auto table = [] {
        std::array<Tissue, 1024> tissues{};
        for (std::size_t n = 0; n < tissues.size(); ++n) {
            tissues[n] = tissueByRule(static_cast<std::uint16_t>(n));
        }
        return tissues;
    }();
    return label < table.size() ? table[label] : Tissue::Outside;
}

LabelVolume cropToBrain(const LabelVolume& anatomy, int marginVoxels)
{
    const Geometry& g = anatomy.geometry;
    Region brain;
    for (std::size_t n = 0; n < anatomy.labels.size(); ++n) {
        if (isBrain(tissueOf(anatomy.labels[n]))) {
            brain.include(g.voxelAt(n));
        }
    }
    if (brain.empty()) {
        throw Error(Error::Kind::Data,
                    "The label map holds no brain; expected are FreeSurfer's label numbers.");
    }
    return cutOut(anatomy, brain.grown(marginVoxels, g));
}

LabelVolume cropToHead(const LabelVolume& anatomy, int marginVoxels)
{
    const Geometry& g = anatomy.geometry;
    Region head;
    bool brain = false;
    for (std::size_t n = 0; n < anatomy.labels.size(); ++n) {
        if (anatomy.labels[n] != 0) {
            head.include(g.voxelAt(n));
            brain = brain || isBrain(tissueOf(anatomy.labels[n]));
        }
    }
    if (!brain) {
        throw Error(Error::Kind::Data,
                    "The label map holds no brain; expected are FreeSurfer's label numbers.");
    }
    return cutOut(anatomy, head.grown(marginVoxels, g));
}

} // namespace dawson
