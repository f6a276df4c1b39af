#include "core/training/patch_sampler.h"

#include "core/base/error.h"
#include "core/training/elastic_field.h"
#include "core/training/random_stream.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace dawson
{

namespace
{

constexpr int kTries = 200; ///< places looked at for one negative patch

/// Which random numbers a seed is for.
enum : std::uint64_t { kPlaces = 1, kOrder, kCopies, kPatch };

/// Fisher and Yates, the same on every standard library.
template <typename Value>
void shuffle(std::vector<Value>& values, RandomStream& random)
{
    for (std::size_t n = values.size(); n > 1; --n) {
        std::swap(values[n - 1], values[random.below(n)]);
    }
}

using Matrix = std::array<std::array<double, 3>, 3>;

Matrix inverse(const Matrix& m)
{
    const auto minor = [&](std::size_t row, std::size_t column) {
        const std::size_t r1 = (row + 1) % 3;
        const std::size_t r2 = (row + 2) % 3;
        const std::size_t c1 = (column + 1) % 3;
        const std::size_t c2 = (column + 2) % 3;
        return m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
    };
    const double determinant =
        m[0][0] * minor(0, 0) + m[0][1] * minor(0, 1) + m[0][2] * minor(0, 2);
    Matrix result{};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column) {
            result[column][row] = minor(row, column) / determinant;
        }
    }
    return result;
}

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

/// How a place is augmented: by its own seed, or as all of its copy.
AugmentationDraw
drawFor(const PatchPlace& place, const TrainingSchedule& schedule, const Augmentation& ranges)
{
    const std::uint64_t copySeed =
        mixSeed(mixSeed(mixSeed(schedule.seed, kCopies), place.caseNumber), place.copy);
    return drawAugmentation(ranges, schedule.redraw ? place.seed : copySeed);
}

/// Draws the places of one study.
class StudyPlaces
{
public:
    StudyPlaces(const CaseStore& store, std::size_t number, const TrainingSchedule& schedule)
        : m_store(store)
        , m_number(number)
        , m_schedule(schedule)
        , m_ranges(augmentationFromName(schedule.augmentation))
        , m_grid(store.cases()[number].prepared)
        , m_lesions(store.lesionVoxels(number))
    {
    }

    /// Appends one copy's to `places`; returns how many negatives were not found.
    std::size_t
    draw(std::uint32_t copy, RandomStream& random, std::vector<PatchPlace>& places) const
    {
        const auto wanted = static_cast<std::size_t>(std::max(0, m_schedule.positivePatches));
        const auto centers =
            m_schedule.positives == "voxel" ? byVoxel(wanted, random) : byLesion(wanted, random);
        PatchPlace place;
        place.caseNumber = static_cast<std::uint32_t>(m_number);
        place.copy = copy;
        for (const std::uint32_t offset : centers) {
            place.center = m_grid.voxelAt(offset);
            place.positive = true;
            place.seed = random.bits();
            places.push_back(place);
        }
        std::size_t missing = 0;
        place.positive = false;
        for (int n = 0; n < m_schedule.negativePatches; ++n) {
            if (findNegative(random, place)) {
                places.push_back(place);
            } else {
                ++missing;
            }
        }
        return missing;
    }

private:
    /// Without repeating; all lesion voxels when there are fewer.
    std::vector<std::uint32_t> byVoxel(std::size_t wanted, RandomStream& random) const
    {
        std::vector<std::uint32_t> voxels = m_lesions.offsets;
        shuffle(voxels, random);
        voxels.resize(std::min(voxels.size(), wanted));
        return voxels;
    }

    /// Every lesion once before any twice.
    std::vector<std::uint32_t> byLesion(std::size_t wanted, RandomStream& random) const
    {
        std::vector<std::uint32_t> centers;
        std::vector<std::size_t> order(m_lesions.lesions());
        std::iota(order.begin(), order.end(), 0U);
        while (!order.empty() && centers.size() < wanted) {
            shuffle(order, random);
            for (const std::size_t number : order) {
                const auto lesion = m_lesions.lesion(number);
                centers.push_back(lesion[random.below(lesion.size())]);
            }
        }
        centers.resize(std::min(centers.size(), wanted));
        return centers;
    }

    bool findNegative(RandomStream& random, PatchPlace& place) const
    {
        const auto& size = m_grid.size();
        for (int attempt = 0; attempt < kTries; ++attempt) {
            place.seed = random.bits();
            place.center = {static_cast<int>(random.below(static_cast<std::size_t>(size[0]))),
                            static_cast<int>(random.below(static_cast<std::size_t>(size[1]))),
                            static_cast<int>(random.below(static_cast<std::size_t>(size[2])))};
            // In a brain full of lesions no inner place is free of them: then any place will do.
            const bool anywhere = m_schedule.negatives == "anywhere" || attempt >= kTries / 2;
            if (freeOfLesion(place) && (anywhere || insideBrain(place.center))) {
                return true;
            }
        }
        return false;
    }

    /// Exact for the affine part, an upper bound for the elastic part.
    bool freeOfLesion(const PatchPlace& place) const
    {
        const AugmentationDraw draw = drawFor(place, m_schedule, m_ranges);
        const auto back = inverse(draw.matrix);
        const double bent = 0.5 + draw.jitter + ElasticField::kFarthest * draw.elasticRms;
        const std::array<int, 3> middle{place.center.i, place.center.j, place.center.k};
        std::array<double, 3> center{};
        std::array<double, 3> half{};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            center[axis] = middle[axis] + draw.shift[axis] * m_grid.size()[axis];
            half[axis] = m_schedule.patchSize / 2.0 +
                         bent * (std::abs(back[axis][0]) + std::abs(back[axis][1]) +
                                 std::abs(back[axis][2]));
        }
        const auto inside = [&](std::uint32_t offset) {
            const VoxelIndex voxel = m_grid.voxelAt(offset);
            const std::array<double, 3> d{
                voxel.i - center[0], voxel.j - center[1], voxel.k - center[2]};
            bool within = true;
            for (std::size_t axis = 0; axis < 3; ++axis) {
                const double along =
                    back[axis][0] * d[0] + back[axis][1] * d[1] + back[axis][2] * d[2];
                within = within && std::abs(along) <= half[axis];
            }
            return within;
        };
        return std::none_of(m_lesions.offsets.begin(), m_lesions.offsets.end(), inside);
    }

    bool insideBrain(const VoxelIndex& center) const
    {
        return m_store.image(m_number, 0, Region{center, {1, 1, 1}}).front() != 0.0F;
    }

    const CaseStore& m_store;
    std::size_t m_number;
    const TrainingSchedule& m_schedule;
    Augmentation m_ranges;
    const Geometry& m_grid;
    LesionVoxels m_lesions;
};

} // namespace

PatchSampler::PatchSampler(const CaseStore& store,
                           std::vector<std::size_t> caseNumbers,
                           const TrainingSchedule& schedule)
    : m_store(store)
    , m_caseNumbers(std::move(caseNumbers))
    , m_schedule(schedule)
    , m_augmentation(augmentationFromName(schedule.augmentation))
{
    checkWord("positives", schedule.positives, {"voxel", "lesion"});
    checkWord("negatives", schedule.negatives, {"anywhere", "brain"});
    m_places = draw(1, m_missing);
    if (m_places.empty()) {
        throw Error(Error::Kind::Data,
                    "The chosen cases give no patch; ask for more patches or other cases.");
    }
}

std::vector<PatchPlace> PatchSampler::draw(std::uint64_t round, std::size_t& missing) const
{
    std::vector<PatchPlace> places;
    missing = 0;
    for (const std::size_t number : m_caseNumbers) {
        const StudyPlaces study(m_store, number, m_schedule);
        for (int copy = 0; copy < m_schedule.copies; ++copy) {
            const std::uint64_t studySeed = mixSeed(mixSeed(m_schedule.seed, kPlaces), number);
            RandomStream random(
                mixSeed(mixSeed(studySeed, static_cast<std::uint64_t>(copy)), round));
            missing += study.draw(static_cast<std::uint32_t>(copy), random, places);
        }
    }
    return places;
}

std::vector<PatchPlace> PatchSampler::epoch(int number) const
{
    const auto epochNumber = static_cast<std::uint64_t>(number);
    const auto steps = static_cast<std::size_t>(std::max(0, m_schedule.stepsPerEpoch));
    const std::size_t wanted = steps * static_cast<std::size_t>(m_schedule.batch);
    RandomStream random(mixSeed(mixSeed(m_schedule.seed, kOrder), epochNumber));
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
    const StoredCase& stored = m_store.cases()[place.caseNumber];
    PatchSource source;
    source.center = place.center;
    source.imageSize = stored.prepared.size();
    source.channels = stored.channels;
    source.image = [&](int channel, const Region& box) {
        return m_store.image(place.caseNumber, channel, box);
    };
    source.mask = [&](const Region& box) { return m_store.mask(place.caseNumber, box); };
    return cutPatch(source,
                    m_schedule.patchSize,
                    drawFor(place, m_schedule, m_augmentation),
                    mixSeed(place.seed, kPatch));
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
