#include "core/lesion/lesion_ids.h"
#include "tests/core/lesion/spheres.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace dawson;

namespace
{

const Sphere kLeft{{-16, 0, 0}, 6};
const Sphere kRight{{16, 0, 0}, 5};
const Sphere kAbove{{0, 0, 18}, 4};
const Sphere kWhole{{0, 0, 0}, 21};

std::vector<LesionMap> mapsOf(const std::vector<std::vector<Sphere>>& visits)
{
    std::vector<LesionMap> maps;
    for (const auto& spheres : visits) {
        maps.push_back(findLesions(withSpheres(spheres)));
    }
    return maps;
}

/// Ids of one visit by falling lesion volume, "2<1,2" for one that merged or split: "1 3<1".
QString text(const LesionIds& ids)
{
    QStringList parts;
    for (const LesionId& lesion : ids) {
        QStringList from;
        for (const int id : lesion.from) {
            from << QString::number(id);
        }
        parts << QString::number(lesion.id) +
                     (from.isEmpty() ? QString() : QLatin1Char('<') + from.join(QLatin1Char(',')));
    }
    return parts.join(QLatin1Char(' '));
}

QStringList texts(const std::vector<const char*>& visits)
{
    QStringList list;
    for (const char* visit : visits) {
        list << QString::fromLatin1(visit);
    }
    return list;
}

} // namespace

class LesionIdsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void overVisits_data()
    {
        using Visits = std::vector<std::vector<Sphere>>;
        QTest::addColumn<Visits>("visits");
        QTest::addColumn<QStringList>("expected");
        const Sphere leftPart{{-14, 0, 0}, 5};
        const Sphere rightPart{{14, 0, 0}, 4};
        QTest::newRow("no visit") << Visits{} << QStringList{};
        QTest::newRow("the order of sizes changes, the ids stay")
            << Visits{{kLeft, kRight}, {{{-16, 0, 0}, 4}, kRight}} << texts({"1 2", "2 1"});
        QTest::newRow("one is new") << Visits{{kLeft}, {kLeft, kRight}} << texts({"1", "1 2"});
        QTest::newRow("gone and back: another id, none is used twice")
            << Visits{{kLeft, kRight}, {kLeft}, {kLeft, kRight}} << texts({"1 2", "1", "1 3"});
        QTest::newRow("merged: the id of its largest part, and where it comes from")
            << Visits{{kLeft, kRight}, {kWhole}} << texts({"1 2", "1<1,2"});
        QTest::newRow("split: the largest piece keeps the id")
            << Visits{{kWhole}, {leftPart, rightPart}} << texts({"1", "1<1 2<1"});
        QTest::newRow("merged, split again, then quiet: the history is of the step")
            << Visits{{kLeft, kRight}, {kWhole}, {leftPart, rightPart}, {leftPart, rightPart}}
            << texts({"1 2", "1<1,2", "1<1 3<1", "1 3"});
        QTest::newRow("three visits with one new each")
            << Visits{{kLeft}, {kLeft, kRight}, {kLeft, kRight, kAbove}}
            << texts({"1", "1 2", "1 2 3"});
    }

    void overVisits()
    {
        QFETCH(const std::vector<std::vector<Sphere>>, visits);
        QFETCH(QStringList, expected);
        QStringList found;
        for (const LesionIds& ids : trackLesions(mapsOf(visits))) {
            found << text(ids);
        }
        QCOMPARE(found, expected);
    }

    void noIdTwiceInAVisitWhateverHappens()
    {
        std::mt19937 random(20261128);
        std::uniform_real_distribution<double> place(-24.0, 24.0);
        std::uniform_real_distribution<double> radius(2.0, 9.0);
        std::vector<std::vector<Sphere>> visits(6);
        for (auto& spheres : visits) {
            for (int n = 0; n < 12; ++n) {
                spheres.push_back({{place(random), place(random), place(random)}, radius(random)});
            }
        }
        const auto maps = mapsOf(visits);
        const auto history = trackLesions(maps);
        for (std::size_t n = 0; n < maps.size(); ++n) {
            QCOMPARE(history[n].size(), maps[n].lesions.size());
            std::vector<int> ids;
            for (const LesionId& lesion : history[n]) {
                QVERIFY(lesion.id > 0);
                ids.push_back(lesion.id);
            }
            std::sort(ids.begin(), ids.end());
            QVERIFY(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
        }
    }
};

QTEST_GUILESS_MAIN(LesionIdsTest)
#include "lesion_ids_test.moc"
