#include "core/phantom/blur.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace dawson
{

namespace
{

std::vector<float> gaussian(double sigma)
{
    const int radius = std::max(1, static_cast<int>(std::ceil(3.0 * sigma)));
    std::vector<float> kernel(static_cast<std::size_t>(2 * radius + 1));
    double sum = 0.0;
    for (int n = -radius; n <= radius; ++n) {
        sum += std::exp(-0.5 * n * n / (sigma * sigma));
    }
    for (int n = -radius; n <= radius; ++n) {
        kernel[static_cast<std::size_t>(n + radius)] =
            static_cast<float>(std::exp(-0.5 * n * n / (sigma * sigma)) / sum);
    }
    return kernel;
}

/// Calls `change` with blocks of lines along `axis`: `lines` neighbouring lines at a time, as an
/// array of `length` rows of `lines` values, so that the inner loop runs along memory.
using Lines = std::vector<float>;
using ChangeLines = std::function<void(Lines& block, std::size_t length, std::size_t lines)>;

void forLinesAlong(std::vector<float>& voxels,
                   const Geometry::Size& size,
                   std::size_t axis,
                   const ChangeLines& change)
{
    const auto length = static_cast<std::size_t>(size[axis]);
    std::size_t stride = 1;
    for (std::size_t a = 0; a < axis; ++a) {
        stride *= static_cast<std::size_t>(size[a]);
    }
    const std::size_t outer = voxels.size() / (stride * length);
    Lines block;
    for (std::size_t o = 0; o < outer; ++o) {
        float* base = voxels.data() + o * stride * length;
        if (axis == 0) {
            block.assign(base, base + length);
            change(block, length, 1);
            std::copy(block.begin(), block.end(), base);
            continue;
        }
        for (std::size_t begin = 0; begin < stride; begin += 256) {
            const std::size_t lines = std::min<std::size_t>(256, stride - begin);
            block.resize(length * lines);
            for (std::size_t n = 0; n < length; ++n) {
                std::copy_n(base + n * stride + begin, lines, block.data() + n * lines);
            }
            change(block, length, lines);
            for (std::size_t n = 0; n < length; ++n) {
                std::copy_n(block.data() + n * lines, lines, base + n * stride + begin);
            }
        }
    }
}

std::size_t inside(std::ptrdiff_t index, std::size_t length)
{
    return static_cast<std::size_t>(
        std::clamp<std::ptrdiff_t>(index, 0, static_cast<std::ptrdiff_t>(length) - 1));
}

void convolve(Lines& block, std::size_t length, std::size_t lines, const std::vector<float>& kernel)
{
    // With the border rows repeated on both sides every step is one run along memory.
    const std::size_t radius = kernel.size() / 2;
    Lines padded;
    padded.reserve(block.size() + 2 * radius * lines);
    const auto row = [&](std::size_t n) {
        return block.begin() + static_cast<std::ptrdiff_t>(n * lines);
    };
    for (std::size_t n = 0; n < radius; ++n) {
        padded.insert(padded.end(), row(0), row(1));
    }
    padded.insert(padded.end(), block.begin(), block.end());
    for (std::size_t n = 0; n < radius; ++n) {
        padded.insert(padded.end(), row(length - 1), row(length));
    }
    std::fill(block.begin(), block.end(), 0.0F);
    for (std::size_t t = 0; t < kernel.size(); ++t) {
        const float weight = kernel[t];
        const float* from = padded.data() + t * lines;
        for (std::size_t n = 0; n < block.size(); ++n) {
            block[n] += weight * from[n];
        }
    }
}

} // namespace

void blur(std::vector<float>& voxels,
          const Geometry::Size& size,
          const std::array<double, 3>& sigmaVoxels)
{
    for (std::size_t axis = 0; axis < 3; ++axis) {
        if (sigmaVoxels[axis] < 0.1) {
            continue;
        }
        const auto kernel = gaussian(sigmaVoxels[axis]);
        forLinesAlong(voxels, size, axis, [&](Lines& block, std::size_t length, std::size_t lines) {
            convolve(block, length, lines, kernel);
        });
    }
}

void resliceAlong(std::vector<float>& voxels,
                  const Geometry::Size& size,
                  std::size_t axis,
                  double slices)
{
    if (slices <= 1.0) {
        return;
    }
    const auto change = [&](Lines& block, std::size_t length, std::size_t lines) {
        const Lines source = block;
        for (std::size_t n = 0; n < length; ++n) {
            const double position = static_cast<double>(n) / slices;
            const double low = std::floor(position);
            const auto part = static_cast<float>(position - low);
            const std::size_t a = inside(std::lround(low * slices), length);
            const std::size_t b = inside(std::lround((low + 1.0) * slices), length);
            for (std::size_t line = 0; line < lines; ++line) {
                block[n * lines + line] =
                    (1.0F - part) * source[a * lines + line] + part * source[b * lines + line];
            }
        }
    };
    forLinesAlong(voxels, size, axis, change);
}

} // namespace dawson
