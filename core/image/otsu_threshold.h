#pragma once

#include <span>

namespace dawson
{

/// Splits a histogram of 256 steps where the variance between the two classes is largest (Otsu
/// 1979). REQUIRES: `low` < `high`, and no value outside them.
float otsuThreshold(std::span<const float> values, float low, float high);

} // namespace dawson
