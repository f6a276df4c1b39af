#include "tests/widgets/view/view_case.h"
#include "widgets/theme/theme.h"
#include "widgets/view/slice_view.h"
#include "widgets/view/surface_view.h"
#include "widgets/view/view_grid.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

Q_DECLARE_METATYPE(dawson::ViewGrid::Layout)
Q_DECLARE_METATYPE(dawson::ViewGrid::Mode)

namespace dawson
{

namespace
{

double gray(const PatientPoint&)
{
    return 50.0;
}

struct Fixture {
    Fixture()
        : made(cube(), gray)
        , grid(made.document())
    {
        grid.resize(900, 700);
        grid.show();
    }

    QString shown() const
    {
        QString names;
        for (const char* name : {"view.axial", "view.sagittal", "view.coronal", "view.surface"}) {
            const auto* pane = grid.findChild<QWidget*>(QLatin1String(name));
            names += pane->isVisible() ? QLatin1Char(name[5]) : QLatin1Char('-');
        }
        return names;
    }

    /// Another case, of one image of its own.
    void openSingle()
    {
        LoadedCase single;
        single.subject = "single";
        single.root = made.root();
        LoadedCase::Image image;
        image.series.suffix = "FLAIR";
        image.series.path = single.root / "sub-single" / "anat" / "sub-single_FLAIR.nii.gz";
        image.volume =
            std::make_shared<const Volume>(cube(), std::vector<float>(cube().voxelCount(), 5.0F));
        image.window = {0.0, 10.0};
        single.images.push_back(image);
        made.document().show(single, {"grader-1", "Grader 1", AuthorRole::Grader});
    }

    void openPair()
    {
        made.addImage(ImageRole::Prior, gray);
        made.open();
    }

    SliceView& axial() { return grid.slice(Orientation::Axial); }

    SliceView& sagittal() { return grid.slice(Orientation::Sagittal); }

    ViewCase made;
    ViewGrid grid;
};

} // namespace

class ViewGridTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { applyTheme(ThemeName::Dark); }

    void layoutsShowTheirPanes_data();
    void layoutsShowTheirPanes();
    void doubleClickMaximisesAndBack();
    void panesFollowOneCursor();
    void modesChangeWhatTheMouseDoes();
    void brushIsSharedAndReported();
    void strokeShowsInAllPanes();
    void zoomCanBeShared();
    void resetBringsWindowAndZoomBack();
    void stateComesBack();
    void stateWaitsForTheCase();
    void damagedStateIsIgnored_data();
    void damagedStateIsIgnored();
    void anotherCaseTakesOver();
    void afterAPairASingleImageHangsAsBefore_data();
    void afterAPairASingleImageHangsAsBefore();
    void aPairsLayoutIsNotStoredAsThatOfOneImage();
    void aDragOfTheWindowEndsWithItsCase_data();
    void aDragOfTheWindowEndsWithItsCase();
};

void ViewGridTest::layoutsShowTheirPanes_data()
{
    QTest::addColumn<ViewGrid::Layout>("layout");
    QTest::addColumn<QString>("panes");

    QTest::newRow("grid") << ViewGrid::Layout::Grid << "ascs";
    QTest::newRow("axial large") << ViewGrid::Layout::AxialLarge << "ascs";
    QTest::newRow("axial only") << ViewGrid::Layout::AxialOnly << "a---";
    QTest::newRow("sagittal only") << ViewGrid::Layout::SagittalOnly << "-s--";
    QTest::newRow("coronal only") << ViewGrid::Layout::CoronalOnly << "--c-";
    QTest::newRow("3D only") << ViewGrid::Layout::SurfaceOnly << "---s";
}

void ViewGridTest::layoutsShowTheirPanes()
{
    QFETCH(ViewGrid::Layout, layout);
    QFETCH(QString, panes);
    Fixture f;
    f.grid.setLayoutKind(ViewGrid::Layout::SagittalOnly); // from anywhere
    f.grid.setLayoutKind(layout);
    QCOMPARE(f.shown(), panes);
    QCOMPARE(f.grid.layoutKind(), layout);
    if (layout == ViewGrid::Layout::AxialLarge) {
        QTRY_VERIFY(f.axial().width() > 500 && f.axial().height() > 680);
    }
    if (layout == ViewGrid::Layout::Grid) {
        QTRY_COMPARE(f.axial().size(), f.grid.surface().size());
    }
}

void ViewGridTest::doubleClickMaximisesAndBack()
{
    Fixture f;
    f.made.open();
    f.grid.setLayoutKind(ViewGrid::Layout::AxialLarge);
    QSignalSpy changed(&f.grid, &ViewGrid::layoutChanged);

    QTest::mouseDClick(&f.sagittal(), Qt::LeftButton, {}, {100, 100});
    QCOMPARE(f.shown(), QStringLiteral("-s--"));
    QTest::mouseDClick(&f.sagittal(), Qt::LeftButton, {}, {100, 100});
    QCOMPARE(f.grid.layoutKind(), ViewGrid::Layout::AxialLarge);
    QTest::mouseDClick(&f.grid.surface(), Qt::LeftButton, {}, {100, 100});
    QCOMPARE(f.shown(), QStringLiteral("---s"));
    QCOMPARE(changed.size(), 3);
}

void ViewGridTest::panesFollowOneCursor()
{
    Fixture f;
    f.made.open();
    const QPoint at = f.axial().frame().toPixel({20, 41, 0}).toPoint();

    QTest::mouseClick(&f.axial(), Qt::LeftButton, {}, at);

    QCOMPARE(f.sagittal().frame().slice(), 20);
    QCOMPARE(f.grid.slice(Orientation::Coronal).frame().slice(), 41);
    const int slice = f.axial().frame().slice();
    turnWheel(f.axial(), {100, 100}, 2);
    QCOMPARE(f.axial().frame().slice(), slice + 2);
    QCOMPARE(f.sagittal().frame().slice(), 20);
}

void ViewGridTest::modesChangeWhatTheMouseDoes()
{
    Fixture f;
    f.made.open();
    QSignalSpy changed(&f.grid, &ViewGrid::modeChanged);
    const auto voxels = [&] { return f.made.document().editedMask()->foregroundCount(); };

    QTest::mouseClick(&f.axial(), Qt::LeftButton, {}, {200, 150});
    QCOMPARE(voxels(), std::size_t{0});
    f.grid.setMode(ViewGrid::Mode::Paint);
    QTest::mouseClick(&f.axial(), Qt::LeftButton, {}, {200, 150});
    const std::size_t painted = voxels();
    QVERIFY(painted > 0);
    f.grid.setMode(ViewGrid::Mode::EraseLesion);
    QTest::mouseClick(&f.axial(), Qt::LeftButton, {}, {300, 250}); // beside it
    QCOMPARE(voxels(), painted);
    QTest::mouseClick(&f.axial(), Qt::LeftButton, {}, {200, 150});
    QCOMPARE(voxels(), std::size_t{0});
    QCOMPARE(changed.size(), 2);
    QCOMPARE(f.grid.mode(), ViewGrid::Mode::EraseLesion);
}

void ViewGridTest::brushIsSharedAndReported()
{
    Fixture f;
    f.made.open();
    f.grid.setMode(ViewGrid::Mode::Paint);
    Brush brush;
    brush.diameterMm = 10.0;
    f.grid.setBrush(brush);
    QSignalSpy changed(&f.grid, &ViewGrid::brushChanged);

    turnWheel(f.sagittal(), {100, 100}, -1, Qt::ShiftModifier);

    QCOMPARE(changed.size(), 1);
    QCOMPARE(f.grid.brush().diameterMm, 8.5);
    QTest::mouseClick(&f.axial(), Qt::LeftButton, {}, {200, 150});
    const double area = 3.14159 * 8.5 * 8.5 / 4.0;
    const auto voxels = static_cast<double>(f.made.document().editedMask()->foregroundCount());
    QVERIFY(std::abs(voxels - area) < 0.15 * area);
}

void ViewGridTest::strokeShowsInAllPanes()
{
    Fixture f;
    f.made.open();
    f.made.document().cursor().moveTo({32, 32, 32});
    f.grid.setMode(ViewGrid::Mode::Paint);
    f.grid.setCrosshairVisible(false);
    QTRY_VERIFY(f.axial().isVisible());
    QSignalSpy painted(&f.sagittal(), &SliceView::painted);
    const QPoint at = f.axial().frame().toPixel({32, 32, 32}).toPoint();

    QTest::mousePress(&f.axial(), Qt::LeftButton, {}, at);
    QTRY_VERIFY(!painted.isEmpty()); // while the button is still down
    QTest::mouseRelease(&f.axial(), Qt::LeftButton, {}, at);

    const QColor pixel =
        colorAt(f.sagittal().grab().toImage(), f.sagittal().frame().toPixel({32, 32, 32}));
    QVERIFY(near(pixel, QColor(113, 146, 165)));
}

void ViewGridTest::zoomCanBeShared()
{
    Fixture f;
    f.made.open();
    turnWheel(f.axial(), {100, 100}, 3, Qt::ControlModifier);
    QVERIFY(f.sagittal().frame().zoom() == 1.0);

    f.grid.setZoomShared(true);
    QCOMPARE(f.sagittal().frame().mmPerPixel(), f.axial().frame().mmPerPixel());
    turnWheel(f.sagittal(), {100, 100}, 2, Qt::ControlModifier);
    QCOMPARE(f.axial().frame().mmPerPixel(), f.sagittal().frame().mmPerPixel());
}

void ViewGridTest::resetBringsWindowAndZoomBack()
{
    Fixture f;
    f.made.open();
    f.made.layers().setWindow(0, {10.0, 20.0});
    turnWheel(f.axial(), {100, 100}, 3, Qt::ControlModifier);
    f.grid.resetViews();
    QCOMPARE(f.made.layers().images()[0].window, (IntensityWindow{0.0, 100.0}));
    QCOMPARE(f.axial().frame().zoom(), 1.0);
}

void ViewGridTest::stateComesBack()
{
    Fixture before;
    before.made.open();
    before.grid.setLayoutKind(ViewGrid::Layout::AxialLarge);
    before.grid.setConvention(ViewGrid::Convention::Neurological);
    before.axial().setZoom(3.0, {4.0, -5.0});

    Fixture after;
    after.made.open();
    after.grid.restoreState(before.grid.saveState());

    QCOMPARE(after.grid.layoutKind(), ViewGrid::Layout::AxialLarge);
    QCOMPARE(after.axial().frame().zoom(), 3.0);
    QCOMPARE(after.axial().frame().panMm(), QPointF(4.0, -5.0));
    QCOMPARE(after.axial().frame().letter(PaneEdge::Left), QStringLiteral("L"));
}

void ViewGridTest::stateWaitsForTheCase()
{
    Fixture before;
    before.made.open();
    before.sagittal().setZoom(2.5, {1.0, 2.0});
    Fixture after;
    after.grid.restoreState(before.grid.saveState());
    after.made.open();
    QCOMPARE(after.sagittal().frame().zoom(), 2.5);
    QCOMPARE(after.sagittal().frame().panMm(), QPointF(1.0, 2.0));
}

void ViewGridTest::damagedStateIsIgnored_data()
{
    QTest::addColumn<QByteArray>("state");

    Fixture f;
    QByteArray other = f.grid.saveState();
    other[0] = 'x';
    QByteArray layout = f.grid.saveState();
    layout[7] = 99;
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut short") << f.grid.saveState().left(20);
    QTest::newRow("another format") << other;
    QTest::newRow("unknown layout") << layout;
}

void ViewGridTest::damagedStateIsIgnored()
{
    QFETCH(QByteArray, state);
    Fixture f;
    f.made.open();
    f.grid.setLayoutKind(ViewGrid::Layout::CoronalOnly);
    f.axial().setZoom(2.0, {});
    f.grid.restoreState(state);
    QCOMPARE(f.grid.layoutKind(), ViewGrid::Layout::CoronalOnly);
    QCOMPARE(f.axial().frame().zoom(), 2.0);
}

void ViewGridTest::anotherCaseTakesOver()
{
    Fixture f;
    f.made.open();
    f.made.document().close();
    QVERIFY(!f.axial().grab().isNull());
    f.made.open();
    QCOMPARE(f.axial().frame().geometry().size(), cube().size());
    f.grid.setMode(ViewGrid::Mode::Paint);
    QTest::mousePress(&f.axial(), Qt::LeftButton, {}, {200, 150});
    f.made.open(); // while the button is down
    QTest::mouseRelease(&f.axial(), Qt::LeftButton, {}, {200, 150});
    QCOMPARE(f.made.document().editedMask()->foregroundCount(), std::size_t{0});
    QTest::mouseClick(&f.axial(), Qt::LeftButton, {}, {200, 150});
    QVERIFY(f.made.document().editedMask()->foregroundCount() > 0);
}

void ViewGridTest::afterAPairASingleImageHangsAsBefore_data()
{
    QTest::addColumn<bool>("maximised");
    QTest::newRow("a pair side by side") << false;
    QTest::newRow("a pair with one pane maximised") << true;
}

void ViewGridTest::afterAPairASingleImageHangsAsBefore()
{
    QFETCH(const bool, maximised);
    Fixture f;
    f.openSingle();
    f.grid.setLayoutKind(ViewGrid::Layout::AxialLarge);
    QTest::mouseDClick(&f.axial(), Qt::LeftButton, {}, {100, 100});
    QCOMPARE(f.grid.layoutKind(), ViewGrid::Layout::AxialOnly);
    f.openPair();
    QCOMPARE(f.grid.layoutKind(), ViewGrid::Layout::CompareTwo);
    if (maximised) {
        f.grid.setLayoutKind(ViewGrid::Layout::AxialOnly);
    }

    f.openSingle();
    QCOMPARE(f.grid.layoutKind(), ViewGrid::Layout::AxialOnly);
    QTest::mouseDClick(&f.axial(), Qt::LeftButton, {}, {100, 100});
    QCOMPARE(f.grid.layoutKind(), ViewGrid::Layout::AxialLarge);
}

void ViewGridTest::aPairsLayoutIsNotStoredAsThatOfOneImage()
{
    Fixture before;
    before.openSingle();
    before.grid.setLayoutKind(ViewGrid::Layout::AxialLarge);
    before.openPair();
    before.grid.setLayoutKind(ViewGrid::Layout::AxialOnly);
    Fixture after;
    after.grid.restoreState(before.grid.saveState());
    QCOMPARE(after.grid.layoutKind(), ViewGrid::Layout::AxialLarge);
}

void ViewGridTest::aDragOfTheWindowEndsWithItsCase_data()
{
    QTest::addColumn<ViewGrid::Mode>("mode");
    QTest::newRow("left drag while looking") << ViewGrid::Mode::View;
    QTest::newRow("Alt and right drag while painting") << ViewGrid::Mode::Paint;
}

void ViewGridTest::aDragOfTheWindowEndsWithItsCase()
{
    QFETCH(const ViewGrid::Mode, mode);
    Fixture f;
    f.made.open();
    f.grid.setMode(mode);
    const bool looking = mode == ViewGrid::Mode::View;
    const Qt::MouseButton button = looking ? Qt::LeftButton : Qt::RightButton;
    const auto window = [&f] { return f.made.layers().images()[0].window; };
    QTest::mousePress(&f.axial(), button, looking ? Qt::NoModifier : Qt::AltModifier, {200, 150});
    QTest::mouseMove(&f.axial(), {260, 150});
    QVERIFY(window() != (IntensityWindow{0.0, 100.0}));

    f.openSingle(); // while the button is down
    QCOMPARE(window(), (IntensityWindow{0.0, 10.0}));
    QTest::mouseMove(&f.axial(), {320, 150});
    QTest::mouseRelease(&f.axial(), button, {}, {320, 150});
    QCOMPARE(window(), (IntensityWindow{0.0, 10.0}));
}

} // namespace dawson

QTEST_MAIN(dawson::ViewGridTest)
#include "view_grid_test.moc"
