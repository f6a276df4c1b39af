#pragma once

#include <chrono>
#include <optional>

namespace dawson
{

/// Adds up the time somebody really works on a case: the gaps between signs of activity, except
/// gaps longer than kIdle, in which the person was elsewhere. Recorded with every mask.
class ActiveTime
{
public:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::seconds kIdle{60};

    /// Forgets everything; earlier sessions' seconds count as already spent.
    void restart(double secondsBefore = 0.0)
    {
        m_seconds = secondsBefore;
        m_last.reset();
    }

    /// Something was moved, scrolled or painted. REQUIRES: `now` does not run backwards.
    void note(Clock::time_point now)
    {
        if (m_last && now - *m_last <= kIdle) {
            m_seconds += std::chrono::duration<double>(now - *m_last).count();
        }
        m_last = now;
    }

    double seconds() const { return m_seconds; }

private:
    double m_seconds = 0.0;
    std::optional<Clock::time_point> m_last;
};

} // namespace dawson
