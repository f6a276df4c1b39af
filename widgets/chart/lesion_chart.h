#pragma once

#include "widgets/chart/score_table.h"

#include <QWidget>

#include <memory>

namespace dawson
{

/// Sensitivity and PPV of every author against the reference: a bar with the mean over subjects, a
/// whisker of one standard error, and every subject as a dot. Hovering names a dot, a click opens
/// it. The rule, the reference and n stand under the plot.
class LesionChart : public QWidget
{
    Q_OBJECT

public:
    explicit LesionChart(QWidget* parent = nullptr);
    ~LesionChart() override;

    void setScores(const ScoreTable& scores);
    const ScoreTable& scores() const;
    /// The sentence under the plot: reference, rule, n and what bars, whiskers and dots mean.
    QString caption() const;

    /// Where a subject's dot is drawn, in widget coordinates; null when it has none.
    QPoint dotPosition(int author, int subject, Ratio ratio) const;

    /// On white, with the caption, whatever the theme. Both throw Error(Io).
    /// CSV of the figures, PNG or PDF of the chart, by the file's ending; else PDF. Throws
    /// Error(Io).
    void exportTo(const QString& path) const;
    void exportPng(const QString& path) const;
    void exportPdf(const QString& path) const;

Q_SIGNALS:
    void subjectActivated(const QString& subject, const QString& session, int author);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Plot;
    void redraw();

    std::unique_ptr<Plot> m_plot;
};

} // namespace dawson
