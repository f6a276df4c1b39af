#pragma once

#include <array>
#include <cstdint>
#include <random>

namespace dawson
{

/// Seeded randomness that gives the same numbers with every standard library.
class RandomSource
{
public:
    explicit RandomSource(std::uint64_t seed)
        : m_engine(seed * 0x9E3779B97F4A7C15ULL + 0x632BE59BD9B4E019ULL)
    {
    }

    std::uint64_t bits() { return m_engine(); }

    double uniform() { return static_cast<double>(m_engine() >> 11U) * 0x1.0p-53; }

    double uniform(double low, double high) { return low + (high - low) * uniform(); }

    /// From `low` to `high`, both possible.
    int whole(int low, int high)
    {
        return low + static_cast<int>(uniform() * static_cast<double>(high - low + 1));
    }

    std::size_t index(std::size_t count)
    {
        return static_cast<std::size_t>(uniform() * static_cast<double>(count));
    }

    bool chance(double probability) { return uniform() < probability; }

    /// Standard normal.
    double normal();

    /// Evenly distributed on the unit sphere.
    std::array<double, 3> direction();

    /// A source of its own, so that what is drawn there does not shift what is drawn here.
    RandomSource branch() { return RandomSource(m_engine()); }

private:
    std::mt19937_64 m_engine;
    double m_spare = 0.0;
    bool m_hasSpare = false;
};

} // namespace dawson
