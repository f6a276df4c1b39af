#include "core/image/otsu_threshold.h"

#include <array>
#include <cstddef>

namespace dawson
{

namespace
{

constexpr std::size_t kBins = 256;

} // namespace

float otsuThreshold(std::span<const float> values, float low, float high)
{
    std::array<double, kBins> histogram{};
    const double first = static_cast<double>(low);
    const double scale = static_cast<double>(kBins - 1) / (static_cast<double>(high) - first);
    for (const float v : values) {
        histogram[static_cast<std::size_t>((static_cast<double>(v) - first) * scale)] += 1.0;
    }
    double total = 0.0;
    for (std::size_t bin = 0; bin < kBins; ++bin) {
        total += static_cast<double>(bin) * histogram[bin];
    }
    const auto count = static_cast<double>(values.size());
    double below = 0.0;
    double sumBelow = 0.0;
    double best = -1.0;
    std::size_t bestBin = 0;
    for (std::size_t bin = 0; bin + 1 < kBins; ++bin) {
        below += histogram[bin];
        sumBelow += static_cast<double>(bin) * histogram[bin];
        if (below == 0.0 || below == count) {
            continue;
        }
        const double apart = sumBelow / below - (total - sumBelow) / (count - below);
        const double between = below * (count - below) * apart * apart;
        if (between > best) {
            best = between;
            bestBin = bin;
        }
    }
    return static_cast<float>(first + static_cast<double>(bestBin + 1) / scale);
}

} // namespace dawson
