#include "tests/widgets/view/view_case.h"
#include "widgets/theme/theme.h"
#include "widgets/view/nudge_keys.h"
#include "widgets/view/slice_view.h"

#include <QShortcut>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

namespace dawson
{

namespace
{

/// A bright ball around (32, 32, 32).
double ball(const PatientPoint& p)
{
    return std::hypot(p.x - 32.0, p.y - 32.0, p.z - 32.0) < 6.0 ? 90.0 : 10.0;
}

struct Fixture {
    Fixture()
        : made(cube(), ball)
    {
        made.addImage(ImageRole::Prior, ball);
        made.setRecord({});
        made.open();
        for (const Orientation plane : {Orientation::Axial, Orientation::Sagittal}) {
            panes.push_back(new SliceView(made.document(), plane, &window));
            panes.back()->setRole(ImageRole::Current);
            panes.back()->resize(320, 320);
        }
        panes.back()->move(330, 0);
        keys = std::make_unique<NudgeKeys>(made.document(), panes);
        window.show();
    }

    void press(Qt::Key key, Qt::KeyboardModifiers held = Qt::NoModifier, int times = 1) const
    {
        for (int n = 0; n < times; ++n) {
            QTest::keyClick(panes.front(), key, held);
        }
    }

    bool isNear(const Nudge& wanted) const
    {
        const Nudge is = keys->nudge();
        return std::equal(is.begin(), is.end(), wanted.begin(), [](double a, double b) {
            return std::abs(a - b) < 1e-6;
        });
    }

    ViewCase made;
    QWidget window;
    std::vector<SliceView*> panes;
    std::unique_ptr<NudgeKeys> keys;
};

} // namespace

class NudgeKeysTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { applyTheme(ThemeName::Dark); }

    void keysMoveTheImageOnTheScreen();
    void turnsGoByTheClock();
    void addsToWhatWasKeptBefore();
    void droppingPutsItBack();
    void keysAreFreeOtherwise();
};

void NudgeKeysTest::keysMoveTheImageOnTheScreen()
{
    Fixture f;
    f.keys->start();
    QVERIFY(!f.made.document().acceptsStrokes());
    f.press(Qt::Key_Right, Qt::NoModifier, 20); // the patient's left is on the right
    QVERIFY(f.isNear({10.0, 0, 0, 0, 0, 0}));
    SliceView& axial = *f.panes.front();
    const QImage image = axial.grab().toImage();
    QVERIFY(near(colorAt(image, axial.frame().toPixel({42.5, 34, 32})), QColor(229, 229, 229)));
    QVERIFY(near(colorAt(image, axial.frame().toPixel({30, 30, 32})), QColor(25, 25, 25)));
    f.press(Qt::Key_Down, Qt::ShiftModifier);
    f.press(Qt::Key_PageUp); // away from the viewer, who is at the feet
    QVERIFY(f.isNear({10.0, 0.1, 0.5, 0, 0, 0}));
}

void NudgeKeysTest::turnsGoByTheClock()
{
    Fixture f;
    f.keys->start();
    f.press(Qt::Key_Right, Qt::ControlModifier, 2);
    // Clockwise as seen from the feet: the patient's left turns to the back.
    QVERIFY(f.isNear({0, 0, 0, 0, 0, 1.0}));
    QTest::keyClick(f.panes.back(), Qt::Key_Left, Qt::ControlModifier); // about the other normal
    QVERIFY(std::abs(std::abs(f.keys->nudge()[3]) - 0.5) < 1e-2);
}

void NudgeKeysTest::addsToWhatWasKeptBefore()
{
    Fixture f;
    PairRecord record;
    record.nudge = {1.0, 2.0, 3.0, 0, 0, 0};
    f.made.setRecord(record);
    f.made.open();
    f.keys->start();
    f.press(Qt::Key_Left, Qt::NoModifier, 2);
    QSignalSpy ended(f.keys.get(), &NudgeKeys::ended);
    f.press(Qt::Key_Return);
    QCOMPARE(ended.size(), 1);
    QCOMPARE(ended[0][0].toBool(), true);
    const Nudge total = f.keys->total();
    QVERIFY(std::abs(total[0]) < 1e-9 && std::abs(total[1] - 2.0) < 1e-9);
    QVERIFY(f.made.document().acceptsStrokes());
}

void NudgeKeysTest::droppingPutsItBack()
{
    Fixture f;
    f.keys->start();
    f.press(Qt::Key_Right, Qt::NoModifier, 20);
    QSignalSpy ended(f.keys.get(), &NudgeKeys::ended);
    f.press(Qt::Key_Escape);
    QCOMPARE(ended.size(), 1);
    QCOMPARE(ended[0][0].toBool(), false);
    QVERIFY(!f.made.layers().images()[0].placement);
    f.keys->start();
    f.press(Qt::Key_Up);
    f.made.open(); // another case takes over
    QCOMPARE(ended.size(), 2);
    QVERIFY(!f.keys->active());
}

void NudgeKeysTest::keysAreFreeOtherwise()
{
    Fixture f;
    const int slice = f.panes.front()->frame().slice();
    f.press(Qt::Key_Up);
    QCOMPARE(f.panes.front()->frame().slice(), slice + 1);
    QShortcut shortcut(QKeySequence(Qt::Key_PageUp), &f.window);
    QSignalSpy activated(&shortcut, &QShortcut::activated);
    f.keys->start();
    QVERIFY(QTest::qWaitForWindowExposed(&f.window));
    f.press(Qt::Key_PageUp);
    QCOMPARE(activated.size(), 0); // the correction has it first
    QVERIFY(!f.isNear({}));
}

} // namespace dawson

QTEST_MAIN(dawson::NudgeKeysTest)
#include "nudge_keys_test.moc"
