#pragma once

#include "core/training/patch_sampler.h"
#include "core/training/random_stream.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace dawson
{

/// Which random numbers a seed is for.
enum class Draw : std::uint64_t { Places = 1, Order, Copies, Patch, Mix };

inline std::uint64_t mixSeed(std::uint64_t seed, Draw purpose)
{
    return mixSeed(seed, static_cast<std::uint64_t>(purpose));
}

/// Fisher and Yates, the same on every standard library.
template <typename Value>
void shuffle(std::vector<Value>& values, RandomStream& random)
{
    for (std::size_t n = values.size(); n > 1; --n) {
        std::swap(values[n - 1], values[random.below(n)]);
    }
}

/// How a place is augmented: by its own seed, or as all of its copy of the study.
AugmentationDraw
drawFor(const PatchPlace& place, const TrainingSchedule& schedule, const Augmentation& ranges);

/// Draws the places of one study. REQUIRES: store and schedule outlive it.
class StudyPlaces
{
public:
    StudyPlaces(const CaseStore& store, std::size_t number, const TrainingSchedule& schedule);

    /// Appends those of one copy to `places`, with so many negatives; returns how many of these
    /// were not found.
    std::size_t draw(std::uint32_t copy,
                     int negatives,
                     RandomStream& random,
                     std::vector<PatchPlace>& places) const;

private:
    /// Without repeating; all lesion voxels when there are fewer.
    std::vector<std::uint32_t> byVoxel(std::size_t wanted, RandomStream& random) const;
    /// Every lesion once before any twice.
    std::vector<std::uint32_t> byLesion(std::size_t wanted, RandomStream& random) const;
    bool findNegative(RandomStream& random, PatchPlace& place) const;
    /// Exact for the affine part, an upper bound for the elastic part.
    bool freeOfLesion(const PatchPlace& place) const;
    bool insideBrain(const VoxelIndex& center) const;

    const CaseStore& m_store;
    std::size_t m_number;
    const TrainingSchedule& m_schedule;
    Augmentation m_ranges;
    const Geometry& m_grid;
    LesionVoxels m_lesions;
};

} // namespace dawson
