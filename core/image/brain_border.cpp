#include "core/image/brain_border.h"

#include "core/image/mask_repair.h"
#include "core/image/otsu_threshold.h"
#include "core/image/resample.h"

#include <itkImage.h>
#include <itkSignedMaurerDistanceMapImageFilter.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace dawson
{

namespace
{

using LabelImage = itk::Image<unsigned char, 3>;
using FloatImage = itk::Image<float, 3>;
using Distances = itk::SignedMaurerDistanceMapImageFilter<LabelImage, FloatImage>;

constexpr double kWornMm = 2.5;      ///< bridges of tissue to the scalp are thinner than twice this
constexpr double kGrownMm = 3.0;     ///< a little more: Otsu's border lies inside the tissue
constexpr double kClosedMm = 5.0;    ///< sulci are half as wide
constexpr double kLeastBright = 0.5; ///< of the region
constexpr double kLeastLeft = 0.5;   ///< of the region
constexpr double kBrightestShare = 0.995; ///< what is above does not move the threshold

/// Voxels of a grid, true or false.
using Voxels = std::vector<unsigned char>;

/// The voxels nearer to `voxels` than `mm`, themselves included; nothing when there are none.
Voxels within(const Geometry& grid, const Voxels& voxels, double mm)
{
    if (std::ranges::find(voxels, 1) == voxels.end()) {
        return Voxels(voxels.size(), 0);
    }
    LabelImage::SizeType size;
    LabelImage::SpacingType spacing;
    for (unsigned axis = 0; axis < 3; ++axis) {
        size[axis] = static_cast<itk::SizeValueType>(grid.size()[axis]);
        spacing[axis] = grid.spacing()[axis];
    }
    const auto image = LabelImage::New();
    image->SetRegions(size);
    image->SetSpacing(spacing);
    image->Allocate();
    std::ranges::copy(voxels, image->GetBufferPointer());
    const auto filter = Distances::New();
    filter->SetInput(image);
    filter->SetSquaredDistance(false);
    filter->SetUseImageSpacing(true);
    filter->Update();
    const float* distance = filter->GetOutput()->GetBufferPointer();
    Voxels result(voxels.size());
    for (std::size_t n = 0; n < result.size(); ++n) {
        result[n] = voxels[n] != 0 || static_cast<double>(distance[n]) <= mm ? 1 : 0;
    }
    return result;
}

Voxels inverted(Voxels voxels)
{
    std::ranges::for_each(voxels, [](unsigned char& voxel) { voxel = voxel == 0 ? 1 : 0; });
    return voxels;
}

/// The voxels further than `mm` from all that are not in `voxels`.
Voxels wornOff(const Geometry& grid, const Voxels& voxels, double mm)
{
    return inverted(within(grid, inverted(voxels), mm));
}

Mask toMask(const Geometry& grid, const Voxels& voxels)
{
    Mask mask(grid);
    std::ranges::copy(voxels, mask.labels().begin());
    return mask;
}

Voxels toVoxels(const Mask& mask)
{
    Voxels voxels(mask.labels().size());
    std::ranges::transform(
        mask.labels(), voxels.begin(), [](auto label) -> unsigned char { return label != 0; });
    return voxels;
}

/// What is bright inside a region, or nothing when that is not the brain.
std::optional<Voxels> brightIn(const Voxels& region, const Volume& image)
{
    std::vector<float> inside;
    for (std::size_t n = 0; n < region.size(); ++n) {
        if (region[n] != 0) {
            inside.push_back(image.voxels()[n]);
        }
    }
    std::vector<float> sorted = inside;
    const auto top = sorted.begin() + static_cast<std::ptrdiff_t>(
                                          kBrightestShare * static_cast<double>(sorted.size() - 1));
    std::nth_element(sorted.begin(), top, sorted.end());
    const float high = *top;
    const float low = *std::ranges::min_element(inside);
    if (!(low < high)) {
        return std::nullopt;
    }
    std::ranges::for_each(inside, [high](float& value) { value = std::min(value, high); });
    const float threshold = otsuThreshold(inside, low, high);
    Voxels bright(region.size(), 0);
    std::size_t count = 0;
    for (std::size_t n = 0; n < region.size(); ++n) {
        bright[n] = region[n] != 0 && image.voxels()[n] > threshold ? 1 : 0;
        count += bright[n];
    }
    const bool most =
        static_cast<double>(count) >= kLeastBright * static_cast<double>(inside.size());
    return most ? std::optional(std::move(bright)) : std::nullopt;
}

/// All within a box around the region.
Mask brainInBox(const Mask& region, const Volume& image)
{
    const Geometry& grid = image.geometry();
    const Voxels all = toVoxels(region);
    const auto bright = brightIn(all, image);
    if (!bright) {
        return toMask(grid, all);
    }
    const Mask core = largestPartFilled(toMask(grid, wornOff(grid, *bright, kWornMm)));
    Voxels grown = within(grid, toVoxels(core), kGrownMm);
    std::ranges::transform(grown, all, grown.begin(), std::bit_and<unsigned char>());
    Voxels closed = wornOff(grid, within(grid, grown, kClosedMm), kClosedMm);
    std::ranges::transform(closed, grown, closed.begin(), std::bit_or<unsigned char>());
    Mask brain = largestPartFilled(toMask(grid, closed));
    const auto left = static_cast<double>(brain.foregroundCount());
    return left >= kLeastLeft * static_cast<double>(region.foregroundCount()) ? brain
                                                                              : toMask(grid, all);
}

} // namespace

Mask brainWithin(const Mask& region, const Volume& image)
{
    assert(sameGrid(region.geometry(), image.geometry()));
    Mask brain(region.geometry());
    if (region.foregroundCount() == 0) {
        return brain;
    }
    const Geometry& whole = region.geometry();
    const double finest = std::ranges::min(whole.spacing());
    const auto margin = static_cast<int>(std::ceil((kClosedMm + 1.0) / finest));
    const Region box = region.foregroundRegion().grown(margin, whole);
    const Mask part = brainInBox(crop(region, box), crop(image, box));
    const Geometry& cut = part.geometry();
    for (std::size_t n = 0; n < part.labels().size(); ++n) {
        const VoxelIndex v = cut.voxelAt(n);
        brain.labels()[whole.offset({v.i + box.lower.i, v.j + box.lower.j, v.k + box.lower.k})] =
            part.labels()[n];
    }
    return brain;
}

} // namespace dawson
