#include "core/image/geometry.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <sstream>

namespace dawson
{

namespace
{

constexpr double kOrthonormalTolerance = 1e-3;
constexpr Geometry::Matrix kIdentity{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};

void requireSize(const Geometry::Size& size)
{
    constexpr double maxVoxels = 2147483648.0;
    double voxels = 1.0;
    for (const int n : size) {
        if (n <= 0) {
            throw Error(Error::Kind::Geometry, "The image has no voxels along one of its axes.");
        }
        voxels *= n;
    }
    if (voxels > maxVoxels) {
        throw Error(Error::Kind::Geometry,
                    "The image claims " + std::to_string(size[0]) + " x " +
                        std::to_string(size[1]) + " x " + std::to_string(size[2]) +
                        " voxels, more than Dawson can hold; its header may be damaged.");
    }
}

void requireSpacing(const Geometry::Vector& spacing, const PatientPoint& origin)
{
    for (const double s : spacing) {
        if (!std::isfinite(s) || s <= 0.0) {
            throw Error(Error::Kind::Geometry, "The voxel size is not a positive number.");
        }
    }
    if (!std::isfinite(origin.x) || !std::isfinite(origin.y) || !std::isfinite(origin.z)) {
        throw Error(Error::Kind::Geometry, "The position of the first voxel is not a number.");
    }
}

void requireOrthonormal(const Geometry::Matrix& d)
{
    for (std::size_t a = 0; a < 3; ++a) {
        for (std::size_t b = 0; b < 3; ++b) {
            const double dot = d[0][a] * d[0][b] + d[1][a] * d[1][b] + d[2][a] * d[2][b];
            if (!(std::abs(dot - (a == b ? 1.0 : 0.0)) < kOrthonormalTolerance)) {
                throw Error(Error::Kind::Geometry,
                            "The image's axes are not perpendicular directions.");
            }
        }
    }
}

Geometry::Matrix inverse(const Geometry::Matrix& m)
{
    const auto minor = [&](std::size_t r0, std::size_t r1, std::size_t c0, std::size_t c1) {
        return m[r0][c0] * m[r1][c1] - m[r0][c1] * m[r1][c0];
    };
    const double det =
        m[0][0] * minor(1, 2, 1, 2) - m[0][1] * minor(1, 2, 0, 2) + m[0][2] * minor(1, 2, 0, 1);
    return {{{minor(1, 2, 1, 2) / det, -minor(0, 2, 1, 2) / det, minor(0, 1, 1, 2) / det},
             {-minor(1, 2, 0, 2) / det, minor(0, 2, 0, 2) / det, -minor(0, 1, 0, 2) / det},
             {minor(1, 2, 0, 1) / det, -minor(0, 2, 0, 1) / det, minor(0, 1, 0, 1) / det}}};
}

double distance(const PatientPoint& a, const PatientPoint& b)
{
    return std::hypot(a.x - b.x, a.y - b.y, a.z - b.z);
}

} // namespace

std::string GeometryDifference::describe() const
{
    std::ostringstream text;
    text.setf(std::ios::fixed);
    text.precision(2);
    if (sizeDiffers) {
        text << "the numbers of voxels differ";
    }
    const auto add = [&](double value, const char* what, const char* unit) {
        if (value > 0.005) {
            text << (text.str().empty() ? "" : ", ") << what << " by " << value << unit;
        }
    };
    add(spacingMm, "the voxel sizes differ", " mm");
    add(originMm, "the origins differ", " mm");
    add(angleDegrees, "the axes differ", " degrees");
    return text.str().empty() ? "the grids agree" : text.str();
}

Geometry::Geometry()
    : Geometry({1, 1, 1}, {1.0, 1.0, 1.0}, {}, kIdentity)
{
}

Geometry::Geometry(const Size& size,
                   const Vector& spacing,
                   const PatientPoint& origin,
                   const Matrix& direction)
    : m_size(size)
    , m_spacing(spacing)
    , m_origin(origin)
    , m_direction(direction)
{
    requireSize(size);
    requireSpacing(spacing, origin);
    requireOrthonormal(direction);
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column) {
            m_toPatient[row][column] = direction[row][column] * spacing[column];
        }
    }
    m_toVoxel = inverse(m_toPatient);
}

Geometry Geometry::axisAligned(const Size& size, const Vector& spacing, const PatientPoint& origin)
{
    return {size, spacing, origin, kIdentity};
}

std::size_t Geometry::voxelCount() const
{
    return static_cast<std::size_t>(m_size[0]) * static_cast<std::size_t>(m_size[1]) *
           static_cast<std::size_t>(m_size[2]);
}

double Geometry::voxelVolumeMl() const
{
    return m_spacing[0] * m_spacing[1] * m_spacing[2] / 1000.0;
}

bool Geometry::contains(const VoxelIndex& v) const
{
    return v.i >= 0 && v.j >= 0 && v.k >= 0 && v.i < m_size[0] && v.j < m_size[1] &&
           v.k < m_size[2];
}

std::size_t Geometry::offset(const VoxelIndex& v) const
{
    const auto row = static_cast<std::size_t>(v.k) * static_cast<std::size_t>(m_size[1]) +
                     static_cast<std::size_t>(v.j);
    return row * static_cast<std::size_t>(m_size[0]) + static_cast<std::size_t>(v.i);
}

VoxelIndex Geometry::voxelAt(std::size_t offset) const
{
    const auto nx = static_cast<std::size_t>(m_size[0]);
    const auto ny = static_cast<std::size_t>(m_size[1]);
    return {static_cast<int>(offset % nx),
            static_cast<int>(offset / nx % ny),
            static_cast<int>(offset / nx / ny)};
}

PatientPoint Geometry::toPatient(const VoxelPoint& p) const
{
    const auto row = [&](std::size_t r) {
        return m_toPatient[r][0] * p.i + m_toPatient[r][1] * p.j + m_toPatient[r][2] * p.k;
    };
    return {m_origin.x + row(0), m_origin.y + row(1), m_origin.z + row(2)};
}

PatientPoint Geometry::toPatient(const VoxelIndex& v) const
{
    return toPatient(
        VoxelPoint{static_cast<double>(v.i), static_cast<double>(v.j), static_cast<double>(v.k)});
}

VoxelPoint Geometry::toVoxel(const PatientPoint& p) const
{
    const Vector d{p.x - m_origin.x, p.y - m_origin.y, p.z - m_origin.z};
    const auto row = [&](std::size_t r) {
        return m_toVoxel[r][0] * d[0] + m_toVoxel[r][1] * d[1] + m_toVoxel[r][2] * d[2];
    };
    return {row(0), row(1), row(2)};
}

VoxelIndex Geometry::nearestVoxel(const PatientPoint& point) const
{
    const VoxelPoint p = toVoxel(point);
    return {static_cast<int>(std::floor(p.i + 0.5)),
            static_cast<int>(std::floor(p.j + 0.5)),
            static_cast<int>(std::floor(p.k + 0.5))};
}

PatientPoint Geometry::center() const
{
    return toPatient(
        VoxelPoint{(m_size[0] - 1) / 2.0, (m_size[1] - 1) / 2.0, (m_size[2] - 1) / 2.0});
}

int Geometry::axisAlong(int patientAxis) const
{
    // Greedy over the largest entries, so that an oblique image still maps its axes one to one.
    std::array<bool, 3> rowTaken{};
    std::array<int, 3> axisOfRow{};
    std::array<bool, 3> columnTaken{};
    for (int round = 0; round < 3; ++round) {
        std::size_t bestRow = 0;
        std::size_t bestColumn = 0;
        double best = -1.0;
        for (std::size_t entry = 0; entry < 9; ++entry) {
            const std::size_t r = entry / 3;
            const std::size_t c = entry % 3;
            if (!rowTaken[r] && !columnTaken[c] && std::abs(m_direction[r][c]) > best) {
                best = std::abs(m_direction[r][c]);
                bestRow = r;
                bestColumn = c;
            }
        }
        rowTaken[bestRow] = true;
        columnTaken[bestColumn] = true;
        axisOfRow[bestRow] = static_cast<int>(bestColumn);
    }
    return axisOfRow[static_cast<std::size_t>(patientAxis)];
}

double Geometry::obliquityDegrees() const
{
    double largest = 0.0;
    for (int axis = 0; axis < 3; ++axis) {
        const auto row = static_cast<std::size_t>(axis);
        const double cosine = std::abs(m_direction[row][static_cast<std::size_t>(axisAlong(axis))]);
        largest = std::max(largest, std::acos(std::min(1.0, cosine)) * 180.0 / std::numbers::pi);
    }
    return largest;
}

GeometryDifference difference(const Geometry& a, const Geometry& b)
{
    GeometryDifference result;
    result.sizeDiffers = a.size() != b.size();
    result.originMm = distance(a.origin(), b.origin());
    for (std::size_t axis = 0; axis < 3; ++axis) {
        result.spacingMm =
            std::max(result.spacingMm, std::abs(a.spacing()[axis] - b.spacing()[axis]));
        // atan2 of sine and cosine keeps small angles exact, where acos would not.
        Geometry::Vector u{};
        Geometry::Vector v{};
        for (std::size_t row = 0; row < 3; ++row) {
            u[row] = a.direction()[row][axis];
            v[row] = b.direction()[row][axis];
        }
        const double sine = std::hypot(
            u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]);
        const double cosine = u[0] * v[0] + u[1] * v[1] + u[2] * v[2];
        result.angleDegrees =
            std::max(result.angleDegrees, std::atan2(sine, cosine) * 180.0 / std::numbers::pi);
    }
    if (result.sizeDiffers) {
        result.farthestMm = std::numeric_limits<double>::infinity();
        return result;
    }
    for (int corner = 0; corner < 8; ++corner) {
        const VoxelIndex v{(corner & 1) != 0 ? a.size()[0] - 1 : 0,
                           (corner & 2) != 0 ? a.size()[1] - 1 : 0,
                           (corner & 4) != 0 ? a.size()[2] - 1 : 0};
        result.farthestMm = std::max(result.farthestMm, distance(a.toPatient(v), b.toPatient(v)));
    }
    return result;
}

bool sameGrid(const Geometry& a, const Geometry& b, double toleranceMm)
{
    return difference(a, b).farthestMm <= toleranceMm;
}

} // namespace dawson
