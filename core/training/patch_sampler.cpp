#include "core/training/patch_sampler.h"

#include "core/base/error.h"
#include "core/training/lesion_mixing.h"
#include "core/training/study_places.h"

#include <algorithm>
#include <cmath>

namespace dawson
{

namespace
{

void checkWord(const std::string& key,
               const std::string& word,
               const std::vector<std::string>& known)
{
    if (std::find(known.begin(), known.end(), word) == known.end()) {
        throw Error(Error::Kind::Data,
                    "The schedule's \"" + key + "\" cannot be \"" + word + "\"; use \"" + known[0] +
                        "\" or \"" + known[1] + "\".");
    }
}

} // namespace

PatchSampler::PatchSampler(const CaseStore& store,
                           std::vector<std::size_t> caseNumbers,
                           const TrainingSchedule& schedule,
                           bool differences)
    : m_store(store)
    , m_caseNumbers(std::move(caseNumbers))
    , m_schedule(schedule)
    , m_augmentation(augmentationFromName(schedule.augmentation))
{
    checkWord("positives", schedule.positives, {"voxel", "lesion"});
    checkWord("negatives", schedule.negatives, {"anywhere", "brain"});
    m_augmentation.differences = differences;
    m_augmentation.voxelMm = std::cbrt(voxelMm3());
    m_places = draw(1, m_missing);
    if (m_places.empty()) {
        throw Error(Error::Kind::Data,
                    "The chosen cases give no patch; ask for more patches or other cases.");
    }
}

std::vector<PatchPlace> PatchSampler::draw(std::uint64_t round, std::size_t& missing) const
{
    std::vector<PatchPlace> places;
    const std::vector<int> negatives = negativesOf(round);
    missing = 0;
    for (std::size_t n = 0; n < m_caseNumbers.size(); ++n) {
        const std::size_t number = m_caseNumbers[n];
        const StudyPlaces study(m_store, number, m_schedule);
        for (int copy = 0; copy < m_schedule.copies; ++copy) {
            const std::uint64_t studySeed = mixSeed(mixSeed(m_schedule.seed, Draw::Places), number);
            RandomStream random(
                mixSeed(mixSeed(studySeed, static_cast<std::uint64_t>(copy)), round));
            missing += study.draw(static_cast<std::uint32_t>(copy), negatives[n], random, places);
        }
    }
    return places;
}

std::vector<int> PatchSampler::negativesOf(std::uint64_t round) const
{
    const auto lesionFree = [&](std::size_t number) {
        return m_store.cases()[number].lesions == 0;
    };
    const auto all = m_caseNumbers.size();
    const auto quiet = static_cast<std::size_t>(std::ranges::count_if(m_caseNumbers, lesionFree));
    const auto wanted = static_cast<std::size_t>(std::max(0, m_schedule.negativePatches));
    const std::size_t shared = wanted * std::min(quiet, all - quiet);
    std::vector<int> negatives;
    std::size_t place = round; // whose turn it is where they do not go evenly
    for (const std::size_t number : m_caseNumbers) {
        std::size_t own = wanted;
        if (lesionFree(number) && quiet < all) {
            own = shared / quiet + (place++ % quiet < shared % quiet ? 1U : 0U);
        }
        negatives.push_back(static_cast<int>(own));
    }
    return negatives;
}

std::vector<PatchPlace> PatchSampler::epoch(int number) const
{
    const auto epochNumber = static_cast<std::uint64_t>(number);
    const auto steps = static_cast<std::size_t>(std::max(0, m_schedule.stepsPerEpoch));
    const std::size_t wanted = steps * static_cast<std::size_t>(m_schedule.batch);
    RandomStream random(mixSeed(mixSeed(m_schedule.seed, Draw::Order), epochNumber));
    std::vector<PatchPlace> places;
    // An epoch longer than all patches takes further rounds: each patch once before any twice.
    for (std::uint64_t extra = 0; extra == 0 || places.size() < wanted; ++extra) {
        std::size_t missing = 0;
        const std::uint64_t round = epochNumber + (extra << 32U);
        auto more = m_schedule.redraw && round != 1 ? draw(round, missing) : m_places;
        if (more.empty()) {
            break;
        }
        shuffle(more, random);
        places.insert(places.end(), more.begin(), more.end());
    }
    places.resize(wanted > 0 ? std::min(wanted, places.size()) : places.size());
    return places;
}

Patch PatchSampler::patch(const PatchPlace& place) const
{
    Patch made = cut(place, place.caseNumber, place.center);
    if (place.positive && m_schedule.carveMix > 0.0) {
        mix(place, made);
    }
    return made;
}

Patch PatchSampler::cut(const PatchPlace& place,
                        std::size_t caseNumber,
                        const VoxelIndex& center) const
{
    const StoredCase& stored = m_store.cases()[caseNumber];
    PatchSource source;
    source.center = center;
    source.imageSize = stored.prepared.size();
    source.channels = stored.channels;
    source.image = [&](int channel, const Region& box) {
        return m_store.image(caseNumber, channel, box);
    };
    source.mask = [&](const Region& box) { return m_store.mask(caseNumber, box); };
    return cutPatch(source,
                    m_schedule.patchSize,
                    drawFor(place, m_schedule, m_augmentation),
                    mixSeed(place.seed, Draw::Patch));
}

void PatchSampler::mix(const PatchPlace& place, Patch& patch) const
{
    RandomStream random(mixSeed(place.seed, Draw::Mix));
    const StoredCase& donor = m_store.cases()[place.caseNumber];
    std::vector<std::size_t> others;
    for (const std::size_t number : m_caseNumbers) {
        const StoredCase& other = m_store.cases()[number];
        if (other.subject != donor.subject && other.channels == donor.channels) {
            others.push_back(number);
        }
    }
    if (random.uniform() >= m_schedule.carveMix || others.empty()) {
        return;
    }
    const std::size_t receiver = others[random.below(others.size())];
    // Prepared images are cut to the head's box, so that the same share of each axis is about the
    // same place of the brain.
    const auto& from = donor.prepared.size();
    const auto& to = m_store.cases()[receiver].prepared.size();
    const VoxelIndex center{place.center.i * to[0] / from[0],
                            place.center.j * to[1] / from[1],
                            place.center.k * to[2] / from[2]};
    Patch mixed = cut(place, receiver, center);
    if (carveInto(mixed, patch, random.bits())) {
        patch = std::move(mixed);
    }
}

double PatchSampler::voxelMm3() const
{
    constexpr double kMm3PerMl = 1000.0;
    return kMm3PerMl * m_store.cases().front().prepared.voxelVolumeMl();
}

std::size_t PatchSampler::patchesPerEpoch() const
{
    return m_places.size();
}

std::size_t PatchSampler::missingNegatives() const
{
    return m_missing;
}

} // namespace dawson
