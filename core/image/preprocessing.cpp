#include "core/image/preprocessing.h"

#include "core/base/error.h"
#include "core/image/bias_correction.h"
#include "core/image/foreground.h"
#include "core/image/resample.h"

#include <cmath>
#include <utility>
#include <vector>

namespace dawson
{

namespace
{

/// Mean 0 and standard deviation 1 inside the foreground, exactly 0 outside.
Volume zScored(const Volume& image, const Mask& foreground)
{
    const auto voxels = image.voxels();
    const auto inside = std::as_const(foreground).labels();
    double sum = 0.0;
    double count = 0.0;
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        sum += inside[n] != 0 ? static_cast<double>(voxels[n]) : 0.0;
        count += inside[n] != 0 ? 1.0 : 0.0;
    }
    const double mean = sum / count;
    double squares = 0.0;
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        const double apart = static_cast<double>(voxels[n]) - mean;
        squares += inside[n] != 0 ? apart * apart : 0.0;
    }
    const double deviation = std::sqrt(squares / count);
    if (!(deviation > 0.0)) {
        throw Error(Error::Kind::Data, "The image has the same value everywhere in the tissue.");
    }
    std::vector<float> result(voxels.size(), 0.0F);
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        if (inside[n] != 0) {
            result[n] = static_cast<float>((static_cast<double>(voxels[n]) - mean) / deviation);
        }
    }
    return {image.geometry(), std::move(result)};
}

} // namespace

PreparedImage
prepareImage(const Volume& image, const Preprocessing& steps, const Progress& progress)
{
    progress.report(0.0, "resampling");
    const Volume straight = toCanonical(image);
    const Volume cubic =
        resampleLinear(straight, isotropicGeometry(straight.geometry(), steps.spacingMm));

    progress.report(0.3, "foreground");
    const Mask tissue = foregroundOf(cubic);
    const Region box = tissue.foregroundRegion().grown(steps.marginVoxels, tissue.geometry());
    if (box.empty()) {
        throw Error(Error::Kind::Data, "The image is empty: it has no voxels above background.");
    }
    const Mask inside = crop(tissue, box);
    Volume cut = crop(cubic, box);
    if (steps.biasCorrection) {
        cut = correctBias(cut, inside, progress.part(0.4, 0.9));
    }

    progress.report(0.9, "normalising");
    return {zScored(cut, inside), image.geometry()};
}

Mask prepareMask(const Mask& mask, const PreparedImage& prepared)
{
    if (!sameGrid(mask.geometry(), prepared.native)) {
        throw Error(Error::Kind::Geometry,
                    "The mask does not lie on its image: " +
                        difference(mask.geometry(), prepared.native).describe() + ".");
    }
    return resampleLabels(mask, prepared.image.geometry());
}

Volume toNative(const Volume& prepared, const Geometry& native)
{
    return resampleLinear(prepared, native);
}

} // namespace dawson
