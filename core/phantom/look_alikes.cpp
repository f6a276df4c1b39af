#include "core/phantom/look_alikes.h"

#include "core/phantom/smooth_field.h"
#include "core/phantom/voxel_loop.h"

#include <algorithm>
#include <cmath>

namespace dawson
{

namespace
{

constexpr std::uint16_t kWhiteLabel = 2;
constexpr std::uint16_t kLeftVentricle = 4;
constexpr std::uint16_t kRightVentricle = 43;

bool isLateralVentricle(std::uint16_t label)
{
    return label == kLeftVentricle || label == kRightVentricle;
}

/// How many nodes a lattice along the longest side needs for patches of this size.
int nodesFor(const Geometry& g, double patchMm)
{
    double longest = 0.0;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        longest = std::max(longest, g.size()[axis] * g.spacing()[axis]);
    }
    return std::max(2, static_cast<int>(std::lround(longest / patchMm)));
}

/// A field of patches, asked voxel by voxel in the order of offsets.
class Patches
{
public:
    Patches(const Geometry& g, double patchMm, RandomSource& random)
        : m_field(random, g.size(), nodesFor(g, patchMm))
    {
    }

    void atRow(int j, int k) { m_field.row(j, k, m_row); }

    double at(int i) const { return m_row[static_cast<std::size_t>(i)]; }

private:
    LatticeField m_field;
    std::vector<double> m_row;
};

/// The sheet between the lateral ventricles: tissue with a ventricle within two voxels on either
/// side, or the border where a map lets the two touch.
class Septum
{
public:
    explicit Septum(const LabelVolume& anatomy)
        : m_anatomy(anatomy)
        , m_across(static_cast<std::size_t>(anatomy.geometry.axisAlong(0)))
    {
    }

    bool at(const VoxelIndex& v, std::uint16_t label) const
    {
        if (label == kLeftVentricle) {
            return labelBeside(v, 1) == kRightVentricle || labelBeside(v, -1) == kRightVentricle;
        }
        if (tissueOf(label) != Tissue::White) {
            return false;
        }
        const auto ventricleWithin = [&](int direction) {
            return isLateralVentricle(labelBeside(v, direction)) ||
                   isLateralVentricle(labelBeside(v, 2 * direction));
        };
        return ventricleWithin(-1) && ventricleWithin(1);
    }

private:
    std::uint16_t labelBeside(VoxelIndex v, int steps) const
    {
        (m_across == 0 ? v.i : m_across == 1 ? v.j : v.k) += steps;
        const Geometry& g = m_anatomy.geometry;
        return g.contains(v) ? m_anatomy.labels[g.offset(v)] : std::uint16_t{0};
    }

    const LabelVolume& m_anatomy;
    std::size_t m_across;
};

} // namespace

LookAlikes drawLookAlikes(RandomSource& random)
{
    LookAlikes looks;
    looks.cortexStretches = random.uniform(0.0, 0.12);
    looks.cortexSpots = random.uniform(0.0, 0.12);
    looks.whiteMottle = random.uniform(0.0, 0.02);
    looks.septum = random.chance(0.6) ? random.uniform(0.02, 0.3) : 0.0;
    looks.plexus = random.chance(0.5) ? random.uniform(0.2, 0.8) : 0.0;
    return looks;
}

std::vector<float> lookAlikeSignal(const LabelVolume& anatomy,
                                   const Contrast& contrast,
                                   const LookAlikes& looks,
                                   RandomSource& random)
{
    const Geometry& g = anatomy.geometry;
    Patches stretches(g, 9.0, random);
    Patches spots(g, 3.5, random);
    Patches mottle(g, 5.0, random);
    Patches strands(g, 3.0, random);
    Patches regions(g, 25.0, random);
    const Septum septum(anatomy);
    const double white = contrast.of(kWhiteLabel).mean;
    std::vector<float> added(anatomy.labels.size(), 0.0F);
    std::size_t next = 0;
    forEachVoxel(Region::whole(g), [&](const VoxelIndex& v) {
        const std::size_t n = next++;
        if (v.i == 0) {
            for (Patches* patches : {&stretches, &spots, &mottle, &strands, &regions}) {
                patches->atRow(v.j, v.k);
            }
        }
        const std::uint16_t label = anatomy.labels[n];
        const Tissue tissue = tissueOf(label);
        double value = 0.0;
        if (looks.septum > 0.0 && septum.at(v, label)) {
            value = white + looks.septum - contrast.of(label).mean;
        } else if (tissue == Tissue::Cortex) {
            // One-sided: cortex is brighter in places, and nowhere as dark as white matter for it.
            value = looks.cortexStretches * std::max(0.0, stretches.at(v.i)) +
                    looks.cortexSpots * std::max(0.0, spots.at(v.i));
        } else if (tissue == Tissue::White) {
            value = looks.whiteMottle * mottle.at(v.i);
        } else if (isLateralVentricle(label) && regions.at(v.i) > 0.3 && strands.at(v.i) > 0.5) {
            value = looks.plexus;
        }
        added[n] = static_cast<float>(value);
    });
    return added;
}

} // namespace dawson
