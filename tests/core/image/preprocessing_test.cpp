#include "core/base/error.h"
#include "core/image/intensity_window.h"
#include "core/image/preprocessing.h"
#include "core/image/resample.h"
#include "tests/core/image/ball_head.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

using namespace dawson;

namespace
{

constexpr double kBall20Ml = 4.0 / 3.0 * M_PI * 8.0; // radius 2 cm

} // namespace

class PreprocessingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void zScoresTheTissue_data();
    void zScoresTheTissue();
    void fillsDarkFluidInsideTheHead();
    void maskAndMapGoThereAndBack();
    void aSureLesionStaysSureOnThickSlices();
    void aPeakBetweenVoxelsArrives_data();
    void aPeakBetweenVoxelsArrives();
    void maskOfAnotherGridIsRefused();
    void emptyAndFlatImagesAreRefused();
    void biasIsTakenOut();
    void brainMaskIsTheForeground();
    void brainMaskOfAnotherGridOrEmptyIsRefused();
    void subtractionKeepsItsValues();
    void headsAreToldFromBrains_data();
    void headsAreToldFromBrains();
    void stopsWhenAsked();
    void windowIgnoresAirAndSparks();
    void windowIgnoresAirWithUndershoot();
    void windowIsNeverEmpty();
};

void PreprocessingTest::zScoresTheTissue_data()
{
    QTest::addColumn<float>("air");
    QTest::newRow("brain-extracted: zero outside") << 0.0F;
    QTest::newRow("whole head: noise outside") << 1.0F;
}

void PreprocessingTest::zScoresTheTissue()
{
    QFETCH(float, air);
    // Right-left flipped and with thick slices, so that every step has something to do.
    const Geometry grid(
        {70, 60, 25}, {0.9, 1.0, 2.5}, {40, -20, 10}, {{{-1, 0, 0}, {0, 1, 0}, {0, 0, 1}}});
    const PreparedImage prepared = prepareImage(head(grid, 20.0, air), {});
    const Geometry& made = prepared.image.geometry();

    QCOMPARE(made.spacing(), (Geometry::Vector{1, 1, 1}));
    QCOMPARE(made.direction(), (Geometry::Matrix{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}));
    QVERIFY(sameGrid(prepared.native, grid));
    for (const int n : made.size()) {
        QVERIFY2(n >= 46 && n <= 52, qPrintable(QString::number(n))); // 40 mm and 4 voxels a side
    }
    const Moments m = momentsOf(prepared.image);
    QVERIFY(std::abs(m.mean) < 1e-3);
    QVERIFY(std::abs(m.deviation - 1.0) < 1e-2);
    // Interpolation adds a rim of voxels that are partly tissue.
    QVERIFY2(std::abs(static_cast<double>(m.count) / 1000.0 / kBall20Ml - 1.0) < 0.15,
             qPrintable(QString::number(m.count)));
}

void PreprocessingTest::fillsDarkFluidInsideTheHead()
{
    const Geometry grid = Geometry::axisAligned({60, 60, 60}, {1, 1, 1});
    Volume whole = head(grid, 25.0, 1.0F);
    std::vector<float> voxels(whole.voxels().begin(), whole.voxels().end());
    for (int k = 26; k < 34; ++k) {
        for (int j = 26; j < 34; ++j) {
            std::fill_n(
                voxels.begin() + static_cast<std::ptrdiff_t>(grid.offset({26, j, k})), 8, 5.0F);
        }
    }
    const PreparedImage prepared = prepareImage(Volume(grid, voxels), {});
    const auto& made = prepared.image.geometry();
    const float fluid = prepared.image.at(made.nearestVoxel({29.5, 29.5, 29.5}));
    // Dark, not background: far below the mean of the tissue.
    QVERIFY2(fluid < -2.0F, qPrintable(QString::number(static_cast<double>(fluid))));
}

void PreprocessingTest::maskAndMapGoThereAndBack()
{
    const Geometry grid(
        {70, 60, 25}, {0.9, 1.0, 2.5}, {40, -20, 10}, {{{-1, 0, 0}, {0, 1, 0}, {0, 0, 1}}});
    Mask lesion(grid);
    for (int k = 9; k < 15; ++k) {
        for (int j = 25; j < 36; ++j) {
            for (int i = 28; i < 42; ++i) {
                lesion.set({i, j, k}, 1);
            }
        }
    }
    const PreparedImage prepared = prepareImage(head(grid, 20.0, 0.0F), {});
    const Mask cubic = prepareMask(lesion, prepared);
    QVERIFY(sameGrid(cubic.geometry(), prepared.image.geometry(), 1e-9));
    QVERIFY(std::abs(cubic.foregroundMl() / lesion.foregroundMl() - 1.0) < 0.05);

    std::vector<float> map(cubic.labels().begin(), cubic.labels().end());
    const Volume back = toNative(Volume(cubic.geometry(), map), grid);
    QVERIFY(sameGrid(back.geometry(), grid));
    std::size_t wrong = 0;
    for (std::size_t n = 0; n < grid.voxelCount(); ++n) {
        wrong += (back.voxels()[n] >= 0.5F) != (lesion.labels()[n] != 0) ? 1U : 0U;
    }
    QVERIFY2(wrong < lesion.foregroundCount() / 10, qPrintable(QString::number(wrong)));
    QCOMPARE(back.at({0, 0, 0}), 0.0F);
}

void PreprocessingTest::aSureLesionStaysSureOnThickSlices()
{
    // 0.7 mm voxels, 1 throughout the fourth of the slices of 3 mm and 0 elsewhere.
    const Geometry native = Geometry::axisAligned({30, 30, 8}, {0.7, 0.7, 3.0});
    const Geometry fine = isotropicGeometry(native, 0.7);
    std::vector<float> map(fine.voxelCount(), 0.0F);
    for (std::size_t n = 0; n < map.size(); ++n) {
        const PatientPoint at = fine.toPatient(fine.voxelAt(n));
        map[n] = std::abs(at.z - native.toPatient(VoxelIndex{0, 0, 3}).z) < 1.5 ? 1.0F : 0.0F;
    }
    const Volume back = toNative(Volume(fine, map), native);
    QVERIFY2(back.at({15, 15, 3}) > 0.99F, qPrintable(QString::number(back.at({15, 15, 3}))));
    QVERIFY2(back.at({15, 15, 2}) < 0.01F, qPrintable(QString::number(back.at({15, 15, 2}))));
    QVERIFY2(back.at({15, 15, 4}) < 0.01F, qPrintable(QString::number(back.at({15, 15, 4}))));
}

void PreprocessingTest::aPeakBetweenVoxelsArrives_data()
{
    QTest::addColumn<double>("slice");
    QTest::addColumn<PatientPoint>("peak");
    QTest::addColumn<VoxelIndex>("nearest");
    QTest::addColumn<int>("raised"); // voxels
    QTest::newRow("between voxels of 1 mm")
        << 1.0 << PatientPoint{10.4, 10.4, 10.4} << VoxelIndex{10, 10, 10} << 1;
    QTest::newRow("between slices of 3 mm")
        << 3.0 << PatientPoint{10.0, 10.0, 10.2} << VoxelIndex{10, 10, 3} << 1;
    QTest::newRow("outside of all slices")
        << 3.0 << PatientPoint{10.0, 10.0, 25.0} << VoxelIndex{10, 10, 6} << 0;
}

/// A lesion of 2 mm: a bell of 0.9 on voxels of 0.7 mm.
void PreprocessingTest::aPeakBetweenVoxelsArrives()
{
    QFETCH(double, slice);
    QFETCH(PatientPoint, peak);
    QFETCH(VoxelIndex, nearest);
    QFETCH(int, raised);
    const Geometry native =
        Geometry::axisAligned({20, 20, static_cast<int>(20.0 / slice) + 1}, {1.0, 1.0, slice});
    const Geometry fine = Geometry::axisAligned(
        {31, 31, 40}, {0.7, 0.7, 0.7}, {peak.x - 10.5, peak.y - 10.5, peak.z - 10.5});
    std::vector<float> map(fine.voxelCount());
    for (std::size_t n = 0; n < map.size(); ++n) {
        const PatientPoint at = fine.toPatient(fine.voxelAt(n));
        const double apart = std::hypot(at.x - peak.x, at.y - peak.y, at.z - peak.z);
        map[n] = static_cast<float>(0.9 * std::exp(-apart * apart / 2.0));
    }
    const Volume plain = toNative(Volume(fine, map), native);
    const Volume back = toNativeWithPeaks(Volume(fine, map), native);
    int different = 0;
    for (std::size_t n = 0; n < native.voxelCount(); ++n) {
        different += back.voxels()[n] != plain.voxels()[n] ? 1 : 0;
    }
    QCOMPARE(different, raised);
    QVERIFY(plain.at(nearest) < 0.8F);
    QCOMPARE(back.at(nearest), raised > 0 ? 0.9F : plain.at(nearest));
    QVERIFY(sameGrid(toNativeWithPeaks(plain, native).geometry(), native));
    QVERIFY(std::ranges::equal(toNativeWithPeaks(plain, native).voxels(), plain.voxels()));
}

void PreprocessingTest::maskOfAnotherGridIsRefused()
{
    const Geometry grid = Geometry::axisAligned({40, 40, 40}, {1, 1, 1});
    const PreparedImage prepared = prepareImage(head(grid, 15.0, 0.0F), {});
    try {
        prepareMask(Mask(Geometry::axisAligned({40, 40, 40}, {1, 1, 1}, {0, 0, 2})), prepared);
        QFAIL("a mask 2 mm away was taken");
    } catch (const Error& failure) {
        QCOMPARE(failure.kind(), Error::Kind::Geometry);
        QVERIFY(QString::fromStdString(failure.what()).contains(QStringLiteral("2.00 mm")));
    }
}

void PreprocessingTest::emptyAndFlatImagesAreRefused()
{
    const Geometry grid = Geometry::axisAligned({8, 8, 8}, {1, 1, 1});
    const auto refused = [](const Volume& volume) {
        try {
            prepareImage(volume, {});
        } catch (const Error& failure) {
            return failure.kind() == Error::Kind::Data;
        }
        return false;
    };
    QVERIFY(refused(Volume(grid, std::vector<float>(512, 0.0F))));
    QVERIFY(refused(Volume(grid, std::vector<float>(512, 9.0F))));
    std::vector<float> flat(512, 0.0F);
    std::fill_n(flat.begin() + 100, 100, 5.0F);
    QVERIFY(refused(Volume(grid, flat)));
}

/// Tissue of one kind under a field that doubles from one side to the other.
void PreprocessingTest::biasIsTakenOut()
{
    const Geometry grid = Geometry::axisAligned({56, 56, 56}, {1, 1, 1});
    const Volume clean = head(grid, 24.0, 0.0F);
    std::vector<float> voxels(clean.voxels().begin(), clean.voxels().end());
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        voxels[n] *= std::exp2(static_cast<float>(grid.voxelAt(n).i) / 56.0F);
    }
    const auto slope = [&](bool corrected) {
        Preprocessing steps;
        steps.biasCorrection = corrected;
        const Volume image = prepareImage(Volume(grid, voxels), steps).image;
        double left = 0.0;
        double right = 0.0;
        const auto& size = image.geometry().size();
        for (int j = 20; j < 36; ++j) {
            for (int k = 20; k < 36; ++k) {
                left += static_cast<double>(image.at({14, j, k})) / 256.0;
                right += static_cast<double>(image.at({size[0] - 15, j, k})) / 256.0;
            }
        }
        return right - left;
    };
    const double before = slope(false);
    const double after = slope(true);
    QVERIFY2(before > 1.0 && std::abs(after) < before / 4.0,
             qPrintable(QStringLiteral("%1 -> %2").arg(before).arg(after)));
}

/// A head of 24 mm with a brain of 12 mm inside: the z-score is the brain's, all else is 0.
void PreprocessingTest::brainMaskIsTheForeground()
{
    const Geometry grid = Geometry::axisAligned({60, 60, 40}, {1, 1, 1.5});
    Mask brain(grid);
    const PatientPoint c = grid.center();
    for (std::size_t n = 0; n < grid.voxelCount(); ++n) {
        const PatientPoint p = grid.toPatient(grid.voxelAt(n));
        brain.labels()[n] = std::hypot(p.x - c.x, p.y - c.y, p.z - c.z) < 12.0 ? 1 : 0;
    }
    const PreparedImage prepared = prepareImage(head(grid, 24.0, 1.0F), brain, {});
    const Moments m = momentsOf(prepared.image);
    QVERIFY(std::abs(m.mean) < 1e-3);
    QVERIFY(std::abs(m.deviation - 1.0) < 1e-2);
    const double ballMm3 = 4.0 / 3.0 * M_PI * 12.0 * 12.0 * 12.0;
    QVERIFY2(std::abs(static_cast<double>(m.count) / ballMm3 - 1.0) < 0.06,
             qPrintable(QString::number(m.count)));
}

void PreprocessingTest::brainMaskOfAnotherGridOrEmptyIsRefused()
{
    const Geometry grid = Geometry::axisAligned({40, 40, 40}, {1, 1, 1});
    const Volume image = head(grid, 15.0, 1.0F);
    const auto kindOf = [&](const Mask& brain) -> std::optional<Error::Kind> {
        try {
            prepareImage(image, brain, {});
        } catch (const Error& failure) {
            return failure.kind();
        }
        return std::nullopt;
    };
    QVERIFY(kindOf(Mask(grid)) == Error::Kind::Data);
    QVERIFY(kindOf(Mask(Geometry::axisAligned({40, 40, 40}, {1, 1, 1}, {0, 3, 0}))) ==
            Error::Kind::Geometry);
}

void PreprocessingTest::subtractionKeepsItsValues()
{
    const Geometry grid = Geometry::axisAligned({20, 20, 20}, {1, 1, 1});
    std::vector<float> voxels(grid.voxelCount(), 0.0F);
    for (std::size_t n = 0; n < voxels.size(); n += 2) {
        voxels[n] = n % 4 == 0 ? 2.5F : -1.5F;
    }
    const Volume made = prepareImage(Volume(grid, voxels), {.zScore = false}).image;
    QCOMPARE(made.at(made.geometry().nearestVoxel({0, 0, 0})), 2.5F);
    QCOMPARE(made.at(made.geometry().nearestVoxel({2, 0, 0})), -1.5F);
    QCOMPARE(made.at(made.geometry().nearestVoxel({1, 0, 0})), 0.0F);
}

void PreprocessingTest::headsAreToldFromBrains_data()
{
    QTest::addColumn<double>("radiusMm");
    QTest::addColumn<float>("air");
    QTest::addColumn<bool>("head");
    // A ball of 75 mm has 1,770 ml, one of 90 mm 3,050 ml.
    QTest::newRow("a large brain, extracted") << 75.0 << 0.0F << false;
    QTest::newRow("a head in zeros") << 90.0 << 0.0F << true;
    QTest::newRow("a head in noise") << 90.0 << 1.0F << true;
    QTest::newRow("a small piece in noise") << 30.0 << 1.0F << false;
}

void PreprocessingTest::headsAreToldFromBrains()
{
    QFETCH(double, radiusMm);
    QFETCH(float, air);
    QFETCH(bool, head);
    const Geometry grid = Geometry::axisAligned({67, 67, 67}, {3, 3, 3});
    QCOMPARE(showsHead(::head(grid, radiusMm, air)), head);
}

void PreprocessingTest::stopsWhenAsked()
{
    Preprocessing steps;
    steps.biasCorrection = true;
    const Volume image = head(Geometry::axisAligned({40, 40, 40}, {1, 1, 1}), 15.0, 0.0F);
    for (const double limit : {0.0, 0.35, 0.45}) {
        const Progress stopping(
            [=](double fraction, std::string_view) { return fraction < limit; });
        try {
            prepareImage(image, steps, stopping);
            QFAIL("it did not stop");
        } catch (const Error& failure) {
            QCOMPARE(failure.kind(), Error::Kind::Cancelled);
        }
    }
}

void PreprocessingTest::windowIgnoresAirAndSparks()
{
    // 900 voxels of air, tissue from 100 to 199, one spark.
    const Geometry grid = Geometry::axisAligned({20, 10, 10}, {1, 1, 1});
    std::vector<float> voxels(2000, 0.0F);
    for (std::size_t n = 900; n < 2000; ++n) {
        voxels[n] = 100.0F + static_cast<float>(n % 100);
    }
    voxels[1000] = 30000.0F;
    const IntensityWindow window = robustWindow(Volume(grid, voxels));
    QVERIFY(std::abs(window.low - 100.0) <= 1.0);
    QVERIFY(std::abs(window.high - 199.0) <= 1.0);
}

void PreprocessingTest::windowIgnoresAirWithUndershoot()
{
    // A stripped head: zeros around it, tissue from 100 to 199, a few voxels just below zero.
    const Geometry grid = Geometry::axisAligned({20, 10, 10}, {1, 1, 1});
    std::vector<float> voxels(2000, 0.0F);
    for (std::size_t n = 1000; n < 2000; ++n) {
        voxels[n] = 100.0F + static_cast<float>(n % 100);
    }
    voxels[7] = -3.0F;
    const IntensityWindow window = robustWindow(Volume(grid, voxels));
    QVERIFY(std::abs(window.low - 100.0) <= 1.0);
    QVERIFY(std::abs(window.high - 199.0) <= 1.0);
}

void PreprocessingTest::windowIsNeverEmpty()
{
    const Geometry grid = Geometry::axisAligned({4, 4, 4}, {1, 1, 1});
    QCOMPARE(robustWindow(Volume(grid, std::vector<float>(64, 7.0F))), (IntensityWindow{6.5, 7.5}));
    std::vector<float> mask(64, 0.0F);
    std::fill_n(mask.begin(), 9, 1.0F);
    QCOMPARE(robustWindow(Volume(grid, mask)), (IntensityWindow{0.0, 1.0}));
}

QTEST_GUILESS_MAIN(PreprocessingTest)
#include "preprocessing_test.moc"
