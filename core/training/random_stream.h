#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace dawson
{

/// Mixes numbers into a seed (the finaliser of SplitMix64): neighbouring inputs give unrelated
/// seeds.
inline std::uint64_t mixSeed(std::uint64_t seed, std::uint64_t number)
{
    std::uint64_t z = seed + 0x9E3779B97F4A7C15ULL * (number + 1);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
}

/// SplitMix64: random numbers for patches, the same on every standard library, one multiplication
/// or two a number. Not for cryptography.
class RandomStream
{
public:
    explicit RandomStream(std::uint64_t seed)
        : m_seed(seed)
    {
    }

    std::uint64_t bits() { return mixSeed(m_seed, m_count++); }

    /// In [0, 1).
    double uniform() { return static_cast<double>(bits() >> 11U) * 0x1p-53; }

    /// In [0, count). REQUIRES: count > 0.
    std::size_t below(std::size_t count)
    {
        return static_cast<std::size_t>(uniform() * static_cast<double>(count));
    }

    /// Three numbers in [-1, 1), 21 bits each.
    std::array<float, 3> symmetrics()
    {
        const std::uint64_t all = bits();
        const auto one = [](std::uint64_t part) {
            return static_cast<float>(part & 0x1FFFFFU) * 0x1p-20F - 1.0F;
        };
        return {one(all), one(all >> 21U), one(all >> 42U)};
    }

    /// Two standard normal numbers (Box and Muller), at most 5.8 in size.
    std::array<float, 2> normals()
    {
        const std::uint64_t all = bits();
        const float first = static_cast<float>((all & 0xFFFFFFU) + 1U) * 0x1p-24F; // never 0
        const float second = static_cast<float>(all >> 40U) * 0x1p-24F;
        const float radius = std::sqrt(-2.0F * std::log(first));
        const float angle = 2.0F * std::numbers::pi_v<float> * second;
        return {radius * std::cos(angle), radius * std::sin(angle)};
    }

private:
    std::uint64_t m_seed;
    std::uint64_t m_count = 0;
};

} // namespace dawson
