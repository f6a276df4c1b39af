#include "app/bench/bench_pair.h"

#include "widgets/view/compare_panes.h"
#include "widgets/view/nudge_keys.h"

#include <QElapsedTimer>
#include <QKeyEvent>
#include <QTest>

namespace dawson
{

namespace
{

/// One step of a correction by keys, and what follows when the key is let go.
void nudge(Bench& bench, CaseDocument& document, ViewGrid& grid, SliceView& pane)
{
    NudgeKeys keys(document, grid.comparison().panes());
    keys.start();
    const auto send = [&](QEvent::Type type, int n) {
        QKeyEvent key(type, n % 20 < 10 ? Qt::Key_Right : Qt::Key_Left, Qt::NoModifier);
        QCoreApplication::sendEvent(&pane, &key);
    };
    print(QStringLiteral("correct by a key, subtraction by its rule"),
          bench.measure(pane, [&](int n) { send(QEvent::KeyPress, n); }));
    const LayerStack& layers = document.layers();
    const auto& subtraction =
        layers.images()[static_cast<std::size_t>(layers.imageOf(ImageRole::Subtraction))];
    for (const char* which : {"first, which reads the files", "further ones"}) {
        send(QEvent::KeyPress, 0);
        QElapsedTimer clock;
        clock.start();
        const double cpu = processMilliseconds();
        send(QEvent::KeyRelease, 0);
        const bool came =
            QTest::qWaitFor([&] { return subtraction.live && subtraction.live->exact; }, 60000);
        out() << "  exact subtraction after the key is let go, " << which << ": "
              << (came ? QStringLiteral("%1 ms, CPU %2 ms")
                             .arg(clock.elapsed())
                             .arg(processMilliseconds() - cpu, 0, 'f', 0)
                       : QStringLiteral("not within a minute"))
              << '\n';
    }
    keys.drop();
}

} // namespace

void runPair(ViewGrid& grid, CaseDocument& document, int frames, const std::optional<Times>& single)
{
    grid.setLayoutKind(ViewGrid::Layout::CompareTwo);
    QTest::qWait(500); // what is made in the background is not measured
    Bench bench(frames);
    out() << "\nsix panes: three images in two planes\n";
    printHead();
    for (SliceView* pane : grid.comparison().panes()) {
        if (!pane->isVisible() || pane->role() != ImageRole::Current) {
            continue;
        }
        const Times times = page(bench, *pane);
        if (single && pane->frame().orientation() == Orientation::Axial) {
            const auto ratio = [](const std::vector<double>& six, const std::vector<double>& one) {
                return QString::number(percentile(six, 0.5) / percentile(one, 0.5), 'f', 2);
            };
            out() << "  times the layout of one image (p50): all panes "
                  << ratio(times.window, single->window) << ", CPU "
                  << ratio(times.cpu, single->cpu) << '\n';
            drag(bench, *pane, QStringLiteral("window and level by drag"), Qt::LeftButton);
            paintAndErase(bench, grid, *pane);
            nudge(bench, document, grid, *pane);
        }
    }
}

} // namespace dawson
