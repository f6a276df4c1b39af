#pragma once

#include "core/phantom/brain_solids.h"
#include "core/phantom/smooth_field.h"

namespace dawson
{

/// Grey matter, white matter and fluid of a folded surface, told apart by depth.
enum class Layer { Fluid, Grey, White };

/// Furrows of the cerebral cortex: sheets that run inwards from the surface along the zero lines of
/// a random field, so that grey matter lines both their sides and white matter fills the gyri.
class CorticalFolds
{
public:
    explicit CorticalFolds(RandomSource& random);

    /// What lies at `place`, `depth` mm below the surface with outward normal `normal`.
    /// `toFissure` is the distance to a fissure that is there anyway.
    Layer
    at(const PatientPoint& place, const PatientPoint& normal, double depth, double toFissure) const;

    /// Nothing folds deeper than this, in mm.
    static constexpr double kDeepest = 24.0;

private:
    struct Sheet {
        double aside = 0.0; ///< distance to the furrow's sheet, along the surface
        double bottom = 0.0;
    };

    WaveField m_main;
    WaveField m_side;
    WaveField m_depth;
    std::array<WaveField, 3> m_meander;
};

/// Folia of the cerebellum: sheets that fan out from its white core, side to side.
class CerebellarFolia
{
public:
    explicit CerebellarFolia(RandomSource& random);

    Layer at(const ModelPoint& model, const PatientPoint& place, double depth) const;

private:
    WaveField m_warp;
};

} // namespace dawson
