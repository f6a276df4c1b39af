#include "core/registration/linear_parameters.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace dawson
{

namespace
{

using Matrix = Geometry::Matrix;

Matrix product(const Matrix& a, const Matrix& b)
{
    Matrix result{};
    for (std::size_t r = 0; r < 3; ++r) {
        for (std::size_t c = 0; c < 3; ++c) {
            for (std::size_t n = 0; n < 3; ++n) {
                result[r][c] += a[r][n] * b[n][c];
            }
        }
    }
    return result;
}

/// The rotation about one axis, or its derivative by the angle.
Matrix turnAbout(std::size_t axis, double angle, bool derivative)
{
    const std::size_t a = (axis + 1) % 3;
    const std::size_t b = (axis + 2) % 3;
    const double cosine = derivative ? -std::sin(angle) : std::cos(angle);
    const double sine = derivative ? std::cos(angle) : std::sin(angle);
    Matrix result{};
    result[axis][axis] = derivative ? 0.0 : 1.0;
    result[a][a] = cosine;
    result[a][b] = -sine;
    result[b][a] = sine;
    result[b][b] = cosine;
    return result;
}

/// About x, then y, then z; or the derivative by one of the angles.
Matrix rotation(const double* angles, std::optional<std::size_t> derivative)
{
    Matrix result = turnAbout(0, angles[0], derivative == 0);
    for (std::size_t axis = 1; axis < 3; ++axis) {
        result = product(turnAbout(axis, angles[axis], derivative == axis), result);
    }
    return result;
}

} // namespace

void MapSlope::add(const MapSlope& other)
{
    for (std::size_t r = 0; r < 3; ++r) {
        offset[r] += other.offset[r];
        for (std::size_t c = 0; c < 3; ++c) {
            matrix[r][c] += other.matrix[r][c];
        }
    }
}

LinearParameters::LinearParameters(const PatientPoint& centre,
                                   double radiusMm,
                                   const AffineMap& start,
                                   bool rigid)
    : m_start(start)
    , m_centre(centre)
    , m_radiusMm(radiusMm)
    , m_rigid(rigid)
{
}

AffineMap LinearParameters::map(const std::vector<double>& numbers) const
{
    AffineMap result;
    result.matrix = product(change(numbers), m_start.matrix);
    const PatientPoint sent = m_start(m_centre);
    const PatientPoint turned = result(m_centre);
    result.offset = {sent.x - turned.x + numbers[0],
                     sent.y - turned.y + numbers[1],
                     sent.z - turned.z + numbers[2]};
    return result;
}

std::vector<double> LinearParameters::gradient(const std::vector<double>& numbers,
                                               const MapSlope& slope) const
{
    std::vector<double> result(count());
    std::copy(slope.offset.begin(), slope.offset.end(), result.begin());
    for (std::size_t n = 0; n + 3 < count(); ++n) {
        const Matrix byNumber = product(derivative(numbers, n), m_start.matrix);
        for (std::size_t r = 0; r < 3; ++r) {
            for (std::size_t c = 0; c < 3; ++c) {
                result[3 + n] += slope.matrix[r][c] * byNumber[r][c];
            }
        }
    }
    return result;
}

Matrix LinearParameters::change(const std::vector<double>& numbers) const
{
    if (m_rigid) {
        const double angles[] = {
            numbers[3] / m_radiusMm, numbers[4] / m_radiusMm, numbers[5] / m_radiusMm};
        return rotation(angles, std::nullopt);
    }
    Matrix result{};
    for (std::size_t n = 0; n < 9; ++n) {
        result[n / 3][n % 3] = (n % 4 == 0 ? 1.0 : 0.0) + numbers[3 + n] / m_radiusMm;
    }
    return result;
}

Matrix LinearParameters::derivative(const std::vector<double>& numbers, std::size_t n) const
{
    Matrix result{};
    if (!m_rigid) {
        result[n / 3][n % 3] = 1.0 / m_radiusMm;
        return result;
    }
    const double angles[] = {
        numbers[3] / m_radiusMm, numbers[4] / m_radiusMm, numbers[5] / m_radiusMm};
    result = rotation(angles, n);
    for (auto& row : result) {
        for (double& cell : row) {
            cell /= m_radiusMm;
        }
    }
    return result;
}

} // namespace dawson
