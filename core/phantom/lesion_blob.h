#pragma once

#include "core/image/mask.h"
#include "core/phantom/label_volume.h"
#include "core/phantom/smooth_field.h"

#include <initializer_list>
#include <vector>

namespace dawson
{

/// A set of tissues a lesion may take up.
class TissueSet
{
public:
    TissueSet() = default;

    TissueSet(std::initializer_list<Tissue> tissues)
    {
        for (const Tissue tissue : tissues) {
            m_bits |= 1U << static_cast<unsigned>(tissue);
        }
    }

    bool contains(Tissue tissue) const
    {
        return (m_bits >> static_cast<unsigned>(tissue) & 1U) != 0;
    }

private:
    unsigned m_bits = 0;
};

/// One lesion: an ovoid with a wandering border, that stays within its tissues.
struct LesionBlob {
    using Vector = Geometry::Vector;

    PatientPoint center;
    std::array<Vector, 3> axes{{{1.0, 0.0, 0.0}, {0.0, 1.0, 0.0}, {0.0, 0.0, 1.0}}};
    Vector radiiMm{3.0, 3.0, 3.0};
    double roughnessMm = 0.0; ///< how far the border wanders in and out
    double edgeMm = 1.0;      ///< width of the zone from healthy to full signal
    double brightness = 1.0;  ///< as Contrast::lesionSignal takes it
    double coreMm = 0.0;      ///< deeper than this below the border lies a core; 0: none
    double coreBrightness = 0.0;
    TissueSet tissues;

    /// `border` is drawn once for the lesion: its wavelength follows its size.
    void setBorder(RandomSource& random);

    /// Distance to the border in mm, negative inside; right near the border, monotonous elsewhere.
    double distanceMm(const PatientPoint& point) const;
    /// No voxel of the lesion lies farther from the centre.
    double reachMm() const;

private:
    std::vector<WaveField> m_border; ///< none or one
};

/// A voxel within reach of a lesion.
struct BlobVoxel {
    std::size_t offset = 0;
    double distanceMm = 0.0; ///< as LesionBlob::distanceMm
};

/// The voxels of allowed tissue up to `marginMm` outside the border that hang together with the
/// lesion's deepest one by faces: a lesion does not jump across a furrow. By rising offset.
std::vector<BlobVoxel>
voxelsOf(const LesionBlob& blob, const LabelVolume& anatomy, double marginMm);

/// What lesions do to each voxel.
struct LesionLayer {
    std::vector<float> share; ///< how much of the voxel's signal is the lesion's, 0 to 1
    std::vector<float> brightness;

    explicit LesionLayer(std::size_t voxels)
        : share(voxels, 0.0F)
        , brightness(voxels, 0.0F)
    {
    }
};

/// Lets `blob` take its voxels; where lesions meet, the stronger share wins.
void addTo(LesionLayer& layer, const LesionBlob& blob, const LabelVolume& anatomy);

/// Voxels of which lesions hold at least half.
Mask maskOf(const LesionLayer& layer, const Geometry& geometry);

} // namespace dawson
