#include "core/image/foreground.h"

#include "core/image/otsu_threshold.h"
#include "core/image/parallel.h"
#include "core/image/resample.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace dawson
{

namespace
{

constexpr std::uint8_t kOutside = 2;

/// Marks as outside all background that is connected to the border of the slice, then fills the
/// rest.
void fillHoles(std::span<std::uint8_t> slice, std::size_t nx, std::size_t ny)
{
    std::vector<std::size_t> pending;
    const auto visit = [&](std::size_t x, std::size_t y) {
        std::uint8_t& label = slice[y * nx + x];
        if (label == 0) {
            label = kOutside;
            pending.push_back(y * nx + x);
        }
    };
    for (std::size_t x = 0; x < nx; ++x) {
        visit(x, 0);
        visit(x, ny - 1);
    }
    for (std::size_t y = 0; y < ny; ++y) {
        visit(0, y);
        visit(nx - 1, y);
    }
    while (!pending.empty()) {
        const std::size_t x = pending.back() % nx;
        const std::size_t y = pending.back() / nx;
        pending.pop_back();
        visit(x == 0 ? x : x - 1, y);
        visit(std::min(x + 1, nx - 1), y);
        visit(x, y == 0 ? y : y - 1);
        visit(x, std::min(y + 1, ny - 1));
    }
    for (std::uint8_t& label : slice) {
        label = label == kOutside ? 0 : 1;
    }
}

Mask nonZero(const Volume& image)
{
    std::vector<std::uint8_t> labels(image.voxels().size());
    std::ranges::transform(image.voxels(), labels.begin(), [](float v) {
        return v != 0.0F ? std::uint8_t{1} : std::uint8_t{0};
    });
    return {image.geometry(), std::move(labels)};
}

/// What is above Otsu's threshold for `values`, without holes. Empty where they are all the same.
Mask aboveOtsu(const Volume& image, std::span<const float> values)
{
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    if (*low == *high) {
        return Mask(image.geometry());
    }
    const float threshold = otsuThreshold(values, *low, *high);
    std::vector<std::uint8_t> labels(image.voxels().size());
    std::ranges::transform(image.voxels(), labels.begin(), [=](float v) {
        return v >= threshold ? std::uint8_t{1} : std::uint8_t{0};
    });
    const auto& size = image.geometry().size();
    const auto nx = static_cast<std::size_t>(size[0]);
    const auto ny = static_cast<std::size_t>(size[1]);
    parallelFor(size[2], [&](int k) {
        fillHoles(
            std::span(labels).subspan(static_cast<std::size_t>(k) * nx * ny, nx * ny), nx, ny);
    });
    return {image.geometry(), std::move(labels)};
}

/// One of the six sides of a box, a voxel thick.
Region sideOf(const Region& box, std::size_t side)
{
    Region result = box;
    const std::array<int*, 3> lower{&result.lower.i, &result.lower.j, &result.lower.k};
    const std::size_t axis = side / 2;
    *lower[axis] += side % 2 == 0 ? 0 : box.size[axis] - 1;
    result.size[axis] = 1;
    return result;
}

void appendNonZero(const Volume& image, std::vector<float>& values)
{
    std::ranges::copy_if(
        image.voxels(), std::back_inserter(values), [](float v) { return v != 0.0F; });
}

double meanIn(const Volume& image, const Mask& where)
{
    double sum = 0.0;
    double count = 0.0;
    for (std::size_t n = 0; n < image.voxels().size(); ++n) {
        sum += where.labels()[n] != 0 ? static_cast<double>(image.voxels()[n]) : 0.0;
        count += where.labels()[n] != 0 ? 1.0 : 0.0;
    }
    return sum / count;
}

/// The head of an image whose face was taken away, or that was turned or padded: parts are 0, but
/// the rest is a box, and that is dark. Brains touch the box that holds them at a few places only,
/// and where slices cut through them two sides are tissue.
std::optional<Mask> headInAir(const Volume& image, const Mask& notZero)
{
    constexpr int fewestSides = 4;
    constexpr std::size_t sideShare = 3;
    constexpr double darkest = 0.2; ///< of the tissue's mean; noise is less
    const Region box = notZero.foregroundRegion();
    if (box.empty() || std::ranges::any_of(image.voxels(), [](float v) { return v < 0.0F; })) {
        return std::nullopt;
    }
    std::vector<float> border;
    int sides = 0;
    for (std::size_t n = 0; n < 6; ++n) {
        const Volume side = crop(image, sideOf(box, n));
        const std::size_t before = border.size();
        appendNonZero(side, border);
        sides += (border.size() - before) * sideShare > side.voxels().size() ? 1 : 0;
    }
    if (sides < fewestSides) {
        return std::nullopt;
    }
    std::vector<float> values;
    appendNonZero(image, values);
    Mask head = aboveOtsu(image, values);
    const auto middle = border.begin() + static_cast<std::ptrdiff_t>(border.size() / 2);
    std::ranges::nth_element(border, middle);
    const bool dark = static_cast<double>(*middle) < darkest * meanIn(image, head);
    return dark ? std::optional(std::move(head)) : std::nullopt;
}

std::size_t zerosIn(const Volume& image, const Region& box)
{
    const auto countIn = [](const Volume& part) {
        return static_cast<std::size_t>(std::ranges::count(part.voxels(), 0.0F));
    };
    return box == Region::whole(image.geometry()) ? countIn(image) : countIn(crop(image, box));
}

} // namespace

Mask foregroundOf(const Volume& image)
{
    return foregroundOf(image, Region::whole(image.geometry()));
}

Mask foregroundOf(const Volume& image, const Region& covered)
{
    constexpr std::size_t zeroShare = 20;
    if (covered.empty() || zerosIn(image, covered) * zeroShare >= covered.voxelCount()) {
        Mask notZero = nonZero(image);
        return headInAir(image, notZero).value_or(std::move(notZero));
    }
    return aboveOtsu(image, image.voxels());
}

} // namespace dawson
