#include "core/registration/detail_likeness.h"

#include "core/image/resample.h"
#include "core/registration/quality.h"

#include <utility>
#include <vector>

namespace dawson
{

namespace
{

constexpr double kFineMm = 3.0;
constexpr double kCoarseMm = 9.0;

Volume detailOf(const Volume& image, const Geometry& fine)
{
    const Volume sharp = resampleLinear(image, fine);
    const Volume blunt =
        resampleLinear(resampleLinear(sharp, isotropicGeometry(fine, kCoarseMm)), fine);
    std::vector<float> detail(sharp.voxels().begin(), sharp.voxels().end());
    for (std::size_t n = 0; n < detail.size(); ++n) {
        detail[n] -= blunt.voxels()[n];
    }
    return {fine, std::move(detail)};
}

} // namespace

std::optional<double>
detailLikeness(const Volume& fixed, const Volume& registered, const Mask& inside)
{
    const Geometry fine = isotropicGeometry(fixed.geometry(), kFineMm);
    return likeness(detailOf(fixed, fine),
                    detailOf(registered, fine),
                    resampleNearest(inside, fine),
                    Transform())
        .correlation;
}

} // namespace dawson
