#pragma once

#include "core/nn/conv_unit.h"
#include "core/training/model_file.h"

#include <torch/torch.h>

#include <cstdint>
#include <vector>

namespace dawson
{

/// Two dilated 3x3x3 units beside a 1x1x1 unit, added; no activation after the sum.
class ResidualBlockImpl : public torch::nn::Module
{
public:
    ResidualBlockImpl(std::int64_t inputChannels,
                      std::int64_t channels,
                      std::int64_t dilation,
                      bool instanceNorm);
    torch::Tensor forward(const torch::Tensor& input, bool portable);

private:
    std::int64_t m_dilation;
    ConvUnit m_first{nullptr};
    ConvUnit m_second{nullptr};
    ConvUnit m_short{nullptr};
};

TORCH_MODULE(ResidualBlock);

/// The residual, dilated, strided 3D U-Net of science 2.1, as a family: 3, 4 or 5 levels, width as
/// a factor on all channel counts.
///
/// Width 1, 4 levels, 1 channel, batch norm, head "lab" has the paper's 14,714,291 trained
/// parameters (14,714,739 with 2 channels); head "plain" 14,713,441. Convolution biases, gamma and
/// beta count, running statistics do not. Weights start as Glorot uniform.
class UNet3dImpl : public torch::nn::Module
{
public:
    /// Throws Error(Model) for an architecture that cannot be built.
    explicit UNet3dImpl(const Architecture& architecture);

    /// Logits, (N, 1, D, H, W). REQUIRES: (N, inputChannels, D, H, W), sizes multiples of
    /// sizeMultiple(). `portable`: LibTorch's operators throughout.
    torch::Tensor forward(const torch::Tensor& input, bool portable = false);

    /// Sizes must be multiples of this: 2^levels.
    std::int64_t sizeMultiple() const;

    std::int64_t trainedParameters() const;

private:
    Architecture m_architecture;
    std::vector<ResidualBlock> m_encoders;
    std::vector<ConvUnit> m_downs;
    std::vector<ResidualBlock> m_decoders;
    std::vector<ConvUnit> m_ups;
    std::vector<ConvUnit> m_head;
};

TORCH_MODULE(UNet3d);

/// Parameters and running statistics, in network order, as float.
std::vector<WeightTensor> weightsOf(const UNet3dImpl& network);

/// The other way. LibTorch itself would accept wrong shapes in silence, so every name and shape is
/// checked first: throws Error(Model) saying which one differs, and changes nothing then.
void loadWeights(UNet3dImpl& network, const std::vector<WeightTensor>& weights);

} // namespace dawson
