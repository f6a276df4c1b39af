#include "core/base/error.h"
#include "core/lesion/lesion_change.h"
#include "tests/core/lesion/boxes.h"
#include "tests/core/lesion/spheres.h"

#include <QTest>

#include <numbers>

using namespace dawson;

namespace
{

using Spheres = std::vector<Sphere>;

/// QStringLiteral("1 new, 2 stable") in the order of the classes.
QString counts(const LesionChanges& changes)
{
    QStringList parts;
    for (const ChangeClass kind : kChangeClasses) {
        if (const std::size_t n = changes.sum(kind).count; n > 0) {
            parts << QString::number(n) + QLatin1Char(' ') +
                         QString::fromStdString(changeKey(kind));
        }
    }
    return parts.join(QStringLiteral(", "));
}

LesionChanges between(const Spheres& before, const Spheres& now, const ChangeRule& rule = {})
{
    return findChanges(withSpheres(before), withSpheres(now), rule);
}

double sphereMl(double radiusMm)
{
    return 4.0 / 3.0 * std::numbers::pi * radiusMm * radiusMm * radiusMm / 1000.0;
}

} // namespace

Q_DECLARE_METATYPE(dawson::ChangeClass)

class LesionChangeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void situations_data()
    {
        QTest::addColumn<Spheres>("before");
        QTest::addColumn<Spheres>("now");
        QTest::addColumn<QString>("expected");
        const Sphere left{{-15, 0, 0}, 5};
        const Sphere right{{15, 0, 0}, 5};
        const Sphere above{{0, 0, 15}, 4};
        const Sphere both{{0, 0, 0}, 18};
        QTest::newRow("nothing at either visit") << Spheres{} << Spheres{} << QString();
        QTest::newRow("nothing changed")
            << Spheres{left} << Spheres{left} << QStringLiteral("1 stable");
        QTest::newRow("one appeared")
            << Spheres{left} << Spheres{left, right} << QStringLiteral("1 new, 1 stable");
        QTest::newRow("one is gone")
            << Spheres{left, right} << Spheres{left} << QStringLiteral("1 stable, 1 resolved");
        QTest::newRow("grown from 5 to 6 mm: +73 %")
            << Spheres{left} << Spheres{{{-15, 0, 0}, 6}} << QStringLiteral("1 enlarging");
        QTest::newRow("shrunk from 6 to 5 mm: -42 %")
            << Spheres{{{-15, 0, 0}, 6}} << Spheres{left} << QStringLiteral("1 shrinking");
        QTest::newRow("moved by less than its size")
            << Spheres{left} << Spheres{{{-11, 0, 0}, 5}} << QStringLiteral("1 stable");
        QTest::newRow("moved by more than its size")
            << Spheres{left} << Spheres{{{-3, 0, 0}, 5}} << QStringLiteral("1 new, 1 resolved");
        QTest::newRow("two became one")
            << Spheres{left, right} << Spheres{both} << QStringLiteral("1 merged");
        QTest::newRow("one became two")
            << Spheres{both} << Spheres{left, right} << QStringLiteral("1 split");
        QTest::newRow("three became two, linked through one")
            << Spheres{left, right, above} << Spheres{{{-8, 0, 0}, 9.5}, {{8, 0, 9}, 12}}
            << QStringLiteral("1 merged");
        QTest::newRow("everything at once") << Spheres{left, right} << Spheres{left, above}
                                            << QStringLiteral("1 new, 1 stable, 1 resolved");
    }

    void situations()
    {
        QFETCH(Spheres, before);
        QFETCH(Spheres, now);
        QFETCH(QString, expected);
        QCOMPARE(counts(between(before, now)), expected);
    }

    void limitsAreMetExactly_data()
    {
        QTest::addColumn<int>("lengthNow");
        QTest::addColumn<ChangeClass>("expected");
        QTest::newRow("10 to 13 voxels: exactly +30 %") << 13 << ChangeClass::Enlarging;
        QTest::newRow("10 to 12 voxels: +20 %") << 12 << ChangeClass::Stable;
        QTest::newRow("10 to 8 voxels: -20 %") << 8 << ChangeClass::Stable;
        QTest::newRow("10 to 7 voxels: exactly -30 %") << 7 << ChangeClass::Shrinking;
    }

    void limitsAreMetExactly()
    {
        QFETCH(int, lengthNow);
        QFETCH(ChangeClass, expected);
        const Mask before = withBox(emptyCube(), {2, 2, 2}, {10, 2, 2});
        const Mask now = withBox(emptyCube(), {2, 2, 2}, {lengthNow, 2, 2});
        const LesionChanges changes = findChanges(before, now);
        QCOMPARE(changes.changes.size(), 1U);
        QCOMPARE(changes.changes[0].kind, expected);
    }

    void diameterCanBeAskedForBesides()
    {
        ChangeRule rule;
        rule.minDiameterChangeMm = 3.0;
        const Mask before = withBox(emptyCube(), {2, 2, 2}, {9, 2, 2});
        const Mask thicker = withBox(emptyCube(), {2, 2, 2}, {9, 4, 4});
        const Mask longer = withBox(emptyCube(), {2, 2, 2}, {12, 2, 2});
        QCOMPARE(counts(findChanges(before, thicker)), QStringLiteral("1 enlarging"));
        QCOMPARE(counts(findChanges(before, thicker, rule)), QStringLiteral("1 stable"));
        QCOMPARE(counts(findChanges(before, longer, rule)), QStringLiteral("1 enlarging"));
    }

    void leftOutOnlyWhenSmallAtBothVisits_data()
    {
        QTest::addColumn<int>("lengthBefore");
        QTest::addColumn<int>("lengthNow");
        QTest::addColumn<QString>("expected");
        QTest::newRow("new, 2 mm") << 0 << 2 << QString();
        QTest::newRow("new, exactly 3 mm") << 0 << 3 << QStringLiteral("1 new");
        QTest::newRow("gone, 2 mm") << 2 << 0 << QString();
        QTest::newRow("grown from 2 to 3 mm") << 2 << 3 << QStringLiteral("1 enlarging");
        QTest::newRow("shrunk from 4 to 2 mm") << 4 << 2 << QStringLiteral("1 shrinking");
    }

    void leftOutOnlyWhenSmallAtBothVisits()
    {
        QFETCH(int, lengthBefore);
        QFETCH(int, lengthNow);
        QFETCH(QString, expected);
        const LesionChanges changes =
            findChanges(withBox(emptyCube(), {4, 4, 4}, {lengthBefore, 1, 1}),
                        withBox(emptyCube(), {4, 4, 4}, {lengthNow, 1, 1}));
        QCOMPARE(counts(changes), expected);
        QCOMPARE(changes.leftOut.size(), expected.isEmpty() ? 1U : 0U);
    }

    void volumesAreThoseOfTheSpheres()
    {
        const LesionChanges changes =
            between({{{-15, 0, 0}, 6}, {{15, 0, 0}, 7}}, {{{-15, 0, 0}, 9}, {{0, 0, 15}, 5}});
        QCOMPARE(counts(changes), QStringLiteral("1 new, 1 enlarging, 1 resolved"));
        const LesionChange& grown = changes.changes[1];
        QVERIFY(std::abs(grown.priorMl / sphereMl(6) - 1.0) < 0.03);
        QVERIFY(std::abs(grown.currentMl / sphereMl(9) - 1.0) < 0.03);
        // (9 / 6)^3 - 1
        QVERIFY(std::abs(*grown.changeShare() - 2.375) < 0.1);
        QVERIFY(std::abs(grown.currentDiameterMm - grown.priorDiameterMm - 6.0) < 1.0);
        QVERIFY(std::abs(changes.sum(ChangeClass::New).currentMl / sphereMl(5) - 1.0) < 0.03);
        QVERIFY(!changes.changes[0].changeShare());
        QCOMPARE(*changes.changes[2].changeShare(), -1.0);
    }

    void mergedAndSplitSayWhetherTheyGrew()
    {
        const Spheres parts{{{-15, 0, 0}, 5}, {{15, 0, 0}, 5}};
        const Spheres whole{{{0, 0, 0}, 18}};
        const LesionChanges merged = between(parts, whole);
        QCOMPARE(merged.changes[0].kind, ChangeClass::Merged);
        QCOMPARE(merged.changes[0].trend, ChangeClass::Enlarging);
        QCOMPARE(merged.changes[0].prior.size(), 2U);
        QCOMPARE(between(whole, parts).changes[0].trend, ChangeClass::Shrinking);
    }

    void oneTouchingVoxelCanBeTooLittle()
    {
        const Mask before = withBox(emptyCube(), {2, 2, 2}, {5, 5, 5});
        const Mask now = withBox(emptyCube(), {6, 6, 6}, {5, 5, 5});
        ChangeRule rule;
        QCOMPARE(counts(findChanges(before, now, rule)), QStringLiteral("1 stable"));
        rule.minOverlap = 1.0 / 125.0;
        QCOMPARE(counts(findChanges(before, now, rule)), QStringLiteral("1 stable"));
        rule.minOverlap = 1.5 / 125.0;
        QCOMPARE(counts(findChanges(before, now, rule)), QStringLiteral("1 new, 1 resolved"));
    }

    void jumpsIntoTheLesion()
    {
        const Mask now = withSpheres({{{15, 0, 0}, 5}});
        const LesionChange change = findChanges(withSpheres({}), now).changes[0];
        QVERIFY(now.at(now.geometry().nearestVoxel(change.inside)) != 0);
    }

    void otherGridIsRefused()
    {
        const Mask wide(Geometry::axisAligned({24, 24, 25}, {1.0, 1.0, 1.0}));
        QVERIFY_THROWS_EXCEPTION(Error, findChanges(emptyCube(), wide));
    }

    void ruleIsSaidWhole()
    {
        const std::string text = ChangeRule{}.describe();
        for (const char* part : {"one shared voxel", "+30 %", "-30 %", "3 mm", "26-connected"}) {
            QVERIFY2(text.find(part) != std::string::npos, part);
        }
    }
};

QTEST_GUILESS_MAIN(LesionChangeTest)
#include "lesion_change_test.moc"
