#include "widgets/panel/lesion_cut.h"

#include "widgets/theme/signed_color.h"
#include "widgets/theme/theme.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cstdint>

namespace dawson
{

namespace
{

/// Screen right and screen down of each plane in LPS, as radiologists look: patient right on the
/// left of axial and coronal, nose on the left of sagittal.
struct PlaneAxes {
    Geometry::Vector right;
    Geometry::Vector down;
};

constexpr std::array<PlaneAxes, 3> kPlanes{
    {{{1, 0, 0}, {0, 1, 0}}, {{0, 1, 0}, {0, 0, -1}}, {{1, 0, 0}, {0, 0, -1}}}};

constexpr int kSagittal = 1;

PatientPoint pointAt(const PatientPoint& center, const PlaneAxes& axes, double right, double down)
{
    return {center.x + right * axes.right[0] + down * axes.down[0],
            center.y + right * axes.right[1] + down * axes.down[1],
            center.z + right * axes.right[2] + down * axes.down[2]};
}

/// Labels of one mask at every pixel; 0 outside.
std::vector<std::uint8_t> sampleLabels(
    const Mask& mask, const PatientPoint& center, const PlaneAxes& axes, int pixels, double step)
{
    std::vector<std::uint8_t> labels(
        static_cast<std::size_t>(pixels) * static_cast<std::size_t>(pixels), 0);
    const double half = (pixels - 1) / 2.0;
    for (int y = 0; y < pixels; ++y) {
        for (int x = 0; x < pixels; ++x) {
            const auto voxel = mask.geometry().nearestVoxel(
                pointAt(center, axes, (x - half) * step, (y - half) * step));
            if (mask.geometry().contains(voxel)) {
                labels[static_cast<std::size_t>(y) * static_cast<std::size_t>(pixels) +
                       static_cast<std::size_t>(x)] = mask.at(voxel);
            }
        }
    }
    return labels;
}

/// The patient's side towards a direction in LPS.
QChar sideOf(const Geometry::Vector& direction)
{
    constexpr std::array letters{std::array{'R', 'L'}, std::array{'A', 'P'}, std::array{'I', 'S'}};
    for (std::size_t axis = 0; axis < letters.size(); ++axis) {
        if (direction[axis] != 0.0) {
            return QLatin1Char(letters[axis][direction[axis] > 0.0 ? 1 : 0]);
        }
    }
    return {};
}

Geometry::Vector opposite(const Geometry::Vector& direction)
{
    return {-direction[0], -direction[1], -direction[2]};
}

QColor colorOf(const MaskLayer& layer, std::uint8_t label)
{
    return label < layer.labelColors.size() ? layer.labelColors[label] : layer.color;
}

/// Pixels inside the mask that touch another label.
void drawOutline(QImage& picture, const MaskLayer& layer, const std::vector<std::uint8_t>& labels)
{
    const int n = picture.width();
    const auto at = [&](int x, int y) {
        return labels[static_cast<std::size_t>(y) * static_cast<std::size_t>(n) +
                      static_cast<std::size_t>(x)];
    };
    for (int y = 1; y + 1 < n; ++y) {
        for (int x = 1; x + 1 < n; ++x) {
            const std::uint8_t label = at(x, y);
            const bool rim = at(x - 1, y) != label || at(x + 1, y) != label ||
                             at(x, y - 1) != label || at(x, y + 1) != label;
            if (label != 0 && rim) {
                picture.setPixelColor(x, y, colorOf(layer, label));
            }
        }
    }
}

/// Grey over the window, or the colours of a change; black where that is exactly 0: outside.
QRgb colorAt(float value, const IntensityWindow& window, bool isSigned)
{
    const double share = (value - window.low) / std::max(1e-9, window.width());
    if (isSigned) {
        return value == 0.0F ? paneTokens().pane.rgb() : signedColor(2.0 * share - 1.0).rgb();
    }
    const int gray = static_cast<int>(std::clamp(share, 0.0, 1.0) * 255.0);
    return qRgb(gray, gray, gray);
}

/// Letters at the four borders and a scale of 1 cm, in the picture's logical pixels.
void drawOrientation(QImage& picture, const PlaneAxes& axes, double fieldMm)
{
    QPainter painter(&picture);
    const QRectF box(QPointF(0, 0), QSizeF(picture.size()) / picture.devicePixelRatio());
    QFont font = painter.font();
    font.setPixelSize(kCaptionPx);
    font.setBold(true);
    painter.setFont(font);
    const QRectF inside = box.adjusted(kSpace, kSpace, -kSpace, -kSpace);
    const auto letter = [&](const QRectF& where, const Geometry::Vector& towards, int flags) {
        painter.setPen(paneTokens().pane);
        painter.drawText(where.translated(1, 1), flags, sideOf(towards));
        painter.setPen(paneTokens().text);
        painter.drawText(where, flags, sideOf(towards));
    };
    letter(inside, opposite(axes.right), Qt::AlignLeft | Qt::AlignVCenter);
    letter(inside, axes.right, Qt::AlignRight | Qt::AlignVCenter);
    letter(inside, opposite(axes.down), Qt::AlignHCenter | Qt::AlignTop);
    letter(inside, axes.down, Qt::AlignHCenter | Qt::AlignBottom);
    const double centimetre = box.width() * 10.0 / fieldMm;
    const QPointF end = inside.bottomRight();
    painter.setPen(QPen(paneTokens().text, 1.5));
    painter.drawLine(end - QPointF(centimetre, 0), end);
    // The words may be longer than the line where the picture is small.
    painter.drawText(
        QRectF(inside.left(), end.y() - 2.0 * kCaptionPx, inside.width(), 2.0 * kCaptionPx - 2),
        Qt::AlignRight | Qt::AlignBottom,
        QCoreApplication::translate("dawson::LesionThumbnails", "1 cm"));
}

} // namespace

QImage lesionCut(const ImageLayer& image,
                 const std::vector<MaskLayer>& masks,
                 const PatientPoint& center,
                 int plane,
                 int pixels,
                 double fieldMm)
{
    const PlaneAxes& axes = kPlanes[static_cast<std::size_t>(plane)];
    const Geometry& geometry = image.volume->geometry();
    const double step = fieldMm / pixels;
    const double half = (pixels - 1) / 2.0;
    const bool isSigned = image.role == ImageRole::Subtraction;
    QImage picture(pixels, pixels, QImage::Format_RGB32);
    picture.fill(tokens().pane);
    for (int y = 0; y < pixels; ++y) {
        for (int x = 0; x < pixels; ++x) {
            const auto voxel =
                geometry.nearestVoxel(pointAt(center, axes, (x - half) * step, (y - half) * step));
            if (geometry.contains(voxel)) {
                picture.setPixel(x, y, colorAt(image.volume->at(voxel), image.window, isSigned));
            }
        }
    }
    for (const MaskLayer& layer : masks) {
        drawOutline(picture, layer, sampleLabels(*layer.mask, center, axes, pixels, step));
    }
    return picture;
}

QImage labelledCut(QImage cut, int plane, bool neurological, double fieldMm)
{
    PlaneAxes axes = kPlanes[static_cast<std::size_t>(plane)];
    if (neurological && plane != kSagittal) {
        const double ratio = cut.devicePixelRatio();
        cut = cut.mirrored(true, false);
        cut.setDevicePixelRatio(ratio);
        axes.right = opposite(axes.right);
    }
    drawOrientation(cut, axes, fieldMm);
    return cut;
}

} // namespace dawson
