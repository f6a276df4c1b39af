#pragma once

#include <torch/torch.h>

#include <string>

namespace dawson
{

/// How a Tversky loss weighs the two kinds of wrong voxels; a half each is the Dice loss.
struct TverskyWeights {
    double spurious = 0.3; ///< alpha
    double missed = 0.7;   ///< beta: above alpha it asks for sensitivity
};

/// A training criterion by its name, of logits against targets of 0 and 1, in fp32:
/// - "cross-entropy": mean over voxels of the binary cross-entropy
/// - "cross-entropy+dice": plus the soft Dice loss over the whole batch
/// - "tversky": 1 - (TP + 1/2) / (TP + alpha FP + beta FN + 1/2) over the whole batch, with
///   probabilities as counts (Salehi 2017)
/// - "cross-entropy+tversky": the sum
/// `voxelWeights` (as target; undefined: 1) multiply a voxel's part in each of the sums, but
/// spurious probability, which counts as it is: lesion_weights.h. Throws Error(Data) for another
/// name.
torch::Tensor lossOf(const std::string& name,
                     const torch::Tensor& logits,
                     const torch::Tensor& target,
                     const TverskyWeights& weights = {},
                     const torch::Tensor& voxelWeights = {});

} // namespace dawson
