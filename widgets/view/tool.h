#pragma once

#include "core/document/brush.h"

#include <QPointF>
#include <Qt>

namespace dawson
{

/// A pointer on a slice: where in the patient, in which plane, and with what.
struct Touch {
    PatientPoint point; ///< in the plane
    SlicePlane plane;
    QPointF pixel; ///< logical pixels of the pane, for gestures that mean the screen
    Qt::MouseButton button = Qt::LeftButton;
    Qt::KeyboardModifiers modifiers;
    int image = -1; ///< the pane's, in the layers; -1: the shown one
};

/// What a gesture on a slice does. Works on the document, in the patient; knows no widget.
///
/// A gesture is one press, any number of moves, one release (or cancel). move() and release() are
/// called only while active().
class Tool
{
public:
    Tool() = default;
    virtual ~Tool() = default;
    Tool(const Tool&) = delete;
    Tool& operator=(const Tool&) = delete;
    Tool(Tool&&) = delete;
    Tool& operator=(Tool&&) = delete;

    /// Whether the tool takes the gesture; else the pane may use it otherwise.
    virtual bool press(const Touch& touch) = 0;
    virtual void move(const Touch& touch) = 0;
    virtual void release(const Touch& touch) = 0;
    /// Gives the gesture up; what it changed goes back.
    virtual void cancel() = 0;
    virtual bool active() const = 0;
};

} // namespace dawson
