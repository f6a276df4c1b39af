#include "widgets/view/slice_frame.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace dawson
{

namespace
{

constexpr double kMinZoom = 0.25;
constexpr double kMaxZoom = 40.0;
constexpr double kMarginPixels = 22.0;     ///< the orientation letters stand there
constexpr double kCompoundLetter = 0.3420; ///< sine of 20 degrees

/// Image axis nearest to a patient axis; sign +1 when its index rises with `towards` * that axis.
PaneAxis paneAxis(const Geometry& geometry, int patientAxis, int towards)
{
    const int axis = geometry.axisAlong(patientAxis);
    const double along =
        geometry.direction()[static_cast<std::size_t>(patientAxis)][static_cast<std::size_t>(axis)];
    return {axis, (along < 0.0) == (towards < 0) ? 1 : -1};
}

double component(const VoxelPoint& p, int axis)
{
    return axis == 0 ? p.i : axis == 1 ? p.j : p.k;
}

void setComponent(VoxelPoint& p, int axis, double value)
{
    (axis == 0 ? p.i : axis == 1 ? p.j : p.k) = value;
}

QChar letterOf(int patientAxis, double component)
{
    static constexpr std::array<char, 6> kLetters{'R', 'L', 'A', 'P', 'I', 'S'};
    return QLatin1Char(
        kLetters[static_cast<std::size_t>(2 * patientAxis + (component > 0.0 ? 1 : 0))]);
}

} // namespace

SliceFrame::SliceFrame()
    : SliceFrame(Geometry(), Orientation::Axial, PaneConvention::Radiological)
{
}

SliceFrame::SliceFrame(const Geometry& geometry, Orientation orientation, PaneConvention convention)
    : m_geometry(geometry)
    , m_orientation(orientation)
{
    const int leftward = convention == PaneConvention::Radiological ? 1 : -1;
    switch (orientation) {
    case Orientation::Axial: // seen from the feet: left to the right, posterior down
        m_horizontal = paneAxis(geometry, 0, leftward);
        m_vertical = paneAxis(geometry, 1, 1);
        m_normal = paneAxis(geometry, 2, 1);
        break;
    case Orientation::Sagittal: // nose to the left in both conventions
        m_horizontal = paneAxis(geometry, 1, 1);
        m_vertical = paneAxis(geometry, 2, -1);
        m_normal = paneAxis(geometry, 0, 1);
        break;
    case Orientation::Coronal:
        m_horizontal = paneAxis(geometry, 0, leftward);
        m_vertical = paneAxis(geometry, 2, -1);
        m_normal = paneAxis(geometry, 1, -1);
        break;
    }
    m_slice = sliceCount() / 2;
    m_content = Region::whole(geometry);
}

int SliceFrame::sliceCount() const
{
    return m_geometry.size()[static_cast<std::size_t>(m_normal.axis)];
}

void SliceFrame::setSlice(int slice)
{
    m_slice = std::clamp(slice, 0, sliceCount() - 1);
}

void SliceFrame::setSliceAt(const PatientPoint& point)
{
    const double index = component(m_geometry.toVoxel(point), m_normal.axis);
    setSlice(static_cast<int>(std::floor(std::clamp(index, -1.0, 1e6) + 0.5)));
}

double SliceFrame::contentMm(const PaneAxis& axis) const
{
    const auto a = static_cast<std::size_t>(axis.axis);
    return m_content.size[a] * m_geometry.spacing()[a];
}

double SliceFrame::contentMiddle(const PaneAxis& axis) const
{
    const VoxelIndex& lower = m_content.lower;
    const int first = axis.axis == 0 ? lower.i : axis.axis == 1 ? lower.j : lower.k;
    return first + (m_content.size[static_cast<std::size_t>(axis.axis)] - 1) / 2.0;
}

double SliceFrame::fitMmPerPixel() const
{
    const double width = std::max(1.0, m_pane.width() - 2.0 * kMarginPixels);
    const double height = std::max(1.0, m_pane.height() - 2.0 * kMarginPixels);
    return std::max(contentMm(m_horizontal) / width, contentMm(m_vertical) / height);
}

void SliceFrame::zoomAt(double zoom, const QPointF& anchor)
{
    const PatientPoint fixed = toPatient(anchor);
    m_zoom = std::clamp(zoom, kMinZoom, kMaxZoom);
    pan(anchor - toPixel(fixed));
}

void SliceFrame::pan(const QPointF& pixels)
{
    setPanMm(m_panMm + pixels * mmPerPixel());
}

void SliceFrame::setPanMm(const QPointF& mm)
{
    m_panMm = mm;
    keepInPane();
}

void SliceFrame::keepInPane()
{
    const double x = contentMm(m_horizontal) / 2.0;
    const double y = contentMm(m_vertical) / 2.0;
    m_panMm = {std::clamp(m_panMm.x(), -x, x), std::clamp(m_panMm.y(), -y, y)};
}

void SliceFrame::reset()
{
    m_zoom = 1.0;
    m_panMm = {};
}

void SliceFrame::centerOn(const PatientPoint& point)
{
    pan(QPointF(m_pane.width() / 2.0, m_pane.height() / 2.0) - toPixel(point));
}

QTransform SliceFrame::sliceToPixel() const
{
    const auto scale = [&](const PaneAxis& axis) {
        return axis.sign * m_geometry.spacing()[static_cast<std::size_t>(axis.axis)] / mmPerPixel();
    };
    const double sx = scale(m_horizontal);
    const double sy = scale(m_vertical);
    const QPointF center = QPointF(m_pane.width(), m_pane.height()) / 2.0 + m_panMm / mmPerPixel();
    return {sx,
            0.0,
            0.0,
            sy,
            center.x() - sx * contentMiddle(m_horizontal),
            center.y() - sy * contentMiddle(m_vertical)};
}

PatientPoint SliceFrame::toPatient(const QPointF& pixel) const
{
    const QPointF inSlice = sliceToPixel().inverted().map(pixel);
    VoxelPoint voxel;
    setComponent(voxel, m_horizontal.axis, inSlice.x());
    setComponent(voxel, m_vertical.axis, inSlice.y());
    setComponent(voxel, m_normal.axis, m_slice);
    return m_geometry.toPatient(voxel);
}

QPointF SliceFrame::toPixel(const PatientPoint& point) const
{
    const VoxelPoint voxel = m_geometry.toVoxel(point);
    return sliceToPixel().map(
        QPointF(component(voxel, m_horizontal.axis), component(voxel, m_vertical.axis)));
}

QRectF SliceFrame::imageRect() const
{
    const auto count = [&](const PaneAxis& axis) {
        return static_cast<double>(m_geometry.size()[static_cast<std::size_t>(axis.axis)]);
    };
    return sliceToPixel().mapRect(QRectF(-0.5, -0.5, count(m_horizontal), count(m_vertical)));
}

Geometry::Vector SliceFrame::axisVector(const PaneAxis& axis) const
{
    const auto a = static_cast<std::size_t>(axis.axis);
    const auto& d = m_geometry.direction();
    return {axis.sign * d[0][a], axis.sign * d[1][a], axis.sign * d[2][a]};
}

SlicePlane SliceFrame::plane() const
{
    return {toPatient(QPointF(m_pane.width() / 2.0, m_pane.height() / 2.0)), axisVector(m_normal)};
}

QString SliceFrame::letter(PaneEdge edge) const
{
    const bool horizontal = edge == PaneEdge::Left || edge == PaneEdge::Right;
    const double sign = edge == PaneEdge::Right || edge == PaneEdge::Bottom ? 1.0 : -1.0;
    const Geometry::Vector v = axisVector(horizontal ? m_horizontal : m_vertical);
    std::array<int, 3> order{0, 1, 2};
    std::sort(order.begin(), order.end(), [&](int a, int b) {
        return std::abs(v[static_cast<std::size_t>(a)]) > std::abs(v[static_cast<std::size_t>(b)]);
    });
    QString text;
    for (const int axis : order) {
        const double along = sign * v[static_cast<std::size_t>(axis)];
        if (text.isEmpty() || std::abs(along) >= kCompoundLetter) {
            text += letterOf(axis, along);
        }
    }
    return text;
}

double SliceFrame::obliquityDegrees() const
{
    const int patientAxis = m_orientation == Orientation::Axial      ? 2
                            : m_orientation == Orientation::Sagittal ? 0
                                                                     : 1;
    const double cosine = std::abs(axisVector(m_normal)[static_cast<std::size_t>(patientAxis)]);
    return std::acos(std::min(1.0, cosine)) * 180.0 / std::numbers::pi;
}

} // namespace dawson
