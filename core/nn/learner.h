#pragma once

#include "core/nn/adam.h"
#include "core/nn/compute.h"
#include "core/nn/network.h"
#include "core/nn/training_batch.h"
#include "core/training/training_spec.h"

#include <exception>
#include <functional>
#include <memory>
#include <vector>

namespace dawson
{

/// A network that learns, with its optimiser, one batch after the other.
class Learner
{
public:
    /// New weights, drawn by schedule.seed; sets the number of threads of the process.
    /// Throws Error(Model) for an architecture that cannot be built.
    Learner(const Architecture& architecture, const TrainingSchedule& schedule);

    /// One step; gives the loss of the batch. Throws Error(Data) when it is not a number any more.
    double step(const TrainingBatch& batch, double rate);

    /// The same criterion without learning, as one predicts: with running statistics.
    double lossWithoutLearning(const TrainingBatch& batch);

    std::vector<WeightTensor> weights() const { return weightsOf(*m_network); }

    /// Throws Error(Model) when they are of another network.
    void load(const std::vector<WeightTensor>& weights) { loadWeights(*m_network, weights); }

    /// Whether its network has batch norm.
    bool hasStatistics() const { return !m_network->buffers().empty(); }

    /// `weights` with running statistics of their own: the mean over up to `count` batches. Nothing
    /// is learned, and the learner is as before. REQUIRES: hasStatistics(). Throws Error(Cancelled)
    /// when `goOn`, asked before each batch, says no. Cost: a forward pass a batch.
    std::vector<WeightTensor> withStatistics(const std::vector<WeightTensor>& weights,
                                             BatchQueue& batches,
                                             int count,
                                             const std::function<bool()>& goOn);

    Adam& optimiser() { return *m_adam; }

    const Compute& compute() const { return m_compute; }

private:
    torch::Tensor loss(const TrainingBatch& batch);

    TrainingSchedule m_schedule;
    Compute m_compute;
    std::shared_ptr<Network> m_network;
    std::unique_ptr<Adam> m_adam;
};

/// Whether a failure means that the memory, of the machine or of the device, was not enough.
bool isOutOfMemory(const std::exception& failure);

} // namespace dawson
