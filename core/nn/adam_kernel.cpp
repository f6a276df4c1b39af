#include "core/nn/adam_kernel.h"

#include "core/nn/wide_values.h"

#include <algorithm>
#include <cmath>

namespace dawson
{

namespace
{

constexpr std::int64_t kPiece = 16384;

DAWSON_WIDE void stepPiece(const AdamValues& values, const AdamRates& rates)
{
    float* weight = values.weight;
    const float* gradient = values.gradient;
    float* first = values.first;
    float* second = values.second;
    const AdamRates r = rates;
#pragma omp simd
    for (std::int64_t n = 0; n < values.count; ++n) {
        const float g = gradient[n];
        first[n] += (g - first[n]) * r.firstShare;
        second[n] = second[n] * r.secondDecay + g * g * r.secondShare;
        const float spread = std::sqrt(second[n] * r.secondScale) + r.epsilon;
        weight[n] -= r.rate * first[n] / spread;
    }
}

} // namespace

void adamStep(const AdamValues& values, const AdamRates& rates)
{
#pragma omp parallel for schedule(static)
    for (std::int64_t begin = 0; begin < values.count; begin += kPiece) {
        stepPiece({std::min(kPiece, values.count - begin),
                   values.weight + begin,
                   values.gradient + begin,
                   values.first + begin,
                   values.second + begin},
                  rates);
    }
}

} // namespace dawson
