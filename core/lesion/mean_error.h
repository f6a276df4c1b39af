#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace dawson
{

/// Mean over subjects with its standard error.
struct MeanError {
    std::size_t n = 0;
    double mean = 0.0;
    /// Sample standard deviation over the root of n; nothing for a single value.
    std::optional<double> standardError;
};

/// Nothing when there are no values.
std::optional<MeanError> meanWithError(const std::vector<double>& values);

} // namespace dawson
