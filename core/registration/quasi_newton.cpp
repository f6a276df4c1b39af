#include "core/registration/quasi_newton.h"

#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>

namespace dawson
{

namespace
{

using Numbers = std::vector<double>;

double dot(const Numbers& a, const Numbers& b)
{
    double sum = 0.0;
    for (std::size_t n = 0; n < a.size(); ++n) {
        sum += a[n] * b[n];
    }
    return sum;
}

double length(const Numbers& a)
{
    return std::sqrt(dot(a, a));
}

Numbers moved(const Numbers& from, double factor, const Numbers& by)
{
    Numbers result = from;
    for (std::size_t n = 0; n < result.size(); ++n) {
        result[n] += factor * by[n];
    }
    return result;
}

/// Approximate inverse of the negative second derivatives, learnt from the slopes seen.
class Curvature
{
public:
    explicit Curvature(std::size_t size)
        : m_rows(size, Numbers(size, 0.0))
    {
        scale(1.0);
    }

    void scale(double factor)
    {
        for (std::size_t r = 0; r < m_rows.size(); ++r) {
            m_rows[r].assign(m_rows.size(), 0.0);
            m_rows[r][r] = factor;
        }
    }

    Numbers times(const Numbers& vector) const
    {
        Numbers result(vector.size());
        for (std::size_t r = 0; r < vector.size(); ++r) {
            result[r] = dot(m_rows[r], vector);
        }
        return result;
    }

    /// The update of Broyden, Fletcher, Goldfarb and Shanno. REQUIRES: bend = step * fall > 0.
    void learn(const Numbers& step, const Numbers& fall, double bend)
    {
        const Numbers h = times(fall);
        const double outer = (1.0 + dot(fall, h) / bend) / bend;
        for (std::size_t r = 0; r < step.size(); ++r) {
            for (std::size_t c = 0; c < step.size(); ++c) {
                m_rows[r][c] +=
                    outer * step[r] * step[c] - (h[r] * step[c] + step[r] * h[c]) / bend;
            }
        }
    }

private:
    std::vector<Numbers> m_rows;
};

struct Found {
    Numbers at;
    Slope slope;
};

/// Halves the step until the function rises enough; nothing when it does not for any step that
/// counts.
std::optional<Found> searchAlong(const std::function<Slope(const Numbers&)>& function,
                                 const Found& here,
                                 const Numbers& direction,
                                 double leastStep)
{
    constexpr double enough = 1e-4;
    const double rise = dot(here.slope.gradient, direction);
    const double whole = length(direction);
    for (double factor = 1.0; factor * whole >= leastStep; factor *= 0.5) {
        Found next{moved(here.at, factor, direction), {}};
        next.slope = function(next.at);
        if (next.slope.value > here.slope.value + enough * factor * rise) {
            return next;
        }
    }
    return std::nullopt;
}

} // namespace

Climb climb(const std::function<Slope(const Numbers&)>& function,
            const Numbers& start,
            const ClimbLimits& limits)
{
    Found here{start, function(start)};
    Curvature curvature(start.size());
    bool fresh = true;
    int done = 0;
    while (done < limits.iterations && length(here.slope.gradient) > 0.0) {
        if (fresh) {
            curvature.scale(limits.firstStep / length(here.slope.gradient));
        }
        Numbers direction = curvature.times(here.slope.gradient);
        const double longest = length(direction);
        if (longest > limits.firstStep) {
            direction =
                moved(Numbers(direction.size(), 0.0), limits.firstStep / longest, direction);
        }
        auto next = searchAlong(function, here, direction, limits.leastStep);
        ++done;
        if (!next) {
            if (fresh) {
                break; // not even straight uphill
            }
            fresh = true;
            continue;
        }
        const Numbers step = moved(next->at, -1.0, here.at);
        const Numbers fall = moved(here.slope.gradient, -1.0, next->slope.gradient);
        const double bend = dot(step, fall);
        if (bend > 0.0) {
            if (fresh) {
                curvature.scale(bend / dot(fall, fall));
            }
            curvature.learn(step, fall, bend);
        }
        fresh = bend <= 0.0;
        here = std::move(*next);
    }
    return {here.at, here.slope.value, done};
}

} // namespace dawson
