#include "widgets/view/view_grid_state.h"

#include <QDataStream>
#include <QIODevice>

#include <cmath>

namespace dawson
{

namespace
{

constexpr quint32 kStateMagic = 0x44564731; ///< "DVG1"

/// How pairs are hung and shown; states of earlier versions end before it.
struct PairLayout {
    qint32 layout = 0;
    qint32 plane = 0;
    qint32 blend = 0;
    double wipe = 0.5;
    double rateHz = 2.0;

    bool known() const
    {
        return plane >= 0 && plane <= static_cast<qint32>(Orientation::Coronal) && blend >= 0 &&
               blend <= static_cast<qint32>(Blend::Checkerboard) && std::isfinite(wipe) &&
               std::isfinite(rateHz);
    }
};

QDataStream& operator<<(QDataStream& out, const PairLayout& state)
{
    return out << state.layout << state.plane << state.blend << state.wipe << state.rateHz;
}

QDataStream& operator>>(QDataStream& in, PairLayout& state)
{
    return in >> state.layout >> state.plane >> state.blend >> state.wipe >> state.rateHz;
}

} // namespace

QByteArray ViewGrid::saveState() const
{
    const State& s = *m_state;
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_0);
    const Layout kind = s.pairOpen || State::isComparison(s.kind) ? s.ofOneImage : s.kind;
    out << kStateMagic << static_cast<qint32>(kind) << static_cast<qint32>(s.settings.convention)
        << s.zoomShared << s.settings.crosshairVisible;
    for (const SliceView* view : s.slices) {
        out << view->frame().zoom() << view->frame().panMm();
    }
    const PairLook& look = s.pair.look();
    out << PairLayout{static_cast<qint32>(s.ofPair),
                      static_cast<qint32>(s.comparison->plane()),
                      static_cast<qint32>(look.blend),
                      look.wipe,
                      s.pair.rateHz()};
    return bytes;
}

void ViewGrid::restoreState(const QByteArray& state)
{
    State& s = *m_state;
    QDataStream in(state);
    in.setVersion(QDataStream::Qt_6_0);
    quint32 magic = 0;
    qint32 kind = 0;
    qint32 convention = 0;
    bool zoomShared = false;
    bool crosshair = true;
    in >> magic >> kind >> convention >> zoomShared >> crosshair;
    std::array<double, 3> zooms{};
    std::array<QPointF, 3> pans;
    for (std::size_t n = 0; n < 3; ++n) {
        in >> zooms[n] >> pans[n];
    }
    const bool known = magic == kStateMagic && kind >= 0 &&
                       kind <= static_cast<qint32>(Layout::SurfaceOnly) &&
                       (convention == 0 || convention == 1);
    if (in.status() != QDataStream::Ok || !known) {
        return;
    }
    s.zoomShared = zoomShared;
    s.settings.convention = static_cast<Convention>(convention);
    s.settings.crosshairVisible = crosshair;
    shareSettings();
    for (std::size_t n = 0; n < 3; ++n) {
        if (std::isfinite(zooms[n]) && std::isfinite(pans[n].x()) && std::isfinite(pans[n].y())) {
            s.slices[n]->setZoom(zooms[n], pans[n]);
        }
    }
    setLayoutKind(static_cast<Layout>(kind));
    PairLayout pair;
    in >> pair;
    if (in.status() == QDataStream::Ok && pair.known()) {
        s.ofPair = pair.layout == static_cast<qint32>(Layout::Compare) ? Layout::Compare
                                                                       : Layout::CompareTwo;
        s.comparison->setPlane(static_cast<Orientation>(pair.plane));
        s.pair.setBlend(static_cast<Blend>(pair.blend));
        s.pair.setWipe(pair.wipe);
        s.pair.setRateHz(pair.rateHz);
    }
}

} // namespace dawson
