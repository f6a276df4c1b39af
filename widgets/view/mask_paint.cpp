#include "widgets/view/mask_paint.h"

#include <QBrush>
#include <QImage>
#include <QPen>

#include <algorithm>

namespace dawson
{

namespace
{

constexpr int kHatchPixels = 6;

/// Diagonal lines in device pixels, so that they stay sharp at every scale.
QBrush hatchBrush(const QColor& color, double devicePixelRatio)
{
    const int period = std::max(4, qRound(kHatchPixels * devicePixelRatio));
    const int thickness = std::max(1, qRound(period / 3.0));
    QImage tile(period, period, QImage::Format_ARGB32_Premultiplied);
    tile.fill(Qt::transparent);
    for (int y = 0; y < period; ++y) {
        for (int x = 0; x < period; ++x) {
            if ((x + y) % period < thickness) {
                tile.setPixelColor(x, y, color);
            }
        }
    }
    QBrush brush(tile);
    brush.setTransform(QTransform::fromScale(1.0 / devicePixelRatio, 1.0 / devicePixelRatio));
    return brush;
}

QPen outlinePen(const QColor& color, MaskPattern pattern)
{
    QPen pen(color, kOutlinePixels, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
    if (pattern == MaskPattern::Dashed) {
        pen.setDashPattern({4.0, 3.0});
    } else if (pattern == MaskPattern::Hatched) {
        pen.setDashPattern({1.0, 1.5});
    }
    return pen;
}

void fill(QPainter& painter, const QPainterPath& path, const QBrush& brush)
{
    painter.setRenderHint(QPainter::Antialiasing, false); // voxel borders stay crisp
    painter.fillPath(path, brush);
}

void stroke(QPainter& painter, const QPainterPath& path, const QPen& pen)
{
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.strokePath(path, pen);
}

} // namespace

QColor labelColor(const MaskLayer& layer, std::uint8_t label)
{
    const std::size_t index = label;
    if (index < layer.labelColors.size() && layer.labelColors[index].isValid()) {
        return layer.labelColors[index];
    }
    return layer.color;
}

MaskPattern labelPattern(const MaskLayer& layer, std::uint8_t label)
{
    const std::size_t index = label;
    return index < layer.labelPatterns.size() ? layer.labelPatterns[index] : MaskPattern::Solid;
}

void paintMask(QPainter& painter,
               const MaskLayer& layer,
               const std::vector<MaskContour>& contours,
               const QTransform& sliceToPixel)
{
    for (const MaskContour& contour : contours) {
        const QColor color = labelColor(layer, contour.label);
        const MaskPattern pattern = labelPattern(layer, contour.label);
        const QPainterPath path = sliceToPixel.map(contour.path);
        QColor veil = color;
        if (!layer.outline && pattern == MaskPattern::Solid) {
            veil.setAlphaF(static_cast<float>(layer.opacity));
            fill(painter, path, veil);
            continue;
        }
        if (!layer.outline && pattern == MaskPattern::Hatched) {
            // Lines cover a third of the area, so they are drawn stronger than a fill.
            veil.setAlphaF(static_cast<float>(std::min(1.0, layer.opacity * 2.0)));
            fill(painter, path, hatchBrush(veil, painter.device()->devicePixelRatioF()));
            continue;
        }
        stroke(painter, path, outlinePen(color, pattern));
    }
}

} // namespace dawson
