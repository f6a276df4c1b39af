#include "core/registration/displacement_field.h"

#include "core/base/error.h"
#include "core/image/trilinear.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace dawson
{

namespace
{

/// det(I + du/dx) at a voxel that has neighbours on all sides.
class LocalVolume
{
public:
    explicit LocalVolume(const DisplacementField& field)
        : m_field(field.vectors().data())
        , m_geometry(field.geometry())
        , m_stride{1,
                   static_cast<std::size_t>(m_geometry.size()[0]),
                   static_cast<std::size_t>(m_geometry.size()[0]) *
                       static_cast<std::size_t>(m_geometry.size()[1])}
    {
    }

    double at(std::size_t voxel) const
    {
        // Differences run along the image axes; turning them to patient axes is a rotation.
        Geometry::Matrix along{};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const auto& ahead = m_field[voxel + m_stride[axis]];
            const auto& behind = m_field[voxel - m_stride[axis]];
            for (std::size_t r = 0; r < 3; ++r) {
                along[r][axis] =
                    static_cast<double>(ahead[r] - behind[r]) / (2.0 * m_geometry.spacing()[axis]);
            }
        }
        const auto& direction = m_geometry.direction();
        Geometry::Matrix j{};
        for (std::size_t r = 0; r < 3; ++r) {
            for (std::size_t c = 0; c < 3; ++c) {
                j[r][c] = (r == c ? 1.0 : 0.0) + along[r][0] * direction[c][0] +
                          along[r][1] * direction[c][1] + along[r][2] * direction[c][2];
            }
        }
        return j[0][0] * (j[1][1] * j[2][2] - j[1][2] * j[2][1]) -
               j[0][1] * (j[1][0] * j[2][2] - j[1][2] * j[2][0]) +
               j[0][2] * (j[1][0] * j[2][1] - j[1][1] * j[2][0]);
    }

private:
    const DisplacementField::Vector* m_field;
    const Geometry& m_geometry;
    std::array<std::size_t, 3> m_stride;
};

} // namespace

DisplacementField::DisplacementField(const Geometry& geometry, std::vector<Vector> vectors)
    : m_geometry(geometry)
{
    assert(vectors.size() == geometry.voxelCount());
    const bool finite = std::all_of(vectors.begin(), vectors.end(), [](const Vector& v) {
        return std::isfinite(v[0]) && std::isfinite(v[1]) && std::isfinite(v[2]);
    });
    if (!finite) {
        throw Error(Error::Kind::Data, "The displacement field holds values that are no numbers.");
    }
    m_vectors = std::make_shared<const std::vector<Vector>>(std::move(vectors));
}

PatientPoint DisplacementField::moved(const PatientPoint& point) const
{
    const Trilinear place(m_geometry.toVoxel(point), m_geometry.size());
    if (!place.inside()) {
        return point;
    }
    std::array<double, 3> sum{};
    for (std::size_t corner = 0; corner < 8; ++corner) {
        const Vector& vector = (*m_vectors)[place.offset(corner)];
        for (std::size_t r = 0; r < 3; ++r) {
            sum[r] += place.weight(corner) * static_cast<double>(vector[r]);
        }
    }
    return {point.x + sum[0], point.y + sum[1], point.z + sum[2]};
}

FieldJacobian jacobianOf(const DisplacementField& field)
{
    const auto& size = field.geometry().size();
    const LocalVolume volume(field);
    FieldJacobian result;
    double count = 0.0;
    double folded = 0.0;
    double sum = 0.0;
    double squares = 0.0;
    for (int k = 1; k + 1 < size[2]; ++k) {
        for (int j = 1; j + 1 < size[1]; ++j) {
            for (int i = 1; i + 1 < size[0]; ++i) {
                const double local = volume.at(field.geometry().offset({i, j, k}));
                const double log = local > 0.0 ? std::log(local) : 0.0;
                result.least = count == 0.0 ? local : std::min(result.least, local);
                count += 1.0;
                folded += local > 0.0 ? 0.0 : 1.0;
                sum += log;
                squares += log * log;
            }
        }
    }
    const double sound = count - folded;
    result.foldedShare = count > 0.0 ? folded / count : 0.0;
    if (sound > 0.0) {
        const double mean = sum / sound;
        result.logDeviation = std::sqrt(std::max(0.0, squares / sound - mean * mean));
    }
    return result;
}

} // namespace dawson
