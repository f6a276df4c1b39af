#include "core/lesion/mean_error.h"

#include <cmath>
#include <numeric>

namespace dawson
{

std::optional<MeanError> meanWithError(const std::vector<double>& values)
{
    if (values.empty()) {
        return std::nullopt;
    }
    const auto n = static_cast<double>(values.size());
    MeanError result;
    result.n = values.size();
    result.mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    if (values.size() > 1) {
        double squares = 0.0;
        for (const double value : values) {
            squares += (value - result.mean) * (value - result.mean);
        }
        result.standardError = std::sqrt(squares / (n - 1.0) / n);
    }
    return result;
}

} // namespace dawson
