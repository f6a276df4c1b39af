#pragma once

#include "widgets/view/pane_settings.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace dawson
{

/// How the image that is masked and the one before it share a pane: one of them, a wipe or a
/// checkerboard, and the swapping by hand or by a clock.
class PairDisplay : public QObject
{
    Q_OBJECT

public:
    static constexpr double kSlowestHz = 0.5;
    static constexpr double kFastestHz = 8.0;

    explicit PairDisplay(QObject* parent = nullptr);

    const PairLook& look() const { return m_look; }

    bool flickering() const { return m_clock.isActive(); }

    double rateHz() const { return m_rateHz; }

    void setBlend(Blend blend);
    void setWipe(double share); ///< of the pane's width, cut to its inner part
    void swap();                ///< the other image on top
    /// Swap as a key held down does: the release of a long press swaps back, of a tap does not.
    void pressSwap();
    void releaseSwap();
    void setFlickering(bool on); ///< when it stops, the current image is on top
    void setRateHz(double hz);   ///< changes per second

Q_SIGNALS:
    void changed();

private:
    PairLook m_look;
    QTimer m_clock;
    QElapsedTimer m_held; ///< since pressSwap(); invalid: no key is down
    double m_rateHz = 2.0;
};

} // namespace dawson
