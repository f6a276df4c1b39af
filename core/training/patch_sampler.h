#pragma once

#include "core/training/augmentation.h"
#include "core/training/case_store.h"

#include <cstdint>
#include <vector>

namespace dawson
{

/// One patch of an epoch, before it is cut.
struct PatchPlace {
    std::uint32_t caseNumber = 0; ///< in the store
    std::uint32_t copy = 0;       ///< which augmented copy of the study
    VoxelIndex center;
    bool positive = false;  ///< centred on a lesion
    std::uint64_t seed = 0; ///< of its augmentation
};

/// Which patches of which cases, in which order. Everything follows from schedule.seed and the
/// epoch: nothing else to remember in order to resume.
///
/// Positive patches are centred on lesion voxels: uniform over all voxels without repeating
/// ("voxel", the paper), or each lesion in turn, then a voxel of it ("lesion": small lesions count
/// as much as large ones). Negative patches hold no lesion at all, augmentation included; where no
/// such place is found the study gives fewer. Studies without lesions give together no more of them
/// than the others do, in turn.
class PatchSampler
{
public:
    /// Draws the places, reading one case after the other. `caseNumbers`: cases of `store` to use.
    /// `differences`: their values are (Augmentation). REQUIRES: `store` outlives the sampler.
    /// Throws Error(Data) for unknown words in `schedule`.
    PatchSampler(const CaseStore& store,
                 std::vector<std::size_t> caseNumbers,
                 const TrainingSchedule& schedule,
                 bool differences = false);

    /// The places of an epoch (from 1), shuffled. With schedule.redraw each epoch and each patch
    /// has its own augmentation; without, a copy of a study is one affine deformation, drawn once.
    /// Length: schedule.stepsPerEpoch x batch if given, else all patches.
    std::vector<PatchPlace> epoch(int number) const;

    /// Cuts and augments: the same place gives the same patch. With schedule.carveMix, that share
    /// of the positive patches is carved into the same place of another subject's brain
    /// (lesion_mixing.h), deformed alike.
    Patch patch(const PatchPlace& place) const;

    /// Of a voxel of any patch: all cases of a store are prepared alike.
    double voxelMm3() const;
    /// Patches of an epoch without the stepsPerEpoch limit.
    std::size_t patchesPerEpoch() const;
    /// Negative patches that were asked for and not found, all cases together, first epoch.
    std::size_t missingNegatives() const;

private:
    std::vector<PatchPlace> draw(std::uint64_t round, std::size_t& missing) const;
    /// Negative patches of each case in a round.
    std::vector<int> negativesOf(std::uint64_t round) const;
    /// A patch of a case around a voxel of its own, deformed as `place` is.
    Patch cut(const PatchPlace& place, std::size_t caseNumber, const VoxelIndex& center) const;
    /// Carves the lesions of a patch into another subject; leaves it as it is when none fits.
    void mix(const PatchPlace& place, Patch& patch) const;

    const CaseStore& m_store;
    std::vector<std::size_t> m_caseNumbers;
    TrainingSchedule m_schedule;
    Augmentation m_augmentation;
    std::vector<PatchPlace> m_places; ///< of the first epoch, not shuffled
    std::size_t m_missing = 0;
};

} // namespace dawson
