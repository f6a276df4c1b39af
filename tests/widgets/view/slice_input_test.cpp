#include "tests/widgets/view/slice_pane.h"
#include "widgets/theme/theme.h"
#include "widgets/view/paint_tool.h"
#include "widgets/view/view_tool.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>

namespace dawson
{

/// Mouse and keys in one slice pane; at every scale (see CMakeLists.txt).
class SliceInputTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { applyTheme(ThemeName::Dark); }

    void mousePaintsWhatTheBrushCovers();
    void rightDragErases();
    void secondQuickDabIsADab();
    void escapeGivesTheStrokeUp();
    void wheelPagesAndZooms();
    void keysPage();
    void dragsPanZoomAndWindow();
    void shiftMoveLeadsTheCursor();
    void farCursorIsBroughtIntoView();
    void aReleaseElsewhereEndsTheStroke();
    void aReleaseElsewhereEndsTheDrag_data();
    void aReleaseElsewhereEndsTheDrag();

private:
    static void
    move(SliceView& view, const QPointF& to, Qt::MouseButtons held, Qt::KeyboardModifiers keys = {})
    {
        QMouseEvent event(QEvent::MouseMove, to, view.mapToGlobal(to), Qt::NoButton, held, keys);
        QCoreApplication::sendEvent(&view, &event);
    }
};

void SliceInputTest::mousePaintsWhatTheBrushCovers()
{
    ViewCase made(cube(), gray);
    made.open();
    SlicePane pane(made);
    PaintTool tool(made.document());
    tool.setBrush({Brush::Shape::Disc, 6.0, std::nullopt});
    pane.view.setTool(&tool);
    pane.setMode(PaneMode::Paint);
    const QPoint from(150, 160);
    const QPoint to(280, 190);

    QTest::mousePress(&pane.view, Qt::LeftButton, {}, from);
    QTest::mouseMove(&pane.view, to); // one fast move: no gaps
    QTest::mouseRelease(&pane.view, Qt::LeftButton, {}, to);

    // Every voxel of the slice whose centre lies within 3 mm of the segment, counted here.
    const PatientPoint a = pane.view.frame().toPatient(from);
    const PatientPoint b = pane.view.frame().toPatient(to);
    const double length = std::hypot(b.x - a.x, b.y - a.y);
    std::size_t expected = 0;
    for (int j = 0; j < 64; ++j) {
        for (int i = 0; i < 64; ++i) {
            const double t = std::clamp(
                ((i - a.x) * (b.x - a.x) + (j - a.y) * (b.y - a.y)) / length / length, 0.0, 1.0);
            const double away = std::hypot(i - a.x - t * (b.x - a.x), j - a.y - t * (b.y - a.y));
            expected += away <= 3.0 ? 1 : 0;
        }
    }
    QVERIFY(expected > 100);
    QCOMPARE(made.document().editedMask()->foregroundCount(), expected);
    QCOMPARE(made.document().undoStack().count(), 1);
    pane.setMode(PaneMode::View); // no ring over the pixel
    const QColor veil = colorAt(grabbed(pane.view), QPointF(from + to) / 2.0);
    QVERIFY2(near(veil, QColor(113, 146, 165)), qPrintable(veil.name())); // 65 % gray, 35 % blue
}

void SliceInputTest::rightDragErases()
{
    ViewCase made(cube(), gray);
    Mask mask(cube());
    addBall(mask, {32, 32, 32}, 12.0);
    made.addMask(QStringLiteral("grader-1"), mask);
    made.open();
    made.document().cursor().moveTo({32, 32, 32});
    SlicePane pane(made);
    PaintTool tool(made.document());
    tool.setBrush({Brush::Shape::Disc, 4.0, std::nullopt});
    pane.view.setTool(&tool);
    pane.setMode(PaneMode::Paint, 4.0);
    const QPoint at = pane.view.frame().toPixel({32, 32, 32}).toPoint();

    QTest::mousePress(&pane.view, Qt::RightButton, {}, at);
    QTest::mouseRelease(&pane.view, Qt::RightButton, {}, at);

    const std::size_t erased =
        mask.foregroundCount() - made.document().editedMask()->foregroundCount();
    QVERIFY(erased >= 9 && erased <= 16); // a disc of 4 mm: 12.6 mm2, wherever its centre is
    QCOMPARE(int{made.document().editedMask()->at({32, 32, 32})}, 0);
    QCOMPARE(int{made.document().editedMask()->at({32, 32, 33})}, 1);
}

void SliceInputTest::secondQuickDabIsADab()
{
    ViewCase made(cube(), gray);
    made.open();
    SlicePane pane(made);
    PaintTool tool(made.document());
    pane.view.setTool(&tool);
    pane.setMode(PaneMode::Paint);
    QSignalSpy maximize(&pane.view, &SliceView::maximizeRequested);

    QTest::mouseClick(&pane.view, Qt::LeftButton, {}, {150, 160});
    QTest::mouseDClick(&pane.view, Qt::LeftButton, {}, {260, 160});

    QCOMPARE(maximize.size(), 0);
    const auto& frame = pane.view.frame();
    const auto painted = [&](const QPointF& pixel) {
        return made.document().editedMask()->at(
            made.document().geometry().nearestVoxel(frame.toPatient(pixel)));
    };
    QCOMPARE(int{painted({150, 160})}, 1);
    QCOMPARE(int{painted({260, 160})}, 1);
    pane.setMode(PaneMode::View);
    QTest::mouseDClick(&pane.view, Qt::LeftButton, {}, {260, 160});
    QCOMPARE(maximize.size(), 1);
}

void SliceInputTest::escapeGivesTheStrokeUp()
{
    ViewCase made(cube(), gray);
    made.open();
    SlicePane pane(made);
    PaintTool tool(made.document());
    pane.view.setTool(&tool);
    pane.setMode(PaneMode::Paint);
    QTest::mousePress(&pane.view, Qt::LeftButton, {}, {150, 160});
    QVERIFY(made.document().editedMask()->foregroundCount() > 0);
    QTest::keyClick(&pane.view, Qt::Key_Escape);
    QTest::mouseRelease(&pane.view, Qt::LeftButton, {}, {150, 160});
    QCOMPARE(made.document().editedMask()->foregroundCount(), std::size_t{0});
    QCOMPARE(made.document().undoStack().count(), 0);
}

void SliceInputTest::wheelPagesAndZooms()
{
    ViewCase made(cube(), gray);
    made.open();
    made.document().cursor().moveTo({30, 31, 32});
    SlicePane pane(made);
    QSignalSpy zoomed(&pane.view, &SliceView::zoomed);
    QSignalSpy resized(&pane.view, &SliceView::brushResized);

    turnWheel(pane.view, {100, 100}, 1); // away from the hand: towards the head's top
    QCOMPARE(made.document().cursor().position(), (PatientPoint{30, 31, 33}));
    turnWheel(pane.view, {100, 100}, -3);
    QCOMPARE(made.document().cursor().position(), (PatientPoint{30, 31, 30}));
    QCOMPARE(pane.view.frame().slice(), 30);

    const PatientPoint under = pane.view.frame().toPatient({180, 150});
    turnWheel(pane.view, {180, 150}, 2, Qt::ControlModifier);
    const QPointF still = pane.view.frame().toPixel(under);
    QVERIFY(std::hypot(still.x() - 180.0, still.y() - 150.0) < 1e-6);
    QVERIFY(std::abs(pane.view.frame().zoom() - 1.15 * 1.15) < 1e-9);
    QCOMPARE(zoomed.size(), 1);

    pane.setMode(PaneMode::Paint);
    turnWheel(pane.view, {180, 150}, 1, Qt::ShiftModifier);
    QCOMPARE(resized.size(), 1);
    QCOMPARE(resized[0][0].toDouble(), 7.0);
    QCOMPARE(pane.view.frame().slice(), 30);
}

void SliceInputTest::keysPage()
{
    ViewCase made(cube(), gray);
    made.open();
    made.document().cursor().moveTo({30, 31, 32});
    SlicePane pane(made, Orientation::Coronal);
    QSignalSpy resized(&pane.view, &SliceView::brushResized);
    const auto after = [&](Qt::Key key) {
        QTest::keyClick(&pane.view, key);
        return made.document().cursor().position().y;
    };

    QCOMPARE(after(Qt::Key_Up), 30.0); // towards the front
    QCOMPARE(after(Qt::Key_Down), 31.0);
    QCOMPARE(after(Qt::Key_PageUp), 26.0);
    QCOMPARE(after(Qt::Key_PageDown), 31.0);
    QCOMPARE(after(Qt::Key_End), 0.0);
    QCOMPARE(after(Qt::Key_Home), 63.0);
    QTest::keyClick(&pane.view, Qt::Key_BracketRight);
    QTest::keyClick(&pane.view, Qt::Key_BracketLeft);
    QCOMPARE(resized.size(), 2);
    QCOMPARE(resized[1][0].toDouble(), 5.0);
}

void SliceInputTest::dragsPanZoomAndWindow()
{
    ViewCase made(cube(), gray);
    made.open();
    SlicePane pane(made);
    ViewTool tool(made.document());
    pane.view.setTool(&tool);
    const auto drag = [&](Qt::MouseButton button, Qt::KeyboardModifiers keys, const QPoint& by) {
        const QPoint from(200, 160);
        QTest::mousePress(&pane.view, button, keys, from);
        QMouseEvent move(QEvent::MouseMove,
                         from + by,
                         pane.view.mapToGlobal(QPointF(from + by)),
                         Qt::NoButton,
                         button,
                         keys);
        QCoreApplication::sendEvent(&pane.view, &move);
        QTest::mouseRelease(&pane.view, button, keys, from + by);
    };

    const PatientPoint under = pane.view.frame().toPatient({200, 160});
    drag(Qt::MiddleButton, {}, {30, -20});
    QPointF now = pane.view.frame().toPixel(under);
    QVERIFY(std::hypot(now.x() - 230.0, now.y() - 140.0) < 1e-6);
    drag(Qt::LeftButton, Qt::ShiftModifier, {-30, 20});
    now = pane.view.frame().toPixel(under);
    QVERIFY(std::hypot(now.x() - 200.0, now.y() - 160.0) < 1e-6);

    drag(Qt::RightButton, {}, {0, -120}); // up: twice as large
    QVERIFY(std::abs(pane.view.frame().zoom() - 2.0) < 1e-9);

    drag(Qt::LeftButton, {}, {150, 0});
    QVERIFY(std::abs(made.layers().images()[0].window.width() - 200.0) < 1e-9);
    pane.setMode(PaneMode::Paint);
    drag(Qt::RightButton, Qt::AltModifier, {-150, 0});
    QVERIFY(std::abs(made.layers().images()[0].window.width() - 100.0) < 1e-9);
}

void SliceInputTest::shiftMoveLeadsTheCursor()
{
    ViewCase made(cube(), gray);
    made.open();
    SlicePane pane(made);
    QSignalSpy hovered(&pane.view, &SliceView::hovered);
    const auto moveTo = [&](const QPointF& at, Qt::KeyboardModifiers keys) {
        QMouseEvent move(
            QEvent::MouseMove, at, pane.view.mapToGlobal(at), Qt::NoButton, Qt::NoButton, keys);
        QCoreApplication::sendEvent(&pane.view, &move);
    };

    const PatientPoint before = made.document().cursor().position();
    moveTo({150, 130}, Qt::NoModifier);
    QCOMPARE(made.document().cursor().position(), before);
    moveTo({150, 130}, Qt::ShiftModifier);
    QCOMPARE(made.document().cursor().position(), pane.view.frame().toPatient({150, 130}));
    QCOMPARE(hovered.size(), 2);
}

void SliceInputTest::farCursorIsBroughtIntoView()
{
    ViewCase made(cube(), gray);
    made.open();
    made.document().cursor().moveTo({32, 32, 32});
    SlicePane pane(made);
    pane.view.setZoom(8.0, {});
    made.document().cursor().moveTo({60, 60, 40});
    QVERIFY(QRectF(pane.view.rect()).contains(pane.view.frame().toPixel({60, 60, 40})));
    QCOMPARE(pane.view.frame().slice(), 40);
}

/// A dialog that comes up while a button is down gets the release; the pane sees the next move.
void SliceInputTest::aReleaseElsewhereEndsTheStroke()
{
    ViewCase made(cube(), gray);
    made.open();
    SlicePane pane(made);
    PaintTool tool(made.document());
    pane.view.setTool(&tool);
    pane.setMode(PaneMode::Paint);
    const auto voxels = [&] { return made.document().editedMask()->foregroundCount(); };
    QSignalSpy gesture(&pane.view, &SliceView::gestureChanged);

    QTest::mousePress(&pane.view, Qt::LeftButton, {}, {150, 160});
    move(pane.view, {200, 160}, Qt::LeftButton);
    const std::size_t painted = voxels();
    move(pane.view, {280, 190}, Qt::NoButton);
    move(pane.view, {100, 190}, Qt::NoButton);

    QCOMPARE(voxels(), painted);
    QCOMPARE(made.document().undoStack().count(), 1); // kept, as what was seen
    QCOMPARE(gesture.size(), 2);
    QTest::mouseRelease(&pane.view, Qt::LeftButton, {}, {100, 190});
    QTest::mouseClick(&pane.view, Qt::LeftButton, {}, {280, 190});
    QVERIFY(voxels() > painted);
    QCOMPARE(made.document().undoStack().count(), 2);
}

void SliceInputTest::aReleaseElsewhereEndsTheDrag_data()
{
    QTest::addColumn<Qt::MouseButton>("button");
    QTest::addColumn<Qt::KeyboardModifiers>("keys");
    QTest::newRow("panning") << Qt::MiddleButton << Qt::KeyboardModifiers();
    QTest::newRow("zooming") << Qt::RightButton << Qt::KeyboardModifiers();
    QTest::newRow("window and level") << Qt::RightButton << Qt::KeyboardModifiers(Qt::AltModifier);
}

void SliceInputTest::aReleaseElsewhereEndsTheDrag()
{
    QFETCH(const Qt::MouseButton, button);
    QFETCH(const Qt::KeyboardModifiers, keys);
    ViewCase made(cube(), gray);
    made.open();
    SlicePane pane(made);
    QTest::mousePress(&pane.view, button, keys, {200, 160});
    move(pane.view, {240, 120}, button, keys);
    const SliceFrame& frame = pane.view.frame();
    const QPointF place = frame.toPixel({20, 20, 20});
    const IntensityWindow window = made.layers().images()[0].window;
    QVERIFY(frame.zoom() != 1.0 || !frame.panMm().isNull() ||
            window != (IntensityWindow{0.0, 100.0}));

    move(pane.view, {60, 200}, Qt::NoButton);

    QCOMPARE(frame.toPixel({20, 20, 20}), place);
    QCOMPARE(made.layers().images()[0].window, window);
    QTest::mouseRelease(&pane.view, button, keys, {60, 200});
}

} // namespace dawson

QTEST_MAIN(dawson::SliceInputTest)
#include "slice_input_test.moc"
