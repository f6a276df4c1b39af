#include "app/worker/pretraining_cases.h"

#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/phantom/random_source.h"
#include "core/phantom/synthesis.h"

#include <algorithm>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

constexpr std::size_t kHeldOutTumours = 2;
constexpr std::size_t kHeldOutAnatomy = 6; ///< every sixth

std::vector<fs::path> filesBelow(const fs::path& folder, const std::string& ending)
{
    std::vector<fs::path> result;
    std::error_code failed;
    for (const auto& entry : fs::recursive_directory_iterator(folder, failed)) {
        if (entry.path().filename().string().ends_with(ending)) {
            result.push_back(entry.path());
        }
    }
    std::sort(result.begin(), result.end());
    return result;
}

/// All labels of a segmentation as one lesion.
void writeUnion(const fs::path& segmentation, const fs::path& mask)
{
    Mask labels = readMask(segmentation);
    for (std::uint8_t& label : labels.labels()) {
        label = label != 0 ? 1 : 0;
    }
    writeMask(mask, labels);
}

std::vector<TrainingCase> tumourCases(const fs::path& dataset, const fs::path& work)
{
    std::vector<TrainingCase> result;
    for (const fs::path& segmentation : filesBelow(dataset / "derivatives", "_dseg.nii.gz")) {
        const std::string name = segmentation.filename().string();
        const std::string subject = name.substr(0, name.find('_'));
        const auto images = filesBelow(dataset / subject, "_FLAIR.nii.gz");
        if (images.empty()) {
            continue;
        }
        const fs::path mask = work / (subject + "_tumour.nii.gz");
        if (!fs::exists(mask)) {
            writeUnion(segmentation, mask);
        }
        result.push_back(
            {subject.substr(std::min<std::size_t>(4, subject.size())), {}, {images.front()}, mask});
    }
    return result;
}

/// Small bright lesions of white matter nearly always, larger pathology often.
SynthesisSpec drawSpec(std::uint64_t seed)
{
    RandomSource random(seed);
    SynthesisSpec spec;
    spec.seed = seed;
    if (random.chance(0.4)) {
        spec.pathologies = drawOtherPathologies(random.bits());
    }
    if (random.chance(0.85)) {
        spec.pathologies.push_back(Pathology::WhiteMatterSpots);
    }
    if (random.chance(0.6) || spec.pathologies.empty()) {
        spec.pathologies.push_back(Pathology::Vascular);
    }
    spec.look =
        random.chance(0.75) ? SynthesisSpec::Look::VariedFlair : SynthesisSpec::Look::Random;
    return spec;
}

TrainingCase syntheticCase(const std::string& name,
                           const fs::path& labelMap,
                           const fs::path& work,
                           std::uint64_t seed)
{
    const fs::path image = work / (name + "_FLAIR.nii.gz");
    const fs::path mask = work / (name + "_lesions.nii.gz");
    if (!fs::exists(image) || !fs::exists(mask)) {
        const auto made = synthesise(toLabelVolume(readVolume(labelMap)), drawSpec(seed));
        writeVolume(image, made.image);
        writeMask(mask, made.lesions);
    }
    return {name, {}, {image}, mask};
}

} // namespace

PretrainingCases makePretrainingCases(const PretrainingSources& sources,
                                      const fs::path& work,
                                      const Progress& progress)
{
    fs::create_directories(work);
    PretrainingCases cases;
    if (!sources.tumours.empty()) {
        cases.training = tumourCases(sources.tumours, work);
        const auto kept = cases.training.size() - std::min(kHeldOutTumours, cases.training.size());
        cases.validation.assign(cases.training.begin() + static_cast<std::ptrdiff_t>(kept),
                                cases.training.end());
        cases.training.resize(kept);
    }
    const auto maps = filesBelow(sources.labelMaps, ".nii.gz");
    std::vector<fs::path> learning;
    std::vector<fs::path> heldOut;
    for (std::size_t n = 0; n < maps.size(); ++n) {
        (n % kHeldOutAnatomy == kHeldOutAnatomy - 1 ? heldOut : learning).push_back(maps[n]);
    }
    if (cases.training.empty() && learning.empty()) {
        throw Error(Error::Kind::Data,
                    "There are neither tumours nor label maps to make a model from.");
    }
    const int validating = heldOut.empty() ? 0 : std::max(1, sources.synthetic / 8);
    const int all = learning.empty() ? 0 : sources.synthetic + validating;
    for (int n = 0; n < all; ++n) {
        progress.report(static_cast<double>(n) / all, "Making synthetic brains");
        const bool learn = n < sources.synthetic;
        const auto& from = learn ? learning : heldOut;
        const auto number = static_cast<std::size_t>(n);
        (learn ? cases.training : cases.validation)
            .push_back(syntheticCase((learn ? "synthetic" : "heldout") + std::to_string(n + 1),
                                     from[number % from.size()],
                                     work,
                                     sources.seed * 100003 + number));
    }
    return cases;
}

} // namespace dawson
