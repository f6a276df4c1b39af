#include "app/bench/bench_gestures.h"

#include <QElapsedTimer>
#include <QGuiApplication>
#include <QMouseEvent>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <ctime>

namespace dawson
{

namespace
{

double milliseconds(const QElapsedTimer& clock)
{
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

/// Calls back after each paint of a widget.
class PaintWatch : public QObject
{
public:
    PaintWatch(QWidget& pane, std::function<void()> done)
        : m_done(std::move(done))
    {
        pane.installEventFilter(this);
    }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() != QEvent::Paint || m_inside) {
            return false;
        }
        m_inside = true;
        watched->event(event);
        m_inside = false;
        m_done();
        return true;
    }

private:
    std::function<void()> m_done;
    bool m_inside = false;
};

void wheel(QWidget& pane, int steps)
{
    const QPointF at = pane.rect().toRectF().center();
    QWheelEvent event(at,
                      pane.mapToGlobal(at),
                      {},
                      {0, steps * 120},
                      Qt::NoButton,
                      Qt::NoModifier,
                      Qt::NoScrollPhase,
                      false);
    QCoreApplication::sendEvent(&pane, &event);
}

void mouse(QWidget& pane, QEvent::Type type, Qt::MouseButton button, const QPointF& at)
{
    const bool move = type == QEvent::MouseMove;
    QMouseEvent event(type,
                      at,
                      pane.mapToGlobal(at),
                      move ? Qt::NoButton : button,
                      type == QEvent::MouseButtonRelease ? Qt::NoButton : button,
                      Qt::NoModifier);
    QCoreApplication::sendEvent(&pane, &event);
}

QPointF onCircle(const QWidget& pane, int n)
{
    const double angle = n * 0.15;
    return QPointF(pane.rect().center()) + 90.0 * QPointF(std::cos(angle), std::sin(angle));
}

} // namespace

QTextStream& out()
{
    static QTextStream stream(stdout);
    return stream;
}

double processMilliseconds()
{
    return 1e3 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    const auto last = static_cast<double>(values.size() - 1);
    return values[static_cast<std::size_t>(std::lround(share * last))];
}

void print(const QString& what, const Times& times)
{
    const auto pair = [](const std::vector<double>& v) {
        return QStringLiteral("%1 / %2")
            .arg(percentile(v, 0.5), 6, 'f', 1)
            .arg(percentile(v, 0.99), 6, 'f', 1);
    };
    out() << what.leftJustified(44) << pair(times.own) << "    " << pair(times.window) << "    "
          << pair(times.cpu) << '\n';
    out().flush();
}

Times Bench::measure(QWidget& pane, const std::function<void(int)>& event)
{
    Times times;
    for (int n = -5; n < m_frames; ++n) { // the first five warm up
        QElapsedTimer clock;
        double own = 0.0;
        PaintWatch watch(pane, [&] { own = milliseconds(clock); });
        const double cpu = processMilliseconds();
        clock.start();
        event(n);
        while (own == 0.0 && clock.elapsed() < 2000) {
            QCoreApplication::processEvents();
        }
        QCoreApplication::processEvents();
        QGuiApplication::sync();
        if (n >= 0) {
            times.own.push_back(own);
            times.window.push_back(milliseconds(clock));
            times.cpu.push_back(processMilliseconds() - cpu);
        }
        QTest::qWait(12); // a hand is not faster, and what was put off gets its turn
    }
    return times;
}

void drag(Bench& bench, QWidget& pane, const QString& what, Qt::MouseButton button)
{
    mouse(pane, QEvent::MouseButtonPress, button, onCircle(pane, -6));
    print(what, bench.measure(pane, [&](int n) {
        mouse(pane, QEvent::MouseMove, button, onCircle(pane, n));
    }));
    mouse(pane, QEvent::MouseButtonRelease, button, onCircle(pane, 0));
}

void printHead()
{
    out() << QStringLiteral("ms, p50 / p99").leftJustified(44)
          << "this pane          all panes, shown   CPU of this program\n";
}

Times page(Bench& bench, SliceView& pane)
{
    const Times times = bench.measure(pane, [&](int n) { wheel(pane, n % 60 < 30 ? 1 : -1); });
    print(QStringLiteral("page by wheel, %1").arg(pane.objectName()), times);
    return times;
}

void paintAndErase(Bench& bench, ViewGrid& grid, SliceView& pane)
{
    grid.setMode(ViewGrid::Mode::Paint);
    Brush brush;
    brush.diameterMm = 6.0;
    grid.setBrush(brush);
    drag(bench, pane, QStringLiteral("paint, disc of 6 mm"), Qt::LeftButton);
    brush.diameterMm = 12.0;
    brush.shape = Brush::Shape::Ball;
    grid.setBrush(brush);
    drag(bench, pane, QStringLiteral("paint, ball of 12 mm"), Qt::LeftButton);
    drag(bench, pane, QStringLiteral("erase, ball of 12 mm"), Qt::RightButton);
    grid.setMode(ViewGrid::Mode::View);
}

} // namespace dawson
