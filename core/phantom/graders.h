#pragma once

#include "core/phantom/lesion_blob.h"
#include "core/phantom/lesion_sites.h"
#include "core/phantom/random_source.h"

#include <vector>

namespace dawson
{

/// How somebody draws lesions who knows where they are.
struct GraderHabits {
    double missSmall = 0.0;   ///< probability of missing a lesion of up to 4 mm across
    double missLarge = 0.0;   ///< and of one of 12 mm and more; in between it falls off
    int added = 0;            ///< lesions drawn where there are none
    double perLesionMm = 0.0; ///< how much larger or smaller a lesion is drawn, standard deviation
    double wobbleMm = 0.0;    ///< how far the hand wanders along a border, standard deviation
};

/// Habits of a careful first reader and of a second one in a hurry.
GraderHabits carefulGrader();
GraderHabits hurriedGrader();

/// The mask somebody with these habits would draw.
Mask drawnBy(const GraderHabits& habits,
             const std::vector<LesionBlob>& lesions,
             const LabelVolume& anatomy,
             const LesionSites& sites,
             RandomSource& random);

} // namespace dawson
