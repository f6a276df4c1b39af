#include "widgets/chart/lesion_chart.h"

#include "core/base/error.h"
#include "widgets/chart/score_plot.h"

#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QMouseEvent>
#include <QTextDocument>
#include <QToolTip>
#include <QVBoxLayout>

namespace dawson
{

namespace
{

constexpr int kPaperWidth = 900;
constexpr int kPaperHeight = 420;
constexpr double kPaperScale = 2.0;

/// An off-screen plot on white, as paper gets it.
class PaperPlot
{
public:
    PaperPlot(const ScoreTable& scores, const QString& caption)
        : m_score(m_plot)
    {
        const PlotColors colors = PlotColors::onWhite();
        m_score.draw(scores, colors, kPaperWidth);
        m_score.addCaption(wrapped(caption), colors);
    }

    QCustomPlot& plot() { return m_plot; }

private:
    /// QCPTextElement asks for its width before wrapping, so lines are broken here.
    static QString wrapped(const QString& text)
    {
        constexpr int columns = 130;
        QString lines;
        int used = 0;
        for (const QString& word : text.split(QLatin1Char(' '))) {
            const bool breaks = used + word.size() > columns;
            lines += (used == 0 ? QString()
                      : breaks  ? QStringLiteral("\n")
                                : QStringLiteral(" ")) +
                     word;
            used =
                breaks ? static_cast<int>(word.size()) : used + 1 + static_cast<int>(word.size());
        }
        return lines;
    }

    QCustomPlot m_plot;
    ScorePlot m_score;
};

[[noreturn]] void throwUnwritable(const QString& path)
{
    const QString why =
        LesionChart::tr("The chart cannot be written there; choose another folder.");
    throw Error(Error::Kind::Io, why.toStdString(), path.toStdString());
}

} // namespace

struct LesionChart::Plot {
    explicit Plot(QWidget* parent)
        : plot(new QCustomPlot(parent))
        , score(*plot)
    {
    }

    ScoreTable scores;
    QCustomPlot* plot;
    ScorePlot score;
    QLabel* caption = nullptr;
};

LesionChart::LesionChart(QWidget* parent)
    : QWidget(parent)
    , m_plot(std::make_unique<Plot>(this))
{
    setObjectName(QStringLiteral("lesionChart"));
    m_plot->plot->setObjectName(QStringLiteral("lesionChart.plot"));
    m_plot->plot->setMinimumSize(420, 220);
    m_plot->plot->setMouseTracking(true);
    m_plot->plot->installEventFilter(this);
    m_plot->caption = new QLabel(this);
    m_plot->caption->setObjectName(QStringLiteral("lesionChart.caption"));
    m_plot->caption->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kControlGap, kControlGap, kControlGap, kControlGap);
    column->addWidget(m_plot->plot, 1);
    column->addWidget(m_plot->caption);
    redraw();
}

LesionChart::~LesionChart() = default;

void LesionChart::setScores(const ScoreTable& scores)
{
    m_plot->scores = scores;
    redraw();
}

const ScoreTable& LesionChart::scores() const
{
    return m_plot->scores;
}

QString LesionChart::caption() const
{
    const ScoreTable& scores = m_plot->scores;
    if (scores.authors.empty()) {
        return tr("Nothing to compare yet: choose a reference and at least one other author with "
                  "masks of the same "
                  "subjects.");
    }
    QString rule = scores.rule; // a sentence of its own elsewhere
    if (rule.endsWith(QLatin1Char('.'))) {
        rule.chop(1);
    }
    const QString caution =
        scores.caution.isEmpty() ? QString() : scores.caution + QLatin1Char(' ');
    return caution +
           tr("%3. Bars: mean over subjects, of a subject with several visits their mean; "
              "whiskers: "
              "one standard error over subjects; dots: each visit of a subject. "
              "Reference: %1. Rule: %2. n counts the subjects where the ratio is defined: "
              "sensitivity needs a reference lesion, PPV a predicted one.")
               .arg(scores.reference, rule, scores.task);
}

void LesionChart::redraw()
{
    setAccessibleName(tr("Chart of lesion-wise sensitivity and PPV"));
    m_plot->score.draw(m_plot->scores, PlotColors::ofTheme(), m_plot->plot->width());
    m_plot->caption->setText(caption());
    m_plot->plot->setVisible(!m_plot->scores.authors.empty());
    m_plot->plot->replot();
}

QPoint LesionChart::dotPosition(int author, int subject, Ratio ratio) const
{
    for (const ScoreDot& dot : m_plot->score.dots()) {
        if (dot.author == author && dot.subject == subject && dot.ratio == ratio) {
            return m_plot->plot->mapTo(this, m_plot->score.pixelOf(dot).toPoint());
        }
    }
    return {};
}

void LesionChart::exportTo(const QString& path) const
{
    if (path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive)) {
        writeCsv(path.toStdString(), scores());
    } else if (path.endsWith(QLatin1String(".png"), Qt::CaseInsensitive)) {
        exportPng(path);
    } else {
        exportPdf(path);
    }
}

void LesionChart::exportPng(const QString& path) const
{
    PaperPlot paper(m_plot->scores, caption());
    if (!paper.plot().savePng(path, kPaperWidth, kPaperHeight, kPaperScale)) {
        throwUnwritable(path);
    }
}

void LesionChart::exportPdf(const QString& path) const
{
    PaperPlot paper(m_plot->scores, caption());
    if (!paper.plot().savePdf(
            path, kPaperWidth, kPaperHeight, QCP::epAllowCosmetic, QStringLiteral("Dawson"))) {
        throwUnwritable(path);
    }
}

void LesionChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::LanguageChange) {
        redraw();
    }
    QWidget::changeEvent(event);
}

bool LesionChart::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize) {
        redraw(); // the names have another width
    }
    const bool moves = event->type() == QEvent::MouseMove;
    if (!moves && event->type() != QEvent::MouseButtonRelease) {
        return QWidget::eventFilter(watched, event);
    }
    const auto* mouse = static_cast<QMouseEvent*>(event);
    const ScoreDot* dot = m_plot->score.dotAt(mouse->position());
    m_plot->plot->setCursor(dot != nullptr ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (dot == nullptr) {
        const int named = moves ? m_plot->score.nameAt(mouse->position()) : -1;
        if (named >= 0) {
            QToolTip::showText(mouse->globalPosition().toPoint(),
                               m_plot->scores.authors[static_cast<std::size_t>(named)].name,
                               m_plot->plot);
        }
        return QWidget::eventFilter(watched, event);
    }
    const AuthorScores& author = m_plot->scores.authors[static_cast<std::size_t>(dot->author)];
    const SubjectScore& score = author.subjects[static_cast<std::size_t>(dot->subject)];
    const QString subject = QString::fromStdString(score.subject);
    const QString session = QString::fromStdString(score.session);
    if (moves) {
        const QString visit = session.isEmpty() ? subject : subject + QLatin1Char(' ') + session;
        QToolTip::showText(mouse->globalPosition().toPoint(),
                           tr("%1, %2: %3 (click to open)")
                               .arg(author.name, visit, QLocale().toString(dot->y, 'f', 2)),
                           m_plot->plot);
    } else if (mouse->button() == Qt::LeftButton) {
        Q_EMIT subjectActivated(subject, session, dot->author);
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace dawson
