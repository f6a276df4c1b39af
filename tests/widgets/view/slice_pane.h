#pragma once

#include "tests/widgets/view/view_case.h"
#include "widgets/view/slice_view.h"

#include <QImage>

namespace dawson
{

constexpr QSize kPane(420, 340);

/// A slice pane on a made case, without crosshair.
struct SlicePane {
    explicit SlicePane(ViewCase& made, Orientation orientation = Orientation::Axial)
        : view(made.document(), orientation)
    {
        settings.crosshairVisible = false;
        view.setSettings(settings);
        view.resize(kPane);
        view.show();
    }

    void setMode(PaneMode mode, double diameterMm = 6.0)
    {
        settings.mode = mode;
        settings.brush.diameterMm = diameterMm;
        view.setSettings(settings);
    }

    PaneSettings settings;
    SliceView view;
};

inline QImage grabbed(SliceView& view)
{
    return view.grab().toImage();
}

/// Images that are the same everywhere.
inline double black(const PatientPoint& /*point*/)
{
    return 0.0;
}

inline double gray(const PatientPoint& /*point*/)
{
    return 50.0;
}

} // namespace dawson
