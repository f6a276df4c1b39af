#pragma once

#include "core/image/volume.h"

#include <memory>
#include <optional>

namespace dawson
{

/// A subtraction as the sum that it is: later * laterFactor + earlier * earlierFactor + offset.
struct DifferenceRule {
    double laterFactor = 0.0;
    double earlierFactor = 0.0;
    double offset = 0.0;

    float operator()(float later, float earlier) const
    {
        return static_cast<float>(laterFactor * static_cast<double>(later) +
                                  earlierFactor * static_cast<double>(earlier) + offset);
    }
};

/// The rule by which core/image/subtraction.h made `difference`, found from some 100 000 of its
/// voxels; nothing when the three are no such images. REQUIRES: all on one grid.
std::optional<DifferenceRule>
differenceRule(const Volume& later, const Volume& earlier, const Volume& difference);

/// How a subtraction is drawn while the later image is moved over the earlier one: by its rule from
/// the two images as they lie, slice by slice, where the kept subtraction has values.
struct LiveDifference {
    std::shared_ptr<const Volume> later;
    std::shared_ptr<const Volume> earlier;
    Geometry placement; ///< where `later` lies
    DifferenceRule rule;
    std::shared_ptr<const Volume> exact; ///< drawn in place of all that once it is made
};

} // namespace dawson
