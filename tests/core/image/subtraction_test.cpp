#include "core/base/error.h"
#include "core/image/subtraction.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

using namespace dawson;

namespace
{

constexpr int kSide = 20;

Geometry grid()
{
    return Geometry::axisAligned({kSide, kSide, kSide}, {1, 1, 1});
}

/// Tissue of two signals, 90 and 110 checkered (mean 100, deviation 10), zeros around it.
std::vector<float> tissue()
{
    std::vector<float> voxels(grid().voxelCount(), 0.0F);
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        const VoxelIndex v = grid().voxelAt(n);
        const bool inside = std::min({v.i, v.j, v.k}) >= 4 && std::max({v.i, v.j, v.k}) < 16;
        voxels[n] = !inside ? 0.0F : (v.i + v.j + v.k) % 2 == 0 ? 90.0F : 110.0F;
    }
    return voxels;
}

std::optional<Error::Kind> failureOf(const std::function<void()>& work)
{
    try {
        work();
    } catch (const Error& error) {
        return error.kind();
    }
    return std::nullopt;
}

} // namespace

class SubtractionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anotherGainIsNoChange();
    void brighterIsPositiveInDeviations();
    void robustMatchingIgnoresALargeLesion();
    void theSecondChannelIsHalfOfIt_data();
    void theSecondChannelIsHalfOfIt();
    void nothingOutsideTheBrain();
    void whatCannotBeSubtractedIsRefused();
};

/// A scanner that shows everything 1.7 times as bright and 30 higher.
void SubtractionTest::anotherGainIsNoChange()
{
    std::vector<float> later = tissue();
    for (float& v : later) {
        v = v != 0.0F ? 1.7F * v + 30.0F : 0.0F;
    }
    const Volume difference = subtract(Volume(grid(), tissue()), Volume(grid(), later));
    for (std::size_t n = 0; n < later.size(); ++n) {
        QVERIFY(std::abs(difference.voxels()[n]) < 1e-4F);
        QCOMPARE(difference.voxels()[n] == 0.0F, later[n] == 0.0F); // inside is never exactly 0
    }
}

void SubtractionTest::theSecondChannelIsHalfOfIt_data()
{
    QTest::addColumn<bool>("robust");
    QTest::newRow("by mean and deviation") << false;
    QTest::newRow("by median") << true;
}

/// The scaled follow-up minus the scaled baseline is the subtraction, in the same voxels.
void SubtractionTest::theSecondChannelIsHalfOfIt()
{
    QFETCH(bool, robust);
    const auto matching = robust ? IntensityMatching::Robust : IntensityMatching::ZScore;
    std::vector<float> later = tissue();
    later[grid().offset({10, 10, 10})] += 50.0F;
    later[grid().offset({4, 4, 4})] = 0.0F; // no tissue there any more, one of each signal
    later[grid().offset({4, 4, 5})] = 0.0F;
    for (float& v : later) {
        v = v != 0.0F ? 1.7F * v + 30.0F : 0.0F;
    }
    const Volume before(grid(), tissue());
    const Volume after(grid(), later);

    const Volume current = matchedFollowup(before, after, std::nullopt, matching);

    const Volume baseline = matchedFollowup(after, before, std::nullopt, matching);
    const Volume difference = subtract(before, after, std::nullopt, matching);
    double sum = 0.0;
    for (std::size_t n = 0; n < later.size(); ++n) {
        const float halves = current.voxels()[n] - baseline.voxels()[n];
        QVERIFY(std::abs(difference.voxels()[n] - halves) < 1e-5F);
        QCOMPARE(current.voxels()[n] == 0.0F, later[n] == 0.0F);
        sum += static_cast<double>(current.voxels()[n]);
    }
    QVERIFY(robust || std::abs(sum) < 1e-2);
}

/// One voxel of 1,728 gains 50, five deviations: nearly five in the result, since it hardly moves
/// mean and deviation (0.03 and 10.07 from the sums).
void SubtractionTest::brighterIsPositiveInDeviations()
{
    std::vector<float> later = tissue();
    const std::size_t lesion = grid().offset({10, 10, 10}); // 90 before
    later[lesion] += 50.0F;
    const double count = 12.0 * 12.0 * 12.0;
    const double mean = 100.0 + 50.0 / count;
    const double square = (100.0 * (count - 1.0) + 40.0 * 40.0) / count;
    const double deviation = std::sqrt(square - (mean - 100.0) * (mean - 100.0));
    const double expected = (140.0 - mean) / deviation - (90.0 - 100.0) / 10.0;
    const Volume difference = subtract(Volume(grid(), tissue()), Volume(grid(), later));
    QVERIFY(std::abs(static_cast<double>(difference.voxels()[lesion]) - expected) < 1e-4);
    const Volume back = subtract(Volume(grid(), later), Volume(grid(), tissue()));
    QVERIFY(std::abs(static_cast<double>(back.voxels()[lesion]) + expected) < 1e-4);
}

/// A quarter of the brain brightens: by mean and deviation the rest seems to darken, by median and
/// absolute deviation it stays.
void SubtractionTest::robustMatchingIgnoresALargeLesion()
{
    std::vector<float> later = tissue();
    for (std::size_t n = 0; n < later.size(); ++n) {
        const VoxelIndex v = grid().voxelAt(n);
        later[n] += later[n] != 0.0F && v.k < 7 ? 200.0F : 0.0F;
    }
    const Volume before(grid(), tissue());
    const Volume after(grid(), later);
    const std::size_t healthy = grid().offset({10, 10, 12});
    const Volume byMoments = subtract(before, after);
    const Volume robust = subtract(before, after, std::nullopt, IntensityMatching::Robust);
    QVERIFY(byMoments.voxels()[healthy] > 0.3F || byMoments.voxels()[healthy] < -0.3F);
    QVERIFY2(std::abs(robust.voxels()[healthy]) < 0.05F,
             qPrintable(QString::number(static_cast<double>(robust.voxels()[healthy]))));
}

void SubtractionTest::nothingOutsideTheBrain()
{
    Mask brain(grid());
    for (std::size_t n = 0; n < brain.labels().size(); ++n) {
        brain.labels()[n] = grid().voxelAt(n).i < 10 ? 1 : 0;
    }
    std::vector<float> later = tissue();
    later[grid().offset({12, 8, 8})] += 500.0F;
    std::vector<float> earlier = tissue();
    earlier[grid().offset({8, 8, 9})] = 0.0F; // in the mask, but not in the image
    later[grid().offset({8, 9, 8})] = 0.0F;
    const Volume difference = subtract(Volume(grid(), earlier), Volume(grid(), later), brain);
    QCOMPARE(difference.at({12, 8, 8}), 0.0F);
    QCOMPARE(difference.at({8, 8, 9}), 0.0F);
    QCOMPARE(difference.at({8, 9, 8}), 0.0F);
    QCOMPARE(difference.at({1, 1, 1}), 0.0F);
    QVERIFY(std::abs(difference.at({8, 8, 8})) < 1e-4F); // the change outside does not weigh
}

void SubtractionTest::whatCannotBeSubtractedIsRefused()
{
    const Volume image(grid(), tissue());
    const Volume moved(Geometry::axisAligned({kSide, kSide, kSide}, {1, 1, 1}, {0, 0, 4}),
                       tissue());
    const Volume nothing(grid(), std::vector<float>(grid().voxelCount(), 0.0F));
    std::vector<float> flat = tissue();
    for (float& v : flat) {
        v = v != 0.0F ? 5.0F : 0.0F;
    }
    QVERIFY(failureOf([&] { subtract(image, moved); }) == Error::Kind::Geometry);
    QVERIFY(failureOf([&] { subtract(image, image, Mask(moved.geometry())); }) ==
            Error::Kind::Geometry);
    QVERIFY(failureOf([&] { subtract(image, nothing); }) == Error::Kind::Data);
    QVERIFY(failureOf([&] { subtract(image, Volume(grid(), flat)); }) == Error::Kind::Data);
}

QTEST_GUILESS_MAIN(SubtractionTest)
#include "subtraction_test.moc"
