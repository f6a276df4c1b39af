// Event to pixel in the 2x2 layout: docs/performance.md says how to run it and what came out.
#include "app/bench/bench_case.h"
#include "app/bench/bench_gestures.h"
#include "app/bench/bench_pair.h"
#include "app/bench/bench_vtk_slice.h"
#include "core/study/study.h"
#include "widgets/theme/theme.h"
#include "widgets/view/slice_view.h"
#include "widgets/view/surface_view.h"
#include "widgets/view/view_grid.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QTemporaryDir>
#include <QTest>
#include <QTextStream>

#include <optional>
#include <vector>

namespace dawson
{

namespace
{

/// Until the surfaces made in the background are in the scene; a hidden one has none.
void awaitSurfaces(ViewGrid& grid)
{
    if (grid.surface().isVisible() &&
        !QTest::qWaitFor([&] { return grid.surface().upToDate(); }, 30000)) {
        out() << "The surfaces did not come within 30 s.\n";
    }
}

Times runAll(ViewGrid& grid, int frames)
{
    Bench bench(frames);
    printHead();
    Times axialPaging;
    for (const Orientation orientation :
         {Orientation::Axial, Orientation::Sagittal, Orientation::Coronal}) {
        const Times times = page(bench, grid.slice(orientation));
        axialPaging = orientation == Orientation::Axial ? times : axialPaging;
    }
    SliceView& axial = grid.slice(Orientation::Axial);
    drag(
        bench, axial, QStringLiteral("window and level by drag, all panes change"), Qt::LeftButton);
    drag(bench, axial, QStringLiteral("zoom by right drag"), Qt::RightButton);
    grid.resetViews();
    paintAndErase(bench, grid, axial);
    if (grid.surface().canRender()) {
        awaitSurfaces(grid);
        drag(bench, grid.surface(), QStringLiteral("turn 3D"), Qt::LeftButton);
    }
    return axialPaging;
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
    if (loaded.task != Task::Flair) {
        runPair(grid, document, frames, std::nullopt);
        return 0;
    }
    const Times single = runAll(grid, frames);
    if (grid.surface().canRender()) {
        runVtkSlice(loaded, frames);
    }
    if (!options.isSet(QStringLiteral("project"))) {
        document.show(benchPair(folder.path().toStdString()),
                      {"grader-1", "Grader 1", AuthorRole::Grader},
                      authorColor);
        runPair(grid, document, frames, single);
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
