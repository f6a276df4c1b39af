#pragma once

#include <functional>
#include <string_view>

namespace dawson
{

/// How far a long function is, and whether it should stop. The last parameter of every function
/// that may take over 50 ms. Copies share the same listener; not thread-safe by itself.
class Progress
{
public:
    /// Receives the fraction in [0, 1] and a short phase name; returns false to ask for a stop.
    using Listener = std::function<bool(double fraction, std::string_view phase)>;

    /// Reports to nobody and never stops.
    Progress() = default;
    explicit Progress(Listener listener);

    /// Reports `fraction` (clamped to [0, 1]). Throws Error(Cancelled) when the listener asks to
    /// stop.
    void report(double fraction, std::string_view phase = {}) const;

    /// A progress whose 0 to 1 is [from, to] of this one.
    Progress part(double from, double to) const;

private:
    Listener m_listener;
    double m_from = 0.0;
    double m_to = 1.0;
};

} // namespace dawson
