#pragma once

#include "widgets/view/slice_view.h"
#include "widgets/view/view_grid.h"

#include <QTextStream>

#include <functional>
#include <vector>

namespace dawson
{

QTextStream& out();

/// Times of one kind of event, in ms.
struct Times {
    std::vector<double> own;    ///< until the pane under the mouse was painted
    std::vector<double> window; ///< until every pane was painted and handed to the display
    std::vector<double> cpu;    ///< of this process until then: what other programs do not disturb
};

double processMilliseconds(); ///< processor time of this process so far
double percentile(std::vector<double> values, double share);
void printHead();
void print(const QString& what, const Times& times);

/// Sends events to a pane and waits for what they paint.
class Bench
{
public:
    explicit Bench(int frames)
        : m_frames(frames)
    {
    }

    Times measure(QWidget& pane, const std::function<void(int)>& event);

private:
    int m_frames;
};

// Gestures as a hand makes them; each prints its row.
Times page(Bench& bench, SliceView& pane); ///< there and back
void drag(Bench& bench, QWidget& pane, const QString& what, Qt::MouseButton button);
void paintAndErase(Bench& bench, ViewGrid& grid, SliceView& pane);

} // namespace dawson
