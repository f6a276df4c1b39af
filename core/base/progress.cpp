#include "core/base/progress.h"

#include "core/base/error.h"

#include <algorithm>
#include <utility>

namespace dawson
{

Progress::Progress(Listener listener)
    : m_listener(std::move(listener))
{
}

void Progress::report(double fraction, std::string_view phase) const
{
    if (!m_listener) {
        return;
    }
    const double inside = std::clamp(fraction, 0.0, 1.0);
    if (!m_listener(m_from + inside * (m_to - m_from), phase)) {
        throw Error(Error::Kind::Cancelled, "Stopped on request.");
    }
}

Progress Progress::part(double from, double to) const
{
    Progress inner = *this;
    inner.m_from = m_from + from * (m_to - m_from);
    inner.m_to = m_from + to * (m_to - m_from);
    return inner;
}

} // namespace dawson
