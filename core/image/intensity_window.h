#pragma once

#include "core/image/volume.h"

namespace dawson
{

/// The intensities shown from black to white.
struct IntensityWindow {
    double low = 0.0;
    double high = 1.0;

    double width() const { return high - low; }

    double level() const { return (low + high) / 2.0; }

    friend bool operator==(const IntensityWindow&, const IntensityWindow&) = default;
};

/// The 0.5 and 99.5 percentiles of the foreground (voxels above the background, which is the
/// image's minimum or 0), so that air and single bright voxels do not matter. Never empty: a flat
/// image gets a width of 1.
IntensityWindow robustWindow(const Volume& volume);

} // namespace dawson
