#include "core/registration/field_forces.h"
#include "core/registration/mutual_information.h"

#include <QTest>

#include <cmath>

using namespace dawson;

/// The likelihoods of the deformable stage against plain formulas, and their slopes against
/// differences.
class FieldForcesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void correlationIsPearsons_data();
    void correlationIsPearsons();
    void opposedImagesCountAgainst();
    void correlationSlopePointsUp();
    void informationSlope_data();
    void informationSlope();
    void flatOrUncomparedSaysNothing();
    void forcesAreSlopeTimesGradient();
    void faintStructuresMoveAsReadily();
};

namespace
{

const Geometry::Size kSize{14, 13, 12};

std::size_t at(int i, int j, int k)
{
    return static_cast<std::size_t>((k * kSize[1] + j) * kSize[0] + i);
}

/// Two related images with structure everywhere.
MiddleImages related()
{
    MiddleImages images{kSize, {}, {}, {}};
    for (int n = 0; n < kSize[0] * kSize[1] * kSize[2]; ++n) {
        const float f =
            0.5F + 0.4F * std::sin(0.9F * static_cast<float>(n) + 0.1F * static_cast<float>(n % 7));
        images.fixed.push_back(f);
        images.moving.push_back(0.1F + 0.6F * f + 0.15F * std::cos(1.7F * static_cast<float>(n)));
        images.weight.push_back(1);
    }
    return images;
}

/// Signed squared correlation in the cube of radius 2 round a voxel, from its definition.
double byDefinition(const MiddleImages& images, int i, int j, int k, int radius)
{
    std::vector<double> f;
    std::vector<double> m;
    for (int z = std::max(0, k - radius); z <= std::min(kSize[2] - 1, k + radius); ++z) {
        for (int y = std::max(0, j - radius); y <= std::min(kSize[1] - 1, j + radius); ++y) {
            for (int x = std::max(0, i - radius); x <= std::min(kSize[0] - 1, i + radius); ++x) {
                if (images.weight[at(x, y, z)] != 0) {
                    f.push_back(static_cast<double>(images.fixed[at(x, y, z)]));
                    m.push_back(static_cast<double>(images.moving[at(x, y, z)]));
                }
            }
        }
    }
    double meanF = 0.0;
    double meanM = 0.0;
    for (std::size_t n = 0; n < f.size(); ++n) {
        meanF += f[n] / static_cast<double>(f.size());
        meanM += m[n] / static_cast<double>(f.size());
    }
    double ff = 0.0;
    double mm = 0.0;
    double fm = 0.0;
    for (std::size_t n = 0; n < f.size(); ++n) {
        ff += (f[n] - meanF) * (f[n] - meanF);
        mm += (m[n] - meanM) * (m[n] - meanM);
        fm += (f[n] - meanF) * (m[n] - meanM);
    }
    return fm * std::abs(fm) / (ff * mm);
}

} // namespace

void FieldForcesTest::correlationIsPearsons_data()
{
    QTest::addColumn<int>("radius");
    QTest::addColumn<bool>("masked");
    QTest::newRow("radius 2") << 2 << false;
    QTest::newRow("radius 4") << 4 << false;
    QTest::newRow("half of it masked") << 2 << true;
}

void FieldForcesTest::correlationIsPearsons()
{
    QFETCH(int, radius);
    QFETCH(bool, masked);
    MiddleImages images = related();
    if (masked) {
        for (std::size_t n = 0; n < images.weight.size(); n += 2) {
            images.weight[n] = 0;
        }
    }
    double sum = 0.0;
    double count = 0.0;
    for (int k = 0; k < kSize[2]; ++k) {
        for (int j = 0; j < kSize[1]; ++j) {
            for (int i = 0; i < kSize[0]; ++i) {
                if (images.weight[at(i, j, k)] != 0) {
                    sum += byDefinition(images, i, j, k, radius);
                    count += 1.0;
                }
            }
        }
    }
    const double value = neighbourhoodCorrelation(images, radius).value;
    QVERIFY2(std::abs(value - sum / count) < 1e-4,
             qPrintable(QStringLiteral("%1 %2").arg(value).arg(sum / count)));
}

void FieldForcesTest::opposedImagesCountAgainst()
{
    MiddleImages images = related();
    for (std::size_t n = 0; n < images.fixed.size(); ++n) {
        images.moving[n] = 1.0F - images.fixed[n];
    }
    QVERIFY(std::abs(neighbourhoodCorrelation(images, 2).value + 1.0) < 1e-3);
    images.moving = images.fixed;
    QVERIFY(std::abs(neighbourhoodCorrelation(images, 2).value - 1.0) < 1e-3);
}

void FieldForcesTest::correlationSlopePointsUp()
{
    MiddleImages images = related();
    const Likelihood before = neighbourhoodCorrelation(images, 2);
    for (std::size_t n = 0; n < images.fixed.size(); ++n) {
        images.fixed[n] += 1e-3F * before.byFixed[n];
    }
    const double fixedMoved = neighbourhoodCorrelation(images, 2).value;
    QVERIFY(fixedMoved > before.value + 1e-4);
    images = related();
    for (std::size_t n = 0; n < images.fixed.size(); ++n) {
        images.moving[n] += 1e-3F * before.byMoving[n];
    }
    QVERIFY(neighbourhoodCorrelation(images, 2).value > before.value + 1e-4);
}

void FieldForcesTest::informationSlope_data()
{
    QTest::addColumn<bool>("ofMoving");
    QTest::newRow("moving") << true;
    QTest::newRow("fixed") << false;
}

void FieldForcesTest::informationSlope()
{
    QFETCH(bool, ofMoving);
    // A shift of all intensities of a kind changes the value by the sum of their slopes, as far as
    // the one-bin side is not touched; so each way is asked alone.
    MiddleImages images = related();
    const Likelihood likelihood = middleInformation(images, 16);
    double slope = 0.0;
    for (std::size_t n = 0; n < images.fixed.size(); ++n) {
        const bool chosen = images.fixed[n] > 0.6F;
        slope +=
            chosen ? static_cast<double>(ofMoving ? likelihood.byMoving[n] : likelihood.byFixed[n])
                   : 0.0;
    }
    const auto valueAt = [&](float by) {
        JointHistogram histogram(16);
        for (std::size_t n = 0; n < images.fixed.size(); ++n) {
            const float step = images.fixed[n] > 0.6F ? by : 0.0F;
            if (ofMoving) {
                histogram.add(images.fixed[n], images.moving[n] + step);
            } else {
                histogram.add(images.moving[n], images.fixed[n] + step);
            }
        }
        return MutualInformation(histogram).value();
    };
    const double difference = (valueAt(1e-3F) - valueAt(-1e-3F)) / 2e-3;
    QVERIFY2(std::abs(slope - difference) < 0.01 * std::abs(difference),
             qPrintable(QStringLiteral("%1 %2").arg(slope).arg(difference)));
}

void FieldForcesTest::flatOrUncomparedSaysNothing()
{
    MiddleImages images = related();
    std::fill(images.moving.begin(), images.moving.end(), 0.4F);
    Likelihood flat = neighbourhoodCorrelation(images, 2);
    QCOMPARE(flat.value, 0.0);
    for (const float slope : flat.byMoving) {
        QCOMPARE(slope, 0.0F);
    }
    images = related();
    std::fill(images.weight.begin(), images.weight.end(), std::uint8_t{0});
    QCOMPARE(neighbourhoodCorrelation(images, 2).value, 0.0);
    QCOMPARE(middleInformation(images, 16).value, 0.0);
}

void FieldForcesTest::forcesAreSlopeTimesGradient()
{
    // f = 2 i - 3 j + 5 k, slope 1 / 2.
    std::vector<float> image;
    for (int n = 0; n < kSize[0] * kSize[1] * kSize[2]; ++n) {
        const int i = n % kSize[0];
        const int j = n / kSize[0] % kSize[1];
        const int k = n / (kSize[0] * kSize[1]);
        image.push_back(static_cast<float>(2 * i - 3 * j + 5 * k));
    }
    const VoxelField forces = forcesOf(image, std::vector<float>(image.size(), 0.5F), kSize);
    QCOMPARE(forces.along[0][at(5, 6, 7)], 1.0F);
    QCOMPARE(forces.along[1][at(5, 6, 7)], -1.5F);
    QCOMPARE(forces.along[2][at(5, 6, 7)], 2.5F);
    QCOMPARE(forces.along[0][at(0, 6, 7)], 0.0F);
}

/// On a ramp of s a voxel all squared gradients are s^2: what was s times the slope becomes
/// s / (s^2 + 0.01) times it. A ramp ten times as faint pulls twice as hard, not a tenth.
void FieldForcesTest::faintStructuresMoveAsReadily()
{
    const Geometry::Size size{25, 25, 25};
    for (const float s : {0.5F, 0.05F}) {
        std::vector<float> image;
        for (int n = 0; n < 25 * 25 * 25; ++n) {
            image.push_back(s * static_cast<float>(n % 25));
        }
        VoxelField forces = forcesOf(image, std::vector<float>(image.size(), 2.0F), size);
        evenOut(forces, image);
        const std::size_t middle = 12 * 25 * 25 + 12 * 25 + 12;
        const float expected = 2.0F * s / (s * s + 0.01F);
        QVERIFY(std::abs(forces.along[0][middle] - expected) < 0.01F * expected);
        QCOMPARE(forces.along[1][middle], 0.0F);
    }
}

QTEST_GUILESS_MAIN(FieldForcesTest)
#include "field_forces_test.moc"
