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

/// Small-vessel disease: caps and rims at the ventricles, lesions near them and below the cortex,
/// spots of deep white matter, lacunes of deep grey matter and pons.
std::vector<LesionBlob> drawVascular(const LesionSites& sites, RandomSource& random);

/// As seen with age and migraine: 8 to 90 spots of white matter away from the ventricles, most of
/// them under 50 mm3, faint to bright.
std::vector<LesionBlob> drawWhiteMatterSpots(const LesionSites& sites, RandomSource& random);

/// Advanced small-vessel disease: lesions of both hemispheres that flow together around the
/// ventricles, to tens of ml in all.
std::vector<LesionBlob> drawConfluent(const LesionSites& sites, RandomSource& random);

/// One to forty round enhancing lesions, most of them small, some with a core that takes up
/// nothing. `brightness` is the share of full enhancement.
std::vector<LesionBlob> drawMetastases(const LesionSites& sites, RandomSource& random);

/// What enhances in every brain: veins in the furrows and of deep white matter, choroid plexus.
std::vector<LesionBlob> drawEnhancingAnatomy(const LesionSites& sites, RandomSource& random);

/// Radii around `radius` that differ by up to a third.
Geometry::Vector uneven(double radius, RandomSource& random);

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
