#include "widgets/chart/training_chart.h"

#include "widgets/chart/plot_style.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace dawson
{

namespace
{

constexpr double kCurveWidth = 1.75;
constexpr int kMarkSize = 6;

/// A line with marks at the epochs.
QCPGraph* curve(QCPAxisRect& rect, const QColor& color, const QString& name, Qt::PenStyle style)
{
    auto* graph = new QCPGraph(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    graph->setPen(QPen(color, kCurveWidth, style));
    graph->setName(name);
    return graph;
}

} // namespace

struct TrainingChart::Plot {
    explicit Plot(QWidget* parent)
        : plot(new QCustomPlot(parent))
    {
    }

    QCustomPlot* plot;
    std::vector<double> losses;
    std::vector<EpochMetrics> epochs;
    double epochsSeen = 1.0; ///< that the losses span

    QCPAxisRect&
    addHalf(int column, const QString& title, const QString& axis, const PlotColors& colors);
    void addLegend(int column, QCPAxisRect& rect, const PlotColors& colors);
    void drawLosses(const PlotColors& colors);
    void drawRatios(const PlotColors& colors);
    QLabel* rule = nullptr;
};

QCPAxisRect& TrainingChart::Plot::addHalf(int column,
                                          const QString& title,
                                          const QString& axis,
                                          const PlotColors& colors)
{
    auto* head = new QCPTextElement(plot, title, plotFont(kBodyPx, true));
    head->setTextColor(colors.text);
    plot->plotLayout()->addElement(0, column, head);
    auto* rect = new QCPAxisRect(plot);
    plot->plotLayout()->addElement(1, column, rect);
    styleAxes(*rect, colors, plotFont(kCaptionPx));
    rect->axis(QCPAxis::atBottom)->setLabel(axis);
    return *rect;
}

void TrainingChart::Plot::addLegend(int column, QCPAxisRect& rect, const PlotColors& colors)
{
    auto* legend = new QCPLegend;
    legend->setFillOrder(QCPLayoutGrid::foColumnsFirst);
    plot->plotLayout()->addElement(2, column, legend); // below: it hides no curve
    plot->plotLayout()->setRowStretchFactor(2, 0.001);
    legend->setLayer(QStringLiteral("legend"));
    legend->setBrush(colors.ground);
    legend->setBorderPen(Qt::NoPen);
    legend->setFont(plotFont(kCaptionPx));
    legend->setTextColor(colors.text);
    for (QCPGraph* graph : rect.graphs()) {
        legend->addItem(new QCPPlottableLegendItem(legend, graph));
    }
}

void TrainingChart::Plot::drawLosses(const PlotColors& colors)
{
    QCPAxisRect& rect = addHalf(0, TrainingChart::tr("Loss"), TrainingChart::tr("epoch"), colors);
    QCPGraph* steps =
        curve(rect, tokens().accent, TrainingChart::tr("training patches"), Qt::SolidLine);
    const auto count = static_cast<double>(losses.size());
    double highest = 0.0;
    for (std::size_t n = 0; n < losses.size(); ++n) {
        steps->addData(epochsSeen * (static_cast<double>(n) + 1.0) / count, losses[n]);
        highest = std::max(highest, losses[n]);
    }
    QCPGraph* held =
        curve(rect, tokens().warning, TrainingChart::tr("validation patches"), Qt::DashLine);
    held->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, kMarkSize));
    for (const EpochMetrics& epoch : epochs) {
        if (epoch.validationLoss) {
            held->addData(epoch.epoch, *epoch.validationLoss);
            highest = std::max(highest, *epoch.validationLoss);
        }
    }
    rect.axis(QCPAxis::atBottom)->setRange(0.0, std::max(1.0, epochsSeen) * 1.03);
    rect.axis(QCPAxis::atLeft)->setRange(0.0, highest > 0.0 ? highest * 1.08 : 1.0);
    addLegend(0, rect, colors);
}

void TrainingChart::Plot::drawRatios(const PlotColors& colors)
{
    QCPAxisRect& rect =
        addHalf(1, TrainingChart::tr("Validation"), TrainingChart::tr("epoch"), colors);

    struct Line {
        std::optional<double> EpochMetrics::*value;
        QColor color;
        QString name;
        Qt::PenStyle style;
        QCPScatterStyle::ScatterShape mark; // never by colour alone
    };

    const Line lines[]{{&EpochMetrics::sensitivity,
                        tokens().accent,
                        TrainingChart::tr("sensitivity"),
                        Qt::SolidLine,
                        QCPScatterStyle::ssDisc},
                       {&EpochMetrics::ppv,
                        tokens().warning,
                        TrainingChart::tr("PPV"),
                        Qt::DashLine,
                        QCPScatterStyle::ssSquare},
                       {&EpochMetrics::f1,
                        tokens().ok,
                        TrainingChart::tr("F1"),
                        Qt::DotLine,
                        QCPScatterStyle::ssTriangle},
                       {&EpochMetrics::dice,
                        colors.text,
                        TrainingChart::tr("Dice"),
                        Qt::DashDotLine,
                        QCPScatterStyle::ssDiamond}};
    for (const Line& line : lines) {
        QCPGraph* graph = curve(rect, line.color, line.name, line.style);
        graph->setScatterStyle(
            QCPScatterStyle(line.mark, QPen(line.color, 1), QBrush(line.color), kMarkSize));
        for (const EpochMetrics& epoch : epochs) {
            if (epoch.*line.value) {
                graph->addData(epoch.epoch, *(epoch.*line.value));
            }
        }
    }
    rect.axis(QCPAxis::atBottom)->setRange(0.0, std::max(1.0, epochsSeen) * 1.03);
    rect.axis(QCPAxis::atLeft)->setRange(-0.012, 1.09);
    addLegend(1, rect, colors);
}

TrainingChart::TrainingChart(QWidget* parent)
    : QWidget(parent)
    , m_plot(std::make_unique<Plot>(this))
{
    setObjectName(QStringLiteral("trainingChart"));
    m_plot->plot->setMinimumSize(360, 180);
    m_plot->plot->setAutoAddPlottableToLegend(false);
    m_plot->rule = new QLabel(this);
    m_plot->rule->setObjectName(QStringLiteral("trainingChart.rule"));
    m_plot->rule->setProperty("role", QStringLiteral("caption"));
    m_plot->rule->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_plot->plot, 1);
    column->addWidget(m_plot->rule);
    redraw();
}

TrainingChart::~TrainingChart() = default;

void TrainingChart::setCurves(const std::vector<double>& losses,
                              const std::vector<EpochMetrics>& epochs,
                              double epochsSeen)
{
    m_plot->losses = losses;
    m_plot->epochsSeen = epochsSeen;
    m_plot->epochs = epochs;
    redraw();
}

const std::vector<double>& TrainingChart::losses() const
{
    return m_plot->losses;
}

const std::vector<EpochMetrics>& TrainingChart::epochs() const
{
    return m_plot->epochs;
}

void TrainingChart::redraw()
{
    setAccessibleName(tr("Curves of the training"));
    m_plot->rule->setText(tr(
        "Validation at threshold 0.5, for new and enhancing lesions without predicted ones under "
        "3 mm³, 26-connected: one counts as found when a voxel overlaps and at least a tenth of "
        "the predicted lesion is lesion. F1 is the harmonic mean of sensitivity and PPV, Dice "
        "counts voxels; means over the cases where defined."));
    const PlotColors colors = PlotColors::ofTheme();
    m_plot->plot->clearPlottables();
    m_plot->plot->plotLayout()->clear();
    m_plot->plot->plotLayout()->setColumnSpacing(kSectionGap);
    m_plot->plot->plotLayout()->setRowSpacing(kSpace);
    m_plot->plot->setBackground(colors.ground);
    m_plot->drawLosses(colors);
    m_plot->drawRatios(colors);
    m_plot->plot->replot();
}

void TrainingChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::LanguageChange) {
        redraw();
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
