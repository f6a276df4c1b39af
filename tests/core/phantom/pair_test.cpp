#include "core/base/error.h"
#include "core/image/subtraction.h"
#include "core/phantom/pair.h"
#include "tests/core/phantom/onion.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace dawson;

Q_DECLARE_METATYPE(dawson::PairSpec::Kind)

namespace
{

PairSpec specFor(PairSpec::Kind kind, std::uint64_t seed)
{
    return {.seed = seed, .kind = kind, .deform = true, .thickSlices = 0.0};
}

double meanOf(const Volume& image, const Mask& mask, bool inside)
{
    double sum = 0.0;
    double count = 0.0;
    for (std::size_t n = 0; n < mask.labels().size(); ++n) {
        if (image.voxels()[n] != 0.0F && (mask.labels()[n] != 0) == inside) {
            sum += static_cast<double>(image.voxels()[n]);
            count += 1.0;
        }
    }
    return count > 0.0 ? sum / count : 0.0;
}

} // namespace

class PairTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lesionsAreWhatBecameBrighter_data();
    void lesionsAreWhatBecameBrighter();
    void sameSeedSamePair();
    void bothImagesAreTheSameBrain();
    void aFollowUpMovesLittleAndStaysInside();
    void mapWithoutBrainIsRefused();
};

void PairTest::lesionsAreWhatBecameBrighter_data()
{
    QTest::addColumn<PairSpec::Kind>("kind");
    QTest::newRow("new and grown lesions on FLAIR") << PairSpec::Kind::Change;
    QTest::newRow("metastases after gadolinium") << PairSpec::Kind::Enhancement;
}

/// Over some pairs: not every one has a lesion that can be seen.
void PairTest::lesionsAreWhatBecameBrighter()
{
    QFETCH(PairSpec::Kind, kind);
    const LabelVolume map = onionBrain();
    int shown = 0;
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        const SyntheticPair pair = synthesisePair(map, specFor(kind, seed));
        QVERIFY(sameGrid(pair.baseline.geometry(), pair.followup.geometry()));
        QVERIFY(sameGrid(pair.baseline.geometry(), pair.lesions.geometry()));
        if (pair.lesions.foregroundCount() < 10) {
            continue;
        }
        const Volume difference = subtract(pair.baseline, pair.followup);
        const double gain =
            meanOf(difference, pair.lesions, true) - meanOf(difference, pair.lesions, false);
        QVERIFY2(gain > 0.2, qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(gain)));
        ++shown;
    }
    QVERIFY2(shown >= 3, qPrintable(QString::number(shown)));
}

void PairTest::sameSeedSamePair()
{
    const LabelVolume map = onionBrain();
    const auto a = synthesisePair(map, specFor(PairSpec::Kind::Enhancement, 4));
    const auto b = synthesisePair(map, specFor(PairSpec::Kind::Enhancement, 4));
    const auto c = synthesisePair(map, specFor(PairSpec::Kind::Enhancement, 5));
    QVERIFY(std::ranges::equal(a.baseline.voxels(), b.baseline.voxels()));
    QVERIFY(std::ranges::equal(a.followup.voxels(), b.followup.voxels()));
    QVERIFY(std::ranges::equal(a.lesions.labels(), b.lesions.labels()));
    QVERIFY(!std::ranges::equal(a.baseline.voxels(), c.baseline.voxels()));
}

/// Where no gadolinium is, before and after show the same tissue: highly correlated.
void PairTest::bothImagesAreTheSameBrain()
{
    const auto pair = synthesisePair(onionBrain(), specFor(PairSpec::Kind::Enhancement, 2));
    double aa = 0.0;
    double bb = 0.0;
    double ab = 0.0;
    const double meanA = meanOf(pair.baseline, pair.lesions, false);
    const double meanB = meanOf(pair.followup, pair.lesions, false);
    for (std::size_t n = 0; n < pair.lesions.labels().size(); ++n) {
        QCOMPARE(pair.baseline.voxels()[n] == 0.0F, pair.followup.voxels()[n] == 0.0F);
        if (pair.baseline.voxels()[n] != 0.0F && pair.lesions.labels()[n] == 0) {
            const double a = static_cast<double>(pair.baseline.voxels()[n]) - meanA;
            const double b = static_cast<double>(pair.followup.voxels()[n]) - meanB;
            aa += a * a;
            bb += b * b;
            ab += a * b;
        }
    }
    QVERIFY2(ab / std::sqrt(aa * bb) > 0.8, qPrintable(QString::number(ab / std::sqrt(aa * bb))));
}

/// A bright plane: its middle moves by less than a voxel and a half, and zeros stay zeros.
void PairTest::aFollowUpMovesLittleAndStaysInside()
{
    const auto grid = Geometry::axisAligned({40, 40, 40}, {1, 1, 1});
    std::vector<float> voxels(grid.voxelCount(), 0.0F);
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        const VoxelIndex v = grid.voxelAt(n);
        const bool inside = std::min({v.i, v.j, v.k}) >= 5 && std::max({v.i, v.j, v.k}) < 35;
        voxels[n] = !inside ? 0.0F : v.i == 20 ? 300.0F : 100.0F;
    }
    const Volume before(grid, voxels);
    RandomSource random(3);
    const Volume after = asFollowUp(before, random);
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        QCOMPARE(after.voxels()[n] == 0.0F, voxels[n] == 0.0F);
    }
    double sum = 0.0;
    double weight = 0.0;
    for (int i = 17; i <= 23; ++i) {
        const double over = static_cast<double>(after.at({i, 20, 20})) - 100.0;
        if (over > 20.0) {
            sum += i * over;
            weight += over;
        }
    }
    QVERIFY(weight > 0.0 && std::abs(sum / weight - 20.0) < 1.5);
}

void PairTest::mapWithoutBrainIsRefused()
{
    const LabelVolume air{Geometry::axisAligned({8, 8, 8}, {1, 1, 1}),
                          std::vector<std::uint16_t>(512, 0)};
    QVERIFY_THROWS_EXCEPTION(Error, synthesisePair(air, {}));
}

QTEST_GUILESS_MAIN(PairTest)
#include "pair_test.moc"
