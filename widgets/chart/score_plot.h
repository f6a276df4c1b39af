#pragma once

#include "widgets/chart/plot_style.h"
#include "widgets/chart/score_table.h"

#include <array>
#include <vector>

namespace dawson
{

/// Where one subject's value was drawn, in plot coordinates.
struct ScoreDot {
    int author = 0;
    int subject = 0;
    Ratio ratio = Ratio::Sensitivity;
    double x = 0.0;
    double y = 0.0;
};

/// Draws a score table into a plot: the same on screen and on paper.
class ScorePlot
{
public:
    /// REQUIRES: `plot` outlives this and holds nothing else.
    explicit ScorePlot(QCustomPlot& plot)
        : m_plot(plot)
    {
    }

    /// `width` of the plot in pixels: how much room there is for the names.
    void draw(const ScoreTable& scores, const PlotColors& colors, int width);
    /// Adds a sentence below the two halves. REQUIRES: draw was called.
    void addCaption(const QString& text, const PlotColors& colors);

    const std::vector<ScoreDot>& dots() const { return m_dots; }

    QPointF pixelOf(const ScoreDot& dot) const;
    /// Whose name stands at a pixel under the bars; -1: nobody's.
    int nameAt(const QPointF& pixel) const;
    /// The dot within reach of a pixel; nullptr when there is none.
    const ScoreDot* dotAt(const QPointF& pixel) const;

private:
    QCPAxisRect& rect(Ratio ratio) const { return *m_rects[ratio == Ratio::Sensitivity ? 0 : 1]; }

    void layOut();
    void drawHalf(Ratio ratio, const QString& title);
    void drawAuthor(Ratio ratio, int author);
    void drawDots(Ratio ratio, int author);
    void note(Ratio ratio, double x, double y, const QString& text);

    QCustomPlot& m_plot;
    ScoreTable m_scores;
    PlotColors m_colors;
    double m_nameWidth = 0.0;
    QCPLayoutGrid* m_halves = nullptr;
    std::array<QCPAxisRect*, 2> m_rects{};
    std::vector<ScoreDot> m_dots;
};

} // namespace dawson
