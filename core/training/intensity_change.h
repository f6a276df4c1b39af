#pragma once

#include "core/training/augmentation.h"

#include <cstdint>
#include <span>

namespace dawson
{

/// Contrast, brightness, gamma and noise of one channel of a patch, as drawn. Exact zeros are
/// background and stay; the ends of the value range are fixed points of gamma, of differences 0 and
/// the largest absolute value are.
void changeIntensity(std::span<float> image, const AugmentationDraw& draw, std::uint64_t seed);

} // namespace dawson
