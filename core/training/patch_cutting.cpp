#include "core/training/augmentation.h"
#include "core/training/elastic_field.h"
#include "core/training/random_stream.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <span>

namespace dawson
{

namespace
{

using Point = std::array<float, 3>;

/// Source positions of every voxel of a patch, in voxels of the source image.
std::vector<Point>
sourcePoints(const PatchSource& source, int size, const AugmentationDraw& draw, std::uint64_t seed)
{
    std::array<double, 3> center{static_cast<double>(source.center.i),
                                 static_cast<double>(source.center.j),
                                 static_cast<double>(source.center.k)};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        center[axis] += draw.shift[axis] * source.imageSize[axis];
    }
    const ElasticField field(size, draw.elasticRms, draw.elasticSigma, mixSeed(seed, 1));
    RandomStream jitter(mixSeed(seed, 2));
    const auto jitterRange = static_cast<float>(draw.jitter);
    const auto& m = draw.matrix;
    const auto length = static_cast<std::size_t>(size);
    std::vector<Point> points(length * length * length);
    std::vector<float> elastic(3 * length, 0.0F);
    auto next = points.begin();
    for (int k = 0; k < size; ++k) {
        for (int j = 0; j < size; ++j) {
            if (!field.empty()) {
                field.row(j, k, elastic);
            }
            for (int i = 0; i < size; ++i, ++next) {
                const std::array<double, 3> d{static_cast<double>(i - size / 2),
                                              static_cast<double>(j - size / 2),
                                              static_cast<double>(k - size / 2)};
                for (std::size_t axis = 0; axis < 3; ++axis) {
                    const double place =
                        center[axis] + m[axis][0] * d[0] + m[axis][1] * d[1] + m[axis][2] * d[2];
                    (*next)[axis] =
                        static_cast<float>(place) + elastic[3 * static_cast<std::size_t>(i) + axis];
                }
                if (jitterRange > 0.0F) {
                    for (float& value : *next) {
                        value += jitterRange * jitter.symmetric();
                    }
                }
            }
        }
    }
    return points;
}

/// The voxels that interpolation at `points` may touch.
Region boxAround(const std::vector<Point>& points)
{
    Point lowest = points.front();
    Point highest = points.front();
    for (const Point& point : points) {
        for (std::size_t axis = 0; axis < 3; ++axis) {
            lowest[axis] = std::min(lowest[axis], point[axis]);
            highest[axis] = std::max(highest[axis], point[axis]);
        }
    }
    const auto first = [&](std::size_t axis) { return static_cast<int>(std::floor(lowest[axis])); };
    const auto last = [&](std::size_t axis) {
        return static_cast<int>(std::floor(highest[axis])) + 1;
    };
    Region box;
    box.lower = {first(0), first(1), first(2)};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        box.size[axis] = last(axis) - first(axis) + 1;
    }
    return box;
}

/// Where a point lies in a box: its voxel below and the way to the next.
struct Cell {
    std::size_t offset;
    Point weight;
};

class BoxReader
{
public:
    explicit BoxReader(const Region& box)
        : m_lower{static_cast<float>(box.lower.i),
                  static_cast<float>(box.lower.j),
                  static_cast<float>(box.lower.k)}
        , m_row(static_cast<std::size_t>(box.size[0]))
        , m_plane(m_row * static_cast<std::size_t>(box.size[1]))
    {
    }

    float linear(const std::vector<float>& voxels, const Point& point) const
    {
        const Cell c = cell(point);
        const float* v = voxels.data() + c.offset;
        const auto along = [&](const float* at) { return at[0] + c.weight[0] * (at[1] - at[0]); };
        const auto plane = [&](const float* at) {
            const float low = along(at);
            return low + c.weight[1] * (along(at + m_row) - low);
        };
        const float low = plane(v);
        return low + c.weight[2] * (plane(v + m_plane) - low);
    }

    std::uint8_t nearest(const std::vector<std::uint8_t>& labels, const Point& point) const
    {
        const Cell c = cell(point);
        return labels[c.offset + (c.weight[0] < 0.5F ? 0 : 1) + (c.weight[1] < 0.5F ? 0 : m_row) +
                      (c.weight[2] < 0.5F ? 0 : m_plane)];
    }

private:
    Cell cell(const Point& point) const
    {
        std::array<std::size_t, 3> below{};
        Point weight{};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const float inside = point[axis] - m_lower[axis];
            below[axis] = static_cast<std::size_t>(inside); // never negative: see boxAround
            weight[axis] = inside - static_cast<float>(below[axis]);
        }
        return {below[0] + m_row * below[1] + m_plane * below[2], weight};
    }

    Point m_lower;
    std::size_t m_row;
    std::size_t m_plane;
};

/// Contrast, brightness, gamma and noise of one channel; exact zeros are background and stay.
void changeIntensity(std::span<float> image, const AugmentationDraw& draw, std::uint64_t seed)
{
    const auto [lowest, highest] = std::minmax_element(image.begin(), image.end());
    const float low = *lowest;
    const float range = *highest - low;
    const auto gamma = static_cast<float>(draw.gamma);
    const auto contrast = static_cast<float>(draw.contrast);
    const auto brightness = static_cast<float>(draw.brightness);
    const auto noise = static_cast<float>(draw.noise);
    RandomStream random(seed);
    std::array<float, 2> pair{};
    bool spare = false;
    for (float& value : image) {
        if (value == 0.0F) {
            continue;
        }
        if (gamma != 1.0F && range > 0.0F) {
            value = low + range * std::pow((value - low) / range, gamma);
        }
        value = value * contrast + brightness;
        if (noise > 0.0F) {
            pair = spare ? std::array{pair[1], pair[1]} : random.normals();
            spare = !spare;
            value += noise * pair[0];
        }
    }
}

bool changesIntensity(const AugmentationDraw& draw)
{
    return draw.gamma != 1.0 || draw.contrast != 1.0 || draw.brightness != 0.0 || draw.noise > 0.0;
}

} // namespace

Patch cutPatch(const PatchSource& source,
               int size,
               const AugmentationDraw& draw,
               std::uint64_t seed)
{
    assert(size > 0 && source.channels > 0);
    const std::vector<Point> points = sourcePoints(source, size, draw, seed);
    const Region box = boxAround(points);
    const BoxReader reader(box);
    Patch patch;
    patch.size = size;
    patch.channels = source.channels;
    patch.image.reserve(points.size() * static_cast<std::size_t>(source.channels));
    for (int channel = 0; channel < source.channels; ++channel) {
        const std::vector<float> voxels = source.image(channel, box);
        for (const Point& point : points) {
            patch.image.push_back(reader.linear(voxels, point));
        }
        if (changesIntensity(draw)) {
            changeIntensity(std::span(patch.image).last(points.size()),
                            draw,
                            mixSeed(seed, 3 + static_cast<std::uint64_t>(channel)));
        }
    }
    const std::vector<std::uint8_t> labels = source.mask(box);
    patch.mask.reserve(points.size());
    for (const Point& point : points) {
        patch.mask.push_back(reader.nearest(labels, point));
    }
    return patch;
}

} // namespace dawson
