#pragma once

#include "core/base/progress.h"
#include "core/image/mask.h"
#include "core/image/volume.h"
#include "core/phantom/label_volume.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dawson
{

/// Rises whenever the same spec and anatomy would give another image than before, so that images
/// kept from earlier are not mixed with new ones.
constexpr int kSynthesisVersion = 3;

/// What is wrong with a synthetic brain.
enum class Pathology {
    MultipleSclerosis, ///< periventricular ovoids, juxtacortical, deep and infratentorial lesions
    Mass,              ///< tumour: rim, often a dark core, oedema along the white matter
    Oedema,            ///< a large bright area of white matter
    Infarct,           ///< cortex and white matter below it
    Vascular,          ///< caps and rims at the ventricles, spots, lacunes in deep grey and pons
    WhiteMatterSpots,  ///< many small ones
    Confluent,         ///< lesions that flow together around the ventricles, to tens of ml
    Metastases         ///< one to forty, round, as they take up gadolinium
};
std::string pathologyName(Pathology pathology);

/// One to three of the pathologies that are not multiple sclerosis.
std::vector<Pathology> drawOtherPathologies(std::uint64_t seed);

/// How a synthetic image is made from an anatomy. The same spec and anatomy give the same image.
struct SynthesisSpec {
    enum class Look {
        VariedFlair, ///< a FLAIR as some scanner might make it
        Random       ///< every tissue any signal; lesions the brightest part of the brain
    };

    std::uint64_t seed = 1;
    std::vector<Pathology> pathologies; ///< none: a healthy brain
    /// Real lesions, drawn by raters and carried over onto the anatomy's grid (drawn_lesions.h).
    std::optional<Mask> drawn{};
    Look look = Look::VariedFlair;
    bool deform = true; ///< mirrors, scales, turns and bends the anatomy, so that it serves often
    double thickSlices = 0.4; ///< probability of slices of 2 to 5 mm instead of 1 mm
};

struct SyntheticCase {
    Volume image; ///< brain-extracted, background exactly 0
    Mask lesions; ///< 0 and 1, on the image's grid; none that the image does not show
};

/// An image of `anatomy`, cut to the brain, with lesions and their mask. A map of 256^3 voxels of
/// 1 mm takes about 2 s on one core; reentrant, so that many can be made at once. Throws
/// Error(Data) when the map holds no brain.
SyntheticCase
synthesise(const LabelVolume& anatomy, const SynthesisSpec& spec, const Progress& progress = {});

} // namespace dawson
