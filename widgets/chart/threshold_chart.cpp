#include "widgets/chart/threshold_chart.h"

#include "widgets/chart/plot_style.h"

#include <QEvent>
#include <QMouseEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace dawson
{

namespace
{

constexpr double kCurveWidth = 1.75;
constexpr int kMarkSize = 5;

} // namespace

struct ThresholdChart::Plot {
    QCustomPlot* plot = nullptr;
    QCPItemStraightLine* line = nullptr;
    ThresholdSweep sweep;
    double threshold = 0.5;

    void addCurve(std::optional<double> SweepPoint::*value,
                  const QColor& color,
                  const QString& name,
                  Qt::PenStyle style) const
    {
        QCPGraph* graph = plot->addGraph();
        graph->setPen(QPen(color, kCurveWidth, style));
        graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, kMarkSize));
        graph->setName(name);
        for (const SweepPoint& point : sweep.points) {
            if (point.*value) {
                graph->addData(point.threshold, *(point.*value));
            }
        }
    }

    void placeLine() const
    {
        line->point1->setCoords(threshold, 0.0);
        line->point2->setCoords(threshold, 1.0);
    }
};

ThresholdChart::ThresholdChart(QWidget* parent)
    : QWidget(parent)
    , m_plot(std::make_unique<Plot>())
{
    setObjectName(QStringLiteral("thresholdChart"));
    m_plot->plot = new QCustomPlot(this);
    m_plot->plot->setObjectName(QStringLiteral("thresholdChart.plot"));
    m_plot->plot->setMinimumSize(220, 170);
    m_plot->line = new QCPItemStraightLine(m_plot->plot);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_plot->plot);
    connect(m_plot->plot, &QCustomPlot::mousePress, this, [this](QMouseEvent* event) {
        const double at = m_plot->plot->xAxis->pixelToCoord(event->position().x());
        Q_EMIT thresholdChosen(std::clamp(at, 0.01, 1.0));
    });
    redraw();
}

ThresholdChart::~ThresholdChart() = default;

void ThresholdChart::setSweep(const ThresholdSweep& sweep)
{
    m_plot->sweep = sweep;
    redraw();
}

void ThresholdChart::setThreshold(double threshold)
{
    m_plot->threshold = threshold;
    m_plot->placeLine();
    m_plot->plot->replot(QCustomPlot::rpQueuedReplot);
}

void ThresholdChart::redraw()
{
    setAccessibleName(tr("Sensitivity and PPV against the threshold"));
    const PlotColors colors = PlotColors::ofTheme();
    QCustomPlot& plot = *m_plot->plot;
    plot.clearGraphs();
    plot.setBackground(colors.ground);
    styleAxes(*plot.axisRect(), colors, plotFont(kCaptionPx));
    plot.xAxis->setLabel(tr("threshold"));
    plot.xAxis->setRange(0.0, 1.0);
    plot.yAxis->setRange(-0.02, 1.05);
    m_plot->addCurve(&SweepPoint::sensitivity, tokens().accent, tr("sensitivity"), Qt::SolidLine);
    m_plot->addCurve(&SweepPoint::ppv, tokens().warning, tr("PPV"), Qt::DashLine);
    plot.legend->setVisible(true);
    plot.legend->setBrush(colors.ground);
    plot.legend->setBorderPen(Qt::NoPen);
    plot.legend->setTextColor(colors.text);
    plot.legend->setFont(plotFont(kCaptionPx));
    plot.axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignBottom | Qt::AlignLeft);
    m_plot->line->setPen(QPen(colors.text, 1, Qt::DotLine));
    m_plot->placeLine();
    plot.replot();
}

void ThresholdChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::LanguageChange) {
        redraw();
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
