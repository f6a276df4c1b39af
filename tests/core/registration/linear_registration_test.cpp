#include "core/base/error.h"
#include "core/registration/registration.h"
#include "tests/core/registration/analytic_head.h"

#include <QTest>

using namespace dawson;

/// Rigid and affine registration of a head whose true position is known.
class LinearRegistrationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itselfStaysInPlace();
    void findsThePosition_data();
    void findsThePosition();
    void findsOtherContrast();
    void findsAStretch();
    void lesionMaskIsLeftOut();
    void sameEveryTime();
    void stopsWhenAsked();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void warnsOfAnotherPatient();

private:
    static RegistrationPair
    pairOf(const AffineMap& truth, const Geometry& fixed, const Geometry& moving)
    {
        const AffineMap back = truth.inverse();
        return {headOn(fixed, samePoint),
                headOn(moving, [&](const PatientPoint& q) { return back(q); }),
                {},
                {}};
    }
};

namespace
{

RegistrationSpec affineSpec()
{
    RegistrationSpec spec;
    spec.type = RegistrationType::Affine;
    return spec;
}

/// 1 x 1 mm, slices of 4 mm, tilted by 10 degrees; somewhere else in the scanner.
Geometry thickTilted()
{
    const AffineMap tilt = turned({1, 0, 0}, 10.0, {});
    return {{140, 156, 34}, {1, 1, 4}, {-60, -90, -70}, tilt.matrix};
}

} // namespace

void LinearRegistrationTest::itselfStaysInPlace()
{
    const Volume head = headOn(headGrid(2.0), samePoint);
    const Registration result = registerVolumes({head, head, {}, {}}, affineSpec());
    QVERIFY(meanDistance(result.transform.affine, samePoint) < 0.02);
    QVERIFY(*result.quality.correlationAfter > 0.9999);
    QVERIFY(result.quality.warnings.empty());
}

void LinearRegistrationTest::findsThePosition_data()
{
    QTest::addColumn<QList<double>>("motion"); // axis, degrees, shift
    QTest::addColumn<int>("movingGrid");
    QTest::addColumn<double>("missMm");

    QTest::newRow("a shift") << QList<double>{0, 0, 1, 0, 6.5, -3.2, 4.4} << 0 << 0.15;
    QTest::newRow("a turn") << QList<double>{1, 2, -1, 12, 3, 2, -6} << 0 << 0.15;
    QTest::newRow("far away in the scanner")
        << QList<double>{0, 1, 1, 5, 300, -250, 90} << 2 << 0.15;
    QTest::newRow("thick tilted slices") << QList<double>{2, 0, 1, 8, -5, 7, 3} << 1 << 0.4;
}

void LinearRegistrationTest::findsThePosition()
{
    QFETCH(QList<double>, motion);
    QFETCH(int, movingGrid);
    QFETCH(double, missMm);
    const AffineMap truth =
        turned({motion[0], motion[1], motion[2]}, motion[3], {motion[4], motion[5], motion[6]});
    Geometry grid = movingGrid == 1 ? thickTilted() : headGrid(2.0);
    if (movingGrid == 2) {
        grid = {grid.size(), grid.spacing(), truth(grid.origin()), grid.direction()};
    }

    const Registration result = registerVolumes(pairOf(truth, headGrid(2.0), grid), {});

    const double miss = meanDistance(result.transform.affine, truth);
    QVERIFY2(miss < missMm, qPrintable(QStringLiteral("%1 mm").arg(miss)));
    QVERIFY(result.transform.affine.rigid());
    QCOMPARE(result.transform.affine, result.rigid);
    QVERIFY(!result.transform.fields);
    QVERIFY(*result.quality.correlationAfter > 0.95);
    QVERIFY(result.quality.warnings.empty());
}

void LinearRegistrationTest::findsOtherContrast()
{
    const AffineMap truth = turned({1, 1, 0}, 6.0, {4, -5, 3});
    RegistrationPair pair = pairOf(truth, headGrid(2.0), headGrid(2.0));
    std::vector<float> other(pair.moving.voxels().begin(), pair.moving.voxels().end());
    for (float& v : other) {
        v = v < 20.0F ? v : 900.0F - v; // bright is dark, air stays
    }
    pair.moving = {pair.moving.geometry(), std::move(other)};
    const Registration result = registerVolumes(pair, {});
    QVERIFY(meanDistance(result.transform.affine, truth) < 0.3);
}

void LinearRegistrationTest::findsAStretch()
{
    AffineMap truth = turned({0, 1, 0}, 4.0, {2, 3, -4});
    for (std::size_t r = 0; r < 3; ++r) {
        truth.matrix[r][0] *= 1.05;
        truth.matrix[r][2] *= 0.96;
    }
    const RegistrationPair pair = pairOf(truth, headGrid(2.0), headGrid(2.0));
    const Registration result = registerVolumes(pair, affineSpec());
    QVERIFY(meanDistance(result.transform.affine, truth) < 0.2);
    QVERIFY(meanDistance(result.rigid, truth) > 0.5);
    QCOMPARE(result.quality.type, RegistrationType::Affine);
    QVERIFY(*result.quality.correlationAfter > *result.quality.correlationRigid);
}

void LinearRegistrationTest::lesionMaskIsLeftOut()
{
    // Half of the head shows something else altogether; the other half decides.
    const AffineMap truth = turned({0, 0, 1}, 5.0, {3, 0, 0});
    RegistrationPair pair = pairOf(truth, headGrid(2.0), headGrid(2.0));
    std::vector<float> spoilt(pair.fixed.voxels().begin(), pair.fixed.voxels().end());
    Mask lesions(pair.fixed.geometry());
    const Volume shifted = headOn(pair.fixed.geometry(), [](const PatientPoint& p) {
        return PatientPoint{p.x, p.y - 12.0, p.z};
    });
    for (std::size_t n = 0; n < spoilt.size(); ++n) {
        if (pair.fixed.geometry().toPatient(pair.fixed.geometry().voxelAt(n)).x > -10.0) {
            spoilt[n] = shifted.voxels()[n];
            lesions.labels()[n] = 1;
        }
    }
    pair.fixed = {pair.fixed.geometry(), std::move(spoilt)};
    const double all = meanDistance(registerVolumes(pair, {}).transform.affine, truth);
    pair.lesionMask = lesions;
    const double safe = meanDistance(registerVolumes(pair, {}).transform.affine, truth);
    QVERIFY2(safe < 0.5 && safe < 0.25 * all,
             qPrintable(QStringLiteral("%1 %2").arg(safe).arg(all)));
}

void LinearRegistrationTest::sameEveryTime()
{
    const RegistrationPair pair =
        pairOf(turned({1, 2, 3}, 7.0, {4, 5, -6}), headGrid(2.0), thickTilted());
    const Registration first = registerVolumes(pair, affineSpec());
    const Registration second = registerVolumes(pair, affineSpec());
    QCOMPARE(first.transform.affine, second.transform.affine); // to the last bit
}

void LinearRegistrationTest::stopsWhenAsked()
{
    const Volume head = headOn(headGrid(2.0), samePoint);
    int reports = 0;
    double last = 0.0;
    bool rises = true;
    const Progress progress([&](double fraction, std::string_view) {
        rises = rises && fraction >= last;
        last = fraction;
        return ++reports < 20;
    });
    try {
        registerVolumes({head, head, {}, {}}, {}, progress);
        QFAIL("it went on");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), Error::Kind::Cancelled);
    }
    QCOMPARE(reports, 20);
    QVERIFY(rises);
}

void LinearRegistrationTest::saysWhatIsWrong_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<int>("kind");
    QTest::newRow("a flat image") << 0 << static_cast<int>(Error::Kind::Data);
    QTest::newRow("a mask of another grid") << 1 << static_cast<int>(Error::Kind::Geometry);
    QTest::newRow("an empty mask") << 2 << static_cast<int>(Error::Kind::Data);
    QTest::newRow("apart in the scanner, started there")
        << 3 << static_cast<int>(Error::Kind::Geometry);
    QTest::newRow("levels from fine to coarse") << 4 << static_cast<int>(Error::Kind::Data);
}

void LinearRegistrationTest::saysWhatIsWrong()
{
    QFETCH(int, fault);
    QFETCH(int, kind);
    const Volume head = headOn(headGrid(3.0), samePoint);
    RegistrationPair pair{head, head, {}, {}};
    RegistrationSpec spec;
    if (fault == 0) {
        pair.moving = {head.geometry(), std::vector<float>(head.voxels().size(), 7.0F)};
    } else if (fault == 1) {
        pair.fixedMask = Mask(headGrid(2.0));
    } else if (fault == 2) {
        pair.fixedMask = Mask(head.geometry());
    } else if (fault == 3) {
        Geometry away = head.geometry();
        away = {away.size(), away.spacing(), {500, 0, 0}, away.direction()};
        pair.moving = {away, {head.voxels().begin(), head.voxels().end()}};
        spec.initial = InitialAlignment::Scanner;
    } else {
        spec.linear = {{2.0, 10}, {4.0, 10}};
    }
    try {
        registerVolumes(pair, spec);
        QFAIL("nothing was said");
    } catch (const Error& error) {
        QCOMPARE(static_cast<int>(error.kind()), kind);
        QVERIFY(QString::fromUtf8(error.what()).endsWith(QLatin1Char('.')));
    }
}

void LinearRegistrationTest::warnsOfAnotherPatient()
{
    const Volume head = headOn(headGrid(3.0), samePoint);
    // Stripes of the same field of view: nothing of the head.
    std::vector<float> stripes(head.voxels().size());
    for (std::size_t n = 0; n < stripes.size(); ++n) {
        const PatientPoint p = head.geometry().toPatient(head.geometry().voxelAt(n));
        stripes[n] = static_cast<float>(100.0 + 100.0 * std::sin(0.6 * p.x) * std::cos(0.5 * p.z));
    }
    const Registration result = registerVolumes({head, {head.geometry(), stripes}, {}, {}}, {});
    const auto& warnings = result.quality.warnings;
    QVERIFY(std::find(warnings.begin(), warnings.end(), RegistrationWarning::LowCorrelation) !=
            warnings.end());
}

QTEST_GUILESS_MAIN(LinearRegistrationTest)
#include "linear_registration_test.moc"
