#pragma once

#include "core/training/patch_sampler.h"

#include <torch/torch.h>

#include <future>
#include <vector>

namespace dawson
{

/// Patches as tensors: (N, C, size, size, size), the others (N, 1, size, size, size).
struct TrainingBatch {
    torch::Tensor image;
    torch::Tensor target;
    torch::Tensor voxelWeights; ///< undefined when every voxel counts alike
};

/// The batches of one epoch in order, the next one cut by another thread while this one is
/// computed.
class BatchQueue
{
public:
    /// Begins with batch `first`. `schedule`: batch and sizeWeight. REQUIRES: `sampler` outlives
    /// the queue and is used by none else.
    BatchQueue(const PatchSampler& sampler, int epoch, const TrainingSchedule& schedule, int first);

    /// Whole batches of the epoch, at least one when there is any patch.
    int count() const { return m_count; }

    /// REQUIRES: called at most count() - first times.
    TrainingBatch next();

private:
    void prepare();

    const PatchSampler& m_sampler;
    std::vector<PatchPlace> m_places;
    int m_batchSize;
    double m_sizeWeight;
    int m_count;
    int m_number;
    std::future<TrainingBatch> m_next;
};

} // namespace dawson
