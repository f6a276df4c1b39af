#include "core/nn/loss.h"

#include "core/base/error.h"

namespace dawson
{

namespace
{

using torch::Tensor;

/// At a half each 2 TP / (sum of both sizes), smoothed by one voxel: the soft Dice.
Tensor tverskyLoss(const Tensor& logits,
                   const Tensor& target,
                   const TverskyWeights& weights,
                   const Tensor& voxelWeights)
{
    const auto probability = torch::sigmoid(logits);
    const auto lesion = voxelWeights.defined() ? target * voxelWeights : target;
    const auto agreed = (probability * lesion).sum();
    const auto spurious = (probability * (1.0 - target)).sum();
    const auto missed = lesion.sum() - agreed;
    return 1.0 -
           (agreed + 0.5) / (agreed + weights.spurious * spurious + weights.missed * missed + 0.5);
}

} // namespace

Tensor lossOf(const std::string& name,
              const Tensor& logits,
              const Tensor& target,
              const TverskyWeights& weights,
              const Tensor& voxelWeights)
{
    const auto precise = logits.to(torch::kFloat);
    if (name == "tversky") {
        return tverskyLoss(precise, target, weights, voxelWeights);
    }
    const auto entropy = torch::binary_cross_entropy_with_logits(precise, target, voxelWeights);
    if (name == "cross-entropy") {
        return entropy;
    }
    if (name == "cross-entropy+dice") {
        return entropy + tverskyLoss(precise, target, {0.5, 0.5}, voxelWeights);
    }
    if (name == "cross-entropy+tversky") {
        return entropy + tverskyLoss(precise, target, weights, voxelWeights);
    }
    throw Error(Error::Kind::Data, "There is no loss called \"" + name + "\".");
}

} // namespace dawson
