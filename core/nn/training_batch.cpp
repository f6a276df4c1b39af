#include "core/nn/training_batch.h"

#include "core/training/lesion_weights.h"

#include <algorithm>
#include <span>

namespace dawson
{

namespace
{

TrainingBatch joined(const std::vector<Patch>& patches, double voxelMm3, double sizeWeight)
{
    const auto count = static_cast<std::int64_t>(patches.size());
    const std::int64_t size = patches.front().size;
    const std::int64_t channels = patches.front().channels;
    TrainingBatch batch{torch::empty({count, channels, size, size, size}),
                        torch::empty({count, 1, size, size, size}),
                        {}};
    if (sizeWeight > 0.0) {
        batch.voxelWeights = torch::empty_like(batch.target);
    }
    for (std::int64_t n = 0; n < count; ++n) {
        const Patch& patch = patches[static_cast<std::size_t>(n)];
        std::copy(patch.image.begin(), patch.image.end(), batch.image[n].data_ptr<float>());
        std::copy(patch.mask.begin(), patch.mask.end(), batch.target[n].data_ptr<float>());
        if (sizeWeight > 0.0) {
            const auto weights = lesionWeights(patch.mask, patch.size, voxelMm3, sizeWeight);
            std::copy(weights.begin(), weights.end(), batch.voxelWeights[n].data_ptr<float>());
        }
    }
    return batch;
}

} // namespace

BatchQueue::BatchQueue(const PatchSampler& sampler,
                       int epoch,
                       const TrainingSchedule& schedule,
                       int first)
    : m_sampler(sampler)
    , m_places(sampler.epoch(epoch))
    , m_batchSize(std::max(1, schedule.batch))
    , m_sizeWeight(schedule.sizeWeight)
    , m_number(first)
{
    const auto places = static_cast<int>(m_places.size());
    m_batchSize = std::min(m_batchSize, std::max(1, places));
    m_count = places / m_batchSize;
    prepare();
}

void BatchQueue::prepare()
{
    if (m_number >= m_count) {
        return;
    }
    const auto begin = static_cast<std::size_t>(m_number * m_batchSize);
    ++m_number;
    m_next = std::async(std::launch::async, [this, begin] {
        std::vector<Patch> patches;
        for (std::size_t n = begin; n < begin + static_cast<std::size_t>(m_batchSize); ++n) {
            patches.push_back(m_sampler.patch(m_places[n]));
        }
        return joined(patches, m_sampler.voxelMm3(), m_sizeWeight);
    });
}

TrainingBatch BatchQueue::next()
{
    TrainingBatch batch = m_next.get();
    prepare();
    return batch;
}

} // namespace dawson
