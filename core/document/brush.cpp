#include "core/document/brush.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

namespace dawson
{

namespace
{

using Vector = Geometry::Vector;

/// Centres exactly on the border count as covered in spite of rounding.
constexpr double kToleranceMm = 1e-6;

double dot(const Vector& a, const Vector& b)
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

Vector along(const Vector& start, double t, const Vector& step)
{
    return {start[0] + t * step[0], start[1] + t * step[1], start[2] + t * step[2]};
}

Vector between(const PatientPoint& from, const PatientPoint& to)
{
    return {to.x - from.x, to.y - from.y, to.z - from.z};
}

/// From one voxel to the next along an image axis, in mm.
Vector voxelStep(const Geometry& geometry, std::size_t axis)
{
    const double s = geometry.spacing()[axis];
    const auto& d = geometry.direction();
    return {d[0][axis] * s, d[1][axis] * s, d[2][axis] * s};
}

/// The largest step along the normal that an image axis makes, negative when that axis runs against
/// the normal.
double slabStep(const Geometry& geometry, const Vector& normal)
{
    double largest = 0.0;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double step = dot(voxelStep(geometry, axis), normal);
        largest = std::abs(step) > std::abs(largest) ? step : largest;
    }
    return largest;
}

/// A stretch of a voxel row, in continuous indices; empty when low > high.
struct Stretch {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    bool empty() const { return low > high; }

    void join(const Stretch& other)
    {
        low = std::min(low, other.low);
        high = std::max(high, other.high);
    }

    void cut(const Stretch& other)
    {
        low = std::max(low, other.low);
        high = std::min(high, other.high);
    }
};

constexpr Stretch kAll{-std::numeric_limits<double>::infinity(),
                       std::numeric_limits<double>::infinity()};

/// Where |start + t step|^2 <= radius^2.
Stretch withinBall(const Vector& start, const Vector& step, double radius)
{
    const double a = dot(step, step);
    const double b = dot(start, step);
    const double c = dot(start, start) - radius * radius;
    if (a < 1e-18) {
        return c <= 0.0 ? kAll : Stretch{};
    }
    const double root = b * b - a * c;
    if (root < 0.0) {
        return {};
    }
    return {(-b - std::sqrt(root)) / a, (-b + std::sqrt(root)) / a};
}

/// Where low <= start + t step <= high.
Stretch withinRange(double start, double step, double low, double high)
{
    if (std::abs(step) < 1e-12) {
        return start >= low && start <= high ? kAll : Stretch{};
    }
    const double a = (low - start) / step;
    const double b = (high - start) / step;
    return {std::min(a, b), std::max(a, b)};
}

/// The body a brush sweeps: a capsule, for a disc flattened onto its plane. Convex, so it meets
/// each row of voxels in one stretch.
class Sweep
{
public:
    Sweep(const Geometry& geometry,
          const Brush& brush,
          const SlicePlane& plane,
          const PatientPoint& from,
          const PatientPoint& to)
        : m_disc(brush.shape == Brush::Shape::Disc)
        , m_radius(brush.diameterMm / 2.0 + kToleranceMm)
        , m_normal(plane.normal)
        , m_from(from)
        , m_path(flat(between(from, to)))
        , m_length(std::sqrt(dot(m_path, m_path)))
        , m_height(dot(between(plane.point, from), plane.normal))
        , m_slab(slabStep(geometry, plane.normal))
    {
        if (m_length > 0.0) {
            m_path = along({}, 1.0 / m_length, m_path);
        }
    }

    /// `p` relative to `from`.
    bool holds(const Vector& p) const
    {
        // Half open, so that a plane midway between two slices takes exactly one of them: the one
        // that Geometry::nearestVoxel takes.
        if (m_disc && std::floor(0.5 + 1e-6 - (dot(p, m_normal) + m_height) / m_slab) != 0.0) {
            return false;
        }
        const Vector q = flat(p);
        const double t = std::clamp(dot(q, m_path), 0.0, m_length);
        const Vector away = along(q, -t, m_path);
        return dot(away, away) <= m_radius * m_radius;
    }

    /// The stretch of a row through `start` (relative to `from`), up to rounding.
    Stretch meets(const Vector& start, const Vector& step) const
    {
        const Vector s = flat(start);
        const Vector u = flat(step);
        Stretch result = withinBall(s, u, m_radius);
        if (m_length > 0.0) {
            result.join(withinBall(along(s, -m_length, m_path), u, m_radius));
            const double s1 = dot(s, m_path);
            const double u1 = dot(u, m_path);
            Stretch tube = withinBall(along(s, -s1, m_path), along(u, -u1, m_path), m_radius);
            tube.cut(withinRange(s1, u1, 0.0, m_length));
            result.join(tube.empty() ? Stretch{} : tube);
        }
        if (m_disc) {
            const double reach = std::abs(m_slab) * 0.500001;
            result.cut(
                withinRange(dot(start, m_normal) + m_height, dot(step, m_normal), -reach, reach));
        }
        return result;
    }

    /// Box of the voxels that can be covered, cut to the image.
    Region box(const Geometry& geometry) const
    {
        const PatientPoint start = onPlane(m_from);
        const Vector end = along({start.x, start.y, start.z}, m_length, m_path);
        const VoxelPoint a = geometry.toVoxel(start);
        const VoxelPoint b = geometry.toVoxel(PatientPoint{end[0], end[1], end[2]});
        const Vector reach{
            reachAlong(geometry, 0), reachAlong(geometry, 1), reachAlong(geometry, 2)};
        const auto low = [](double x, double y, double r) {
            return static_cast<int>(std::floor(std::max(std::min(x, y) - r, -1.0)));
        };
        const auto count = [](double x, double y, double r, int lower) {
            return static_cast<int>(std::ceil(std::min(std::max(x, y) + r, 1e9))) - lower + 1;
        };
        Region region;
        region.lower = {low(a.i, b.i, reach[0]), low(a.j, b.j, reach[1]), low(a.k, b.k, reach[2])};
        region.size = {count(a.i, b.i, reach[0], region.lower.i),
                       count(a.j, b.j, reach[1], region.lower.j),
                       count(a.k, b.k, reach[2], region.lower.k)};
        return region.intersection(Region::whole(geometry));
    }

private:
    /// For a disc the part in its plane.
    Vector flat(const Vector& v) const
    {
        return m_disc ? along(v, -dot(v, m_normal), m_normal) : v;
    }

    PatientPoint onPlane(const PatientPoint& p) const
    {
        const double h = m_disc ? m_height : 0.0;
        return {p.x - h * m_normal[0], p.y - h * m_normal[1], p.z - h * m_normal[2]};
    }

    /// Half extent in voxels along an image axis, with slack for directions that are orthonormal
    /// only within a thousandth.
    double reachAlong(const Geometry& geometry, std::size_t axis) const
    {
        const double s = geometry.spacing()[axis];
        double mm = m_radius;
        if (m_disc) {
            const double cosine = std::abs(dot(voxelStep(geometry, axis), m_normal)) / s;
            const double sine = std::sqrt(std::max(0.0, 1.0 - cosine * cosine));
            mm = m_radius * sine + std::abs(m_slab) * cosine;
        }
        return mm * 1.01 / s + 0.01;
    }

    bool m_disc;
    double m_radius;
    Vector m_normal;
    PatientPoint m_from;
    Vector m_path; ///< unit vector, or zero for a dab
    double m_length;
    double m_height; ///< of `from` above the plane
    double m_slab;   ///< slabStep()
};

/// Voxels under the segment, each a neighbour of the next; sorted and unique.
std::vector<std::uint32_t>
pathVoxels(const Geometry& geometry, const PatientPoint& from, const PatientPoint& to)
{
    std::vector<std::uint32_t> offsets;
    const auto& s = geometry.spacing();
    const Vector way = between(from, to);
    const double step = std::min({s[0], s[1], s[2]}) / 2.0;
    const int steps = static_cast<int>(std::ceil(std::sqrt(dot(way, way)) / step));
    for (int n = 0; n <= steps; ++n) {
        const double t = steps == 0 ? 1.0 : static_cast<double>(n) / steps;
        const VoxelIndex voxel =
            geometry.nearestVoxel({from.x + t * way[0], from.y + t * way[1], from.z + t * way[2]});
        if (geometry.contains(voxel)) {
            offsets.push_back(static_cast<std::uint32_t>(geometry.offset(voxel)));
        }
    }
    std::ranges::sort(offsets);
    const auto repeated = std::ranges::unique(offsets);
    offsets.erase(repeated.begin(), repeated.end());
    return offsets;
}

void addRow(const Geometry& geometry,
            const Sweep& sweep,
            const Region& box,
            const std::pair<VoxelIndex, PatientPoint>& rowAndFrom,
            std::vector<std::uint32_t>& offsets)
{
    const auto& [row, from] = rowAndFrom;
    const Vector start = between(from, geometry.toPatient(row));
    const Vector step = voxelStep(geometry, 0);
    const Stretch stretch = sweep.meets(start, step);
    if (stretch.empty()) {
        return;
    }
    const int last = box.lower.i + box.size[0] - 1;
    int low = static_cast<int>(std::clamp(std::floor(stretch.low), 0.0, last + 1.0));
    int high = static_cast<int>(std::clamp(std::ceil(stretch.high), -1.0, last + 0.0));
    low = std::max(low, box.lower.i);
    while (low <= high && !sweep.holds(along(start, low, step))) {
        ++low;
    }
    while (high >= low && !sweep.holds(along(start, high, step))) {
        --high;
    }
    const auto first = static_cast<std::uint32_t>(geometry.offset(row));
    for (int i = low; i <= high; ++i) {
        offsets.push_back(first + static_cast<std::uint32_t>(i));
    }
}

} // namespace

double slabThicknessMm(const Geometry& geometry, const Vector& normal)
{
    return std::abs(slabStep(geometry, normal));
}

std::vector<std::uint32_t> sweptVoxels(const Geometry& geometry,
                                       const Brush& brush,
                                       const SlicePlane& plane,
                                       const PatientPoint& from,
                                       const PatientPoint& to)
{
    const Sweep sweep(geometry, brush, plane, from, to);
    const Region box = sweep.box(geometry);
    std::vector<std::uint32_t> offsets;
    for (int k = box.lower.k; k < box.lower.k + box.size[2]; ++k) {
        for (int j = box.lower.j; j < box.lower.j + box.size[1]; ++j) {
            addRow(geometry, sweep, box, {{0, j, k}, from}, offsets);
        }
    }
    const auto& s = geometry.spacing();
    const bool thin = brush.diameterMm < std::hypot(s[0], s[1], s[2]);
    std::vector<std::uint32_t> path = pathVoxels(geometry, thin ? from : to, to);
    std::vector<std::uint32_t> all;
    all.reserve(offsets.size() + path.size());
    std::ranges::set_union(offsets, path, std::back_inserter(all));
    return all;
}

std::vector<std::uint32_t> connectedVoxels(const Mask& mask, const VoxelIndex& seed)
{
    const Geometry& geometry = mask.geometry();
    if (!geometry.contains(seed) || mask.at(seed) == 0) {
        return {};
    }
    std::vector<bool> seen(geometry.voxelCount(), false);
    std::vector<std::uint32_t> found{static_cast<std::uint32_t>(geometry.offset(seed))};
    seen[found.front()] = true;
    for (std::size_t next = 0; next < found.size(); ++next) {
        const Region around = Region{geometry.voxelAt(found[next]), {1, 1, 1}}.grown(1, geometry);
        for (std::size_t n = 0; n < around.voxelCount(); ++n) {
            const int step = static_cast<int>(n);
            const VoxelIndex v{around.lower.i + step % around.size[0],
                               around.lower.j + step / around.size[0] % around.size[1],
                               around.lower.k + step / around.size[0] / around.size[1]};
            const std::size_t offset = geometry.offset(v);
            if (!seen[offset] && mask.labels()[offset] != 0) {
                seen[offset] = true;
                found.push_back(static_cast<std::uint32_t>(offset));
            }
        }
    }
    std::ranges::sort(found);
    return found;
}

} // namespace dawson
