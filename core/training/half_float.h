#pragma once

#include <bit>
#include <cstdint>

namespace dawson
{

/// IEEE 754 binary16 as bits. HDF5 converts this type value by value through its general path, some
/// twenty times slower than these.

/// Rounds to nearest, ties to even; too large becomes infinite.
inline std::uint16_t halfFromFloat(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const auto sign = static_cast<std::uint32_t>((bits >> 16U) & 0x8000U);
    const std::uint32_t magnitude = bits & 0x7FFFFFFFU;
    if (magnitude >= 0x47800000U) { // 65536 and more, infinite, NaN
        return static_cast<std::uint16_t>(sign | (magnitude > 0x7F800000U ? 0x7E00U : 0x7C00U));
    }
    if (magnitude < 0x38800000U) { // subnormal: the addition rounds at 2^-24
        const float shifted = std::bit_cast<float>(magnitude) + 0.5F;
        return static_cast<std::uint16_t>(sign |
                                          (std::bit_cast<std::uint32_t>(shifted) - 0x3F000000U));
    }
    const std::uint32_t odd = (magnitude >> 13U) & 1U;
    return static_cast<std::uint16_t>(sign | ((magnitude - 0x38000000U + 0x0FFFU + odd) >> 13U));
}

inline float floatFromHalf(std::uint16_t half)
{
    const std::uint32_t sign = (half & 0x8000U) << 16U;
    const std::uint32_t magnitude = half & 0x7FFFU;
    if (magnitude >= 0x7C00U) {
        return std::bit_cast<float>(sign | 0x7F800000U | ((magnitude & 0x3FFU) << 13U));
    }
    // The subnormal ones apart, so that a processor set to flush them to zero changes nothing.
    const float value = magnitude < 0x0400U
                            ? static_cast<float>(magnitude) * 0x1p-24F
                            : std::bit_cast<float>((magnitude << 13U) + 0x38000000U);
    return std::bit_cast<float>(sign | std::bit_cast<std::uint32_t>(value));
}

} // namespace dawson
