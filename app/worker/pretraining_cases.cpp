#include "app/worker/pretraining_cases.h"

#include "app/worker/lesion_library.h"
#include "app/worker/pretraining_material.h"
#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/phantom/head.h"
#include "core/phantom/planting.h"
#include "core/phantom/random_source.h"
#include "core/phantom/tissue_guess.h"

#include <algorithm>
#include <functional>
#include <optional>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

constexpr int kHeldOutPlanted = 2; ///< of each of them

/// Known by what is in its file: two folders may have files of one name.
std::string brainName(const fs::path& file)
{
    return file.stem().stem().string() + "-" + fileDigest(file).substr(0, 8);
}

/// A tumour, as it is and with lesions planted beside it.
class TumourMaker
{
public:
    TumourMaker(TumourImages images, const fs::path& work, LesionLibrary& library)
        : m_images(std::move(images))
        , m_library(library)
        , m_work(work)
        , m_mask(work / (m_images.subject + "_tumour.nii.gz"))
    {
    }

    TrainingCase asItIs() const
    {
        if (!fs::exists(m_mask)) {
            writeMask(m_mask, labelsOf(m_images.segmentation, {}));
        }
        return {label(), {}, {m_images.flair}, m_mask};
    }

    void addPlanted(int count,
                    std::uint64_t seed,
                    LesionLibrary::Use use,
                    const Progress& progress,
                    std::vector<TrainingCase>& cases)
    {
        for (int n = 0; n < count && !m_images.t1.empty(); ++n) {
            const std::string name = m_images.subject + "_planted" + std::to_string(n + 1);
            const fs::path image = m_work / (name + "_FLAIR.nii.gz");
            const fs::path mask = m_work / (name + "_lesions.nii.gz");
            if (!fs::exists(image) || !fs::exists(mask)) {
                const SyntheticCase made =
                    planted(seed + static_cast<std::uint64_t>(n), use, progress);
                writeVolume(image, made.image);
                writeMask(mask, made.lesions);
            }
            cases.push_back({label() + "planted" + std::to_string(n + 1), {}, {image}, mask});
        }
    }

private:
    std::string label() const { return m_images.label(); }

    SyntheticCase planted(std::uint64_t seed, LesionLibrary::Use use, const Progress& progress)
    {
        if (!m_known) {
            m_known = readMask(m_mask);
            m_tissues = guessTissues(readVolume(m_images.t1), *m_known);
        }
        RandomSource random(seed);
        PlantingSpec spec{random.bits(), {}, {}};
        if (m_library.empty()) {
            spec.pathologies = drawVascularKinds(random);
        } else {
            spec.drawn = m_library.on({brainName(m_images.t1), readVolume(m_images.t1), m_known},
                                      random.bits(),
                                      use,
                                      progress);
        }
        return plantLesions(readVolume(m_images.flair), *m_known, m_tissues, spec);
    }

    TumourImages m_images;
    LesionLibrary& m_library;
    fs::path m_work;
    fs::path m_mask;
    std::optional<Mask> m_known; ///< read when lesions are planted
    LabelVolume m_tissues;
};

/// Small bright lesions of white matter nearly always, larger pathology often.
SynthesisSpec drawSpec(std::uint64_t seed)
{
    RandomSource random(seed);
    SynthesisSpec spec;
    spec.seed = seed;
    if (random.chance(0.3)) {
        spec.pathologies = drawOtherPathologies(random.bits());
    }
    for (const Pathology kind : drawVascularKinds(random)) {
        spec.pathologies.push_back(kind);
    }
    spec.look = random.chance(0.8) ? SynthesisSpec::Look::VariedFlair : SynthesisSpec::Look::Random;
    return spec;
}

/// With the lesions that raters drew in one or two patients instead.
SynthesisSpec drawnSpec(const LabelVolume& anatomy,
                        const SyntheticWork& work,
                        LesionLibrary& library,
                        const Progress& progress)
{
    RandomSource random(work.seed);
    SynthesisSpec spec;
    spec.seed = work.seed;
    spec.look =
        random.chance(0.85) ? SynthesisSpec::Look::VariedFlair : SynthesisSpec::Look::Random;
    spec.thickSlices = 0.3;
    spec.drawn =
        library.on({brainName(work.labelMap), likenessOf(cropToBrain(anatomy, 4)), {}},
                   random.bits(),
                   work.learn ? LesionLibrary::Use::Learning : LesionLibrary::Use::Validation,
                   progress);
    return spec;
}

/// Makes a case from a label map.
using MakeCase = std::function<SyntheticCase(
    const LabelVolume& anatomy, const SyntheticWork&, const Progress& progress)>;

SyntheticCase
makeHead(const LabelVolume& anatomy, const SyntheticWork& work, const Progress& /*progress*/)
{
    SyntheticHead head = synthesiseHead(anatomy, {.seed = work.seed});
    return {std::move(head.image), std::move(head.brain)};
}

TrainingCase syntheticCase(const SyntheticWork& job,
                           const fs::path& work,
                           const MakeCase& make,
                           const Progress& progress)
{
    const fs::path image = work / (job.name + "_FLAIR.nii.gz");
    const fs::path mask = work / (job.name + "_lesions.nii.gz");
    if (!fs::exists(image) || !fs::exists(mask)) {
        const auto made = make(toLabelVolume(readVolume(job.labelMap)), job, progress);
        writeVolume(image, made.image);
        writeMask(mask, made.lesions);
    }
    return {job.name, {}, {image}, mask};
}

void addTumours(const PretrainingSources& sources,
                LesionLibrary& library,
                const fs::path& work,
                const Progress& progress,
                PretrainingCases& cases)
{
    std::vector<TumourMaker> makers;
    for (TumourImages& images : tumourImages(sources)) {
        if (!images.flair.empty()) {
            // Else nothing is planted, and a mask that does not lie on its image is left out when
            // cases are packed.
            if (!images.t1.empty() && sources.planted > 0) {
                requireOneGrid(images, {images.flair, images.t1});
            }
            makers.emplace_back(std::move(images), work, library);
        }
    }
    const auto learning = makers.size() - std::min(kHeldOutTumours, makers.size());
    for (std::size_t n = 0; n < makers.size(); ++n) {
        const double done = static_cast<double>(n) / static_cast<double>(makers.size());
        progress.report(done, "Planting lesions beside tumours");
        auto& list = n < learning ? cases.training : cases.validation;
        list.push_back(makers[n].asItIs());
        makers[n].addPlanted(
            n < learning ? sources.planted : std::min(sources.planted, kHeldOutPlanted),
            sources.seed * 200003 + 1000 * n,
            n < learning ? LesionLibrary::Use::Learning : LesionLibrary::Use::Validation,
            progress.part(done, done),
            list);
    }
}

void addSynthetic(const PretrainingSources& sources,
                  const fs::path& work,
                  const MakeCase& make,
                  const Progress& progress,
                  PretrainingCases& cases)
{
    const std::vector<SyntheticWork> all = syntheticWork(sources);
    for (std::size_t n = 0; n < all.size(); ++n) {
        const double done = static_cast<double>(n) / static_cast<double>(all.size());
        progress.report(done, "Making synthetic brains");
        (all[n].learn ? cases.training : cases.validation)
            .push_back(syntheticCase(all[n], work, make, progress.part(done, done)));
    }
}

} // namespace

PretrainingCases makePretrainingCases(const PretrainingSources& sources,
                                      const fs::path& work,
                                      const Progress& progress)
{
    claimFolder(sources, "flair", work);
    PretrainingCases cases;
    LesionLibrary library(sources, work / "transforms");
    if (!sources.tumours.empty()) {
        addTumours(sources, library, work, progress.part(0.0, 0.3), cases);
    }
    const auto makeBrain =
        [&](const LabelVolume& anatomy, const SyntheticWork& job, const Progress& inner) {
            return synthesise(anatomy,
                              library.empty() ? drawSpec(job.seed)
                                              : drawnSpec(anatomy, job, library, inner));
        };
    addSynthetic(sources, work, makeBrain, progress.part(0.3, 1.0), cases);
    cases.warnings = library.warnings();
    if (cases.training.empty()) {
        throw Error(Error::Kind::Data,
                    "There are neither tumours nor label maps to make a model from.");
    }
    return cases;
}

PretrainingCases
makeHeadCases(const PretrainingSources& sources, const fs::path& work, const Progress& progress)
{
    claimFolder(sources, "brain", work);
    PretrainingCases cases;
    addSynthetic(sources, work, makeHead, progress, cases);
    if (cases.training.empty()) {
        throw Error(Error::Kind::Data, "There are no label maps to make heads from.");
    }
    return cases;
}

} // namespace dawson
