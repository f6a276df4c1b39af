#include "core/training/study_places.h"

#include "core/training/elastic_field.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace dawson
{

namespace
{

constexpr int kTries = 200; ///< places looked at for one negative patch

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

} // namespace

AugmentationDraw
drawFor(const PatchPlace& place, const TrainingSchedule& schedule, const Augmentation& ranges)
{
    const std::uint64_t copySeed =
        mixSeed(mixSeed(mixSeed(schedule.seed, Draw::Copies), place.caseNumber), place.copy);
    return drawAugmentation(ranges, schedule.redraw ? place.seed : copySeed);
}

StudyPlaces::StudyPlaces(const CaseStore& store,
                         std::size_t number,
                         const TrainingSchedule& schedule)
    : m_store(store)
    , m_number(number)
    , m_schedule(schedule)
    , m_ranges(augmentationFromName(schedule.augmentation))
    , m_grid(store.cases()[number].prepared)
    , m_lesions(store.lesionVoxels(number))
{
}

std::size_t StudyPlaces::draw(std::uint32_t copy,
                              int negatives,
                              RandomStream& random,
                              std::vector<PatchPlace>& places) const
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
    for (int n = 0; n < negatives; ++n) {
        if (findNegative(random, place)) {
            places.push_back(place);
        } else {
            ++missing;
        }
    }
    return missing;
}

std::vector<std::uint32_t> StudyPlaces::byVoxel(std::size_t wanted, RandomStream& random) const
{
    std::vector<std::uint32_t> voxels = m_lesions.offsets;
    shuffle(voxels, random);
    voxels.resize(std::min(voxels.size(), wanted));
    return voxels;
}

std::vector<std::uint32_t> StudyPlaces::byLesion(std::size_t wanted, RandomStream& random) const
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

bool StudyPlaces::findNegative(RandomStream& random, PatchPlace& place) const
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

bool StudyPlaces::freeOfLesion(const PatchPlace& place) const
{
    const AugmentationDraw draw = drawFor(place, m_schedule, m_ranges);
    const auto back = inverse(draw.matrix);
    const double bent = 0.5 + draw.jitter + ElasticField::kFarthest * draw.elasticRms;
    const std::array<int, 3> middle{place.center.i, place.center.j, place.center.k};
    std::array<double, 3> center{};
    std::array<double, 3> half{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        center[axis] = middle[axis] + draw.shift[axis] * m_grid.size()[axis];
        half[axis] =
            m_schedule.patchSize / 2.0 +
            bent * (std::abs(back[axis][0]) + std::abs(back[axis][1]) + std::abs(back[axis][2]));
    }
    const auto inside = [&](std::uint32_t offset) {
        const VoxelIndex voxel = m_grid.voxelAt(offset);
        const std::array<double, 3> d{
            voxel.i - center[0], voxel.j - center[1], voxel.k - center[2]};
        bool within = true;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const double along = back[axis][0] * d[0] + back[axis][1] * d[1] + back[axis][2] * d[2];
            within = within && std::abs(along) <= half[axis];
        }
        return within;
    };
    return std::none_of(m_lesions.offsets.begin(), m_lesions.offsets.end(), inside);
}

bool StudyPlaces::insideBrain(const VoxelIndex& center) const
{
    return m_store.image(m_number, 0, Region{center, {1, 1, 1}}).front() != 0.0F;
}
} // namespace dawson
