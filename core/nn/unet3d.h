#pragma once

#include "core/nn/conv_unit.h"
#include "core/nn/network.h"

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
class UNet3dImpl : public Network
{
public:
    /// Throws Error(Model) for an architecture that cannot be built.
    explicit UNet3dImpl(const Architecture& architecture);

    torch::Tensor run(const torch::Tensor& input, bool portable) override;
    std::int64_t sizeMultiple() const override;

private:
    Architecture m_architecture;
    std::vector<ResidualBlock> m_encoders;
    std::vector<ConvUnit> m_downs;
    std::vector<ResidualBlock> m_decoders;
    std::vector<ConvUnit> m_ups;
    std::vector<ConvUnit> m_head;
};

TORCH_MODULE(UNet3d);

} // namespace dawson
