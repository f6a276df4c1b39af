#pragma once

#include "core/image/volume.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace dawson
{

/// What is looked for in a subtraction, and how it is weighed.
struct CandidateSpec {
    double smoothingMm = 1.0;    ///< standard deviation of the Gaussian; 0 for none
    double surroundingsMm = 8.0; ///< of the wider Gaussian, whose value is taken off: shading
    double minPeak = 2.5;        ///< in robust standard deviations of the smoothed subtraction
    double minVolumeMl = 0.01;
    double halfVolumeMl = 0.03; ///< volume that gets half of the weight of a large one
    double surfaceMm = 9.0;     ///< radius of the ball in which tissue is asked for
    double fluidZ = -1.6;       ///< earlier image's z-score that gets half of the weight of tissue
    std::size_t most = 50;      ///< longest list

    /// The score in English, for reports.
    std::string describe() const;
};

/// A place where the later image is brighter than the earlier one: to be looked at, nothing more.
struct ChangeCandidate {
    PatientPoint peak; ///< its brightest voxel: where to jump to
    double score = 0.0;
    double height = 0.0;      ///< at the peak, in robust standard deviations
    double volumeMl = 0.0;    ///< of the voxels around the peak that reach half of it
    double diameterMm = 0.0;  ///< their longest side
    double compactness = 0.0; ///< diameter of the ball of that volume / diameterMm; 1 for a ball
    double surface = 0.0;     ///< weight: 1 deep in the brain, 0 at its edge
    double tissue = 1.0;      ///< weight: 0 where the earlier image shows fluid
};

/// Candidates for new and grown lesions from later minus earlier image (core/image/subtraction.h),
/// best first: at most `spec.most`.
///
/// 1. With the earlier image: the median difference of all voxels as bright as this one in it (40
///    classes of equal size) is taken off, so that contrast that differs between scanners is no
///    change. 2. Smoothed, minus its surroundings, both inside the brain only; in units of 1.4826 x
/// median absolute value. 3. Spots: local maxima and what reaches half of them. 4. Score = height x
/// volume / (volume + halfVolumeMl) x compactness x surface x tissue, with
///   surface = 1 - 2 x share of the ball around the peak that is outside, at least 0;
///   tissue = 1 / (1 + exp((fluidZ - z) / 0.3)), z the spot's mean z-score in the earlier image: an
///   edge of a ventricle that has moved was fluid before.
/// Not a mask and no diagnosis: vessels, artefacts and faulty registration score too.
/// `baseline`: on the subtraction's grid, else throws Error(Geometry), saying the difference.
/// Under a second for a 1 mm brain on two cores.
std::vector<ChangeCandidate> findCandidates(const Volume& subtraction,
                                            const std::optional<Volume>& baseline = {},
                                            const CandidateSpec& spec = {});

} // namespace dawson
