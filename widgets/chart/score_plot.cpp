#include "widgets/chart/score_plot.h"

#include "widgets/chart/tick_name.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace dawson
{

namespace
{

constexpr double kBarWidth = 0.56;
constexpr double kDotSpread = 0.18;
constexpr int kDotSize = 7;
constexpr double kClickDistance = 9.0;
constexpr double kNameGap = 6.0;     ///< between neighbours under the axis
constexpr double kBesideBars = 60.0; ///< of a half: its axis, and what lies between the halves

/// Side by side by rank, so that equal values stay apart and a redraw does not move them.
double dotOffset(int subject, int subjects)
{
    return subjects < 2 ? 0.0 : kDotSpread * (2.0 * subject / (subjects - 1) - 1.0);
}

} // namespace

void ScorePlot::draw(const ScoreTable& scores, const PlotColors& colors, int width)
{
    m_scores = scores;
    const double bars = std::max(1.0, static_cast<double>(scores.authors.size()) + 0.2);
    m_nameWidth = std::max(24.0, (0.5 * width - kBesideBars) / bars - kNameGap);
    m_colors = colors;
    m_dots.clear();
    m_plot.clearItems();
    m_plot.clearPlottables();
    layOut();
    m_plot.setBackground(colors.ground);
    drawHalf(Ratio::Sensitivity, QCoreApplication::translate("LesionChart", "Lesion sensitivity"));
    drawHalf(Ratio::Ppv, QCoreApplication::translate("LesionChart", "Lesion PPV"));
}

void ScorePlot::addCaption(const QString& text, const PlotColors& colors)
{
    auto* caption = new QCPTextElement(&m_plot, text, plotFont(kCaptionPx));
    caption->setTextColor(colors.muted);
    caption->setTextFlags(Qt::AlignLeft | Qt::TextWordWrap);
    m_plot.plotLayout()->addElement(1, 0, caption);
}

void ScorePlot::layOut()
{
    m_plot.plotLayout()->clear();
    m_halves = new QCPLayoutGrid;
    m_plot.plotLayout()->addElement(0, 0, m_halves);
    m_halves->setColumnSpacing(kSectionGap * 2);
    for (std::size_t side = 0; side < m_rects.size(); ++side) {
        m_rects[side] = new QCPAxisRect(&m_plot);
        m_halves->addElement(1, static_cast<int>(side), m_rects[side]);
    }
}

void ScorePlot::note(Ratio ratio, double x, double y, const QString& text)
{
    auto* label = new QCPItemText(&m_plot);
    label->setClipAxisRect(&rect(ratio));
    label->setClipToAxisRect(false);
    label->position->setAxisRect(&rect(ratio));
    label->position->setAxes(rect(ratio).axis(QCPAxis::atBottom),
                             rect(ratio).axis(QCPAxis::atLeft));
    label->position->setCoords(x, y);
    label->setPositionAlignment(Qt::AlignHCenter | Qt::AlignBottom);
    label->setText(text);
    label->setColor(m_colors.text);
    label->setFont(plotFont(kCaptionPx));
}

void ScorePlot::drawDots(Ratio ratio, int author)
{
    QCPAxisRect& target = rect(ratio);
    const AuthorScores& one = m_scores.authors[static_cast<std::size_t>(author)];
    QVector<double> xs;
    QVector<double> ys;
    const int subjects = static_cast<int>(one.subjects.size());
    for (int n = 0; n < subjects; ++n) {
        const SubjectScore& score = one.subjects[static_cast<std::size_t>(n)];
        const auto& value = ratio == Ratio::Sensitivity ? score.sensitivity : score.ppv;
        if (value) {
            m_dots.push_back({author, n, ratio, author + 1 + dotOffset(n, subjects), *value});
            xs << m_dots.back().x;
            ys << m_dots.back().y;
        }
    }
    auto* points = new QCPGraph(target.axis(QCPAxis::atBottom), target.axis(QCPAxis::atLeft));
    points->setLineStyle(QCPGraph::lsNone);
    points->setScatterStyle(QCPScatterStyle(
        QCPScatterStyle::ssCircle, QPen(m_colors.ground, 1), QBrush(m_colors.text), kDotSize));
    points->setData(xs, ys);
}

void ScorePlot::drawAuthor(Ratio ratio, int author)
{
    QCPAxisRect& target = rect(ratio);
    const AuthorScores& one = m_scores.authors[static_cast<std::size_t>(author)];
    const auto summary = meanWithError(definedValues(one, ratio));
    if (!summary) {
        note(ratio, author + 1, 0.01, QCoreApplication::translate("LesionChart", "undefined"));
        return;
    }
    auto* bar = new QCPBars(target.axis(QCPAxis::atBottom), target.axis(QCPAxis::atLeft));
    bar->setWidth(kBarWidth);
    bar->setPen(Qt::NoPen);
    bar->setBrush(one.color);
    bar->setData(QVector<double>{author + 1.0}, QVector<double>{summary->mean});
    double top = summary->mean;
    if (summary->standardError) {
        auto* whisker =
            new QCPErrorBars(target.axis(QCPAxis::atBottom), target.axis(QCPAxis::atLeft));
        whisker->setDataPlottable(bar);
        whisker->setData(QVector<double>{*summary->standardError});
        whisker->setPen(QPen(m_colors.text, 1.5));
        whisker->setSymbolGap(0);
        top += *summary->standardError;
    }
    drawDots(ratio, author);
    for (const ScoreDot& dot : m_dots) {
        top = dot.ratio == ratio && dot.author == author ? std::max(top, dot.y) : top;
    }
    note(ratio, author + 1, top + 0.025, QLocale().toString(summary->mean, 'f', 2));
}

void ScorePlot::drawHalf(Ratio ratio, const QString& title)
{
    QCPAxisRect& target = rect(ratio);
    styleAxes(target, m_colors, plotFont(kCaptionPx));
    QSharedPointer<QCPAxisTickerText> names(new QCPAxisTickerText);
    for (std::size_t author = 0; author < m_scores.authors.size(); ++author) {
        const auto defined = definedValues(m_scores.authors[author], ratio).size();
        names->addTick(static_cast<double>(author) + 1.0,
                       tickName(m_scores.authors[author].name,
                                QFontMetricsF(plotFont(kCaptionPx)),
                                m_nameWidth) +
                           QLatin1Char('\n') +
                           QCoreApplication::translate("LesionChart", "n = %1").arg(defined));
        drawAuthor(ratio, static_cast<int>(author));
    }
    QCPAxis* bottom = target.axis(QCPAxis::atBottom);
    bottom->setTicker(names);
    bottom->setTickLength(0, 0);
    bottom->setRange(0.4,
                     std::max<double>(1.0, static_cast<double>(m_scores.authors.size())) + 0.6);
    QCPAxis* left = target.axis(QCPAxis::atLeft);
    left->setRange(-0.012, 1.09); // room for dots at 0
    QSharedPointer<QCPAxisTickerFixed> fifths(new QCPAxisTickerFixed);
    fifths->setTickStep(0.2);
    left->setTicker(fifths);
    auto* head = new QCPTextElement(&m_plot, title, plotFont(kBodyPx, true));
    head->setTextColor(m_colors.text);
    m_halves->addElement(0, ratio == Ratio::Sensitivity ? 0 : 1, head);
}

QPointF ScorePlot::pixelOf(const ScoreDot& dot) const
{
    QCPAxisRect& target = rect(dot.ratio);
    return {target.axis(QCPAxis::atBottom)->coordToPixel(dot.x),
            target.axis(QCPAxis::atLeft)->coordToPixel(dot.y)};
}

int ScorePlot::nameAt(const QPointF& pixel) const
{
    for (const QCPAxisRect* half : m_rects) {
        const bool under = half != nullptr && pixel.y() > half->bottom() &&
                           pixel.x() >= half->left() && pixel.x() <= half->right();
        if (under) {
            const double x = half->axis(QCPAxis::atBottom)->pixelToCoord(pixel.x());
            const auto author = static_cast<int>(std::lround(x)) - 1;
            return author < static_cast<int>(m_scores.authors.size()) ? author : -1;
        }
    }
    return -1;
}

const ScoreDot* ScorePlot::dotAt(const QPointF& pixel) const
{
    const ScoreDot* nearest = nullptr;
    double best = kClickDistance;
    for (const ScoreDot& dot : m_dots) {
        const QPointF apart = pixelOf(dot) - pixel;
        const double distance = std::hypot(apart.x(), apart.y());
        if (distance < best) {
            best = distance;
            nearest = &dot;
        }
    }
    return nearest;
}

} // namespace dawson
