#include "core/training/lesion_mixing.h"

#include "core/lesion/lesion_map.h"
#include "core/training/random_stream.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace dawson
{

namespace
{

constexpr float kFar = 1e12F; ///< squared distance where there is no source

/// Squared distances to the nearest source along a line (Felzenszwalb and Huttenlocher 2012): the
/// lower envelope of a parabola at each voxel.
class LineDistance
{
public:
    explicit LineDistance(std::size_t longest)
        : m_values(longest)
        , m_places(longest)
        , m_begins(longest + 1)
    {
    }

    void apply(float* line, std::size_t count, std::size_t stride)
    {
        for (std::size_t n = 0; n < count; ++n) {
            m_values[n] = static_cast<double>(line[n * stride]);
        }
        std::size_t last = 0;
        m_places[0] = 0;
        m_begins[0] = -1e18;
        m_begins[1] = 1e18;
        for (std::size_t n = 1; n < count; ++n) {
            double begin = meeting(n, m_places[last]);
            while (begin <= m_begins[last]) {
                begin = meeting(n, m_places[--last]);
            }
            m_places[++last] = n;
            m_begins[last] = begin;
            m_begins[last + 1] = 1e18;
        }
        std::size_t piece = 0;
        for (std::size_t n = 0; n < count; ++n) {
            while (m_begins[piece + 1] < static_cast<double>(n)) {
                ++piece;
            }
            const double apart = static_cast<double>(n) - static_cast<double>(m_places[piece]);
            line[n * stride] = static_cast<float>(apart * apart + m_values[m_places[piece]]);
        }
    }

private:
    /// Where the parabola of `n` goes below that of the earlier `m`.
    double meeting(std::size_t n, std::size_t m) const
    {
        const auto a = static_cast<double>(n);
        const auto b = static_cast<double>(m);
        return (m_values[n] + a * a - m_values[m] - b * b) / (2.0 * (a - b));
    }

    std::vector<double> m_values;
    std::vector<std::size_t> m_places;
    std::vector<double> m_begins;
};

/// A box of a cube of voxels.
struct Box {
    std::array<int, 3> begin{};
    std::array<int, 3> size{};

    std::size_t voxels() const
    {
        return static_cast<std::size_t>(size[0]) * static_cast<std::size_t>(size[1]) *
               static_cast<std::size_t>(size[2]);
    }

    /// Calls visit(place in the box, place in the cube) for each voxel, i fastest.
    template <typename Visit>
    void each(int edge, const Visit& visit) const
    {
        std::size_t n = 0;
        for (int k = begin[2]; k < begin[2] + size[2]; ++k) {
            for (int j = begin[1]; j < begin[1] + size[1]; ++j) {
                const std::size_t row =
                    static_cast<std::size_t>(k * edge + j) * static_cast<std::size_t>(edge);
                for (int i = begin[0]; i < begin[0] + size[0]; ++i) {
                    visit(n++, row + static_cast<std::size_t>(i));
                }
            }
        }
    }
};

/// A lesion's box with so many voxels around it, inside the cube.
Box around(const Lesion& lesion, int edge, int margin)
{
    const std::array<int, 3> lower{
        lesion.region.lower.i, lesion.region.lower.j, lesion.region.lower.k};
    Box box;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        box.begin[axis] = std::max(0, lower[axis] - margin);
        box.size[axis] =
            std::min(edge, lower[axis] + lesion.region.size[axis] + margin) - box.begin[axis];
    }
    return box;
}

/// Distances of a box's voxels to the nearest one of a lesion, or (`within`) not of it.
std::vector<float>
distances(const LesionMap& lesions, std::int32_t label, const Box& box, bool within)
{
    std::vector<float> field(box.voxels());
    box.each(lesions.geometry.size()[0], [&](std::size_t n, std::size_t voxel) {
        field[n] = (lesions.labels[voxel] == label) != within ? 0.0F : kFar;
    });
    const auto x = static_cast<std::size_t>(box.size[0]);
    const auto y = static_cast<std::size_t>(box.size[1]);
    const auto z = static_cast<std::size_t>(box.size[2]);
    LineDistance line(std::max({x, y, z}));
    for (std::size_t n = 0; n < y * z; ++n) {
        line.apply(field.data() + n * x, x, 1);
    }
    for (std::size_t n = 0; n < x * z; ++n) {
        line.apply(field.data() + (n / x) * x * y + n % x, y, x);
    }
    for (std::size_t n = 0; n < x * y; ++n) {
        line.apply(field.data() + n, z, x * y);
    }
    for (float& value : field) {
        value = std::sqrt(value);
    }
    return field;
}

} // namespace

std::vector<std::uint8_t>
carvedRegion(const std::vector<std::uint8_t>& mask, int size, std::uint64_t seed)
{
    const auto grid = Geometry::axisAligned({size, size, size}, {1.0, 1.0, 1.0}, {0.0, 0.0, 0.0});
    const LesionMap lesions = findLesions(Mask(grid, mask));
    std::vector<std::uint8_t> region(mask.size(), 0);
    RandomStream random(seed);
    for (const Lesion& lesion : lesions.lesions) {
        const Box near = around(lesion, size, 1);
        const auto within = distances(lesions, lesion.label, near, true);
        // A lesion that fills the patch has no border in it.
        const double depth = std::min(
            static_cast<double>(*std::max_element(within.begin(), within.end())), 1.0 * size);
        const bool part = random.uniform() < 0.5;
        const double lambda = random.uniform() * (part ? 0.5 * depth : depth);
        const Box box = part ? near : around(lesion, size, static_cast<int>(std::ceil(lambda)));
        const auto field = part ? within : distances(lesions, lesion.label, box, false);
        box.each(size, [&](std::size_t n, std::size_t voxel) {
            const auto far = static_cast<double>(field[n]);
            const bool inside = part ? far > 0.0 && far >= lambda : far <= lambda;
            region[voxel] = inside ? std::uint8_t{1} : region[voxel];
        });
    }
    return region;
}

bool carveInto(Patch& receiver, const Patch& donor, std::uint64_t seed)
{
    assert(receiver.size == donor.size && receiver.channels == donor.channels);
    std::vector<std::uint8_t> region = carvedRegion(donor.mask, donor.size, seed);
    bool arrives = false;
    for (std::size_t n = 0; n < region.size(); ++n) {
        if (receiver.image[n] == 0.0F || donor.image[n] == 0.0F) {
            region[n] = 0;
        }
        arrives = arrives || (region[n] != 0 && donor.mask[n] != 0);
    }
    if (!arrives) {
        return false;
    }
    for (std::size_t n = 0; n < region.size(); ++n) {
        if (region[n] == 0) {
            continue;
        }
        receiver.mask[n] = donor.mask[n];
        for (std::size_t m = n; m < receiver.image.size(); m += region.size()) {
            receiver.image[m] = donor.image[m];
        }
    }
    return true;
}

} // namespace dawson
