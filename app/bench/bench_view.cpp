// Event to pixel in the 2x2 layout: docs/performance.md says how to run it and what came out.
#include "app/bench/bench_case.h"
#include "app/bench/bench_vtk_slice.h"
#include "core/study/study.h"
#include "widgets/theme/theme.h"
#include "widgets/view/slice_view.h"
#include "widgets/view/surface_view.h"
#include "widgets/view/view_grid.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <QTextStream>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <functional>
#include <vector>

namespace dawson
{

namespace
{

QTextStream& out()
{
    static QTextStream stream(stdout);
    return stream;
}

/// Sorted times of one kind, in ms.
struct Times {
    std::vector<double> own;    ///< until the pane under the mouse was painted
    std::vector<double> window; ///< until every pane was painted and handed to the display
    std::vector<double> cpu;    ///< of this process until then: what other programs do not disturb
};

double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    const auto last = static_cast<double>(values.size() - 1);
    return values[static_cast<std::size_t>(std::lround(share * last))];
}

double milliseconds(const QElapsedTimer& clock)
{
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

double processMilliseconds()
{
    return 1e3 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// Until the surfaces made in the background are in the scene.
void awaitSurfaces(ViewGrid& grid)
{
    if (!QTest::qWaitFor([&] { return grid.surface().upToDate(); }, 30000)) {
        out() << "The surfaces did not come within 30 s.\n";
    }
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

class Bench
{
public:
    explicit Bench(int frames)
        : m_frames(frames)
    {
    }

    Times measure(QWidget& pane, const std::function<void(int)>& event)
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

private:
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

    int m_frames;
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

void drag(Bench& bench, QWidget& pane, const QString& what, Qt::MouseButton button)
{
    mouse(pane, QEvent::MouseButtonPress, button, onCircle(pane, -6));
    print(what, bench.measure(pane, [&](int n) {
        mouse(pane, QEvent::MouseMove, button, onCircle(pane, n));
    }));
    mouse(pane, QEvent::MouseButtonRelease, button, onCircle(pane, 0));
}

void runAll(ViewGrid& grid, int frames)
{
    Bench bench(frames);
    out() << QStringLiteral("ms, p50 / p99").leftJustified(44)
          << "this pane          all panes, shown   CPU of this program\n";
    for (const Orientation orientation :
         {Orientation::Axial, Orientation::Sagittal, Orientation::Coronal}) {
        SliceView& pane = grid.slice(orientation);
        print(QStringLiteral("page by wheel, %1").arg(pane.objectName()),
              bench.measure(pane, [&](int n) { wheel(pane, n % 60 < 30 ? 1 : -1); }));
    }
    SliceView& axial = grid.slice(Orientation::Axial);
    drag(
        bench, axial, QStringLiteral("window and level by drag, all panes change"), Qt::LeftButton);
    drag(bench, axial, QStringLiteral("zoom by right drag"), Qt::RightButton);
    grid.resetViews();
    grid.setMode(ViewGrid::Mode::Paint);
    Brush brush;
    brush.diameterMm = 6.0;
    grid.setBrush(brush);
    drag(bench, axial, QStringLiteral("paint, disc of 6 mm"), Qt::LeftButton);
    brush.diameterMm = 12.0;
    brush.shape = Brush::Shape::Ball;
    grid.setBrush(brush);
    drag(bench, axial, QStringLiteral("paint, ball of 12 mm"), Qt::LeftButton);
    drag(bench, axial, QStringLiteral("erase, ball of 12 mm"), Qt::RightButton);
    grid.setMode(ViewGrid::Mode::View);
    if (grid.surface().canRender()) {
        awaitSurfaces(grid);
        drag(bench, grid.surface(), QStringLiteral("turn 3D"), Qt::LeftButton);
    }
}

/// Every mask, the second and further ones as outlines, and the cursor in the first lesion voxel of
/// the middle of the fullest mask.
void showAllMasks(CaseDocument& document)
{
    std::vector<QString> ids;
    for (const MaskLayer& layer : document.layers().masks()) {
        ids.push_back(layer.id);
    }
    for (const QString& id : ids) {
        document.layers().setMaskVisible(id, true);
        const Mask& mask = *document.layers().mask(id)->mask;
        const Region box = mask.foregroundRegion();
        for (int n = box.size[2] / 2; n < box.size[2]; ++n) {
            for (int m = 0; m < box.size[0] * box.size[1]; ++m) {
                const VoxelIndex voxel{
                    box.lower.i + m % box.size[0], box.lower.j + m / box.size[0], box.lower.k + n};
                if (mask.at(voxel) != 0) {
                    document.cursor().moveTo(mask.geometry().toPatient(voxel));
                    break;
                }
            }
        }
    }
}

LoadedCase projectCase(const QCommandLineParser& options)
{
    const Study study = readStudy(options.value(QStringLiteral("project")).toStdString());
    const Task task =
        taskFromName(options.value(QStringLiteral("task")).toStdString()).value_or(Task::Flair);
    return loadCase(study,
                    {options.value(QStringLiteral("subject")).toStdString(),
                     options.value(QStringLiteral("visit")).toStdString(),
                     task,
                     OtherGrid::Resample},
                    {});
}

/// A pane of the 2x2 layout drawn by VTK, to compare.
void runVtkSlice(const LoadedCase& loaded, int frames)
{
    BenchVtkSlice view(loaded);
    view.resize(799, 499);
    view.show();
    if (!QTest::qWaitForWindowExposed(&view)) {
        return;
    }
    print(QStringLiteral("for comparison: axial page, one pane by VTK"),
          Bench(frames).measure(view, [&](int n) { view.showSlice(100 + n % 30); }));
}

int run(const QCommandLineParser& options)
{
    QTemporaryDir folder;
    LoadedCase loaded = options.isSet(QStringLiteral("project"))
                            ? projectCase(options)
                            : benchCase(folder.path().toStdString());
    loaded.root = folder.path().toStdString(); // never writes into the project
    CaseDocument document;
    ViewGrid grid(document);
    grid.resize(1600, 1000);
    grid.setCaption({QStringLiteral("sub-") + QString::fromStdString(loaded.subject),
                     QString::fromStdString(loaded.date),
                     QStringLiteral("Grader 1")});
    grid.show();
    if (!QTest::qWaitForWindowExposed(&grid)) {
        out() << "The window did not appear.\n";
        return 1;
    }
    document.show(loaded, {"grader-1", "Grader 1", AuthorRole::Grader}, authorColor);
    awaitSurfaces(grid);
    if (options.isSet(QStringLiteral("picture"))) {
        showAllMasks(document);
        awaitSurfaces(grid);
        return grid.grab().save(options.value(QStringLiteral("picture"))) ? 0 : 1;
    }
    const int frames = options.value(QStringLiteral("frames")).toInt();
    runAll(grid, frames);
    if (grid.surface().canRender()) {
        runVtkSlice(loaded, frames);
    }
    return 0;
}

} // namespace

} // namespace dawson

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    dawson::applyTheme(dawson::ThemeName::Dark);
    QCommandLineParser options;
    options.addHelpOption();
    options.addOptions({
        {QStringLiteral("frames"),
         QStringLiteral("events per row"),
         QStringLiteral("N"),
         QStringLiteral("150")},
        {QStringLiteral("project"),
         QStringLiteral("a BIDS folder, else a made case of 256^3"),
         QStringLiteral("folder")},
        {QStringLiteral("subject"), QStringLiteral("of the project"), QStringLiteral("id")},
        {QStringLiteral("visit"), QStringLiteral("of the project"), QStringLiteral("id")},
        {QStringLiteral("task"),
         QStringLiteral("flair, new or enhancing"),
         QStringLiteral("task"),
         QStringLiteral("flair")},
        {QStringLiteral("picture"),
         QStringLiteral("save a picture of the views, measure nothing"),
         QStringLiteral("file")},
    });
    options.process(application);
    try {
        return dawson::run(options);
    } catch (const dawson::Error& error) {
        QTextStream(stderr) << error.describe().c_str() << '\n';
        return 1;
    }
}
