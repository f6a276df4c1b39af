#include "app/worker/pair_input.h"

#include "core/base/error.h"
#include "core/image/foreground.h"
#include "core/image/image_file.h"
#include "core/image/preprocessing.h"
#include "core/nn/brain_extractor.h"
#include "core/registration/detail_likeness.h"
#include "core/registration/warp.h"

#include <cstdio>

namespace dawson
{

namespace
{

constexpr double kOneSequencesCorrelation = 0.88;

std::optional<Mask>
brainOf(const PairInput& input, const Volume& baseline, const Progress& progress)
{
    if (!input.brain.empty()) {
        Mask brain = readBinaryMask(input.brain, true);
        // All that follows pairs its voxels with the earlier image's.
        if (!sameGrid(brain.geometry(), baseline.geometry())) {
            throw Error(Error::Kind::Geometry,
                        "The brain mask does not lie on the earlier image: " +
                            difference(brain.geometry(), baseline.geometry()).describe() +
                            ". Give one that was drawn on that image.",
                        input.brain.string());
        }
        return brain;
    }
    const auto finder = installedBrainModel();
    if (!finder || !showsHead(baseline)) {
        return std::nullopt;
    }
    progress.report(0.0, "Finding the brain");
    return BrainExtractor(*finder, input.threads).brainOf(baseline, progress);
}

} // namespace

RegistrationType registrationType(const std::string& name)
{
    for (const RegistrationType type : {RegistrationType::Affine, RegistrationType::Syn}) {
        if (name == nameOf(type)) {
            return type;
        }
    }
    return RegistrationType::Rigid;
}

PairDifference subtractPair(const PairInput& input, const Progress& progress)
{
    const Volume baseline = readVolume(input.baseline);
    PairDifference result;
    result.followup = readVolume(input.followup);
    result.brain = brainOf(input, baseline, progress.part(0.0, 0.3));
    if (input.known) {
        result.transform = *input.known;
    } else if (!input.registered) {
        progress.report(0.3, "Registering");
        result.registered = registerVolumes({baseline, result.followup, result.brain, std::nullopt},
                                            input.registration,
                                            progress.part(0.3, 0.9));
        result.transform = result.registered->transform;
        result.correlation = result.registered->quality.correlationAfter;
    }
    if (input.nudge != Nudge{}) {
        result.transform =
            nudged(result.transform, nudgeMap(baseline.geometry().center(), input.nudge));
    }
    progress.report(0.9, "Subtracting");
    const Mask inside = result.brain ? *result.brain : foregroundOf(baseline);
    if (!result.registered || input.nudge != Nudge{}) {
        result.correlation =
            likeness(baseline, result.followup, inside, result.transform).correlation;
    }
    if (!input.registered) {
        result.followup = warpVolume(result.followup, baseline.geometry(), result.transform);
    }
    progress.report(0.95);
    result.detail = detailLikeness(baseline, result.followup, inside);
    progress.report(0.98);
    result.difference = subtract(baseline, result.followup, result.brain, input.matching);
    progress.report(1.0);
    return result;
}

std::optional<std::string> sequenceWarning(const PairDifference& made)
{
    if (!made.correlation || *made.correlation >= kOneSequencesCorrelation) {
        return {};
    }
    char number[16];
    std::snprintf(number, sizeof number, "%.2f", *made.correlation);
    return std::string(
               "T1 before and after gadolinium look like different sequences (correlation ") +
           number + "): the subtraction will show tissue, not gadolinium.";
}

Volume currentOf(const PairInput& input, const PairDifference& made)
{
    return matchedFollowup(readVolume(input.baseline), made.followup, made.brain, input.matching);
}

} // namespace dawson
