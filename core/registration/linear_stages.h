#pragma once

#include "core/base/progress.h"
#include "core/registration/linear_fit.h"
#include "core/registration/prepared_pair.h"

#include <vector>

namespace dawson
{

/// Private to core/registration: the rigid and the affine stage, from coarse to fine.
class LinearStages
{
public:
    LinearStages(const PreparedPair& prepared,
                 const RegistrationSpec& spec,
                 const Progress& progress = {});

    /// The best of the starts that the spec asks for, after a search on the coarsest level.
    /// Throws Error(Geometry) when the images overlap from none of them.
    AffineMap start(const Progress& progress) const;

    /// REQUIRES for Rigid: `map` is a rotation and a shift.
    AffineMap run(AffineMap map, Freedom freedom, const Progress& progress) const;

private:
    LinearFit
    step(std::size_t level, const AffineMap& from, Freedom freedom, const Progress& progress) const;

    int m_bins;
    std::vector<AffineMap> m_starts;
    std::vector<RegistrationLevel> m_levels;
    std::vector<Volume> m_moving;
    std::vector<LinearSamples> m_fixed;
};

} // namespace dawson
