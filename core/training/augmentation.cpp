#include "core/training/augmentation.h"

#include "core/base/error.h"
#include "core/training/random_stream.h"

#include <cmath>

namespace dawson
{

namespace
{

using Matrix = std::array<std::array<double, 3>, 3>;

constexpr double kElasticRms = 1.0;   // voxels
constexpr double kElasticSigma = 6.0; // voxels

Matrix product(const Matrix& a, const Matrix& b)
{
    Matrix c{};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column) {
            for (std::size_t n = 0; n < 3; ++n) {
                c[row][column] += a[row][n] * b[n][column];
            }
        }
    }
    return c;
}

Matrix rotation(const std::array<double, 3>& angles)
{
    const auto c = [&](std::size_t n) { return std::cos(angles[n]); };
    const auto s = [&](std::size_t n) { return std::sin(angles[n]); };
    const Matrix i{{{1, 0, 0}, {0, c(0), -s(0)}, {0, s(0), c(0)}}};
    const Matrix j{{{c(1), 0, s(1)}, {0, 1, 0}, {-s(1), 0, c(1)}}};
    const Matrix k{{{c(2), -s(2), 0}, {s(2), c(2), 0}, {0, 0, 1}}};
    return product(product(i, j), k);
}

} // namespace

Augmentation augmentationFromName(const std::string& name)
{
    Augmentation ranges;
    if (name == "none") {
        return ranges;
    }
    if (name == "paper" || name == "paper-jitter") {
        ranges.rotation = {0.001, 0.001, 0.05};
        ranges.translation = 0.01;
        ranges.scale = 0.1;
        ranges.flip = 0.5;
        if (name == "paper") {
            ranges.elasticRms = kElasticRms;
            ranges.elasticSigma = kElasticSigma;
        } else {
            ranges.jitter = 0.1;
        }
        return ranges;
    }
    if (name == "strong" || name == "extended") {
        ranges.rotation = {0.2, 0.2, 0.2};
        ranges.translation = 0.02;
        ranges.scale = 0.15;
        ranges.elasticRms = kElasticRms;
        ranges.elasticSigma = kElasticSigma;
        ranges.flip = 0.5;
        ranges.thickSlices = 0.3;
        ranges.thickest = 5.0;
        ranges.gamma = 0.3;
        ranges.contrast = 0.2;
        ranges.brightness = 0.2;
        ranges.noise = 0.15;
        if (name == "extended") {
            ranges.biasField = 0.2;
            ranges.blur = 0.2;
            ranges.widestBlur = 1.0;
            ranges.coarse = 0.15;
            ranges.coarsest = 2.5;
        }
        return ranges;
    }
    throw Error(Error::Kind::Data,
                "There is no augmentation of this name; use \"none\", \"paper\", "
                "\"paper-jitter\", \"strong\" or \"extended\".",
                name);
}

AugmentationDraw drawAugmentation(const Augmentation& ranges, std::uint64_t seed)
{
    RandomStream random(seed);
    const auto within = [&](double range) { return range * (2.0 * random.uniform() - 1.0); };
    AugmentationDraw draw;
    const std::array<double, 3> angles{
        within(ranges.rotation[0]), within(ranges.rotation[1]), within(ranges.rotation[2])};
    Matrix scaling{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        scaling[axis][axis] = 1.0 + within(ranges.scale);
        draw.shift[axis] = within(ranges.translation);
    }
    if (random.uniform() < ranges.flip) {
        scaling[0][0] = -scaling[0][0];
    }
    draw.matrix = product(rotation(angles), scaling);
    draw.jitter = ranges.jitter;
    draw.elasticRms = ranges.elasticRms;
    draw.elasticSigma = ranges.elasticSigma;
    const bool thick = random.uniform() < ranges.thickSlices;
    draw.slices.thickness = 1.0 + (thick ? (ranges.thickest - 1.0) * random.uniform() : 0.0);
    draw.slices.axis = static_cast<int>(random.below(3));
    draw.slices.phase = random.uniform();
    draw.gamma = std::exp(within(std::log1p(ranges.gamma)));
    draw.contrast = 1.0 + within(ranges.contrast);
    draw.brightness = within(ranges.brightness);
    draw.brightness = ranges.differences ? 0.0 : draw.brightness;
    draw.noise = ranges.noise * random.uniform();
    draw.biasField = ranges.biasField * random.uniform();
    draw.voxelMm = ranges.voxelMm;
    draw.differences = ranges.differences;
    const bool blurred = random.uniform() < ranges.blur;
    draw.blurSigma = (blurred ? ranges.widestBlur : 0.0) * random.uniform();
    const bool coarse = random.uniform() < ranges.coarse;
    draw.coarseness = 1.0 + (coarse ? ranges.coarsest - 1.0 : 0.0) * random.uniform();
    return draw;
}

} // namespace dawson
