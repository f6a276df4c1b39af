#pragma once

#include "core/training/model_file.h"

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace dawson
{

/// What every family of networks can do. Its children are called `encoder`, `down`, `up`, `decoder`
/// and `head` with a number, the level counted from the full resolution.
class Network : public torch::nn::Module
{
public:
    /// Logits, (N, 1, D, H, W). REQUIRES: (N, inputChannels, D, H, W), sizes multiples of
    /// sizeMultiple(). `portable`: LibTorch's operators throughout.
    virtual torch::Tensor run(const torch::Tensor& input, bool portable) = 0;

    torch::Tensor forward(const torch::Tensor& input, bool portable = false)
    {
        return run(input, portable);
    }

    /// Sizes must be multiples of this: 2^levels.
    virtual std::int64_t sizeMultiple() const = 0;

    /// Convolution weights and biases, gamma and beta; not running statistics.
    std::int64_t trainedParameters() const;
};

/// The network of an architecture, of either family, with new weights.
/// Throws Error(Model) for one that cannot be built.
std::shared_ptr<Network> makeNetwork(const Architecture& architecture);

/// Puts the network into training mode with only a part of it learning: "everything"; "decoder"
/// (`up`, `decoder`, `head`); "last-block" (`up0`, `decoder0`, `head`). The rest gets no gradient,
/// and its running statistics stay as they are. Throws Error(Data) for another name.
void trainOnly(Network& network, const std::string& part);

/// Share of the next batches in the running statistics; those of instance norm are none.
void setNormMomentum(Network& network, double momentum);

/// Parameters and running statistics, in network order, as float.
std::vector<WeightTensor> weightsOf(const Network& network);

/// The other way. LibTorch itself would accept wrong shapes in silence, so every name and shape is
/// checked first: throws Error(Model) saying which one differs, and changes nothing then.
void loadWeights(Network& network, const std::vector<WeightTensor>& weights);

} // namespace dawson
