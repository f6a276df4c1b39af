#pragma once

#include <cstdint>

namespace dawson
{

/// The numbers of one step of Adam that are the same for all weights.
struct AdamRates {
    float firstShare = 0.1F; ///< of the new gradient in the first moment
    float secondDecay = 0.999F;
    float secondShare = 0.001F; ///< not 1 - secondDecay, which fp32 cannot give exactly
    float epsilon = 1e-8F;
    float rate = 0.0F;        ///< learning rate over the correction of the first moment
    float secondScale = 1.0F; ///< one over the correction of the second
};

/// The weights of one tensor and their moments, `count` each.
struct AdamValues {
    std::int64_t count = 0;
    float* weight = nullptr;
    const float* gradient = nullptr;
    float* first = nullptr;
    float* second = nullptr;
};

/// All of a step in one pass over memory, on all threads.
void adamStep(const AdamValues& values, const AdamRates& rates);

} // namespace dawson
