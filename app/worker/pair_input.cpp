#include "app/worker/pair_input.h"

#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/image/preprocessing.h"
#include "core/nn/brain_extractor.h"
#include "core/registration/warp.h"

namespace dawson
{

namespace
{

std::optional<Mask>
brainOf(const PairInput& input, const Volume& baseline, const Progress& progress)
{
    if (!input.brain.empty()) {
        return readBinaryMask(input.brain, true);
    }
    const auto finder = installedBrainModel();
    if (!finder || !showsHead(baseline)) {
        return std::nullopt;
    }
    progress.report(0.0, "Finding the brain");
    return BrainExtractor(*finder, input.threads).brainOf(baseline, progress);
}

} // namespace

PairDifference subtractPair(const PairInput& input, const Progress& progress)
{
    const Volume baseline = readVolume(input.baseline);
    Volume followup = readVolume(input.followup);
    PairDifference result;
    result.brain = brainOf(input, baseline, progress.part(0.0, 0.3));
    if (!input.registered) {
        progress.report(0.3, "Registering");
        result.registered = registerVolumes({baseline, followup, result.brain, std::nullopt},
                                            input.registration,
                                            progress.part(0.3, 0.9));
        followup = warpVolume(followup, baseline.geometry(), result.registered->transform);
    }
    result.difference = subtract(baseline, followup, result.brain, input.matching);
    progress.report(1.0);
    return result;
}

} // namespace dawson
