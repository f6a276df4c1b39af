#include "core/training/image_degradation.h"

#include "core/training/random_stream.h"
#include "core/training/slice_thickness.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace dawson
{

namespace
{

constexpr double kFieldMm = 60.0; ///< between points of the bias field
constexpr std::size_t kMostPoints = 8;
constexpr double kLeastBlur = 0.1; ///< voxels; a narrower Gaussian changes nothing

/// Weights of a Gaussian to the right of its middle, three sigma wide; all of it sums to 1.
std::vector<float> gaussian(double sigma)
{
    std::vector<float> weights(static_cast<std::size_t>(std::ceil(3.0 * sigma)) + 1);
    double sum = 0.0;
    for (std::size_t n = 0; n < weights.size(); ++n) {
        const double apart = static_cast<double>(n) / sigma;
        weights[n] = static_cast<float>(std::exp(-0.5 * apart * apart));
        sum += (n == 0 ? 1.0 : 2.0) * static_cast<double>(weights[n]);
    }
    for (float& weight : weights) {
        weight /= static_cast<float>(sum);
    }
    return weights;
}

/// Along one axis; beyond the patch its outermost voxels go on.
void blurAxis(std::span<float> image, std::size_t size, std::size_t axis, double sigma)
{
    const std::vector<float> weights = gaussian(sigma);
    const std::array<std::size_t, 3> strides{1, size, size * size};
    const std::size_t stride = strides[axis];
    const auto last = static_cast<std::ptrdiff_t>(size) - 1;
    std::vector<float> line(size);
    for (std::size_t n = 0; n < size * size; ++n) {
        float* start = image.data() + (n % size) * strides[(axis + 1) % 3] +
                       (n / size) * strides[(axis + 2) % 3];
        for (std::size_t m = 0; m < size; ++m) {
            line[m] = start[m * stride];
        }
        for (std::ptrdiff_t m = 0; m <= last; ++m) {
            float sum = weights[0] * line[static_cast<std::size_t>(m)];
            for (std::size_t w = 1; w < weights.size(); ++w) {
                const auto far = static_cast<std::ptrdiff_t>(w);
                sum += weights[w] *
                       (line[static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, m - far))] +
                        line[static_cast<std::size_t>(std::min(last, m + far))]);
            }
            start[static_cast<std::size_t>(m) * stride] = sum;
        }
    }
}

/// Where a voxel lies between the points of the field.
struct Between {
    std::size_t below = 0;
    float weight = 0.0F;
};

std::vector<Between> betweenPoints(std::size_t size, std::size_t points)
{
    std::vector<Between> places(size);
    for (std::size_t n = 0; n < size; ++n) {
        const double place = (static_cast<double>(n) + 0.5) / static_cast<double>(size) *
                             static_cast<double>(points - 1);
        places[n].below = std::min(static_cast<std::size_t>(place), points - 2);
        places[n].weight = static_cast<float>(place - static_cast<double>(places[n].below));
    }
    return places;
}

/// A smooth random field over a patch.
class SmoothField
{
public:
    SmoothField(std::size_t size, const AugmentationDraw& draw, std::uint64_t seed)
        : m_points(pointsOf(static_cast<double>(size) * draw.voxelMm))
        , m_places(betweenPoints(size, m_points))
        , m_values(m_points * m_points * m_points)
    {
        RandomStream random(seed);
        for (float& value : m_values) {
            value = static_cast<float>(draw.biasField) * random.normals()[0];
        }
    }

    float at(std::size_t i, std::size_t j, std::size_t k) const
    {
        const Between& z = m_places[k];
        const float low = plane(i, j, z.below);
        return low + z.weight * (plane(i, j, z.below + 1) - low);
    }

private:
    static std::size_t pointsOf(double edgeMm)
    {
        return std::clamp<std::size_t>(
            static_cast<std::size_t>(std::lround(edgeMm / kFieldMm)) + 1, 2, kMostPoints);
    }

    float plane(std::size_t i, std::size_t j, std::size_t point) const
    {
        const Between& y = m_places[j];
        const float low = line(i, y.below, point);
        return low + y.weight * (line(i, y.below + 1, point) - low);
    }

    float line(std::size_t i, std::size_t row, std::size_t point) const
    {
        const Between& x = m_places[i];
        const float* values = m_values.data() + (point * m_points + row) * m_points + x.below;
        return values[0] + x.weight * (values[1] - values[0]);
    }

    std::size_t m_points; ///< along each axis
    std::vector<Between> m_places;
    std::vector<float> m_values;
};

/// The height above `zero`.
void multiply(std::span<float> image, std::size_t size, float zero, const SmoothField& field)
{
    std::size_t n = 0;
    for (std::size_t k = 0; k < size; ++k) {
        for (std::size_t j = 0; j < size; ++j) {
            for (std::size_t i = 0; i < size; ++i, ++n) {
                if (image[n] != 0.0F) {
                    image[n] = zero + (image[n] - zero) * std::exp(field.at(i, j, k));
                }
            }
        }
    }
}

} // namespace

void degrade(std::span<float> image, int size, const AugmentationDraw& draw, std::uint64_t seed)
{
    const bool smooth = draw.coarseness > 1.0 || draw.blurSigma > kLeastBlur;
    if (!smooth && draw.biasField <= 0.0) {
        return;
    }
    const auto length = static_cast<std::size_t>(size);
    const std::vector<float> before(smooth ? image.begin() : image.end(), image.end());
    for (int axis = 0; axis < 3; ++axis) {
        thickenSlices(image, size, {draw.coarseness, axis, draw.slices.phase});
        if (draw.blurSigma > kLeastBlur) {
            blurAxis(image, length, static_cast<std::size_t>(axis), draw.blurSigma);
        }
    }
    for (std::size_t n = 0; n < before.size(); ++n) {
        image[n] = before[n] == 0.0F ? 0.0F : image[n];
    }
    if (draw.biasField > 0.0) {
        const float darkest = std::min(0.0F, *std::ranges::min_element(image));
        multiply(image, length, draw.differences ? 0.0F : darkest, SmoothField(length, draw, seed));
    }
}

} // namespace dawson
