#include "core/phantom/graders.h"

#include "core/phantom/pathology.h"

#include <algorithm>
#include <cmath>

namespace dawson
{

namespace
{

/// Readers miss small lesions first.
double missProbability(const GraderHabits& habits, const LesionBlob& lesion)
{
    const auto& r = lesion.radiiMm;
    const double diameter = 2.0 * std::cbrt(r[0] * r[1] * r[2]);
    const double large = std::clamp((diameter - 4.0) / 8.0, 0.0, 1.0);
    return habits.missSmall + large * (habits.missLarge - habits.missSmall);
}

/// A border moved by a steady misjudgement of the lesion's size and by an unsteady hand.
void draw(const LesionBlob& lesion,
          double grownMm,
          const std::pair<const WaveField&, double>& wobble,
          const LabelVolume& anatomy,
          Mask& mask)
{
    const auto labels = mask.labels();
    const double margin = std::max(0.0, grownMm + 2.0 * wobble.second);
    for (const auto& [offset, distance] : voxelsOf(lesion, anatomy, margin)) {
        const PatientPoint p = anatomy.geometry.toPatient(anatomy.geometry.voxelAt(offset));
        const double hand = std::clamp(wobble.first.at(p), -2.0, 2.0) * wobble.second;
        if (distance <= grownMm + hand) {
            labels[offset] = 1;
        }
    }
}

} // namespace

GraderHabits carefulGrader()
{
    return {0.0, 0.0, 0, 0.12, 0.2};
}

GraderHabits hurriedGrader()
{
    return {0.45, 0.04, 5, 0.45, 0.4};
}

Mask drawnBy(const GraderHabits& habits,
             const std::vector<LesionBlob>& lesions,
             const LabelVolume& anatomy,
             const LesionSites& sites,
             RandomSource& random)
{
    Mask mask(anatomy.geometry);
    const WaveField hand(random, 7.0, 8);
    for (const LesionBlob& lesion : lesions) {
        const bool missed = random.chance(missProbability(habits, lesion));
        const double grown = habits.perLesionMm * random.normal();
        if (!missed) {
            draw(lesion, grown, {hand, habits.wobbleMm}, anatomy, mask);
        }
    }
    for (int n = 0; n < habits.added; ++n) {
        const LesionBlob spot = drawSpot(sites, random.uniform(1.6, 3.0), random);
        draw(spot, 0.0, {hand, habits.wobbleMm}, anatomy, mask);
    }
    return mask;
}

} // namespace dawson
