#include "core/base/error.h"
#include "core/image/mask_delta.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace dawson;

namespace
{

const Geometry kGrid = Geometry::axisAligned({9, 7, 5}, {1, 1, 1});

/// Up to 40 boxes of random labels.
Mask scribble(Mask mask, std::mt19937& random)
{
    const auto& size = mask.geometry().size();
    const auto pick = [&](int below) {
        return static_cast<int>(random() % static_cast<unsigned>(below));
    };
    for (int stroke = pick(40); stroke >= 0; --stroke) {
        const VoxelIndex from{pick(size[0]), pick(size[1]), pick(size[2])};
        const auto label = static_cast<std::uint8_t>(pick(4));
        for (int i = from.i; i < std::min(size[0], from.i + 3); ++i) {
            mask.set({i, from.j, from.k}, label);
        }
    }
    return mask;
}

bool same(const Mask& a, const Mask& b)
{
    return std::equal(a.labels().begin(), a.labels().end(), b.labels().begin());
}

template <typename Call>
bool throwsKind(Error::Kind kind, const Call& call)
{
    try {
        call();
    } catch (const Error& failure) {
        return failure.kind() == kind;
    }
    return false;
}

} // namespace

class MaskDeltaTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void randomEditsApplyRevertAndTravel();
    void changesInAnyOrderAreTheSameDelta();
    void changesKeepTheFirstBefore();
    void runsAreLong();
    void regionOfWrappedRuns();
    void foreignMaskIsLeftAlone();
    void damagedBytesAreRefused();
};

void MaskDeltaTest::randomEditsApplyRevertAndTravel()
{
    std::mt19937 random(20261124);
    for (int round = 0; round < 200; ++round) {
        const Mask before = scribble(Mask(kGrid), random);
        const Mask after = scribble(before, random);
        const MaskDelta delta = MaskDelta::between(before, after);

        Mask mask = before;
        delta.apply(mask);
        QVERIFY(same(mask, after));
        delta.revert(mask);
        QVERIFY(same(mask, before));
        QCOMPARE(MaskDelta::decode(delta.encode()), delta);
        QCOMPARE(delta.empty(), same(before, after));

        std::size_t changed = 0;
        Region box;
        for (std::size_t n = 0; n < kGrid.voxelCount(); ++n) {
            if (before.labels()[n] != after.labels()[n]) {
                ++changed;
                box.include(kGrid.voxelAt(n));
            }
        }
        QCOMPARE(delta.voxelCount(), changed);
        const Region region = delta.region(kGrid);
        QCOMPARE(region.intersection(box), box); // never smaller than what changed
    }
}

void MaskDeltaTest::changesInAnyOrderAreTheSameDelta()
{
    std::mt19937 random(7);
    const Mask before = scribble(Mask(kGrid), random);
    const Mask after = scribble(before, random);
    std::vector<MaskDelta::Change> changes;
    for (std::uint32_t n = 0; n < kGrid.voxelCount(); ++n) {
        changes.push_back({n, before.labels()[n], after.labels()[n]});
    }
    std::shuffle(changes.begin(), changes.end(), random);

    QCOMPARE(MaskDelta::fromChanges(changes), MaskDelta::between(before, after));
}

void MaskDeltaTest::changesKeepTheFirstBefore()
{
    const auto delta =
        MaskDelta::fromChanges({{5, 0, 1}, {6, 0, 1}, {5, 1, 2}, {8, 0, 1}, {6, 1, 0}, {8, 1, 3}});

    // Voxel 6 ends as it began; 5 and 8 go from their first to their last label.
    QCOMPARE(delta.runs(), (std::vector<MaskDelta::Run>{{5, 1, 0, 2}, {8, 1, 0, 3}}));
}

void MaskDeltaTest::runsAreLong()
{
    Mask after(kGrid);
    std::fill_n(after.labels().begin() + 10, 100, std::uint8_t{1});
    const auto delta = MaskDelta::between(Mask(kGrid), after);
    QCOMPARE(delta.runs(), (std::vector<MaskDelta::Run>{{10, 100, 0, 1}}));
    QCOMPARE(delta.encode().size(), std::size_t{8 + 10});
}

void MaskDeltaTest::regionOfWrappedRuns()
{
    const auto regionOf = [](std::uint32_t offset, std::uint32_t length) {
        std::vector<MaskDelta::Change> changes;
        for (std::uint32_t n = 0; n < length; ++n) {
            changes.push_back({offset + n, 0, 1});
        }
        return MaskDelta::fromChanges(changes).region(kGrid);
    };
    QCOMPARE(regionOf(2, 3), (Region{{2, 0, 0}, {3, 1, 1}}));
    QCOMPARE(regionOf(8, 2), (Region{{0, 0, 0}, {9, 2, 1}}));  // last of row 0, first of row 1
    QCOMPARE(regionOf(62, 2), (Region{{0, 0, 0}, {9, 7, 2}})); // last of slice 0, first of slice 1
    QVERIFY(MaskDelta().region(kGrid).empty());
}

void MaskDeltaTest::foreignMaskIsLeftAlone()
{
    const auto delta = MaskDelta::fromChanges({{3, 0, 1}, {100, 2, 1}});
    Mask mask(kGrid);
    QVERIFY(throwsKind(Error::Kind::Data, [&] { delta.apply(mask); }));
    QCOMPARE(mask.foregroundCount(), std::size_t{0});

    Mask small(Geometry::axisAligned({2, 2, 2}, {1, 1, 1}));
    QVERIFY(throwsKind(Error::Kind::Data, [&] {
        MaskDelta::fromChanges({{3, 0, 1}, {8, 0, 1}}).apply(small);
    }));
    QCOMPARE(small.foregroundCount(), std::size_t{0});
}

void MaskDeltaTest::damagedBytesAreRefused()
{
    const auto sound = MaskDelta::fromChanges({{3, 0, 1}, {4, 2, 1}, {90, 1, 0}}).encode();
    const auto refused = [](const std::vector<std::byte>& bytes) {
        return throwsKind(Error::Kind::Format, [&] { MaskDelta::decode(bytes); });
    };
    for (std::size_t length = 0; length < sound.size(); ++length) {
        QVERIFY(refused({sound.begin(), sound.begin() + static_cast<std::ptrdiff_t>(length)}));
    }
    auto longer = sound;
    longer.push_back(std::byte{0});
    QVERIFY(refused(longer));

    const auto with = [&](std::size_t at, unsigned value) {
        auto bytes = sound;
        bytes[at] = static_cast<std::byte>(value);
        return bytes;
    };
    QVERIFY(refused(with(0, 'X')));  // another kind of record
    QVERIFY(refused(with(4, 0xFF))); // more runs than bytes
    QVERIFY(refused(with(12, 0)));   // a run of no voxels
    QVERIFY(refused(with(16, 1)));   // before and after alike
    QVERIFY(refused(with(12, 2)));   // overlaps the next run
    QVERIFY(refused(with(18, 1)));   // runs out of order
    auto endless = with(31, 0xFF);   // offset and length of the last run together pass 2^32
    endless[35] = std::byte{0xFF};
    QVERIFY(refused(endless));
}

QTEST_GUILESS_MAIN(MaskDeltaTest)
#include "mask_delta_test.moc"
