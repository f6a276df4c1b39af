#include "core/image/preprocessing.h"

#include "core/base/error.h"
#include "core/image/bias_correction.h"
#include "core/image/foreground.h"
#include "core/image/resample.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

namespace dawson
{

namespace
{

/// Mean 0 and standard deviation 1 inside the foreground, exactly 0 outside.
Volume zScored(const Volume& image, const Mask& foreground)
{
    const auto voxels = image.voxels();
    const auto inside = std::as_const(foreground).labels();
    double sum = 0.0;
    double count = 0.0;
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        sum += inside[n] != 0 ? static_cast<double>(voxels[n]) : 0.0;
        count += inside[n] != 0 ? 1.0 : 0.0;
    }
    const double mean = sum / count;
    double squares = 0.0;
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        const double apart = static_cast<double>(voxels[n]) - mean;
        squares += inside[n] != 0 ? apart * apart : 0.0;
    }
    const double deviation = std::sqrt(squares / count);
    if (!(deviation > 0.0)) {
        throw Error(Error::Kind::Data, "The image has the same value everywhere in the tissue.");
    }
    std::vector<float> result(voxels.size(), 0.0F);
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        if (inside[n] != 0) {
            result[n] = static_cast<float>((static_cast<double>(voxels[n]) - mean) / deviation);
        }
    }
    return {image.geometry(), std::move(result)};
}

Volume zeroOutside(const Volume& image, const Mask& foreground)
{
    std::vector<float> result(image.voxels().begin(), image.voxels().end());
    for (std::size_t n = 0; n < result.size(); ++n) {
        result[n] = foreground.labels()[n] != 0 ? result[n] : 0.0F;
    }
    return {image.geometry(), std::move(result)};
}

constexpr double kLargestBrainMl = 2300.0;

/// What is on the way to the network, before its foreground is known.
struct Straightened {
    Volume cubic;
    Region covered; ///< by the image: its cubic grid is rounded up, and 0 beyond
};

/// The voxels whose centres lie inside `source`; along each axis at most the last does not.
Region coveredBy(const Geometry& source, const Geometry& cubic)
{
    Region covered = Region::whole(cubic);
    const auto& size = cubic.size();
    const VoxelPoint last =
        source.toVoxel(cubic.toPatient(VoxelIndex{size[0] - 1, size[1] - 1, size[2] - 1}));
    const std::array<double, 3> at{last.i, last.j, last.k};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        constexpr double rounding = 1e-6; // as where it is resampled
        const bool inside = at[axis] <= source.size()[axis] - 0.5 + rounding;
        covered.size[axis] -= inside ? 0 : 1;
    }
    return covered;
}

Straightened straightened(const Volume& image, const Preprocessing& steps)
{
    const Volume straight = toCanonical(image);
    const Geometry cubic = isotropicGeometry(straight.geometry(), steps.spacingMm);
    return {resampleLinear(straight, cubic), coveredBy(straight.geometry(), cubic)};
}

Volume normalised(const Volume& cubic,
                  const Mask& tissue,
                  const Preprocessing& steps,
                  const Progress& progress)
{
    const Region box = tissue.foregroundRegion().grown(steps.marginVoxels, tissue.geometry());
    if (box.empty()) {
        throw Error(Error::Kind::Data, "The image is empty: it has no voxels above background.");
    }
    const Mask inside = crop(tissue, box);
    Volume cut = crop(cubic, box);
    if (steps.biasCorrection) {
        cut = correctBias(cut, inside, progress.part(0.4, 0.9));
    }

    progress.report(0.9, "normalising");
    return steps.zScore ? zScored(cut, inside) : zeroOutside(cut, inside);
}

/// Whether none of a voxel's 26 neighbours is higher.
bool isPeak(const Volume& map, std::size_t offset)
{
    const Geometry& grid = map.geometry();
    const VoxelIndex voxel = grid.voxelAt(offset);
    const float value = map.voxels()[offset];
    for (int n = 0; n < 27; ++n) {
        const VoxelIndex near{voxel.i + n % 3 - 1, voxel.j + n / 3 % 3 - 1, voxel.k + n / 9 - 1};
        if (grid.contains(near) && map.at(near) > value) {
            return false;
        }
    }
    return true;
}

} // namespace

PreparedImage
prepareImage(const Volume& image, const Preprocessing& steps, const Progress& progress)
{
    progress.report(0.0, "resampling");
    const auto [cubic, covered] = straightened(image, steps);
    progress.report(0.3, "foreground");
    return {normalised(cubic, foregroundOf(cubic, covered), steps, progress), image.geometry()};
}

PreparedImage prepareImage(const Volume& image,
                           const Mask& brain,
                           const Preprocessing& steps,
                           const Progress& progress)
{
    if (!sameGrid(brain.geometry(), image.geometry())) {
        throw Error(Error::Kind::Geometry,
                    "The brain mask does not lie on its image: " +
                        difference(brain.geometry(), image.geometry()).describe() + ".");
    }
    if (brain.foregroundCount() == 0) {
        throw Error(Error::Kind::Data, "The brain mask is empty.");
    }
    progress.report(0.0, "resampling");
    const Volume cubic = straightened(image, steps).cubic;
    progress.report(0.3, "foreground");
    return {normalised(cubic, resampleLabels(brain, cubic.geometry()), steps, progress),
            image.geometry()};
}

bool showsHead(const Volume& image)
{
    return foregroundOf(image).foregroundMl() > kLargestBrainMl;
}

Mask prepareMask(const Mask& mask, const PreparedImage& prepared)
{
    if (!sameGrid(mask.geometry(), prepared.native)) {
        throw Error(Error::Kind::Geometry,
                    "The mask does not lie on its image: " +
                        difference(mask.geometry(), prepared.native).describe() + ".");
    }
    return resampleLabels(mask, prepared.image.geometry());
}

Volume toNative(const Volume& prepared, const Geometry& native)
{
    return interpolateLinear(prepared, native);
}

Volume toNativeWithPeaks(const Volume& prepared, const Geometry& native)
{
    const Volume map = toNative(prepared, native);
    std::vector<float> voxels(map.voxels().begin(), map.voxels().end());
    const std::span<const float> values = prepared.voxels();
    for (std::size_t n = 0; n < values.size(); ++n) {
        if (values[n] <= 0.0F || !isPeak(prepared, n)) {
            continue;
        }
        const Geometry& grid = prepared.geometry();
        const VoxelIndex at = native.nearestVoxel(grid.toPatient(grid.voxelAt(n)));
        if (native.contains(at)) {
            float& value = voxels[native.offset(at)];
            value = std::max(value, values[n]);
        }
    }
    return {native, std::move(voxels)};
}

} // namespace dawson
