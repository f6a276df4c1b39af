#pragma once

#include "core/training/epoch_metrics.h"
#include "core/training/model_file.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dawson
{

/// Adam's memory of one parameter; same shape as the weight of this name.
struct AdamMoments {
    std::string name;
    std::vector<float> first;
    std::vector<float> second;
};

/// Everything a killed training needs to go on as if nothing had happened. Not a model: readModel
/// refuses it. HDF5; format: docs/formats/run_folder.md.
struct CheckpointFile {
    ModelFile model;                  ///< weights and running statistics as they are now
    std::vector<AdamMoments> moments; ///< of the trained weights; empty before the first step
    std::int64_t optimiserSteps = 0;  ///< Adam's own count, for its bias correction
    int epoch = 0;                    ///< finished epochs
    int stepInEpoch = 0;              ///< steps done of the epoch that runs
    double lossSum = 0.0;             ///< of those steps
    int batch = 0;                    ///< of those steps; 0 in version 1: as asked for
    int patchSize = 0;                ///< of those steps
    std::string arithmetic;  ///< "2 threads, bf16": what the last bits depend on; empty: not told
    std::string randomState; ///< whatever the trainer needs; may be empty
    std::optional<double> bestMetric; ///< best validation score so far; greater is better
    int bestEpoch = 0;
    double seconds = 0.0;   ///< trained so far
    std::string specDigest; ///< trainingDigest() of the run, so that it is not resumed with another
    std::string dataDigest; ///< over the prepared cases learned from and validated on; empty before
                            ///< version 6
    std::vector<EpochMetrics> history;
};

/// Atomic: `path` holds the old checkpoint or the new one. Throws Error(Model) when a number is not
/// finite or a moment has no weight of its name and size, Error(Io) when it cannot be written.
void writeCheckpoint(const std::filesystem::path& path, const CheckpointFile& checkpoint);

/// Throws Error(Model) naming the file, as readModel does.
CheckpointFile readCheckpoint(const std::filesystem::path& path);

} // namespace dawson
