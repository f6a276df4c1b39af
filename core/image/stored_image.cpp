#include "core/image/stored_image.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

namespace dawson
{

namespace
{

using Vector = Geometry::Vector;

double dot(const Vector& a, const Vector& b)
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

Vector cross(const Vector& a, const Vector& b)
{
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

/// The nearest perpendicular unit vectors: Newton's iteration for the polar decomposition, which
/// spreads a small error evenly over the three axes. Vectors are the columns of the matrix.
Geometry::Matrix nearestPerpendicular(Geometry::Matrix axes)
{
    constexpr int rounds = 8;
    for (int round = 0; round < rounds; ++round) {
        const double determinant = dot(axes[0], cross(axes[1], axes[2]));
        // The inverse transposed: its vectors are the cross products over the determinant.
        const Geometry::Matrix opposite{
            cross(axes[1], axes[2]), cross(axes[2], axes[0]), cross(axes[0], axes[1])};
        for (std::size_t n = 0; n < 3; ++n) {
            for (std::size_t row = 0; row < 3; ++row) {
                axes[n][row] = 0.5 * (axes[n][row] + opposite[n][row] / determinant);
            }
        }
    }
    return axes;
}

void requirePerpendicular(const Geometry::Matrix& axes)
{
    constexpr double toleranceDegrees = 0.1;
    for (std::size_t n = 0; n < 3; ++n) {
        const double cosine = std::abs(dot(axes[n], axes[(n + 1) % 3]));
        const double degrees = std::asin(std::min(1.0, cosine)) * 180.0 / std::numbers::pi;
        if (!(degrees <= toleranceDegrees)) {
            throw Error(Error::Kind::Geometry,
                        "The image's axes are not perpendicular (singular or sheared direction); "
                        "resample it with the program that made it.");
        }
    }
}

} // namespace

Geometry geometryFromSteps(const Geometry::Size& size,
                           const PatientPoint& origin,
                           const Geometry::Matrix& columns)
{
    Vector spacing{};
    Geometry::Matrix axes{};
    for (std::size_t n = 0; n < 3; ++n) {
        spacing[n] = std::sqrt(dot(columns[n], columns[n]));
        if (!std::isfinite(spacing[n]) || spacing[n] <= 0.0) {
            throw Error(Error::Kind::Geometry,
                        "The direction or the voxel size in the header is zero or not a number.");
        }
        for (std::size_t row = 0; row < 3; ++row) {
            axes[n][row] = columns[n][row] / spacing[n];
        }
    }
    requirePerpendicular(axes);
    axes = nearestPerpendicular(axes);
    Geometry::Matrix direction{};
    for (std::size_t n = 0; n < 3; ++n) {
        for (std::size_t row = 0; row < 3; ++row) {
            direction[row][n] = axes[n][row];
        }
    }
    return {size, spacing, origin, direction};
}

void requireRoom(const std::array<long long, 3>& size,
                 std::size_t bytesPerVoxel,
                 std::uintmax_t storedBytes,
                 bool compressed)
{
    constexpr double maxVoxels = 2147483648.0;
    constexpr double deflateRatio = 1032.0;
    double voxels = 1.0;
    for (const long long n : size) {
        if (n <= 0) {
            throw Error(Error::Kind::Geometry, "The image has no voxels along one of its axes.");
        }
        voxels *= static_cast<double>(n);
    }
    if (voxels > maxVoxels) {
        throw Error(Error::Kind::Geometry,
                    "The header claims " + std::to_string(size[0]) + " x " +
                        std::to_string(size[1]) + " x " + std::to_string(size[2]) +
                        " voxels, more than Dawson can hold; it may be damaged.");
    }
    const double most = static_cast<double>(storedBytes) * (compressed ? deflateRatio : 1.0);
    if (voxels * static_cast<double>(bytesPerVoxel) > most) {
        throw Error(Error::Kind::Io,
                    "The file is too short for the " + std::to_string(size[0]) + " x " +
                        std::to_string(size[1]) + " x " + std::to_string(size[2]) +
                        " voxels its header promises; it was cut short, so copy it again.");
    }
}

} // namespace dawson
