#include "core/nn/wide_values.h"

#include <bit>

namespace dawson
{

DAWSON_WIDE void widen(const Bf16* values, std::int64_t count, float* output)
{
#pragma omp simd
    for (std::int64_t n = 0; n < count; ++n) {
        output[n] = std::bit_cast<float>(static_cast<std::uint32_t>(values[n].bits) << 16U);
    }
}

DAWSON_WIDE void narrow(const float* values, std::int64_t count, Bf16* output)
{
#pragma omp simd
    for (std::int64_t n = 0; n < count; ++n) {
        const auto bits = std::bit_cast<std::uint32_t>(values[n]);
        const std::uint32_t rounded = (bits + 0x7fffU + ((bits >> 16U) & 1U)) >> 16U;
        const std::uint32_t notNumber = (bits >> 16U) | 0x40U;
        const bool isNumber = (bits & 0x7fffffffU) <= 0x7f800000U;
        output[n].bits = static_cast<std::uint16_t>(isNumber ? rounded : notNumber);
    }
}

} // namespace dawson
