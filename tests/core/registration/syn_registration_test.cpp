#include "core/base/error.h"
#include "core/registration/registration.h"
#include "core/registration/warp.h"
#include "tests/core/registration/analytic_head.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <ctime>

using namespace dawson;

/// Deformable registration of a head that was bent by a known smooth map.
class SynRegistrationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itselfStaysInPlace_data();
    void itselfStaysInPlace();
    void findsAKnownWarp_data();
    void findsAKnownWarp();
    void thereAndBack();
    void sameEveryTime();
    void lesionMaskPullsAtNothing();
    void stopsSoon();
};

namespace
{

RegistrationSpec synSpec(FieldMetric metric = FieldMetric::Correlation)
{
    RegistrationSpec spec;
    spec.type = RegistrationType::Syn;
    spec.field.metric = metric;
    spec.field.levels = {{8.0, 60}, {4.0, 60}, {2.5, 40}};
    return spec;
}

/// A point p of the first lies at knownWarp(p) in the second.
RegistrationPair bentPair()
{
    const Geometry grid = headGrid(2.5);
    return {headOn(grid, samePoint), headOn(grid, knownWarpBack), {}, {}};
}

PointMap mapOf(const Registration& result)
{
    return [&result](const PatientPoint& p) { return result.transform.toMoving(p); };
}

PointMap rigidOf(const Registration& result)
{
    return [&result](const PatientPoint& p) { return result.rigid(p); };
}

} // namespace

void SynRegistrationTest::itselfStaysInPlace_data()
{
    QTest::addColumn<bool>("correlation");
    QTest::newRow("correlation") << true;
    QTest::newRow("mutual information") << false;
}

void SynRegistrationTest::itselfStaysInPlace()
{
    QFETCH(bool, correlation);
    const Volume head = headOn(headGrid(2.5), samePoint);
    const Registration result = registerVolumes(
        {head, head, {}, {}},
        synSpec(correlation ? FieldMetric::Correlation : FieldMetric::MutualInformation));
    double most = 0.0;
    if (result.transform.fields) {
        for (const auto& v : result.transform.fields->forward.vectors()) {
            most = std::max(most, static_cast<double>(std::hypot(v[0], v[1], v[2])));
        }
    }
    QVERIFY2(most < 0.1 * 2.5, qPrintable(QString::number(most)));
    QVERIFY(meanDistance(mapOf(result), samePoint) < 0.02 * 2.5);
    for (const RegistrationWarning warning : result.quality.warnings) {
        QCOMPARE(warning, RegistrationWarning::FieldNeedless);
    }
}

void SynRegistrationTest::findsAKnownWarp_data()
{
    QTest::addColumn<bool>("correlation");
    QTest::newRow("correlation") << true;
    QTest::newRow("mutual information") << false;
}

void SynRegistrationTest::findsAKnownWarp()
{
    QFETCH(bool, correlation);
    const RegistrationSpec spec =
        synSpec(correlation ? FieldMetric::Correlation : FieldMetric::MutualInformation);
    const Registration result = registerVolumes(bentPair(), spec);
    const double rigid = meanDistance(rigidOf(result), knownWarp);
    const double after = meanDistance(mapOf(result), knownWarp);
    QVERIFY(rigid > 1.5);
    qInfo("%s: %.3f of %.3f mm are left", QTest::currentDataTag(), after, rigid);
    QVERIFY2(after < 0.2 * rigid, qPrintable(QStringLiteral("%1 of %2 mm").arg(after).arg(rigid)));
    const RegistrationQuality& quality = result.quality;
    QCOMPARE(quality.type, RegistrationType::Syn);
    QVERIFY(*quality.correlationAfter > *quality.correlationRigid);
    QVERIFY(quality.jacobian->least > 0.3);
    QCOMPARE(quality.jacobian->foldedShare, 0.0);
    QVERIFY(quality.warnings.empty());
}

void SynRegistrationTest::thereAndBack()
{
    const Registration result = registerVolumes(bentPair(), synSpec());
    const PointMap both = [&](const PatientPoint& p) {
        return result.transform.toFixed(result.transform.toMoving(p));
    };
    QVERIFY(meanDistance(both, samePoint) < 0.1);
    QVERIFY(*result.quality.inverseMeanMm < 0.1);
    QVERIFY(*result.quality.inverse95Mm < 0.5 * 2.5);
    QVERIFY(*result.quality.inverse95Mm >= *result.quality.inverseMeanMm);
    // The inverse is the inverse of the warp, too.
    const PointMap back = [&](const PatientPoint& q) { return result.transform.toFixed(q); };
    QVERIFY(meanDistance(back, knownWarpBack) < 0.2 * meanDistance(samePoint, knownWarp));
}

void SynRegistrationTest::sameEveryTime()
{
    RegistrationSpec spec = synSpec();
    spec.field.levels = {{8.0, 20}, {4.0, 10}};
    const RegistrationPair pair = bentPair();
    const Registration first = registerVolumes(pair, spec);
    const Registration second = registerVolumes(pair, spec);
    const auto a = first.transform.fields->forward.vectors();
    const auto b = second.transform.fields->forward.vectors();
    QVERIFY(std::equal(a.begin(), a.end(), b.begin(), b.end())); // to the last bit
}

void SynRegistrationTest::lesionMaskPullsAtNothing()
{
    // A lesion that the other visit does not have, far from all edges.
    RegistrationPair pair = bentPair();
    const Geometry& grid = pair.fixed.geometry();
    std::vector<float> with(pair.fixed.voxels().begin(), pair.fixed.voxels().end());
    Mask lesion(grid);
    const PatientPoint middle{24, -6, -18};
    for (std::size_t n = 0; n < with.size(); ++n) {
        const PatientPoint p = grid.toPatient(grid.voxelAt(n));
        const double r = std::hypot(p.x - middle.x, p.y - middle.y, p.z - middle.z);
        with[n] += r < 7.0 ? 300.0F : 0.0F;
        lesion.labels()[n] = r < 11.0 ? 1 : 0;
    }
    pair.fixed = {grid, std::move(with)};
    const auto missAt = [&](const Registration& result) {
        double sum = 0.0;
        for (std::size_t n = 0; n < grid.voxelCount(); ++n) {
            if (lesion.labels()[n] != 0) {
                const PatientPoint p = grid.toPatient(grid.voxelAt(n));
                const PatientPoint q = result.transform.toMoving(p);
                const PatientPoint t = knownWarp(p);
                sum += std::hypot(t.x - q.x, t.y - q.y, t.z - q.z);
            }
        }
        return sum / static_cast<double>(lesion.foregroundCount());
    };
    RegistrationSpec spec = synSpec();
    spec.field.totalVariance = 0.0; // as it comes, the field is too stiff to follow the lesion
    const double all = missAt(registerVolumes(pair, spec));
    pair.lesionMask = lesion;
    const double safe = missAt(registerVolumes(pair, spec));
    QVERIFY2(safe < 0.6 * all, qPrintable(QStringLiteral("%1 of %2 mm").arg(safe).arg(all)));
}

void SynRegistrationTest::stopsSoon()
{
    // Reports come at least this often all the way, and after one that asks to stop nothing goes
    // on. As a share of one processor's time: neither its speed nor what else it does must decide.
    const auto now = [] { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; };
    const RegistrationPair pair = bentPair();
    const double begun = now();
    double last = begun;
    double longest = 0.0;
    bool asked = false;
    const Progress progress([&](double fraction, std::string_view) {
        longest = std::max(longest, now() - last);
        last = now();
        asked = fraction > 0.8;
        return !asked;
    });
    QVERIFY_THROWS_EXCEPTION(Error, registerVolumes(pair, synSpec(), progress));
    QVERIFY(asked);
    const double all = now() - begun; // a share of it, since processors differ
    qInfo("%.2f s and %.2f s of %.1f s", longest, now() - last, all);
    QVERIFY(longest < 0.2 * all);
    QVERIFY(now() - last < 0.2 * all);
}

QTEST_GUILESS_MAIN(SynRegistrationTest)
#include "syn_registration_test.moc"
