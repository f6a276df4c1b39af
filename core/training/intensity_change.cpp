#include "core/training/intensity_change.h"

#include "core/training/random_stream.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dawson
{

namespace
{

/// The curve low + range * ((value - low) / range) ^ gamma, read from a table: a power a voxel
/// would take longer than all the rest.
class GammaCurve
{
public:
    GammaCurve(float low, float high, double gamma)
        : m_low(low)
        , m_scale(kSteps / (high - low))
    {
        for (std::size_t n = 0; n < m_values.size(); ++n) {
            const double share = std::min(1.0, static_cast<double>(n) / kSteps);
            m_values[n] = low + (high - low) * static_cast<float>(std::pow(share, gamma));
        }
    }

    float operator()(float value) const
    {
        const float place = (value - m_low) * m_scale;
        const auto below = static_cast<std::size_t>(place);
        const float weight = place - static_cast<float>(below);
        return m_values[below] + weight * (m_values[below + 1] - m_values[below]);
    }

private:
    static constexpr int kSteps = 1024;
    float m_low;
    float m_scale;
    std::array<float, kSteps + 3> m_values{}; ///< rounding may step one beyond the end
};

void bend(std::span<float> image, const AugmentationDraw& draw)
{
    const auto [lowest, highest] = std::minmax_element(image.begin(), image.end());
    if (*lowest == *highest) {
        return;
    }
    if (draw.differences) {
        const GammaCurve curve(0.0F, std::max(-*lowest, *highest), draw.gamma);
        for (float& value : image) {
            value = value == 0.0F ? 0.0F : std::copysign(curve(std::abs(value)), value);
        }
        return;
    }
    const GammaCurve curve(*lowest, *highest, draw.gamma);
    for (float& value : image) {
        value = value == 0.0F ? 0.0F : curve(value);
    }
}

void addNoise(std::span<float> image, float deviation, RandomStream random)
{
    for (std::size_t n = 0; n < image.size(); n += 2) {
        const auto pair = random.normals();
        for (std::size_t m = 0; m < 2 && n + m < image.size(); ++m) {
            image[n + m] += image[n + m] == 0.0F ? 0.0F : deviation * pair[m];
        }
    }
}

} // namespace

void changeIntensity(std::span<float> image, const AugmentationDraw& draw, std::uint64_t seed)
{
    if (draw.gamma != 1.0) {
        bend(image, draw);
    }
    const auto contrast = static_cast<float>(draw.contrast);
    const auto brightness = static_cast<float>(draw.brightness);
    for (float& value : image) {
        value = value == 0.0F ? 0.0F : value * contrast + brightness;
    }
    if (draw.noise > 0.0) {
        addNoise(image, static_cast<float>(draw.noise), RandomStream(seed));
    }
}

} // namespace dawson
