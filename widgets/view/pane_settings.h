#pragma once

#include "core/document/brush.h"

#include <QString>

namespace dawson
{

enum class Orientation { Axial, Sagittal, Coronal };

/// Radiological: the patient's right is on the left of the screen, as if seen from the feet.
enum class PaneConvention { Radiological, Neurological };

/// What the left and right mouse buttons do in a slice pane.
enum class PaneMode {
    View,       ///< left click: crosshair, left drag: window and level, right drag: zoom
    Paint,      ///< left paints, right erases, Ctrl inverts
    EraseLesion ///< left click erases a whole lesion
};

/// What the panes print in their corners.
struct CaseCaption {
    QString subject; ///< pseudonym and session
    QString date;
    QString author; ///< whose mask is edited
};

/// How the image that is masked and the one before it share a pane.
enum class Blend {
    Single,      ///< one of the two
    Wipe,        ///< one to the left of a divider, the other to the right
    Checkerboard ///< in squares
};

struct PairLook {
    Blend blend = Blend::Single;
    bool priorShown = false; ///< Single: the prior is on top; else the two are swapped
    double wipe = 0.5;       ///< where the divider is, of the pane's width

    friend bool operator==(const PairLook&, const PairLook&) = default;
};

/// What all panes of a grid have in common.
struct PaneSettings {
    PaneConvention convention = PaneConvention::Radiological;
    PaneMode mode = PaneMode::View;
    Brush brush;
    bool crosshairVisible = true;
    CaseCaption caption;
    PairLook pair;
};

} // namespace dawson
