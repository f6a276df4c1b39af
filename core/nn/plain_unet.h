#pragma once

#include "core/nn/conv_unit.h"
#include "core/nn/network.h"

#include <torch/torch.h>

#include <cstdint>
#include <vector>

namespace dawson
{

/// The plain 3D U-Net as nnU-Net builds it (Isensee 2021), the honest comparison to the paper's
/// network: at each level two 3x3x3 convolutions, each followed by its norm and a leaky ReLU
/// (0.01); downwards the first of them has stride 2, upwards a transposed 3x3x3 convolution doubles
/// the size and the level's own features are joined to it; a 1x1x1 convolution ends it. Channels at
/// width 1: 32, 64, 128, 256, 320, 320. No deep supervision.
///
/// `levels` counts the halvings, as in the other family: the coarsest level is one more.
class PlainUNetImpl : public Network
{
public:
    /// Throws Error(Model) for an architecture that cannot be built.
    explicit PlainUNetImpl(const Architecture& architecture);

    torch::Tensor run(const torch::Tensor& input, bool portable) override;
    std::int64_t sizeMultiple() const override;

private:
    /// Two convolutions with norm, registered as a child of this name.
    std::vector<ConvUnit> level(const std::string& name,
                                std::int64_t inputChannels,
                                std::int64_t channels,
                                std::int64_t stride);

    Architecture m_architecture;
    std::vector<std::vector<ConvUnit>> m_encoders; ///< from the full resolution down
    std::vector<ConvUnit> m_ups;                   ///< from the coarsest up
    std::vector<std::vector<ConvUnit>> m_decoders;
    ConvUnit m_head{nullptr};
};

TORCH_MODULE(PlainUNet);

} // namespace dawson
