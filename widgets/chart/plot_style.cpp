#include "widgets/chart/plot_style.h"

#include "widgets/theme/paper.h"

#include <QApplication>
#include <QLocale>

namespace dawson
{

namespace
{

PlotColors of(const Tokens& look)
{
    return {look.panel, look.text, look.muted, look.line};
}

} // namespace

PlotColors PlotColors::ofTheme()
{
    return of(tokens());
}

PlotColors PlotColors::onWhite()
{
    return of(paperTokens());
}

void styleAxes(QCPAxisRect& rect, const PlotColors& colors, const QFont& font)
{
    rect.parentPlot()->setLocale(QLocale()); // a plot keeps the one it was made with
    for (QCPAxis* axis : rect.axes()) {
        const bool shown =
            axis->axisType() == QCPAxis::atLeft || axis->axisType() == QCPAxis::atBottom;
        axis->setVisible(shown);
        axis->setBasePen(QPen(colors.line));
        axis->setTickPen(QPen(colors.line));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(colors.text);
        axis->setTickLabelFont(font);
        axis->setLabelColor(colors.muted);
        axis->setLabelFont(font);
        axis->setTickLength(0, 4);
        axis->grid()->setZeroLinePen(Qt::NoPen);
        axis->grid()->setPen(axis->axisType() == QCPAxis::atLeft ? QPen(colors.line, 1, Qt::DotLine)
                                                                 : QPen(Qt::NoPen));
    }
}

QFont plotFont(int pixels, bool semibold)
{
    QFont font = QApplication::font();
    font.setPixelSize(pixels);
    font.setWeight(semibold ? QFont::DemiBold : QFont::Normal);
    return font;
}

} // namespace dawson
