#include "core/image/subtraction.h"

#include "core/base/error.h"
#include "core/image/foreground.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace dawson
{

namespace
{

/// What is taken from every value, and what it is divided by.
struct Scale {
    double centre = 0.0;
    double width = 1.0;
};

void requireGrid(const Geometry& grid, const Geometry& baseline, const std::string& what)
{
    if (!sameGrid(grid, baseline)) {
        throw Error(Error::Kind::Geometry,
                    what + " does not lie on the earlier image: " +
                        difference(grid, baseline).describe() + ". Register it first.");
    }
}

std::vector<float> inside(const Volume& image, const Mask& where)
{
    std::vector<float> values;
    const auto labels = where.labels();
    for (std::size_t n = 0; n < labels.size(); ++n) {
        if (labels[n] != 0) {
            values.push_back(image.voxels()[n]);
        }
    }
    return values;
}

Scale momentScale(const std::vector<float>& values)
{
    double sum = 0.0;
    for (const float value : values) {
        sum += static_cast<double>(value);
    }
    const double mean = sum / static_cast<double>(values.size());
    double squares = 0.0;
    for (const float value : values) {
        squares += (static_cast<double>(value) - mean) * (static_cast<double>(value) - mean);
    }
    return {mean, std::sqrt(squares / static_cast<double>(values.size()))};
}

double medianOf(std::vector<float>& values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return static_cast<double>(*middle);
}

Scale robustScale(std::vector<float> values)
{
    const double median = medianOf(values);
    for (float& value : values) {
        value = static_cast<float>(std::abs(static_cast<double>(value) - median));
    }
    return {median, 1.4826 * medianOf(values)};
}

Scale scaleOf(const Volume& image, const Mask& where, IntensityMatching matching)
{
    const std::vector<float> values = inside(image, where);
    const Scale scale =
        matching == IntensityMatching::Robust ? robustScale(values) : momentScale(values);
    if (!(scale.width > 0.0)) {
        throw Error(Error::Kind::Data, "The image has the same value everywhere in the brain.");
    }
    return scale;
}

/// Where both have tissue, in the brain.
Mask sharedTissue(const Volume& baseline, const Volume& followup, const std::optional<Mask>& brain)
{
    const Geometry& grid = baseline.geometry();
    requireGrid(followup.geometry(), grid, "The later image");
    if (brain) {
        requireGrid(brain->geometry(), grid, "The brain mask");
    }
    // A brain mask says more than the foreground, which takes longest to find; but not where an
    // image ends or was cut.
    Mask where = brain ? *brain : foregroundOf(baseline);
    const Mask later = brain ? Mask() : foregroundOf(followup);
    const auto labels = where.labels();
    for (std::size_t n = 0; n < labels.size(); ++n) {
        const bool both = brain ? baseline.voxels()[n] != 0.0F && followup.voxels()[n] != 0.0F
                                : later.labels()[n] != 0;
        labels[n] = labels[n] != 0 && both ? 1 : 0;
    }
    if (where.foregroundCount() == 0) {
        throw Error(Error::Kind::Data, "The two images share no tissue.");
    }
    return where;
}

double scaled(float value, const Scale& scale)
{
    return (static_cast<double>(value) - scale.centre) / scale.width;
}

/// Never exactly background inside.
float insideValue(double value)
{
    const auto rounded = static_cast<float>(value);
    return rounded == 0.0F ? 1e-6F : rounded;
}

} // namespace

Volume subtract(const Volume& baseline,
                const Volume& followup,
                const std::optional<Mask>& brain,
                IntensityMatching matching)
{
    const Mask where = sharedTissue(baseline, followup, brain);
    const auto labels = where.labels();
    const Scale before = scaleOf(baseline, where, matching);
    const Scale after = scaleOf(followup, where, matching);
    std::vector<float> result(labels.size(), 0.0F);
    for (std::size_t n = 0; n < result.size(); ++n) {
        if (labels[n] != 0) {
            result[n] = insideValue(scaled(followup.voxels()[n], after) -
                                    scaled(baseline.voxels()[n], before));
        }
    }
    return {baseline.geometry(), std::move(result)};
}

Volume matchedFollowup(const Volume& baseline,
                       const Volume& followup,
                       const std::optional<Mask>& brain,
                       IntensityMatching matching)
{
    const Mask where = sharedTissue(baseline, followup, brain);
    const auto labels = where.labels();
    const Scale after = scaleOf(followup, where, matching);
    std::vector<float> result(labels.size(), 0.0F);
    for (std::size_t n = 0; n < result.size(); ++n) {
        if (labels[n] != 0) {
            result[n] = insideValue(scaled(followup.voxels()[n], after));
        }
    }
    return {baseline.geometry(), std::move(result)};
}

} // namespace dawson
