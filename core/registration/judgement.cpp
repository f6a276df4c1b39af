#include "core/registration/judgement.h"

#include <utility>

namespace dawson
{

namespace
{

/// Correlations this close are equal.
constexpr double kSlack = 1e-3;
constexpr double kAlike = 0.3;
/// A field that gains less is noise: mutual information also rises a little when two equal images
/// are blurred alike.
constexpr double kLeastGain = 2e-4;
constexpr double kLowCorrelation = 0.5;
constexpr double kLittleOverlap = 0.5;
/// Of the field's own voxels.
constexpr double kInconsistentVoxels = 0.5;

} // namespace

Judgement::Judgement(const RegistrationPair& pair,
                     const Mask& inside,
                     const AffineMap& rigid,
                     const Progress& progress)
    : m_pair(pair)
    , m_inside(inside)
{
    m_result.rigid = rigid;
    m_result.transform.affine = rigid;
    m_result.quality.masked = pair.fixedMask.has_value();
    m_result.quality.correlationBefore = of({}).correlation;
    progress.report(0.5);
    m_kept = of(m_result.transform);
    m_result.quality.correlationRigid = m_kept.correlation;
}

void Judgement::offer(const AffineMap& affine)
{
    const Likeness found = of({affine, std::nullopt});
    if (falls(found)) {
        warn(RegistrationWarning::AffineRefused);
        return;
    }
    m_kept = found;
    m_result.transform.affine = affine;
    m_result.quality.type = RegistrationType::Affine;
}

void Judgement::offer(Transform::Fields fields, const Progress& progress)
{
    progress.report(0.0, "judging");
    const Transform bent{m_result.transform.affine, std::move(fields)};
    const Likeness found = of(bent, progress.part(0.0, 0.4));
    progress.report(0.4);
    const FieldJacobian jacobian = jacobianOf(bent.fields->forward);
    progress.report(0.5);
    const bool folded =
        jacobian.foldedShare > 0.0 || jacobianOf(bent.fields->inverse).foldedShare > 0.0;
    progress.report(0.6);
    if (falls(found) || folded) {
        warn(RegistrationWarning::FieldRefused);
        return;
    }
    if (alike() &&
        found.correlation.value_or(-1.0) < m_kept.correlation.value_or(1.0) + kLeastGain) {
        warn(RegistrationWarning::FieldNeedless);
        return;
    }
    m_kept = found;
    m_result.transform = bent;
    RegistrationQuality& quality = m_result.quality;
    quality.type = RegistrationType::Syn;
    quality.jacobian = jacobian;
    const InverseConsistency back = inverseConsistency(bent, m_inside);
    quality.inverseMeanMm = back.meanMm;
    quality.inverse95Mm = back.p95Mm;
    if (back.meanMm > kInconsistentVoxels * bent.fields->forward.geometry().spacing()[0]) {
        warn(RegistrationWarning::Inconsistent);
    }
}

Registration Judgement::result()
{
    RegistrationQuality& quality = m_result.quality;
    quality.correlationAfter = m_kept.correlation;
    quality.overlapShare = m_kept.overlapShare;
    if (quality.overlapShare < kLittleOverlap) {
        warn(RegistrationWarning::LittleOverlap);
    }
    const double after = m_kept.correlation.value_or(0.0);
    if (after < kLowCorrelation) {
        warn(RegistrationWarning::LowCorrelation);
    }
    if (after < quality.correlationBefore.value_or(-1.0) - kSlack) {
        warn(RegistrationWarning::CorrelationFell);
    }
    return m_result;
}

Likeness Judgement::of(const Transform& transform, const Progress& progress) const
{
    return likeness(m_pair.fixed, m_pair.moving, m_inside, transform, progress);
}

bool Judgement::alike() const
{
    return m_result.quality.correlationRigid.value_or(0.0) > kAlike;
}

bool Judgement::falls(const Likeness& found) const
{
    return alike() && found.correlation.value_or(-1.0) < m_kept.correlation.value_or(1.0) - kSlack;
}

void Judgement::warn(RegistrationWarning warning)
{
    m_result.quality.warnings.push_back(warning);
}

} // namespace dawson
