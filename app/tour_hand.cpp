#include "app/tour_hand.h"

#include "core/base/error.h"

#include <QApplication>
#include <QScrollArea>
#include <QWheelEvent>
#include <QWindow>

// The two entrances that Qt's own test library uses; exported by QtGui.
Q_GUI_EXPORT void qt_handleMouseEvent(QWindow* window,
                                      const QPointF& local,
                                      const QPointF& global,
                                      Qt::MouseButtons state,
                                      Qt::MouseButton button,
                                      QEvent::Type type,
                                      Qt::KeyboardModifiers mods,
                                      int timestamp);
Q_GUI_EXPORT void qt_handleKeyEvent(QWindow* window,
                                    QEvent::Type type,
                                    int key,
                                    Qt::KeyboardModifiers mods,
                                    const QString& text,
                                    bool autorepeat,
                                    ushort count);

namespace dawson
{

namespace
{

constexpr int kWheelStep = 120;
constexpr int kMillisecondsBetween = 8; ///< of two events, as a mouse reports them

int nextTimestamp(bool afterPause)
{
    static int last = 1000;
    // A pause longer than any double click interval keeps two single clicks apart.
    last += afterPause ? 2000 : kMillisecondsBetween;
    return last;
}

struct Motion {
    QEvent::Type type;
    Qt::MouseButtons held;
    Qt::MouseButton button;
    Qt::KeyboardModifiers keys;
};

void sendMouse(QWidget& widget, const QPoint& place, const Motion& motion)
{
    QWidget* window = widget.window();
    qt_handleMouseEvent(window->windowHandle(),
                        widget.mapTo(window, place),
                        widget.mapToGlobal(place),
                        motion.held,
                        motion.button,
                        motion.type,
                        motion.keys,
                        nextTimestamp(motion.type == QEvent::MouseButtonPress));
}

/// Null when no window has the keyboard.
QWindow* focusedWindow()
{
    QWidget* window = QApplication::activeModalWidget();
    if (window == nullptr) {
        window = QApplication::activeWindow();
    }
    return window != nullptr ? window->windowHandle() : nullptr;
}

void sendKey(QEvent::Type type, int key, Qt::KeyboardModifiers keys, const QString& text)
{
    QWindow* window = focusedWindow();
    if (window != nullptr) {
        qt_handleKeyEvent(window, type, key, keys, text, false, 1);
    } else if (type == QEvent::KeyPress) {
        // A release may find its window closed by the press.
        throw Error(Error::Kind::Data, "no window has the focus");
    }
}

QString textOf(Qt::Key key, Qt::KeyboardModifiers keys)
{
    const bool printable = key >= Qt::Key_Space && key <= Qt::Key_AsciiTilde;
    if (!printable || (keys & ~Qt::KeyboardModifiers(Qt::ShiftModifier)) != Qt::NoModifier) {
        return {};
    }
    const QChar letter(static_cast<ushort>(key));
    return keys.testFlag(Qt::ShiftModifier) ? letter : letter.toLower();
}

void sendKey(QEvent::Type type, Qt::Key key, Qt::KeyboardModifiers keys)
{
    sendKey(type, key, keys, textOf(key, keys));
}

QWidget* lookFor(const QString& objectName)
{
    for (QWidget* window : QApplication::topLevelWidgets()) {
        if (!window->isVisible()) {
            continue;
        }
        if (window->objectName() == objectName) {
            return window;
        }
        for (QWidget* widget : window->findChildren<QWidget*>(objectName)) {
            if (widget->isVisible()) {
                return widget;
            }
        }
    }
    return nullptr;
}

} // namespace

QWidget& TourHand::find(const QString& objectName)
{
    QWidget* found = lookFor(objectName);
    if (found == nullptr) {
        throw Error(Error::Kind::Data, "there is no " + objectName.toStdString() + " to be seen");
    }
    return *found;
}

bool TourHand::canSee(const QString& objectName)
{
    return lookFor(objectName) != nullptr;
}

bool TourHand::hasKeyboard()
{
    if (QApplication::activeWindow() != nullptr) {
        return true;
    }
    QWidget* window = QApplication::activeModalWidget();
    if (window == nullptr) {
        window = lookFor(QStringLiteral("mainWindow"));
    }
    if (window != nullptr) {
        window->activateWindow();
    }
    return false;
}

void TourHand::click(const QString& objectName) const
{
    QWidget& widget = find(objectName);
    if (!widget.isEnabled()) {
        throw Error(Error::Kind::Data, objectName.toStdString() + " cannot be clicked: disabled");
    }
    click(widget, widget.rect().center());
}

void TourHand::click(QWidget& widget, const QPoint& place, const TourPress& press) const
{
    drag(widget, {place}, press);
}

void TourHand::doubleClick(QWidget& widget, const QPoint& place) const
{
    click(widget, place);
    QWidget* window = widget.window();
    for (const QEvent::Type type : {QEvent::MouseButtonPress, QEvent::MouseButtonRelease}) {
        const bool down = type == QEvent::MouseButtonPress;
        qt_handleMouseEvent(window->windowHandle(),
                            widget.mapTo(window, place),
                            widget.mapToGlobal(place),
                            down ? Qt::LeftButton : Qt::NoButton,
                            Qt::LeftButton,
                            type,
                            Qt::NoModifier,
                            nextTimestamp(false));
    }
}

void TourHand::drag(QWidget& widget,
                    const std::vector<QPoint>& places,
                    const TourPress& press) const
{
    moveTo(widget, places.front(), press.keys);
    sendMouse(
        widget, places.front(), {QEvent::MouseButtonPress, press.button, press.button, press.keys});
    for (const QPoint& place : places) {
        sendMouse(widget, place, {QEvent::MouseMove, press.button, Qt::NoButton, press.keys});
    }
    sendMouse(widget,
              places.back(),
              {QEvent::MouseButtonRelease, Qt::NoButton, press.button, press.keys});
}

void TourHand::moveTo(QWidget& widget, const QPoint& place, Qt::KeyboardModifiers keys) const
{
    sendMouse(widget, place, {QEvent::MouseMove, Qt::NoButton, Qt::NoButton, keys});
}

void TourHand::wheel(QWidget& widget,
                     const QPoint& place,
                     int steps,
                     Qt::KeyboardModifiers keys) const
{
    for (int step = 0; step < std::abs(steps); ++step) {
        QApplication::postEvent(&widget,
                                new QWheelEvent(place,
                                                widget.mapToGlobal(place),
                                                QPoint(),
                                                QPoint(0, steps > 0 ? kWheelStep : -kWheelStep),
                                                Qt::NoButton,
                                                keys,
                                                Qt::NoScrollPhase,
                                                false));
    }
}

void TourHand::scrollTo(const QString& objectName)
{
    QWidget& widget = find(objectName);
    for (QWidget* around = widget.parentWidget(); around != nullptr;
         around = around->parentWidget()) {
        auto* column = qobject_cast<QScrollArea*>(around);
        if (column != nullptr) {
            column->ensureWidgetVisible(&widget, 0, 0);
        }
    }
}

void TourHand::key(Qt::Key key, Qt::KeyboardModifiers keys) const
{
    sendKey(QEvent::KeyPress, key, keys);
    sendKey(QEvent::KeyRelease, key, keys);
}

void TourHand::holdKey(Qt::Key key) const
{
    sendKey(QEvent::KeyPress, key, Qt::NoModifier);
}

void TourHand::releaseKey(Qt::Key key) const
{
    sendKey(QEvent::KeyRelease, key, Qt::NoModifier);
}

void TourHand::type(const QString& text) const
{
    for (const QChar letter : text) {
        for (const QEvent::Type type : {QEvent::KeyPress, QEvent::KeyRelease}) {
            sendKey(type,
                    letter.toUpper().unicode(),
                    letter.isUpper() ? Qt::ShiftModifier : Qt::NoModifier,
                    letter);
        }
    }
}

} // namespace dawson
