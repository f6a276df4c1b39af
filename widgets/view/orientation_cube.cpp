#include "widgets/view/orientation_cube.h"

#include "widgets/theme/theme.h"

#include <QPolygonF>

namespace dawson
{

namespace
{

constexpr double kReadableFace = 0.3; ///< cosine to the viewer from which a letter is drawn

struct Face {
    std::size_t axis;
    double sign;
    char letter;
};

constexpr std::array<Face, 6> kFaces{
    {{0, -1.0, 'R'}, {0, 1.0, 'L'}, {1, -1.0, 'A'}, {1, 1.0, 'P'}, {2, -1.0, 'I'}, {2, 1.0, 'S'}}};

QPointF onScreen(const Geometry::Vector& v)
{
    return {v[0], -v[1]};
}

} // namespace

void paintOrientationCube(QPainter& painter,
                          const QPointF& center,
                          double side,
                          const std::array<Geometry::Vector, 3>& axes)
{
    painter.setRenderHint(QPainter::Antialiasing);
    QFont font = painter.font();
    font.setPixelSize(kCaptionPx);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    for (const Face& face : kFaces) {
        const Geometry::Vector& normal = axes[face.axis];
        const double towards = face.sign * normal[2];
        if (towards <= 0.0) {
            continue;
        }
        const QPointF middle = center + face.sign * onScreen(normal) * side / 2.0;
        const QPointF a = onScreen(axes[(face.axis + 1) % 3]) * side / 2.0;
        const QPointF b = onScreen(axes[(face.axis + 2) % 3]) * side / 2.0;
        const QPolygonF outline({middle - a - b, middle + a - b, middle + a + b, middle - a + b});
        QColor shade = paneTokens().raised.lighter(100 + static_cast<int>(90.0 * towards));
        shade.setAlpha(230);
        painter.setBrush(shade);
        painter.setPen(QPen(paneTokens().disabled, 1.0));
        painter.drawPolygon(outline);
        if (towards > kReadableFace) {
            painter.setPen(paneTokens().text);
            painter.drawText(QRectF(middle - QPointF(10.0, 10.0), QSizeF(20.0, 20.0)),
                             Qt::AlignCenter,
                             QString(QLatin1Char(face.letter)));
        }
    }
}

} // namespace dawson
