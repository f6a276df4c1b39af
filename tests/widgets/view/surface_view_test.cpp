#include "tests/widgets/view/view_case.h"
#include "widgets/theme/theme.h"
#include "widgets/view/surface_view.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

namespace dawson
{

namespace
{

double dark(const PatientPoint&)
{
    return 0.0; // no head: only lesions are drawn
}

/// Lesions of 8 mm on the patient's right and, smaller, on the left.
Mask twoLesions()
{
    Mask mask(cube());
    addBall(mask, {16, 32, 32}, 8.0);
    addBall(mask, {48, 32, 32}, 5.0);
    return mask;
}

bool showsColor(const QColor& pixel, QRgb color)
{
    // Shading changes lightness, not hue.
    return pixel.value() > 60 && pixel.saturation() > 100 &&
           std::abs(pixel.hue() - QColor(color).hue()) < 12;
}

/// Where most pixels of a colour's hue lie, and how many there are.
struct Patch {
    QPointF center;
    int pixels = 0;
};

Patch patchOf(SurfaceView& view, QRgb color, int fromX, int toX)
{
    const QImage image = view.grab().toImage();
    Patch patch;
    for (int y = 0; y < view.height(); ++y) {
        for (int x = fromX; x < toX; ++x) {
            if (showsColor(colorAt(image, QPointF(x, y)), color)) {
                patch.center += QPointF(x, y);
                ++patch.pixels;
            }
        }
    }
    if (patch.pixels > 0) {
        patch.center /= patch.pixels;
    }
    return patch;
}

struct Fixture {
    Fixture()
        : made(cube(), dark)
    {
        made.addMask(QStringLiteral("grader-1"), twoLesions());
    }

    void open()
    {
        made.open();
        view.resize(400, 400);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QTRY_VERIFY_WITH_TIMEOUT(view.upToDate(), 20000);
    }

    ViewCase made;
    SurfaceView view{made.document()};
};

} // namespace

class SurfaceViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { applyTheme(ThemeName::Dark); }

    void lesionsStandInTheAuthorsColor();
    void clickJumpsIntoTheLesion();
    void dragTurnsTheScene();
    void aReleaseElsewhereEndsTheDrag();
    void paintingRenewsTheSurface();
    void hiddenLayersAreNotShown();
    void hiddenLayersGetSurfacesWhenShown();
    void aHiddenViewMakesNoSurfaces();
    void theOutcomeOfAComparisonIsShown();
    void rendersOnlyWhenSomethingChanged();
    void closedCaseIsEmpty();
};

void SurfaceViewTest::lesionsStandInTheAuthorsColor()
{
    Fixture f;
    QVERIFY(f.view.canRender());
    f.open();

    // From the front the patient's right is on the left, and the larger lesion is there.
    const Patch right = patchOf(f.view, kGraderOne, 0, 200);
    const Patch left = patchOf(f.view, kGraderOne, 200, 400);
    QVERIFY2(right.pixels > 1000, qPrintable(QString::number(right.pixels)));
    QVERIFY2(left.pixels > 400, qPrintable(QString::number(left.pixels)));
    QVERIFY(right.pixels > left.pixels);
}

void SurfaceViewTest::clickJumpsIntoTheLesion()
{
    Fixture f;
    f.open();
    QSignalSpy activated(&f.view, &SurfaceView::lesionActivated);
    const Patch right = patchOf(f.view, kGraderOne, 0, 200);

    QTest::mouseClick(&f.view, Qt::LeftButton, {}, right.center.toPoint());

    QCOMPARE(activated.size(), 1);
    QCOMPARE(f.made.document().cursor().position(), (PatientPoint{16, 32, 32}));
    QTest::mouseClick(&f.view, Qt::LeftButton, {}, {5, 5}); // beside all lesions
    QCOMPARE(activated.size(), 1);
}

void SurfaceViewTest::dragTurnsTheScene()
{
    Fixture f;
    f.open();
    const Patch before = patchOf(f.view, kGraderOne, 0, 200);

    // Half a turn: 400 pixels at 0.45 degrees.
    QTest::mousePress(&f.view, Qt::LeftButton, {}, {0, 200});
    QTest::mouseMove(&f.view, {10, 200});
    QTest::mouseMove(&f.view, {399, 200});
    QTest::mouseRelease(&f.view, Qt::LeftButton, {}, {399, 200});

    const Patch after = patchOf(f.view, kGraderOne, 200, 400); // the large one is now on the right
    QVERIFY(after.pixels > 1000);
    QVERIFY(before.pixels > 1000);
}

void SurfaceViewTest::aReleaseElsewhereEndsTheDrag()
{
    Fixture f;
    f.open();
    const Patch before = patchOf(f.view, kGraderOne, 0, 200);
    const auto move = [&f](const QPointF& to, Qt::MouseButtons held) {
        QMouseEvent event(
            QEvent::MouseMove, to, f.view.mapToGlobal(to), Qt::NoButton, held, Qt::NoModifier);
        QCoreApplication::sendEvent(&f.view, &event);
    };
    QTest::mousePress(&f.view, Qt::LeftButton, {}, {0, 200});
    move({10, 200}, Qt::NoButton); // a dialog got the release
    move({399, 200}, Qt::NoButton);
    QCOMPARE(patchOf(f.view, kGraderOne, 0, 200).pixels, before.pixels); // nothing has turned

    QTest::mousePress(&f.view, Qt::LeftButton, {}, {0, 200});
    QMouseEvent right(QEvent::MouseButtonPress,
                      QPointF(200, 200),
                      f.view.mapToGlobal(QPointF(200, 200)),
                      Qt::RightButton,
                      Qt::RightButton,
                      Qt::NoModifier);
    QCoreApplication::sendEvent(&f.view, &right);
    move({200, 320}, Qt::RightButton); // smaller: zooms, as the button that is held does
    const Patch small = patchOf(f.view, kGraderOne, 0, 200);
    QVERIFY(small.pixels > 0 && 2 * small.pixels < before.pixels);
    QTest::mouseRelease(&f.view, Qt::RightButton, {}, {200, 320});
    QTest::mouseRelease(&f.view, Qt::LeftButton, {}, {200, 320});
}

void SurfaceViewTest::paintingRenewsTheSurface()
{
    Fixture f;
    f.open();
    QSignalSpy renewed(&f.view, &SurfaceView::surfacesChanged);

    QVERIFY(f.made.document().eraseLesionAt({16, 32, 32}));

    QTRY_COMPARE_WITH_TIMEOUT(renewed.size(), 1, 20000);
    QCOMPARE(patchOf(f.view, kGraderOne, 0, 200).pixels, 0);
    QVERIFY(patchOf(f.view, kGraderOne, 200, 400).pixels > 400);
}

void SurfaceViewTest::hiddenLayersAreNotShown()
{
    Fixture f;
    Mask other(cube());
    addBall(other, {32, 32, 52}, 6.0);
    f.made.addMask(QStringLiteral("grader-2"), other);
    f.open();
    QVERIFY(patchOf(f.view, kGraderTwo, 0, 400).pixels > 400);

    f.made.layers().setMaskVisible(QStringLiteral("grader-2"), false);
    QCOMPARE(patchOf(f.view, kGraderTwo, 0, 400).pixels, 0);
    f.view.setLayer(QStringLiteral("grader-2")); // asked for by name
    QVERIFY(patchOf(f.view, kGraderTwo, 0, 400).pixels > 400);
    QCOMPARE(patchOf(f.view, kGraderOne, 0, 400).pixels, 0);
}

void SurfaceViewTest::hiddenLayersGetSurfacesWhenShown()
{
    Fixture f;
    f.open();
    MaskLayer other;
    other.id = QStringLiteral("grader-2");
    Mask mask(cube());
    addBall(mask, {32, 32, 52}, 6.0);
    other.mask = std::make_shared<const Mask>(mask);
    other.color = QColor::fromRgb(kGraderTwo);
    other.visible = false;
    QSignalSpy built(&f.view, &SurfaceView::surfacesChanged);
    f.made.layers().addMask(other);
    QVERIFY(f.view.upToDate()); // nobody waits for what is not seen
    f.made.layers().setMaskVisible(other.id, true);
    QVERIFY(!f.view.upToDate());
    QTRY_VERIFY_WITH_TIMEOUT(f.view.upToDate(), 20000);
    QCOMPARE(built.count(), 1);
    QVERIFY(patchOf(f.view, kGraderTwo, 0, 400).pixels > 400);
}

void SurfaceViewTest::aHiddenViewMakesNoSurfaces()
{
    Fixture f; // this one is in sight, and tells when surfaces would be there
    SurfaceView hidden(f.made.document());
    hidden.resize(400, 400);
    QSignalSpy made(&hidden, &SurfaceView::surfacesChanged);
    const auto paint = [&](const VoxelIndex& at) {
        const Mask mask = twoLesions();
        Mask more = mask;
        addBall(more, at, 6.0);
        MaskLayer layer = *f.made.layers().mask(QStringLiteral("grader-1"));
        layer.mask = std::make_shared<const Mask>(more);
        f.made.layers().addMask(layer);
        QVERIFY(!f.view.upToDate());
        QTRY_VERIFY_WITH_TIMEOUT(f.view.upToDate(), 20000);
    };
    f.open();
    QCOMPARE(made.count(), 0);
    hidden.show();
    QTRY_VERIFY_WITH_TIMEOUT(hidden.upToDate(), 20000);
    QCOMPARE(made.count(), 2); // the head, and the lesions
    QVERIFY(patchOf(hidden, kGraderOne, 0, 400).pixels > 1000);

    hidden.hide();
    paint({32, 32, 52});
    QVERIFY(!hidden.upToDate());
    QCOMPARE(made.count(), 2);
    hidden.show();
    QTRY_VERIFY_WITH_TIMEOUT(hidden.upToDate(), 20000);
    QCOMPARE(made.count(), 3);
    hidden.hide(); // nothing has changed: nothing is made again
    hidden.show();
    QVERIFY(hidden.upToDate());
}

/// As the Evaluate page hands it over: the masks hidden, their outcome label by label.
void SurfaceViewTest::theOutcomeOfAComparisonIsShown()
{
    Fixture f;
    f.open();
    f.made.layers().setMaskVisible(QStringLiteral("grader-1"), false);
    Mask outcome(cube());
    addBall(outcome, {16, 32, 32}, 6.0, 1);
    addBall(outcome, {48, 32, 32}, 6.0, 2);
    MaskLayer layer;
    layer.id = QStringLiteral("outcome");
    layer.mask = std::make_shared<const Mask>(outcome);
    layer.labelColors = {QColor(), QColor::fromRgb(kGraderOne), QColor::fromRgb(kGraderTwo)};
    layer.labelPatterns = {MaskPattern::Solid, MaskPattern::Solid, MaskPattern::Solid};
    f.made.layers().addMask(layer);
    QTRY_VERIFY_WITH_TIMEOUT(f.view.upToDate(), 20000);
    QVERIFY(patchOf(f.view, kGraderOne, 0, 400).pixels > 200);
    QVERIFY(patchOf(f.view, kGraderTwo, 0, 400).pixels > 200);
}

void SurfaceViewTest::rendersOnlyWhenSomethingChanged()
{
    Fixture f;
    f.open();
    f.view.grab();
    const int before = f.view.renderCount();

    f.view.grab();
    f.made.document().cursor().moveTo({20, 20, 20}); // the mark is drawn over the picture
    f.made.layers().setWindow(0, {0.0, 50.0});
    f.view.grab();
    QCOMPARE(f.view.renderCount(), before);

    turnWheel(f.view, {200, 200}, 1);
    f.view.grab();
    QCOMPARE(f.view.renderCount(), before + 1);
}

void SurfaceViewTest::closedCaseIsEmpty()
{
    Fixture f;
    f.open();
    f.made.document().close();
    QCOMPARE(patchOf(f.view, kGraderOne, 0, 400).pixels, 0);
}

} // namespace dawson

QTEST_MAIN(dawson::SurfaceViewTest)
#include "surface_view_test.moc"
