#pragma once

#include "core/training/training_spec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dawson
{

/// Memory of this machine, or what a container or batch system allows of it (memory_limit.h), and
/// what of it is free, in bytes; 0 where it cannot be told.
std::uint64_t installedMemoryBytes();
std::uint64_t freeMemoryBytes();

/// What this process holds of it now, resident.
std::uint64_t residentMemoryBytes();

/// How much a training may take: schedule.memoryGb x 1e9, or three quarters of the machine's.
std::uint64_t memoryCeilingBytes(const TrainingSchedule& schedule);

/// The next smaller schedule: half the batch, and when it is 1 the next smaller patch the network
/// takes. Nothing when both are smallest.
std::optional<TrainingSchedule> smallerSchedule(const TrainingSchedule& schedule,
                                                const Architecture& architecture);

/// A schedule whose estimated memory (network_size.h) stays below a ceiling.
struct FittedSchedule {
    TrainingSchedule schedule; ///< the one asked for, or smaller
    bool fits = true;          ///< false: even the smallest does not
    std::string change;        ///< a sentence for people; empty when nothing was changed
};

/// `ceiling` 0: any memory will do.
FittedSchedule fittedTo(std::uint64_t ceiling,
                        const TrainingSchedule& schedule,
                        const Architecture& architecture,
                        bool halfFloats);

/// "Batch 2 and patch 96 ...": what changed between two schedules.
std::string sizeChange(const TrainingSchedule& from, const TrainingSchedule& to);

} // namespace dawson
