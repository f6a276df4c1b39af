#include "core/image/foreground.h"

#include "core/image/otsu_threshold.h"
#include "core/image/parallel.h"

#include <algorithm>
#include <array>
#include <cstdint>
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

} // namespace

Mask foregroundOf(const Volume& image)
{
    constexpr std::size_t zeroShare = 20;
    const auto voxels = image.voxels();
    const auto zeros = static_cast<std::size_t>(std::count(voxels.begin(), voxels.end(), 0.0F));
    std::vector<std::uint8_t> labels(voxels.size());
    if (zeros * zeroShare >= voxels.size()) {
        std::transform(voxels.begin(), voxels.end(), labels.begin(), [](float v) {
            return v != 0.0F ? std::uint8_t{1} : std::uint8_t{0};
        });
        return {image.geometry(), std::move(labels)};
    }
    const auto [low, high] = std::minmax_element(voxels.begin(), voxels.end());
    if (*low == *high) {
        return Mask(image.geometry());
    }
    const float threshold = otsuThreshold(voxels, *low, *high);
    std::transform(voxels.begin(), voxels.end(), labels.begin(), [=](float v) {
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

} // namespace dawson
