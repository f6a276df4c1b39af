#include "core/registration/nudge.h"

#include <QTest>

#include <cmath>

using namespace dawson;

class NudgeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void movesPoints_data();
    void movesPoints();
    void theFollowUpMovesOverTheBaseline();
    void aNudgeIsTakenBack();
    void everyRigidMapIsANudge();
    void gridsMoveWithTheirVoxels();
};

namespace
{

double apart(const PatientPoint& a, const PatientPoint& b)
{
    return std::hypot(a.x - b.x, a.y - b.y, a.z - b.z);
}

} // namespace

void NudgeTest::movesPoints_data()
{
    QTest::addColumn<QList<double>>("nudge");
    QTest::addColumn<QList<double>>("point");
    QTest::addColumn<QList<double>>("goesTo");

    // About (10, 20, 30).
    QTest::newRow("nothing") << QList<double>{0, 0, 0, 0, 0, 0} << QList<double>{1, 2, 3}
                             << QList<double>{1, 2, 3};
    QTest::newRow("shift") << QList<double>{1, -2, 3, 0, 0, 0} << QList<double>{1, 2, 3}
                           << QList<double>{2, 0, 6};
    QTest::newRow("about z") << QList<double>{0, 0, 0, 0, 0, 90} << QList<double>{15, 20, 30}
                             << QList<double>{10, 25, 30};
    QTest::newRow("about x") << QList<double>{0, 0, 0, 90, 0, 0} << QList<double>{10, 25, 30}
                             << QList<double>{10, 20, 35};
    QTest::newRow("about y") << QList<double>{0, 0, 0, 0, 90, 0} << QList<double>{10, 20, 35}
                             << QList<double>{15, 20, 30};
    QTest::newRow("x before z, then the shift")
        << QList<double>{0, 0, 1, 90, 0, 90} << QList<double>{10, 25, 30}
        << QList<double>{10, 20, 36};
}

void NudgeTest::movesPoints()
{
    QFETCH(QList<double>, nudge);
    QFETCH(QList<double>, point);
    QFETCH(QList<double>, goesTo);
    Nudge numbers{};
    std::copy(nudge.begin(), nudge.end(), numbers.begin());

    const AffineMap map = nudgeMap({10, 20, 30}, numbers);

    QVERIFY(map.rigid());
    QVERIFY(apart(map({point[0], point[1], point[2]}), {goesTo[0], goesTo[1], goesTo[2]}) < 1e-9);
}

/// What lay at 5 in the follow-up, seen at 5, is seen at 7 after a shift by 2.
void NudgeTest::theFollowUpMovesOverTheBaseline()
{
    const Transform moved = nudged({}, nudgeMap({}, {2, 0, 0, 0, 0, 0}));

    QVERIFY(apart(moved.toMoving({7, 0, 0}), {5, 0, 0}) < 1e-9);
}

void NudgeTest::aNudgeIsTakenBack()
{
    Transform transform;
    transform.affine.offset = {3, -1, 4};
    const AffineMap map = nudgeMap({10, 20, 30}, {1, 2, 3, 4, 5, 6});

    const Transform back = nudged(nudged(transform, map), map.inverse());

    QVERIFY(apart(back.toMoving({1, 2, 3}), transform.toMoving({1, 2, 3})) < 1e-9);
    QVERIFY(apart(nudged(transform, map).toMoving({1, 2, 3}), {4, 1, 7}) > 1.0);
}

void NudgeTest::everyRigidMapIsANudge()
{
    const PatientPoint centre{10, 20, 30};
    const Nudge first{1.0, -2.0, 3.0, 10.0, -20.0, 30.0};
    const Nudge found = nudgeOf(centre, nudgeMap(centre, first));
    for (std::size_t n = 0; n < first.size(); ++n) {
        QVERIFY(std::abs(found[n] - first[n]) < 1e-9);
    }
    // A turn about an oblique axis on top of it leaves points of the axis where they were.
    const double part = 1.0 / std::sqrt(3.0);
    const AffineMap turn = turnAbout(centre, {part, part, part}, 120.0);
    QVERIFY(apart(turn({13, 23, 33}), {13, 23, 33}) < 1e-9);
    QVERIFY(apart(turn({11, 20, 30}), {10, 21, 30}) < 1e-9); // x to y to z
    const AffineMap both = turn.after(nudgeMap(centre, first));
    const AffineMap again = nudgeMap(centre, nudgeOf(centre, both));
    QVERIFY(apart(both({1, 2, 3}), again({1, 2, 3})) < 1e-9);
}

void NudgeTest::gridsMoveWithTheirVoxels()
{
    const Geometry grid = Geometry::axisAligned({8, 9, 10}, {1.0, 2.0, 3.0}, {4, 5, 6});
    const AffineMap map = nudgeMap(grid.center(), {1.0, -2.0, 3.0, 10.0, -20.0, 30.0});
    const Geometry there = moved(grid, map);
    const VoxelIndex voxel{7, 2, 5};
    QVERIFY(apart(there.toPatient(voxel), map(grid.toPatient(voxel))) < 1e-9);
}

QTEST_GUILESS_MAIN(NudgeTest)
#include "nudge_test.moc"
