#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/image/subtraction.h"
#include "core/lesion/change_candidates.h"
#include "core/lesion/lesion_map.h"
#include "tests/core/lesion/spheres.h"
#include "tests/support/shared_data.h"

#include <QElapsedTimer>
#include <QTest>

#include <cmath>
#include <functional>
#include <limits>
#include <random>

using namespace dawson;

namespace
{

namespace fs = std::filesystem;

constexpr double kBrainMm = 50.0;
const Sphere kVentricle{{0, 0, 20}, 12};
const Sphere kDeep{{-22, 5, 0}, 4};

double distanceTo(const PatientPoint& a, const PatientPoint& b)
{
    return std::hypot(a.x - b.x, a.y - b.y, a.z - b.z);
}

bool isIn(const Sphere& sphere, const PatientPoint& point)
{
    return distanceTo(sphere.centre, point) <= sphere.radiusMm;
}

/// A ball of brain of 2 mm voxels around the origin; `value` of each voxel inside, 0 outside.
Volume ballOf(const std::function<double(const PatientPoint&)>& value)
{
    const Geometry grid = Geometry::axisAligned({56, 56, 56}, {2.0, 2.0, 2.0}, {-55, -55, -55});
    std::vector<float> voxels(grid.voxelCount(), 0.0F);
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        const PatientPoint p = grid.toPatient(grid.voxelAt(n));
        if (std::hypot(p.x, p.y, p.z) <= kBrainMm) {
            const auto v = static_cast<float>(value(p));
            voxels[n] = v != 0.0F ? v : 1e-6F;
        }
    }
    return {grid, std::move(voxels)};
}

/// Noise of standard deviation 0.2, the same at every call, and what is added to it.
Volume difference(const std::function<double(const PatientPoint&)>& added)
{
    std::mt19937 random(20261128);
    std::normal_distribution<double> noise(0.0, 0.2);
    return ballOf([&](const PatientPoint& p) { return noise(random) + added(p); });
}

/// Tissue of 100 with texture, fluid of 20 in the ventricle.
Volume earlierImage()
{
    std::mt19937 random(7);
    std::normal_distribution<double> texture(0.0, 10.0);
    return ballOf([&](const PatientPoint& p) {
        const double t = texture(random);
        return isIn(kVentricle, p) ? 20.0 : 100.0 + t;
    });
}

/// A shell 2 to 3 mm thick around a ball.
bool isRim(const Sphere& ball, const PatientPoint& p)
{
    const double away = distanceTo(ball.centre, p) - ball.radiusMm;
    return away > -3.0 && away <= 0.0;
}

/// Rank of the first candidate in the sphere, from 1; 0 when there is none.
std::size_t rankOf(const Sphere& sphere, const std::vector<ChangeCandidate>& candidates)
{
    for (std::size_t n = 0; n < candidates.size(); ++n) {
        if (isIn({sphere.centre, sphere.radiusMm + 1.0}, candidates[n].peak)) {
            return n + 1;
        }
    }
    return 0;
}

} // namespace

class ChangeCandidatesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void largerAndBrighterSpotsComeFirst()
    {
        const Sphere large{{25, 0, 0}, 7};
        const Sphere faint{{0, -25, -5}, 4};
        const Volume image = difference([&](const PatientPoint& p) {
            return (isIn(large, p) || isIn(kDeep, p) ? 2.0 : 0.0) + (isIn(faint, p) ? 1.0 : 0.0);
        });
        const auto found = findCandidates(image);
        QCOMPARE(rankOf(large, found), 1U);
        QCOMPARE(rankOf(kDeep, found), 2U);
        QCOMPARE(rankOf(faint, found), 3U);
        // Half of a ball's height lies at its border.
        QVERIFY(std::abs(found[0].volumeMl / 1.437 - 1.0) < 0.2);
        QVERIFY(std::abs(found[0].diameterMm - 14.0) < 3.0);
        QVERIFY(found[0].compactness > 0.75);
    }

    void darkerSpotsAreNone()
    {
        const auto found = findCandidates(
            difference([&](const PatientPoint& p) { return isIn(kDeep, p) ? -2.0 : 0.0; }));
        QCOMPARE(rankOf({kDeep.centre, 1.0}, found), 0U);
    }

    void brighterRimOfTheBrainComesAfterALesion()
    {
        const auto found = findCandidates(difference([&](const PatientPoint& p) {
            const bool rim = isRim({{}, kBrainMm}, p) && p.x > 46.0;
            return rim ? 6.0 : (isIn(kDeep, p) ? 2.0 : 0.0);
        }));
        QCOMPARE(rankOf(kDeep, found), 1U);
        QCOMPARE(found[0].surface, 1.0);
        // 3 mm below a flat surface, 26 % of a ball of 9 mm are outside.
        for (const ChangeCandidate& candidate : found) {
            const PatientPoint& p = candidate.peak;
            QVERIFY(std::hypot(p.x, p.y, p.z) < kBrainMm - 3.0 || candidate.surface < 0.5);
        }
    }

    void rimOfAVentricleWasFluidBefore()
    {
        const Volume image = difference([&](const PatientPoint& p) {
            return isRim(kVentricle, p) ? 4.0 : (isIn(kDeep, p) ? 2.0 : 0.0);
        });
        QVERIFY(isRim(kVentricle, findCandidates(image)[0].peak));
        QCOMPARE(rankOf(kDeep, findCandidates(image, earlierImage())), 1U);
    }

    void shadingIsNoChange()
    {
        const auto found = findCandidates(difference([&](const PatientPoint& p) {
            return 3.0 * p.x / kBrainMm + (isIn(kDeep, p) ? 1.5 : 0.0);
        }));
        QCOMPARE(rankOf(kDeep, found), 1U);
    }

    void contrastOfAnotherScannerIsNoChange()
    {
        // Blobs that the later scanner shows brighter than the earlier, everywhere.
        const auto isBlob = [](const PatientPoint& p) {
            return std::sin(p.x / 4.0) * std::sin(p.y / 4.0) * std::sin(p.z / 4.0) > 0.5;
        };
        const Volume earlier = ballOf([&](const PatientPoint& p) { return isBlob(p) ? 2.0 : 1.0; });
        const Volume image = difference([&](const PatientPoint& p) {
            return (isBlob(p) ? 3.0 : 0.0) + (isIn(kDeep, p) && !isBlob(p) ? 1.5 : 0.0);
        });
        QVERIFY(isBlob(findCandidates(image)[0].peak));
        QCOMPARE(rankOf(kDeep, findCandidates(image, earlier)), 1U);
    }

    void listIsSortedAndNoLongerThanAsked()
    {
        CandidateSpec spec;
        spec.most = 7;
        const auto found =
            findCandidates(difference([](const PatientPoint&) { return 0.0; }), {}, spec);
        QCOMPARE(found.size(), 7U);
        QVERIFY(std::is_sorted(found.begin(), found.end(), [](const auto& a, const auto& b) {
            return a.score > b.score;
        }));
    }

    void nothingInsideOrNothingVaries()
    {
        const Geometry grid = Geometry::axisAligned({8, 8, 8}, {1.0, 1.0, 1.0});
        QVERIFY(findCandidates(Volume(grid, std::vector<float>(512, 0.0F))).empty());
        QVERIFY(findCandidates(Volume(grid, std::vector<float>(512, 0.5F))).empty());
    }

    void earlierImageOnAnotherGridIsRefused()
    {
        QVERIFY_THROWS_EXCEPTION(
            Error, findCandidates(difference([](const PatientPoint&) { return 1.0; }), Volume()));
    }

    void publishedChanges_data();
    void publishedChanges();
};

namespace
{

/// One patient's published pair and the changes that became brighter.
struct Published {
    Volume baseline;
    Volume subtraction;
    Mask changes;
};

Published publishedOf(const fs::path& folder, const std::string& subject)
{
    const auto file = [&](const char* dataset, const std::string& session, const char* rest) {
        const std::string name = "sub-" + subject + "_" + session + "_space-common_" + rest;
        return folder / "derivatives" / dataset / ("sub-" + subject) / session / "anat" / name;
    };
    Published published;
    published.baseline = readVolume(file("coregistered", "ses-01", "FLAIR.nii.gz"));
    published.subtraction =
        subtract(published.baseline,
                 readVolume(file("coregistered", "ses-02", "FLAIR.nii.gz")),
                 readMask(file("coregistered", "ses-02", "desc-brain_mask.nii.gz")));
    published.changes =
        readMask(file("consensus", "ses-02", "label-change_desc-brighter_mask.nii.gz"));
    return published;
}

/// Distance from a point to the nearest voxel centre of each lesion, by label - 1.
std::vector<double> distances(const PatientPoint& point, const LesionMap& map)
{
    std::vector<double> nearest(map.lesions.size(), std::numeric_limits<double>::infinity());
    for (std::size_t n = 0; n < map.labels.size(); ++n) {
        if (map.labels[n] != 0) {
            double& best = nearest[static_cast<std::size_t>(map.labels[n]) - 1];
            const PatientPoint centre = map.geometry.toPatient(map.geometry.voxelAt(n));
            best = std::min(best, distanceTo(point, centre));
        }
    }
    return nearest;
}

} // namespace

void ChangeCandidatesTest::publishedChanges_data()
{
    QTest::addColumn<QString>("subject");
    QTest::addColumn<int>("atLeast"); // of the first 20 candidates, at a published change
    QTest::newRow("long01: 8 changes") << QStringLiteral("long01") << 4;
    QTest::newRow("long03: 32 changes, other scanner settings") << QStringLiteral("long03") << 10;
}

void ChangeCandidatesTest::publishedChanges()
{
    QFETCH(QString, subject);
    QFETCH(int, atLeast);
    const auto folder = sharedData();
    if (!folder || !fs::exists(*folder / "ms" / "derivatives" / "coregistered")) {
        QSKIP("The published pairs are not there (DAWSON_SHARED_DATA).");
    }
    const Published published = publishedOf(*folder / "ms", subject.toStdString());
    const LesionMap map = findLesions(published.changes);
    QElapsedTimer clock;
    clock.start();
    const auto found = findCandidates(published.subtraction, published.baseline);
    qInfo("%zu published changes, %lld ms", map.lesions.size(), clock.elapsed());
    constexpr double kNearMm = 3.0; // a slice
    std::vector<char> seen(map.lesions.size(), 0);
    int hits = 0;
    int hitsOfTwenty = 0;
    for (std::size_t n = 0; n < found.size(); ++n) {
        const auto away = distances(found[n].peak, map);
        bool hit = false;
        for (std::size_t lesion = 0; lesion < away.size(); ++lesion) {
            if (away[lesion] <= kNearMm) {
                hit = true;
                seen[lesion] = 1;
            }
        }
        hits += hit ? 1 : 0;
        hitsOfTwenty += hit && n < 20 ? 1 : 0;
        if (n == 4 || n == 9 || n == 19 || n == 49) {
            const auto changes = std::count(seen.begin(), seen.end(), 1);
            qInfo("first %zu: %d at a change, %td changes found", n + 1, hits, changes);
        }
    }
    QVERIFY(hitsOfTwenty >= atLeast);
}

QTEST_GUILESS_MAIN(ChangeCandidatesTest)
#include "change_candidates_test.moc"
