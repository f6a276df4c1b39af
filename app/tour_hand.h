#pragma once

#include <QPoint>
#include <QString>
#include <QWidget>

#include <vector>

namespace dawson
{

/// Which mouse button, and what is held on the keyboard.
struct TourPress {
    Qt::MouseButton button = Qt::LeftButton;
    Qt::KeyboardModifiers keys = Qt::NoModifier;
};

/// Does to the windows what a person does: mouse and key events that enter Qt where those of the
/// display would, addressed to widgets found by their objectName, and are dealt with before each
/// call returns. Throws Error(Data) when there is no such widget to see.
class TourHand
{
public:
    /// A visible widget of any window.
    static QWidget& find(const QString& objectName);
    static bool canSee(const QString& objectName);

    /// Whether a window has the keyboard; when none has, as after a dialog where no window manager
    /// runs, asks for it, and it will in a moment.
    static bool hasKeyboard();

    /// In the middle of the widget.
    void click(const QString& objectName) const;
    void click(QWidget& widget, const QPoint& place, const TourPress& press = {}) const;
    void doubleClick(QWidget& widget, const QPoint& place) const;
    /// Press at the first place, along the others, release at the last.
    void
    drag(QWidget& widget, const std::vector<QPoint>& places, const TourPress& press = {}) const;
    void moveTo(QWidget& widget, const QPoint& place, Qt::KeyboardModifiers keys = {}) const;
    void
    wheel(QWidget& widget, const QPoint& place, int steps, Qt::KeyboardModifiers keys = {}) const;

    /// Drags the scroll bar of the column that holds the widget until that is in sight.
    static void scrollTo(const QString& objectName);

    /// To the window that has the focus.
    void key(Qt::Key key, Qt::KeyboardModifiers keys = {}) const;
    void holdKey(Qt::Key key) const;
    void releaseKey(Qt::Key key) const;
    void type(const QString& text) const;
};

} // namespace dawson
