#include "core/training/slice_thickness.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace dawson
{

namespace
{

/// One voxel of the result: a mixture of two slices.
struct Mixture {
    std::size_t slice = 0;
    float next = 0.0F; ///< share of the slice after
};

/// Slices along a line of voxels, each an interval of it.
class SliceLine
{
public:
    SliceLine(int size, const ThickSlices& slices)
        : m_size(static_cast<std::size_t>(size))
    {
        const double thickness = slices.thickness;
        const double first = -slices.phase * thickness;
        const int count = static_cast<int>(std::ceil((size - first) / thickness));
        for (int n = 0; n < count; ++n) {
            const double begin = std::clamp(first + n * thickness, 0.0, double(size));
            const double end = std::clamp(first + (n + 1) * thickness, 0.0, double(size));
            m_begins.push_back(static_cast<float>(begin));
            m_lengths.push_back(static_cast<float>(std::max(end - begin, 1e-6)));
        }
        for (int voxel = 0; voxel < size; ++voxel) {
            const double place = (voxel + 0.5 - first) / thickness - 0.5;
            const double below = std::clamp(std::floor(place), 0.0, std::max(0.0, count - 2.0));
            const double next = count > 1 ? std::clamp(place - below, 0.0, 1.0) : 0.0;
            m_mixtures.push_back({static_cast<std::size_t>(below), static_cast<float>(next)});
        }
        m_sums.resize(m_size + 1);
        m_values.resize(m_begins.size() + 1);
    }

    /// Replaces `count` voxels that lie `stride` apart.
    void apply(float* line, std::size_t stride)
    {
        for (std::size_t n = 0; n < m_size; ++n) {
            m_sums[n + 1] = m_sums[n] + line[n * stride];
        }
        for (std::size_t n = 0; n < m_begins.size(); ++n) {
            const float end = m_begins[n] + m_lengths[n];
            m_values[n] =
                (integral(line, stride, end) - integral(line, stride, m_begins[n])) / m_lengths[n];
        }
        m_values.back() = m_values[m_begins.size() - 1];
        for (std::size_t n = 0; n < m_size; ++n) {
            const Mixture& mixture = m_mixtures[n];
            const float low = m_values[mixture.slice];
            line[n * stride] = low + mixture.next * (m_values[mixture.slice + 1] - low);
        }
    }

private:
    /// Of the voxels from 0 to `place`, each constant over its length of 1.
    float integral(const float* line, std::size_t stride, float place) const
    {
        const auto whole = std::min(static_cast<std::size_t>(place), m_size - 1);
        return m_sums[whole] + (place - static_cast<float>(whole)) * line[whole * stride];
    }

    std::size_t m_size;
    std::vector<float> m_begins;
    std::vector<float> m_lengths;
    std::vector<Mixture> m_mixtures;
    std::vector<float> m_sums;
    std::vector<float> m_values;
};

} // namespace

void thickenSlices(std::span<float> image, int size, const ThickSlices& slices)
{
    if (slices.thickness <= 1.0) {
        return;
    }
    const auto length = static_cast<std::size_t>(size);
    const std::array<std::size_t, 3> strides{1, length, length * length};
    const auto axis = static_cast<std::size_t>(slices.axis);
    const std::size_t across = strides[(axis + 1) % 3];
    const std::size_t deep = strides[(axis + 2) % 3];
    SliceLine line(size, slices);
    for (std::size_t b = 0; b < length; ++b) {
        for (std::size_t a = 0; a < length; ++a) {
            line.apply(image.data() + a * across + b * deep, strides[axis]);
        }
    }
}

} // namespace dawson
