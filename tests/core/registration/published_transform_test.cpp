#include "core/registration/registration.h"
#include "core/registration/warp.h"
#include "tests/core/registration/published_visits.h"
#include "tests/support/shared_data.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <ctime>
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

double meanDistance(const PublishedVisits& visits, const Transform& transform)
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
    if (!data || !hasPublishedVisits(*data / "ms")) {
        QSKIP("the shared data is not here");
    }
    QFETCH(QString, subject);
    QFETCH(bool, masked);
    const PublishedVisits visits = publishedVisits(*data / "ms", subject.toStdString());
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
    if (!data || !hasPublishedVisits(*data / "ms")) {
        QSKIP("the shared data is not here");
    }
    QFETCH(QString, subject);
    const PublishedVisits visits = publishedVisits(*data / "ms", subject.toStdString());
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
    if (!data || !hasPublishedVisits(*data / "ms")) {
        QSKIP("the shared data is not here");
    }
    const PublishedVisits visits = publishedVisits(*data / "ms", "long01");
    const auto now = [] { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; };
    std::map<std::string, double> longest;
    std::string stage = "start";
    const double begun = now();
    double last = begun;
    const Progress progress([&](double, std::string_view name) {
        longest[stage] = std::max(longest[stage], now() - last);
        stage = name.empty() ? stage : std::string(name);
        last = now();
        return true;
    });
    RegistrationSpec spec;
    spec.type = RegistrationType::Syn;
    registerVolumes({visits.first, visits.second, {}, {}}, spec, progress);
    const double all = now() - begun;
    for (const auto& [name, seconds] : longest) {
        qInfo("%s: %.2f s of %.1f s", name.c_str(), seconds, all);
        QVERIFY2(seconds < 0.15 * all, name.c_str()); // a share, since processors differ
    }
    QVERIFY(longest.contains("judging"));
}

QTEST_GUILESS_MAIN(PublishedTransformTest)
#include "published_transform_test.moc"
