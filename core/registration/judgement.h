#pragma once

#include "core/base/progress.h"
#include "core/registration/registration.h"

namespace dawson
{

/// Private to core/registration: takes or refuses what each stage finds, and keeps the figures. A
/// stage is refused when the correlation inside falls by more than 0.001, or when it folds space.
/// A field that does not raise it by 0.0002 is dropped. Where the rigid correlation is below 0.3
/// (other contrasts), correlation refuses nothing.
class Judgement
{
public:
    /// REQUIRES: `inside` is on the fixed image's grid; both outlive this.
    Judgement(const RegistrationPair& pair,
              const Mask& inside,
              const AffineMap& rigid,
              const Progress& progress = {});

    void offer(const AffineMap& affine);
    /// Fields on the fixed side of the linear part that was kept.
    void offer(Transform::Fields fields, const Progress& progress = {});

    /// The linear part kept so far.
    const AffineMap& affine() const { return m_result.transform.affine; }

    /// What was kept, with all warnings. REQUIRES: called once, last.
    Registration result();

private:
    Likeness of(const Transform& transform, const Progress& progress = {}) const;
    bool alike() const;
    bool falls(const Likeness& found) const;
    void warn(RegistrationWarning warning);

    const RegistrationPair& m_pair;
    const Mask& m_inside;
    Registration m_result;
    Likeness m_kept;
};

} // namespace dawson
