#pragma once

#include "core/lesion/comparison.h"

namespace dawson
{

/// The detection rule of the MSSEG challenges (Commowick et al. 2018; animaSegPerfAnalyzer): 6
/// neighbours, lesions of more than `minVolumeMm3` only.
///
/// A lesion is found when more than `alpha` of it is covered and, going through the lesions of the
/// other mask by falling overlap, none needed to explain a share of `gamma` of what is covered lies
/// to more than `beta` outside. The other side is judged the same way with the roles exchanged. As
/// in that program no more of them are looked at than there are lesions, and background, on the
/// side that is judged.
struct AnimaRule {
    double alpha = 0.10;
    double beta = 0.70;
    double gamma = 0.65;
    double minVolumeMm3 = 3.0; ///< a lesion of just this volume does not count
};

/// Lesions by this rule; labels are those of findLesions with 6 neighbours and that least volume.
/// Ratios of nothing are undefined, as in compareLesions. Throws Error(Geometry) like that.
LesionComparison
compareByAnima(const Mask& reference, const Mask& prediction, const AnimaRule& rule = {});

} // namespace dawson
