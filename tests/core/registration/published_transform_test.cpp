#include "core/image/image_file.h"
#include "core/registration/registration.h"
#include "core/registration/transform_file.h"
#include "core/registration/warp.h"
#include "tests/support/shared_data.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <map>
#include <string>

using namespace dawson;

/// Two real pairs of visits whose registration was published (Lesjak 2017).
class PublishedTransformTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rigidAgrees_data();
    void rigidAgrees();
    void bendingGains_data();
    void bendingGains();
    void everyStageCanBeStopped();
};

namespace
{

namespace fs = std::filesystem;

/// The files of one subject's two visits.
struct Visits {
    Volume first;
    Volume second;
    AffineMap published; ///< from the first visit to the second
    Mask brain;          ///< on the first visit's grid
};

Visits visitsOf(const fs::path& folder, const std::string& subject)
{
    const auto anat = [&](const char* session) {
        return fs::path("sub-" + subject) / session / "anat" / ("sub-" + subject + "_" + session);
    };
    const fs::path aligned = folder / "derivatives" / "coregistered";
    const auto map = [&](const char* session) {
        return readAffine(aligned / (anat(session).string() + "_from-common_to-FLAIR_xfm.txt"));
    };
    Visits visits;
    visits.first = readVolume(folder / (anat("ses-01").string() + "_FLAIR.nii.gz"));
    visits.second = readVolume(folder / (anat("ses-02").string() + "_FLAIR.nii.gz"));
    visits.published = map("ses-02").after(map("ses-01").inverse());
    const Mask brain =
        readMask(aligned / (anat("ses-02").string() + "_space-common_desc-brain_mask.nii.gz"));
    visits.brain = warpMask(brain, visits.first.geometry(), {map("ses-01").inverse(), {}});
    return visits;
}

double meanDistance(const Visits& visits, const Transform& transform)
{
    double sum = 0.0;
    double count = 0.0;
    const auto& grid = visits.brain.geometry();
    for (std::size_t n = 0; n < grid.voxelCount(); ++n) {
        if (visits.brain.labels()[n] != 0) {
            const PatientPoint p = grid.toPatient(grid.voxelAt(n));
            const PatientPoint a = transform.toMoving(p);
            const PatientPoint b = visits.published(p);
            sum += std::hypot(a.x - b.x, a.y - b.y, a.z - b.z);
            count += 1.0;
        }
    }
    return sum / count;
}

} // namespace

void PublishedTransformTest::rigidAgrees_data()
{
    QTest::addColumn<QString>("subject");
    QTest::addColumn<bool>("masked");
    QTest::newRow("long01, whole head") << QStringLiteral("long01") << false;
    QTest::newRow("long01, brain mask") << QStringLiteral("long01") << true;
    QTest::newRow("long03, whole head") << QStringLiteral("long03") << false;
    QTest::newRow("long03, brain mask") << QStringLiteral("long03") << true;
}

void PublishedTransformTest::rigidAgrees()
{
    const auto data = sharedData();
    if (!data || !fs::is_directory(*data / "ms" / "derivatives" / "coregistered")) {
        QSKIP("the shared data is not here");
    }
    QFETCH(QString, subject);
    QFETCH(bool, masked);
    const Visits visits = visitsOf(*data / "ms", subject.toStdString());
    RegistrationPair pair{visits.first, visits.second, {}, {}};
    if (masked) {
        pair.fixedMask = visits.brain;
    }
    const Registration result = registerVolumes(pair, {});

    const double distance = meanDistance(visits, result.transform);
    const auto inBrain = [&](const Transform& transform) {
        return *likeness(visits.first, visits.second, visits.brain, transform).correlation;
    };
    const double ours = inBrain(result.transform);
    const double theirs = inBrain({visits.published, {}});
    qInfo("%s: %.2f mm from the published, correlation %.4f, published %.4f",
          QTest::currentDataTag(),
          distance,
          ours,
          theirs);
    QVERIFY2(distance < 1.0, qPrintable(QStringLiteral("%1 mm").arg(distance)));
    // The published maps may also stretch, so they may be a little ahead.
    QVERIFY(ours > theirs - 0.03);
}

void PublishedTransformTest::bendingGains_data()
{
    QTest::addColumn<QString>("subject");
    QTest::newRow("long01") << QStringLiteral("long01");
    QTest::newRow("long03") << QStringLiteral("long03");
}

void PublishedTransformTest::bendingGains()
{
    const auto data = sharedData();
    if (!data || !fs::is_directory(*data / "ms" / "derivatives" / "coregistered")) {
        QSKIP("the shared data is not here");
    }
    QFETCH(QString, subject);
    const Visits visits = visitsOf(*data / "ms", subject.toStdString());
    RegistrationSpec spec;
    spec.type = RegistrationType::Syn;
    const Registration result = registerVolumes({visits.first, visits.second, {}, {}}, spec);

    const auto inBrain = [&](const Transform& transform) {
        return *likeness(visits.first, visits.second, visits.brain, transform).correlation;
    };
    QVERIFY(result.quality.jacobian.has_value());
    qInfo("%s: correlation rigid %.4f, syn %.4f; Jacobian from %.3f, log sd %.3f; back %.3f mm",
          QTest::currentDataTag(),
          inBrain({result.rigid, {}}),
          inBrain(result.transform),
          result.quality.jacobian->least,
          result.quality.jacobian->logDeviation,
          *result.quality.inverseMeanMm);
    QCOMPARE(result.quality.type, RegistrationType::Syn);
    QVERIFY(inBrain(result.transform) > inBrain({result.rigid, {}}) + 0.003);
    QVERIFY(inBrain(result.transform) > inBrain({visits.published, {}}));
    QCOMPARE(result.quality.jacobian->foldedShare, 0.0);
    QVERIFY(result.quality.jacobian->least > 0.3);
    QVERIFY(*result.quality.inverse95Mm < 1.0);
}

/// How long a stop can wait for its stage to ask, in seconds of one processor, whatever else the
/// machine does.
void PublishedTransformTest::everyStageCanBeStopped()
{
    const auto data = sharedData();
    if (!data || !fs::is_directory(*data / "ms" / "derivatives" / "coregistered")) {
        QSKIP("the shared data is not here");
    }
    const Visits visits = visitsOf(*data / "ms", "long01");
    const auto now = [] { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; };
    std::map<std::string, double> longest;
    std::string stage = "start";
    double last = now();
    const Progress progress([&](double, std::string_view name) {
        longest[stage] = std::max(longest[stage], now() - last);
        stage = name.empty() ? stage : std::string(name);
        last = now();
        return true;
    });
    RegistrationSpec spec;
    spec.type = RegistrationType::Syn;
    registerVolumes({visits.first, visits.second, {}, {}}, spec, progress);
    for (const auto& [name, seconds] : longest) {
        qInfo("%s: %.2f s", name.c_str(), seconds);
        QVERIFY2(seconds < 1.5, name.c_str()); // processors differ
    }
    QVERIFY(longest.contains("judging"));
}

QTEST_GUILESS_MAIN(PublishedTransformTest)
#include "published_transform_test.moc"
