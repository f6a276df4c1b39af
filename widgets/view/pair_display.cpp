#include "widgets/view/pair_display.h"

#include <algorithm>

namespace dawson
{

namespace
{

constexpr qint64 kTapMs = 350; ///< a longer press is a peek

int intervalMs(double hz)
{
    return qRound(1000.0 / hz);
}

} // namespace

PairDisplay::PairDisplay(QObject* parent)
    : QObject(parent)
{
    m_clock.setInterval(intervalMs(m_rateHz));
    connect(&m_clock, &QTimer::timeout, this, &PairDisplay::swap);
}

void PairDisplay::setBlend(Blend blend)
{
    if (blend != m_look.blend) {
        m_look.blend = blend;
        Q_EMIT changed();
    }
}

void PairDisplay::setWipe(double share)
{
    const double inside = std::clamp(share, 0.02, 0.98);
    if (inside != m_look.wipe) {
        m_look.wipe = inside;
        Q_EMIT changed();
    }
}

void PairDisplay::swap()
{
    m_look.priorShown = !m_look.priorShown;
    Q_EMIT changed();
}

void PairDisplay::pressSwap()
{
    m_held.start();
    swap();
}

void PairDisplay::releaseSwap()
{
    const bool peeked = m_held.isValid() && m_held.elapsed() > kTapMs;
    m_held.invalidate();
    if (peeked) {
        swap();
    }
}

void PairDisplay::setFlickering(bool on)
{
    if (on == flickering()) {
        return;
    }
    if (on) {
        m_clock.start();
    } else {
        m_clock.stop();
        m_look.priorShown = false;
    }
    Q_EMIT changed();
}

void PairDisplay::setRateHz(double hz)
{
    m_rateHz = std::clamp(hz, kSlowestHz, kFastestHz);
    m_clock.setInterval(intervalMs(m_rateHz));
    Q_EMIT changed();
}

} // namespace dawson
