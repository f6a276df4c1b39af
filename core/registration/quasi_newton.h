#pragma once

#include <functional>
#include <vector>

namespace dawson
{

/// Private to core/registration: climbs a smooth function of few numbers (BFGS with backtracking).

struct Slope {
    double value = 0.0;
    std::vector<double> gradient;
};

struct ClimbLimits {
    int iterations = 100;
    double firstStep = 1.0;  ///< longest first step, in the numbers' own unit
    double leastStep = 1e-3; ///< ends when steps get shorter
};

struct Climb {
    std::vector<double> at;
    double value = 0.0;
    int iterations = 0;
};

/// Never ends below its start. `function` may return -infinity where it is not defined.
/// Exceptions of `function` pass through.
Climb climb(const std::function<Slope(const std::vector<double>&)>& function,
            const std::vector<double>& start,
            const ClimbLimits& limits);

} // namespace dawson
