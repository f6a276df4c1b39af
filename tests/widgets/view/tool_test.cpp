#include "tests/widgets/view/view_case.h"
#include "widgets/view/lesion_erase_tool.h"
#include "widgets/view/paint_tool.h"
#include "widgets/view/slice_view.h"
#include "widgets/view/view_tool.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

Q_DECLARE_METATYPE(Qt::MouseButton)

namespace dawson
{

namespace
{

Touch touchAt(const PatientPoint& point,
              Qt::MouseButton button = Qt::LeftButton,
              Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    return {point, {point, {0.0, 0.0, 1.0}}, {point.x, point.y}, button, modifiers};
}

void gesture(Tool& tool, const Touch& from, const Touch& to)
{
    if (tool.press(from)) {
        tool.move(to);
        tool.release(to);
    }
}

double flat(const PatientPoint&)
{
    return 50.0;
}

} // namespace

class ToolTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void buttonsPaintOrErase_data();
    void buttonsPaintOrErase();
    void aGestureIsOneStep();
    void cancelPutsTheMaskBack();
    void secondButtonDoesNotDisturb();
    void closedCaseTakesNoStroke();
    void clickMovesTheCursor();
    void dragSetsTheWindow();
    void cancelledDragPutsTheWindowBack();
    void clickErasesTheLesion();
    void releaseElsewhereErasesNothing();
    void brushStepsStayInRange();
};

void ToolTest::buttonsPaintOrErase_data()
{
    QTest::addColumn<Qt::MouseButton>("button");
    QTest::addColumn<bool>("control");
    QTest::addColumn<int>("before");
    QTest::addColumn<int>("after");

    QTest::newRow("left paints") << Qt::LeftButton << false << 0 << 1;
    QTest::newRow("right erases") << Qt::RightButton << false << 1 << 0;
    QTest::newRow("Ctrl+left erases") << Qt::LeftButton << true << 1 << 0;
    QTest::newRow("Ctrl+right paints") << Qt::RightButton << true << 0 << 1;
    QTest::newRow("middle does nothing") << Qt::MiddleButton << false << 0 << 0;
}

void ToolTest::buttonsPaintOrErase()
{
    QFETCH(Qt::MouseButton, button);
    QFETCH(bool, control);
    QFETCH(int, before);
    QFETCH(int, after);
    ViewCase made(cube(), flat);
    Mask mask(cube());
    mask.set({20, 20, 30}, static_cast<std::uint8_t>(before));
    made.addMask(QStringLiteral("grader-1"), mask);
    made.open();
    PaintTool tool(made.document());
    const Touch touch =
        touchAt({20, 20, 30}, button, control ? Qt::ControlModifier : Qt::NoModifier);

    gesture(tool, touch, touch);

    QCOMPARE(int{made.document().editedMask()->at({20, 20, 30})}, after);
    QVERIFY(!tool.active());
}

void ToolTest::aGestureIsOneStep()
{
    ViewCase made(cube(), flat);
    made.open();
    PaintTool tool(made.document());
    tool.setBrush({Brush::Shape::Disc, 4.0, std::nullopt});

    gesture(tool, touchAt({20, 20, 30}), touchAt({40, 20, 30}));

    // Voxels within 2 mm of a segment of 20 mm on voxel centres, in one slice: 21 columns of 5 and
    // a half disc of 4 (distance 1: 3, distance 2: 1) at each end.
    QCOMPARE(made.document().editedMask()->foregroundCount(), std::size_t{21 * 5 + 2 * 4});
    QCOMPARE(made.document().undoStack().count(), 1);
    made.document().undoStack().undo();
    QCOMPARE(made.document().editedMask()->foregroundCount(), std::size_t{0});
}

void ToolTest::cancelPutsTheMaskBack()
{
    ViewCase made(cube(), flat);
    made.open();
    PaintTool tool(made.document());
    QVERIFY(tool.press(touchAt({20, 20, 30})));
    QVERIFY(made.document().editedMask()->foregroundCount() > 0);

    tool.cancel();

    QVERIFY(!tool.active());
    QCOMPARE(made.document().editedMask()->foregroundCount(), std::size_t{0});
    QCOMPARE(made.document().undoStack().count(), 0);
}

void ToolTest::secondButtonDoesNotDisturb()
{
    ViewCase made(cube(), flat);
    made.open();
    PaintTool tool(made.document());
    QVERIFY(tool.press(touchAt({20, 20, 30})));
    QVERIFY(!tool.press(touchAt({20, 20, 30}, Qt::RightButton)));
    QVERIFY(tool.active());
    tool.release(touchAt({20, 20, 30}));
    QCOMPARE(made.document().undoStack().count(), 1);
}

void ToolTest::closedCaseTakesNoStroke()
{
    CaseDocument document;
    PaintTool paint(document);
    LesionEraseTool erase(document);
    QVERIFY(!paint.press(touchAt({20, 20, 30})));
    QVERIFY(!erase.press(touchAt({20, 20, 30})));
}

void ToolTest::clickMovesTheCursor()
{
    ViewCase made(cube(), flat);
    made.open();
    ViewTool tool(made.document());
    const IntensityWindow window = made.layers().images()[0].window;

    gesture(tool, touchAt({20, 21, 30}), touchAt({22, 21, 30})); // a hand trembles

    QCOMPARE(made.document().cursor().position(), (PatientPoint{22, 21, 30}));
    QCOMPARE(made.layers().images()[0].window, window);
    QVERIFY(!tool.press(touchAt({1, 1, 30}, Qt::RightButton)));
}

void ToolTest::dragSetsTheWindow()
{
    ViewCase made(cube(), flat);
    made.open();
    ViewTool tool(made.document());
    const PatientPoint before = made.document().cursor().position();
    QVERIFY(tool.press(touchAt({0, 0, 30})));
    tool.move(touchAt({150, 40, 30})); // one doubling to the right, a tenth of the width down
    tool.release(touchAt({150, 40, 30}));

    const IntensityWindow after = made.layers().images()[0].window;
    QVERIFY(std::abs(after.width() - 200.0) < 1e-9);
    QVERIFY(std::abs(after.level() - 60.0) < 1e-9);
    QCOMPARE(made.document().cursor().position(), before);
}

void ToolTest::cancelledDragPutsTheWindowBack()
{
    ViewCase made(cube(), flat);
    made.open();
    ViewTool tool(made.document());
    QVERIFY(tool.press(touchAt({0, 0, 30})));
    tool.move(touchAt({50, 70, 30}));
    tool.cancel();
    QCOMPARE(made.layers().images()[0].window, (IntensityWindow{0.0, 100.0}));
    QVERIFY(!tool.active());
}

void ToolTest::clickErasesTheLesion()
{
    ViewCase made(cube(), flat);
    Mask mask(cube());
    addBall(mask, {20, 20, 30}, 3.0);
    const std::size_t one = mask.foregroundCount();
    addBall(mask, {40, 40, 30}, 3.0);
    made.addMask(QStringLiteral("grader-1"), mask);
    made.open();
    LesionEraseTool tool(made.document());

    gesture(tool, touchAt({21, 20, 30}), touchAt({22, 20, 30}));

    QCOMPARE(made.document().editedMask()->foregroundCount(), one);
    QCOMPARE(int{made.document().editedMask()->at({40, 40, 30})}, 1);
    QCOMPARE(made.document().undoStack().count(), 1);
}

void ToolTest::releaseElsewhereErasesNothing()
{
    ViewCase made(cube(), flat);
    Mask mask(cube());
    addBall(mask, {20, 20, 30}, 3.0);
    addBall(mask, {40, 40, 30}, 3.0);
    made.addMask(QStringLiteral("grader-1"), mask);
    made.open();
    LesionEraseTool tool(made.document());

    gesture(tool, touchAt({20, 20, 30}), touchAt({10, 10, 30}));
    gesture(tool, touchAt({20, 20, 30}), touchAt({40, 40, 30}));
    gesture(tool, touchAt({20, 20, 30}), touchAt({-400, 40, 30}));

    QCOMPARE(made.document().editedMask()->foregroundCount(), mask.foregroundCount());
    QCOMPARE(made.document().undoStack().count(), 0);
}

void ToolTest::brushStepsStayInRange()
{
    QCOMPARE(steppedBrushDiameter(6.0, 1), 7.0);
    QCOMPARE(steppedBrushDiameter(2.0, 1), 2.5);
    QCOMPARE(steppedBrushDiameter(0.5, -1), 0.5);
    QCOMPARE(steppedBrushDiameter(60.0, 3), 60.0);
    QVERIFY(steppedBrushDiameter(30.0, 1) > 31.0);
    QVERIFY(steppedBrushDiameter(30.0, -1) < 29.0);
}

} // namespace dawson

QTEST_GUILESS_MAIN(dawson::ToolTest)
#include "tool_test.moc"
