#include "core/lesion/comparison.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace dawson
{

namespace
{

/// At least `decimals` decimals, and all that are needed.
std::string number(double value, int decimals)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
    if (std::abs(std::strtod(text.data(), nullptr) - value) > 1e-9) {
        std::snprintf(text.data(), text.size(), "%g", value);
    }
    return text.data();
}

} // namespace

std::string MatchRule::describe() const
{
    std::string text =
        minOverlap > 0.0 ? "at least " + number(minOverlap * 100.0, 0) + " % of the lesion covered"
                         : "any overlap (at least one voxel)";
    text += ", " + std::to_string(static_cast<int>(connectivity)) + "-connected lesions";
    if (minVolumeMl > 0.0) {
        text += ", lesions under " + number(minVolumeMl, 3) + " ml ignored";
    }
    return text;
}

std::string MatchRule::key() const
{
    return minOverlap > 0.0 ? "overlap-" + number(minOverlap, 2) : "any-overlap";
}

} // namespace dawson
