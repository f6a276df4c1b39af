#include "core/training/lesion_mixing.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace dawson;

class LesionMixingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void regionIsALevelOfTheDistance();
    void smallLesionsKeepTheirOwnDepth();
    void noLesionNoRegion();
    void sameSeedSameRegion();
    void carvesImageAndMaskTogether();
    void staysInTheForeground();
};

namespace
{

constexpr int kEdge = 32;
constexpr std::size_t kVoxels = std::size_t{kEdge} * kEdge * kEdge;

double apart(std::size_t n, int i, int j, int k)
{
    const auto at = static_cast<int>(n);
    return std::hypot(at % kEdge - i, at / kEdge % kEdge - j, at / (kEdge * kEdge) - k);
}

std::vector<std::uint8_t> ball(int i, int j, int k, double radius)
{
    std::vector<std::uint8_t> mask(kVoxels, 0);
    for (std::size_t n = 0; n < kVoxels; ++n) {
        mask[n] = apart(n, i, j, k) <= radius ? 1 : 0;
    }
    return mask;
}

/// Distance to the nearest voxel that is (or is not) lesion, looking at every pair.
double nearest(const std::vector<std::uint8_t>& mask, std::size_t from, bool lesion)
{
    int best = 3 * kEdge * kEdge;
    const auto square = [](std::size_t a, std::size_t b) {
        const int apart = static_cast<int>(a) - static_cast<int>(b);
        return apart * apart;
    };
    for (std::size_t n = 0; n < kVoxels; ++n) {
        if ((mask[n] != 0) == lesion) {
            best = std::min(best,
                            square(n % kEdge, from % kEdge) +
                                square(n / kEdge % kEdge, from / kEdge % kEdge) +
                                square(n / (kEdge * kEdge), from / (kEdge * kEdge)));
        }
    }
    return std::sqrt(best);
}

Patch patchOf(std::vector<std::uint8_t> mask, float lesion, float tissue)
{
    Patch patch;
    patch.size = kEdge;
    patch.channels = 2;
    patch.mask = std::move(mask);
    for (int channel = 0; channel < 2; ++channel) {
        for (const auto label : patch.mask) {
            patch.image.push_back((label != 0 ? lesion : tissue) + static_cast<float>(channel));
        }
    }
    return patch;
}

std::ptrdiff_t sizeOf(const std::vector<std::uint8_t>& region)
{
    return std::count(region.begin(), region.end(), 1);
}

} // namespace

/// {D <= lambda}: if a voxel is in, every voxel with a smaller D is. The published range of lambda
/// is filled on both sides of the border and never left.
void LesionMixingTest::regionIsALevelOfTheDistance()
{
    const auto mask = ball(16, 15, 14, 4.2);
    std::vector<double> distance(kVoxels, 1e9);
    double depth = 0.0;
    for (std::size_t n = 0; n < kVoxels; ++n) {
        if (apart(n, 16, 15, 14) < 10.0) {
            distance[n] = mask[n] != 0 ? -nearest(mask, n, false) : nearest(mask, n, true);
            depth = std::max(depth, -distance[n]);
        }
    }
    int inner = 0;
    int outer = 0;
    double lowest = 1e9;
    double highest = -1e9;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const auto region = carvedRegion(mask, kEdge, seed);
        double level = -1e9;
        double next = 1e9;
        for (std::size_t n = 0; n < kVoxels; ++n) {
            level = region[n] != 0 ? std::max(level, distance[n]) : level;
            next = region[n] == 0 ? std::min(next, distance[n]) : next;
        }
        QVERIFY(level < next);
        lowest = std::min(lowest, level);
        highest = std::max(highest, level);
        ++(sizeOf(region) < sizeOf(mask) ? inner : outer);
    }
    QVERIFY(lowest >= -0.5 * depth - 1.0 && lowest < -0.3 * depth);
    QVERIFY(highest <= depth && highest > 0.8 * depth);
    QVERIFY(inner > 30 && outer > 60);
}

void LesionMixingTest::smallLesionsKeepTheirOwnDepth()
{
    auto mask = ball(10, 10, 10, 6.0);
    const std::size_t alone = (std::size_t{26} * kEdge + 26) * kEdge + 26;
    mask[alone] = 1;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const auto region = carvedRegion(mask, kEdge, seed);
        QCOMPARE(region[alone], std::uint8_t{1}); // depth 1: half of it is still the voxel
        std::ptrdiff_t near = 0;
        for (std::size_t n = 0; n < kVoxels; ++n) {
            near += region[n] != 0 && apart(n, 26, 26, 26) < 8.0 ? 1 : 0;
        }
        QVERIFY(near == 1 || near == 7); // with its faces' neighbours at lambda 1 at most
    }
}

void LesionMixingTest::noLesionNoRegion()
{
    QCOMPARE(sizeOf(carvedRegion(std::vector<std::uint8_t>(kVoxels, 0), kEdge, 1)), 0);
    // All lesion: no border, everything is carved or nothing, without end.
    const auto all = carvedRegion(std::vector<std::uint8_t>(kVoxels, 1), kEdge, 1);
    QCOMPARE(sizeOf(all), static_cast<std::ptrdiff_t>(kVoxels));
}

void LesionMixingTest::sameSeedSameRegion()
{
    const auto mask = ball(16, 16, 16, 5.0);
    QVERIFY(carvedRegion(mask, kEdge, 3) == carvedRegion(mask, kEdge, 3));
}

void LesionMixingTest::carvesImageAndMaskTogether()
{
    const Patch donor = patchOf(ball(12, 16, 16, 3.0), 5.0F, 2.0F);
    const Patch before = patchOf(ball(22, 16, 16, 3.0), 7.0F, 3.0F);
    Patch mixed = before;
    QVERIFY(carveInto(mixed, donor, 4));
    const auto region = carvedRegion(donor.mask, kEdge, 4);
    for (std::size_t n = 0; n < kVoxels; ++n) {
        const Patch& from = region[n] != 0 ? donor : before;
        QCOMPARE(mixed.mask[n], from.mask[n]);
        QCOMPARE(mixed.image[n], from.image[n]);
        QCOMPARE(mixed.image[kVoxels + n], from.image[kVoxels + n]);
    }
}

void LesionMixingTest::staysInTheForeground()
{
    const Patch donor = patchOf(ball(12, 16, 16, 3.0), 5.0F, 2.0F);
    Patch receiver = patchOf(std::vector<std::uint8_t>(kVoxels, 0), 7.0F, 3.0F);
    std::fill(receiver.image.begin(), receiver.image.begin() + kVoxels, 0.0F);
    const Patch before = receiver;
    QVERIFY(!carveInto(receiver, donor, 4)); // all air: the lesion would hang in it
    QVERIFY(receiver.image == before.image);
    QVERIFY(receiver.mask == before.mask);
    // Half air: the half of the lesion that lies in the brain arrives.
    for (std::size_t n = 0; n < kVoxels; ++n) {
        receiver.image[n] = n % kEdge < 12 ? 0.0F : 3.0F;
    }
    QVERIFY(carveInto(receiver, donor, 4));
    for (std::size_t n = 0; n < kVoxels; ++n) {
        QVERIFY(n % kEdge >= 12 || receiver.mask[n] == 0);
    }
}

QTEST_GUILESS_MAIN(LesionMixingTest)
#include "lesion_mixing_test.moc"
