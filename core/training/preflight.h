#pragma once

#include "core/base/progress.h"
#include "core/training/case_store.h"
#include "core/training/network_size.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dawson
{

/// What can be known of a training before it starts, in plain words.
struct Preflight {
    std::vector<std::string> problems; ///< each prevents the start
    std::vector<std::string> warnings; ///< each is worth knowing
    std::vector<ExcludedCase> excluded;
    std::size_t trainingCases = 0;   ///< usable
    std::size_t validationCases = 0; ///< usable
    std::int64_t steps = 0;          ///< of the whole run
    std::uint64_t memoryBytes = 0;   ///< of the worker at its peak, estimated
    std::uint64_t diskBytes = 0;     ///< of packed cases, checkpoints and model, inner folds too
    std::uint64_t freeMemoryBytes = 0;
    std::uint64_t freeDiskBytes = 0;
    std::optional<double> seconds; ///< of the whole run; nothing without a step time

    bool ready() const { return problems.empty(); }
};

/// Reads the headers of all images and the voxels of all masks. Never throws for a bad case; throws
/// Error(Cancelled). `secondsPerStep`: measured before at this patch, batch and width, if known.
Preflight checkTraining(const TrainingSpec& spec,
                        std::optional<double> secondsPerStep = {},
                        const Progress& progress = {});

/// Adds what the machine has to say: memory within the schedule's ceiling, disk of `folder` (which
/// need not exist yet). result.diskBytes holds what the cases need once; each inner fold needs it,
/// and its checkpoints, again.
void checkMachine(const TrainingSpec& spec,
                  const Architecture& network,
                  const std::filesystem::path& folder,
                  Preflight& result);

/// Number of optimiser steps of a schedule over `cases` studies, `lesionFree` of them without
/// lesions.
std::int64_t
stepCount(const TrainingSchedule& schedule, std::size_t cases, std::size_t lesionFree = 0);

/// SHA-256 over everything in a spec that decides the weights.
std::string trainingDigest(const TrainingSpec& spec);

} // namespace dawson
