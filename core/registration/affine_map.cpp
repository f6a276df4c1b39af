#include "core/registration/affine_map.h"

#include "core/base/error.h"

#include <cmath>

namespace dawson
{

PatientPoint AffineMap::operator()(const PatientPoint& p) const
{
    const auto row = [&](std::size_t r) {
        return matrix[r][0] * p.x + matrix[r][1] * p.y + matrix[r][2] * p.z + offset[r];
    };
    return {row(0), row(1), row(2)};
}

double AffineMap::determinant() const
{
    const auto& m = matrix;
    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) -
           m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
           m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
}

AffineMap AffineMap::inverse() const
{
    constexpr double flat = 1e-9;
    const double whole = determinant();
    if (!(std::abs(whole) > flat)) {
        throw Error(Error::Kind::Data, "The linear transform has no inverse.");
    }
    AffineMap result;
    for (std::size_t r = 0; r < 3; ++r) {
        for (std::size_t c = 0; c < 3; ++c) {
            // Cyclic indices give the cofactors their signs.
            const std::size_t a = (c + 1) % 3;
            const std::size_t b = (c + 2) % 3;
            const std::size_t d = (r + 1) % 3;
            const std::size_t e = (r + 2) % 3;
            result.matrix[r][c] =
                (matrix[a][d] * matrix[b][e] - matrix[a][e] * matrix[b][d]) / whole;
        }
    }
    for (std::size_t r = 0; r < 3; ++r) {
        result.offset[r] = 0.0;
        for (std::size_t c = 0; c < 3; ++c) {
            result.offset[r] -= result.matrix[r][c] * offset[c];
        }
    }
    return result;
}

AffineMap AffineMap::after(const AffineMap& first) const
{
    AffineMap result;
    for (std::size_t r = 0; r < 3; ++r) {
        result.offset[r] = offset[r];
        for (std::size_t c = 0; c < 3; ++c) {
            result.matrix[r][c] = 0.0;
            for (std::size_t n = 0; n < 3; ++n) {
                result.matrix[r][c] += matrix[r][n] * first.matrix[n][c];
            }
            result.offset[r] += matrix[r][c] * first.offset[c];
        }
    }
    return result;
}

bool AffineMap::rigid(double tolerance) const
{
    for (std::size_t a = 0; a < 3; ++a) {
        for (std::size_t b = 0; b < 3; ++b) {
            double product = 0.0;
            for (std::size_t r = 0; r < 3; ++r) {
                product += matrix[r][a] * matrix[r][b];
            }
            if (std::abs(product - (a == b ? 1.0 : 0.0)) > 2.0 * tolerance) {
                return false;
            }
        }
    }
    return determinant() > 0.0;
}

} // namespace dawson
