#include "widgets/view/nudge_keys.h"

#include "widgets/view/slice_view.h"

#include <QKeyEvent>

#include <cmath>

namespace dawson
{

namespace
{

constexpr double kStepMm = 0.5;
constexpr double kFineMm = 0.1;
constexpr double kTurnDegrees = 0.5;

/// Unit vector of a screen direction in the patient.
Geometry::Vector screenDirection(const SliceFrame& frame, const QPointF& pixels)
{
    const PatientPoint from = frame.toPatient({});
    const PatientPoint to = frame.toPatient(pixels);
    const double length = std::hypot(to.x - from.x, to.y - from.y, to.z - from.z);
    return {(to.x - from.x) / length, (to.y - from.y) / length, (to.z - from.z) / length};
}

AffineMap shiftAlong(const Geometry::Vector& direction, double mm)
{
    AffineMap map;
    map.offset = {mm * direction[0], mm * direction[1], mm * direction[2]};
    return map;
}

} // namespace

NudgeKeys::NudgeKeys(CaseDocument& document, const std::vector<SliceView*>& panes, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_live(document)
{
    for (SliceView* pane : panes) {
        pane->installEventFilter(this);
    }
    connect(&document, &CaseDocument::caseChanged, this, [this] {
        if (m_active) { // the images it moved are gone
            m_active = false;
            m_live.stop();
            Q_EMIT ended(false);
        }
    });
}

void NudgeKeys::start()
{
    if (!m_active) {
        m_active = true;
        m_map = AffineMap();
        m_document.setLocked(EditLock::Correction, true);
        m_live.start();
        Q_EMIT moved();
    }
}

void NudgeKeys::keep()
{
    end(true);
}

void NudgeKeys::drop()
{
    end(false);
}

void NudgeKeys::end(bool kept)
{
    if (!m_active) {
        return;
    }
    m_active = false;
    m_document.setLocked(EditLock::Correction, false);
    m_live.stop();
    m_document.layers().setPlacement(m_document.layers().imageOf(ImageRole::Current), std::nullopt);
    Q_EMIT ended(kept);
}

PatientPoint NudgeKeys::centre() const
{
    return m_document.geometry().center();
}

Nudge NudgeKeys::nudge() const
{
    return nudgeOf(centre(), m_map);
}

Nudge NudgeKeys::total() const
{
    const auto& pair = m_document.pair();
    const Nudge before = pair && pair->record ? pair->record->nudge : Nudge{};
    return nudgeOf(centre(), m_map.after(nudgeMap(centre(), before)));
}

void NudgeKeys::move(const AffineMap& step)
{
    m_map = step.after(m_map);
    m_document.layers().setPlacement(m_document.layers().imageOf(ImageRole::Current),
                                     dawson::moved(m_document.geometry(), m_map));
    m_live.move(m_map);
    Q_EMIT moved();
}

bool NudgeKeys::takes(const QKeyEvent& key) const
{
    switch (key.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Escape:
        return m_active && !key.modifiers().testFlag(Qt::AltModifier);
    default:
        return false;
    }
}

void NudgeKeys::press(const SliceView& pane, const QKeyEvent& key)
{
    const SliceFrame& frame = pane.frame();
    const bool turns = key.modifiers().testFlag(Qt::ControlModifier);
    const double mm = key.modifiers().testFlag(Qt::ShiftModifier) ? kFineMm : kStepMm;
    const auto right = [&] { return screenDirection(frame, {1.0, 0.0}); };
    const auto down = [&] { return screenDirection(frame, {0.0, 1.0}); };
    // Away from the viewer: clockwise on the screen is positive about it.
    const auto away = [&]() -> Geometry::Vector {
        const Geometry::Vector r = right();
        const Geometry::Vector d = down();
        return {r[1] * d[2] - r[2] * d[1], r[2] * d[0] - r[0] * d[2], r[0] * d[1] - r[1] * d[0]};
    };
    const auto shift = [&](const Geometry::Vector& direction, double way) {
        move(shiftAlong(direction, way));
    };
    switch (key.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const double sign = key.key() == Qt::Key_Right ? 1.0 : -1.0;
        if (turns) {
            move(turnAbout(centre(), away(), sign * kTurnDegrees));
        } else {
            shift(right(), sign * mm);
        }
        break;
    }
    case Qt::Key_Up:
    case Qt::Key_Down:
        shift(down(), key.key() == Qt::Key_Down ? mm : -mm);
        break;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        shift(away(), key.key() == Qt::Key_PageUp ? mm : -mm);
        break;
    case Qt::Key_Escape:
        drop();
        break;
    default:
        keep();
    }
}

bool NudgeKeys::eventFilter(QObject* watched, QEvent* event)
{
    const bool press = event->type() == QEvent::KeyPress;
    if ((press || event->type() == QEvent::ShortcutOverride) && m_active) {
        const auto& key = *static_cast<QKeyEvent*>(event);
        if (takes(key)) {
            event->accept(); // before any shortcut of the window
            if (press) {
                this->press(*static_cast<const SliceView*>(watched), key);
            }
            return true;
        }
    }
    if (event->type() == QEvent::KeyRelease) {
        release(*static_cast<QKeyEvent*>(event));
    }
    return QObject::eventFilter(watched, event);
}

void NudgeKeys::release(const QKeyEvent& key)
{
    if (takes(key) && !key.isAutoRepeat()) {
        m_live.rest();
    }
}

} // namespace dawson
