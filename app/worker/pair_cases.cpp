#include "app/worker/pretraining_cases.h"
#include "app/worker/pretraining_material.h"
#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/image/subtraction.h"
#include "core/phantom/pair.h"
#include "core/phantom/planting.h"
#include "core/phantom/tissue_guess.h"

#include <algorithm>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

using Kind = PairSpec::Kind;

constexpr int kHeldOutPlanted = 3;             ///< of each held-out tumour
const std::vector<std::uint8_t> kEnhancing{4}; ///< the core takes up nothing

/// A subtraction and its lesions as files; made when they are missing.
class PairFiles
{
public:
    PairFiles(const fs::path& work, std::string name)
        : m_name(std::move(name))
        , m_image(work / (m_name + "_subtraction.nii.gz"))
        , m_mask(work / (m_name + "_lesions.nii.gz"))
    {
    }

    /// `make()` gives a SyntheticPair.
    template <typename Make>
    TrainingCase as(const std::string& subject, const Make& make) const
    {
        if (!fs::exists(m_image) || !fs::exists(m_mask)) {
            const SyntheticPair pair = make();
            writeVolume(m_image, subtract(pair.baseline, pair.followup));
            writeMask(m_mask, pair.lesions);
        }
        return {subject, {}, {m_image}, m_mask};
    }

private:
    std::string m_name;
    fs::path m_image;
    fs::path m_mask;
};

/// What lesions are planted into.
enum class Planting {
    Flair,       ///< beside a tumour that stays as it is
    Contrast,    ///< the T1 after gadolinium, beside a tumour that enhances, too
    OneSequence, ///< the T1 before gadolinium, the pair's second image, too: nothing else enhances
};

/// A real pair with lesions planted into the second image.
SyntheticPair plantedPair(const TumourImages& images, Planting into, std::uint64_t seed)
{
    RandomSource random(seed);
    const Mask tumour = labelsOf(images.segmentation, {});
    const LabelVolume tissues = guessTissues(readVolume(images.t1), tumour);
    if (into == Planting::Contrast) {
        auto planted = plantLesions(readVolume(images.t1Contrast),
                                    labelsOf(images.segmentation, kEnhancing),
                                    tissues,
                                    {random.bits(), {Pathology::Metastases}});
        return {readVolume(images.t1), std::move(planted.image), std::move(planted.lesions)};
    }
    const bool flair = into == Planting::Flair;
    Volume before = readVolume(flair ? images.flair : images.t1);
    const auto kinds = flair ? drawVascularKinds(random) : std::vector{Pathology::Metastases};
    auto planted = plantLesions(before, Mask(tumour.geometry()), tissues, {random.bits(), kinds});
    return {std::move(before), asFollowUp(planted.image, random), std::move(planted.lesions)};
}

class TumourPairs
{
public:
    TumourPairs(const PretrainingSources& sources, Kind kind, fs::path work)
        : m_sources(sources)
        , m_kind(kind)
        , m_work(std::move(work))
    {
    }

    void addTo(PretrainingCases& cases, const Progress& progress) const
    {
        std::vector<TumourImages> all = tumourImages(m_sources);
        std::erase_if(all, [&](const TumourImages& images) {
            return images.t1.empty() ||
                   (m_kind == Kind::Change ? images.flair.empty() : images.t1Contrast.empty());
        });
        for (const TumourImages& images : all) {
            requireOneGrid(images,
                           {images.t1, m_kind == Kind::Change ? images.flair : images.t1Contrast});
        }
        const std::size_t learning = all.size() - std::min(kHeldOutTumours, all.size());
        for (std::size_t n = 0; n < all.size(); ++n) {
            progress.report(static_cast<double>(n) / static_cast<double>(all.size()),
                            "Planting lesions beside tumours");
            add(all[n], n < learning, m_sources.seed * 200003 + 1000 * n, cases);
        }
    }

private:
    void
    add(const TumourImages& images, bool learn, std::uint64_t seed, PretrainingCases& cases) const
    {
        if (m_kind == Kind::Enhancement && learn) {
            cases.training.push_back(PairFiles(m_work, images.subject).as(images.label(), [&] {
                return SyntheticPair{readVolume(images.t1),
                                     readVolume(images.t1Contrast),
                                     labelsOf(images.segmentation, kEnhancing)};
            }));
        }
        int heldOut = 0;
        for (int n = 1; n <= m_sources.planted && heldOut < kHeldOutPlanted; ++n) {
            const Planting planting = plantingOf(n);
            if (!learn && planting == Planting::Contrast) {
                continue; // a point that suits such pairs suits none that are subtracted
            }
            const std::string suffix = "planted" + std::to_string(n);
            const PairFiles files(m_work, images.subject + "_" + suffix);
            auto& list = learn ? cases.training : cases.validation;
            list.push_back(files.as(images.label() + suffix, [&] {
                return plantedPair(images, planting, seed + static_cast<std::uint64_t>(n));
            }));
            heldOut += learn ? 0 : 1;
        }
    }

    /// Two T1 of one tumour are often of two sequences, and their difference is full of anatomy;
    /// readers subtract images of one, so every second pair is.
    Planting plantingOf(int number) const
    {
        return m_kind == Kind::Change ? Planting::Flair
               : number % 2 == 1      ? Planting::Contrast
                                      : Planting::OneSequence;
    }

    const PretrainingSources& m_sources;
    Kind m_kind;
    fs::path m_work;
};

void addSynthetic(const PretrainingSources& sources,
                  Kind kind,
                  const fs::path& work,
                  const Progress& progress,
                  PretrainingCases& cases)
{
    const std::vector<SyntheticWork> all = syntheticWork(sources);
    for (std::size_t n = 0; n < all.size(); ++n) {
        progress.report(static_cast<double>(n) / static_cast<double>(all.size()),
                        "Making synthetic pairs");
        const SyntheticWork& one = all[n];
        const PairFiles files(work, one.name);
        (one.learn ? cases.training : cases.validation).push_back(files.as(one.name, [&] {
            return synthesisePair(toLabelVolume(readVolume(one.labelMap)),
                                  {.seed = one.seed, .kind = kind});
        }));
    }
}

} // namespace

PretrainingCases makePairCases(const PretrainingSources& sources,
                               const std::string& task,
                               const fs::path& work,
                               const Progress& progress)
{
    claimFolder(sources, task, work);
    const Kind kind = task == "enhancing" ? Kind::Enhancement : Kind::Change;
    PretrainingCases cases;
    if (!sources.tumours.empty()) {
        TumourPairs(sources, kind, work).addTo(cases, progress.part(0.0, 0.3));
    }
    addSynthetic(sources, kind, work, progress.part(0.3, 1.0), cases);
    if (cases.training.empty()) {
        throw Error(Error::Kind::Data,
                    "There are neither tumours nor label maps to make a model from.");
    }
    return cases;
}

} // namespace dawson
