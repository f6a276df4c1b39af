#pragma once

#include "core/document/brush.h"
#include "core/image/geometry.h"
#include "core/image/region.h"
#include "widgets/view/pane_settings.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QString>
#include <QTransform>

namespace dawson
{

/// An image axis as a pane shows it: `sign` is +1 when the index rises to the right (downwards,
/// towards superior, anterior or left).
struct PaneAxis {
    int axis = 0;
    int sign = 1;
};

enum class PaneEdge { Left, Right, Top, Bottom };

/// Which plane of an image a pane shows and where its points lie on the screen.
///
/// The planes run along the image's own axes, each shown in the pane of the patient axis it is
/// nearest to, as scanners and most readers do: a slice on screen is a slice of the file, voxels
/// are true rectangles in mm and a brush paints exactly what it covers. In an oblique image the
/// letters are therefore compound where the angle is large, and the pane says the angle.
///
/// A value. Pixels are logical ones, the pane's top left corner is (0, 0).
class SliceFrame
{
public:
    SliceFrame();
    SliceFrame(const Geometry& geometry, Orientation orientation, PaneConvention convention);

    const Geometry& geometry() const { return m_geometry; }

    Orientation orientation() const { return m_orientation; }

    PaneAxis horizontal() const { return m_horizontal; }

    PaneAxis vertical() const { return m_vertical; }

    PaneAxis normal() const { return m_normal; }

    int sliceCount() const;

    int slice() const { return m_slice; } ///< index along the normal's image axis

    void setSlice(int slice); ///< cut to the image
    void setSliceAt(const PatientPoint& point);

    const QSizeF& paneSize() const { return m_pane; }

    void setPaneSize(const QSizeF& size) { m_pane = size; }

    /// The voxels worth filling the pane with (the head, not the air); at first all.
    void setContent(const Region& content) { m_content = content; }

    /// Scale at which the content fits the pane with a margin for the letters.
    double fitMmPerPixel() const;

    double mmPerPixel() const { return fitMmPerPixel() / m_zoom; }

    double zoom() const { return m_zoom; } ///< 1: the content fits

    /// Keeps the point under `anchor` where it is.
    void zoomAt(double zoom, const QPointF& anchor);
    /// Moves the picture by some pixels; its middle never leaves the pane.
    void pan(const QPointF& pixels);

    QPointF panMm() const { return m_panMm; } ///< of the content's middle from the pane's

    void setPanMm(const QPointF& mm);
    void reset(); ///< zoom and pan
    void centerOn(const PatientPoint& point);

    PatientPoint toPatient(const QPointF& pixel) const; ///< in the shown slice
    QPointF toPixel(const PatientPoint& point) const;   ///< projected along the normal
    /// From in-slice indices (horizontal, vertical) to pixels; voxel centres at whole numbers.
    QTransform sliceToPixel() const;
    QRectF imageRect() const; ///< outer borders of the slice's voxels, in pixels

    SlicePlane plane() const;
    /// Letter at an edge of the pane: "R", or compound such as "AS" from 20 degrees on.
    QString letter(PaneEdge edge) const;
    /// Angle between the plane and the anatomical one, in degrees.
    double obliquityDegrees() const;

private:
    Geometry::Vector axisVector(const PaneAxis& axis) const;
    double contentMm(const PaneAxis& axis) const;
    double contentMiddle(const PaneAxis& axis) const;
    void keepInPane();

    Geometry m_geometry;
    Orientation m_orientation = Orientation::Axial;
    PaneAxis m_horizontal;
    PaneAxis m_vertical;
    PaneAxis m_normal;
    int m_slice = 0;
    Region m_content;
    QSizeF m_pane{1.0, 1.0};
    double m_zoom = 1.0;
    QPointF m_panMm;
};

} // namespace dawson
