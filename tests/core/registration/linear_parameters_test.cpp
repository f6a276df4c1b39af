#include "core/registration/linear_parameters.h"
#include "core/registration/mutual_information.h"
#include "core/registration/quasi_newton.h"
#include "tests/core/registration/analytic_head.h"

#include <QTest>

using namespace dawson;

/// Slopes against differences of values: what every linear stage climbs by.
class LinearParametersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void inverseUndoes();
    void composesInOrder();
    void rigidKeepsLengths();
    void gradientIsTheSlope_data();
    void gradientIsTheSlope();
    void informationOfCopiesIsTheirEntropy();
    void informationSlope();
    void climbsAValley();
};

namespace
{

const AffineMap kStart = turned({1, 2, 3}, 20.0, {5, -7, 11});

/// A function of a map that is not linear in it, with its slope about `centre`.
double looked(const AffineMap& map, const PatientPoint& centre, MapSlope* slope)
{
    const std::vector<PatientPoint> points{{10, 20, 30}, {-40, 5, 12}, {22, -31, -8}};
    double value = 0.0;
    for (const PatientPoint& p : points) {
        const PatientPoint q = map(p);
        value += std::sin(0.01 * q.x) + 0.001 * q.y * q.z;
        if (slope != nullptr) {
            const Geometry::Vector force{0.01 * std::cos(0.01 * q.x), 0.001 * q.z, 0.001 * q.y};
            const Geometry::Vector arm{p.x - centre.x, p.y - centre.y, p.z - centre.z};
            for (std::size_t r = 0; r < 3; ++r) {
                slope->offset[r] += force[r];
                for (std::size_t c = 0; c < 3; ++c) {
                    slope->matrix[r][c] += force[r] * arm[c];
                }
            }
        }
    }
    return value;
}

} // namespace

void LinearParametersTest::inverseUndoes()
{
    AffineMap map = kStart;
    map.matrix[0][1] += 0.2;
    const PatientPoint p{12, -34, 56};
    const PatientPoint back = map.inverse()(map(p));
    QVERIFY(std::hypot(back.x - p.x, back.y - p.y, back.z - p.z) < 1e-10);
}

void LinearParametersTest::composesInOrder()
{
    const AffineMap second = turned({0, 0, 1}, 90.0, {1, 0, 0});
    AffineMap first;
    first.offset = {10, 0, 0};
    // 10 to the left, then a quarter turn (x to y), then 1 along x.
    const PatientPoint q = second.after(first)({0, 0, 0});
    QVERIFY(std::abs(q.x - 1.0) < 1e-12 && std::abs(q.y - 10.0) < 1e-12 && std::abs(q.z) < 1e-12);
}

void LinearParametersTest::rigidKeepsLengths()
{
    QVERIFY(kStart.rigid());
    AffineMap scaled = kStart;
    scaled.matrix[0][0] *= 1.01;
    QVERIFY(!scaled.rigid());
    AffineMap mirror;
    mirror.matrix[0][0] = -1.0;
    QVERIFY(!mirror.rigid());
}

void LinearParametersTest::gradientIsTheSlope_data()
{
    QTest::addColumn<bool>("rigid");
    QTest::newRow("rigid") << true;
    QTest::newRow("affine") << false;
}

void LinearParametersTest::gradientIsTheSlope()
{
    QFETCH(bool, rigid);
    const PatientPoint centre{3, -4, 5};
    const LinearParameters parameters(centre, 50.0, kStart, rigid);
    std::vector<double> at(parameters.count());
    for (std::size_t n = 0; n < at.size(); ++n) {
        at[n] = 1.0 + 0.7 * static_cast<double>(n);
    }
    MapSlope slope;
    looked(parameters.map(at), centre, &slope);
    const auto gradient = parameters.gradient(at, slope);
    for (std::size_t n = 0; n < at.size(); ++n) {
        const double h = 1e-4;
        auto ahead = at;
        auto behind = at;
        ahead[n] += h;
        behind[n] -= h;
        const double difference = (looked(parameters.map(ahead), centre, nullptr) -
                                   looked(parameters.map(behind), centre, nullptr)) /
                                  (2.0 * h);
        QVERIFY2(std::abs(gradient[n] - difference) < 1e-7, qPrintable(QString::number(n)));
    }
    QCOMPARE(parameters.map(std::vector<double>(at.size(), 0.0)).matrix, kStart.matrix);
}

void LinearParametersTest::informationOfCopiesIsTheirEntropy()
{
    // Two values, as often each, and one image that follows the other: log 2 nats. The spline
    // spreads the moving value over neighbouring bins, which takes nothing away while they do not
    // meet.
    JointHistogram follows(32);
    JointHistogram ignores(32);
    for (int n = 0; n < 400; ++n) {
        const float a = n % 2 == 0 ? 0.2F : 0.8F;
        follows.add(a, n % 2 == 0 ? 0.9F : 0.1F);
        ignores.add(a, n % 4 < 2 ? 0.9F : 0.1F);
    }
    QVERIFY(std::abs(MutualInformation(follows).value() - std::log(2.0)) < 1e-12);
    QVERIFY(std::abs(MutualInformation(ignores).value()) < 1e-12);
}

void LinearParametersTest::informationSlope()
{
    std::vector<float> fixed;
    std::vector<float> moving;
    for (int n = 0; n < 500; ++n) {
        fixed.push_back(static_cast<float>(n % 17) / 16.0F);
        moving.push_back(0.5F * fixed.back() + 0.02F * static_cast<float>(n % 11));
    }
    const auto information = [&](std::size_t changed, float by) {
        JointHistogram histogram(32);
        for (std::size_t n = 0; n < fixed.size(); ++n) {
            histogram.add(fixed[n], moving[n] + (n == changed ? by : 0.0F));
        }
        return MutualInformation(histogram);
    };
    const float h = 0.001F;
    for (const std::size_t n : {7U, 123U, 400U}) {
        const double difference = (information(n, h).value() - information(n, -h).value()) /
                                  (2.0 * static_cast<double>(h));
        const double slope = information(n, 0.0F).slope(fixed[n], moving[n]);
        QVERIFY2(std::abs(slope - difference) < 0.01 * std::abs(difference) + 1e-6,
                 qPrintable(QStringLiteral("%1 %2").arg(slope).arg(difference)));
    }
}

void LinearParametersTest::climbsAValley()
{
    // Rosenbrock's bent valley, upside down: its top is 0 at (1, 1).
    const auto function = [](const std::vector<double>& v) {
        const double a = 1.0 - v[0];
        const double b = v[1] - v[0] * v[0];
        return Slope{-a * a - 100.0 * b * b, {2.0 * a + 400.0 * b * v[0], -200.0 * b}};
    };
    const Climb top = climb(function, {-1.2, 1.0}, {500, 0.5, 1e-7});
    QVERIFY(std::abs(top.at[0] - 1.0) < 1e-4 && std::abs(top.at[1] - 1.0) < 2e-4);
}

QTEST_GUILESS_MAIN(LinearParametersTest)
#include "linear_parameters_test.moc"
