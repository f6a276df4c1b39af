#pragma once

#include "core/phantom/lesion_blob.h"
#include "core/phantom/lesion_sites.h"
#include "core/phantom/synthesis.h"

#include <vector>

namespace dawson
{

/// Draws the lesions of one pathology into an anatomy.
std::vector<LesionBlob>
drawLesions(Pathology pathology, const LesionSites& sites, RandomSource& random);

/// Lesions of multiple sclerosis: `load` 1 gives some 25, from 3 mm across to confluent.
std::vector<LesionBlob>
drawMultipleSclerosis(const LesionSites& sites, double load, RandomSource& random);

/// A lesion somewhere in the brain's white matter that nobody should have drawn: for graders.
LesionBlob drawSpot(const LesionSites& sites, double radiusMm, RandomSource& random);

/// An ovoid whose first axis is `along`.
LesionBlob ovoid(const PatientPoint& center,
                 const Geometry::Vector& along,
                 const Geometry::Vector& radiiMm,
                 RandomSource& random);

/// `point` moved by `mm` along `direction`.
PatientPoint moved(const PatientPoint& point, const Geometry::Vector& direction, double mm);

} // namespace dawson
