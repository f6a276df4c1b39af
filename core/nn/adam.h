#pragma once

#include "core/training/checkpoint_file.h"
#include "core/training/training_spec.h"

#include <torch/torch.h>

#include <cstdint>
#include <string>
#include <vector>

namespace dawson
{

/// Adam (Kingma and Ba 2015; beta 0.9 and 0.999, epsilon 1e-8), with a memory that goes into
/// checkpoints as plain numbers: LibTorch keys its own by addresses that change with its version.
class Adam
{
public:
    /// Of the parameters that learn (requires_grad) at this moment; the others have no memory here.
    explicit Adam(const torch::nn::Module& network);

    /// Forgets gradients that no step has used.
    void dropGradients();

    /// One step along the gradients, which it clears.
    void step(double learningRate);

    std::int64_t steps() const { return m_steps; }

    std::vector<AdamMoments> moments() const;
    /// REQUIRES: moments of this network, as moments() gave them.
    /// Throws Error(Model) when a name or a size does not fit.
    void restore(const std::vector<AdamMoments>& moments, std::int64_t steps);

private:
    struct Slot {
        std::string name;
        torch::Tensor weight;
        torch::Tensor first;
        torch::Tensor second;
    };

    std::vector<Slot> m_slots;
    std::int64_t m_steps = 0;
};

/// Learning rate of a step (from 0) of `steps`: constant, or a linear rise over warmupShare and
/// half a cosine down to a hundredth.
double learningRate(const TrainingSchedule& schedule, std::int64_t step, std::int64_t steps);

} // namespace dawson
