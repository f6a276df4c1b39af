#include "widgets/theme/signed_color.h"
#include "widgets/theme/theme.h"
#include "widgets/view/pane_overlay.h"
#include "widgets/view/slice_image.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPen>

#include <cmath>

namespace dawson
{

namespace
{

constexpr double kGripRadius = 9.0;
constexpr QSizeF kLegend(10.0, 96.0);

QPointF gripOf(const QSizeF& pane, double share)
{
    return {share * pane.width(), 0.8 * pane.height()};
}

} // namespace

void paintDivider(QPainter& painter, const QSizeF& pane, double share)
{
    const QPointF grip = gripOf(pane, share);
    QColor halo = paneTokens().pane;
    halo.setAlpha(160);
    const QLineF line(grip.x(), 0.0, grip.x(), pane.height());
    painter.setPen(QPen(halo, 4.0));
    painter.drawLine(line);
    painter.setPen(QPen(paneTokens().focus, 1.5));
    painter.drawLine(line);
    painter.setBrush(paneTokens().pane);
    painter.drawEllipse(grip, kGripRadius, kGripRadius);
    for (const double side : {-1.0, 1.0}) { // two arrow heads: it moves both ways
        const QPointF tip = grip + QPointF(side * 6.0, 0.0);
        painter.drawLine(tip, tip + QPointF(-side * 3.0, -3.0));
        painter.drawLine(tip, tip + QPointF(-side * 3.0, 3.0));
    }
    painter.setBrush(Qt::NoBrush);
}

bool onDivider(const QRectF& pane, double share, const QPointF& pixel)
{
    const QPointF way = pixel - gripOf(pane.size(), share);
    return std::hypot(way.x(), way.y()) <= kGripRadius + 3.0;
}

void paintSignedLegend(QPainter& painter, const QSizeF& pane, const IntensityWindow& window)
{
    if (pane.height() < 3.0 * kLegend.height()) {
        return;
    }
    const QRectF bar(QPointF(pane.width() - kLegend.width() - 8.0, 44.0), kLegend);
    QLinearGradient colors(bar.bottomLeft(), bar.topLeft());
    for (const double share : {-1.0, 0.0, 1.0}) {
        colors.setColorAt((share + 1.0) / 2.0, signedColor(share));
    }
    painter.fillRect(bar, colors);
    QFont font = painter.font();
    font.setPixelSize(kCaptionPx);
    font.setWeight(QFont::Normal);
    painter.setFont(font);
    const QString unit = QCoreApplication::translate("dawson::PaneOverlay", "%1 SD");
    const QString half = QLocale().toString(window.width() / 2.0, 'f', 1);
    const std::pair<double, QString> marks[]{{bar.top(), unit.arg(QLatin1Char('+') + half)},
                                             {bar.center().y(), QStringLiteral("0")},
                                             {bar.bottom(), unit.arg(QChar(0x2212) + half)}};
    for (const auto& [y, text] : marks) {
        paintHaloText(painter,
                      QRectF(bar.left() - 104.0, y - 10.0, 100.0, 20.0),
                      Qt::AlignRight | Qt::AlignVCenter,
                      text);
    }
}

} // namespace dawson
