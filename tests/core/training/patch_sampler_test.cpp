#include "core/base/error.h"
#include "core/training/patch_sampler.h"
#include "tests/core/training/study_samples.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace dawson;

class PatchSamplerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void countsFollowTheSchedule();
    void positivesAreCentredOnLesions();
    void lesionsOrVoxelsAreEqual();
    void fewVoxelsAreTakenOnce();
    void negativesHoldNoLesion_data();
    void negativesHoldNoLesion();
    void brainNegativesLieInTheBrain();
    void impossibleNegativesAreCounted();
    void epochsAreCutOrRepeated_data();
    void epochsAreCutOrRepeated();
    void everythingFollowsFromSeedAndEpoch();
    void withoutRedrawEpochsDifferInOrderOnly();
    void paddingIsZero();
    void lesionsAreCarvedIntoAnotherSubject();
    void unknownWordsAreRefused();
    void voxelsAreThoseOfThePreparedImages();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<CaseStore> m_store;
};

namespace
{

TrainingSchedule smallSchedule()
{
    TrainingSchedule schedule;
    schedule.patchSize = 16;
    schedule.positivePatches = 12;
    schedule.negativePatches = 5;
    schedule.copies = 2;
    schedule.positives = "lesion";
    schedule.seed = 42;
    return schedule;
}

bool samePlaces(const std::vector<PatchPlace>& a, const std::vector<PatchPlace>& b)
{
    return std::ranges::equal(a, b, [](const PatchPlace& x, const PatchPlace& y) {
        return x.caseNumber == y.caseNumber && x.copy == y.copy && x.center == y.center &&
               x.positive == y.positive && x.seed == y.seed;
    });
}

std::size_t lesionVoxels(const Patch& patch)
{
    return static_cast<std::size_t>(std::count(patch.mask.begin(), patch.mask.end(), 1));
}

} // namespace

void PatchSamplerTest::initTestCase()
{
    const std::filesystem::path folder = m_folder.path().toStdString();
    // One large and two tiny lesions; then a single voxel in another subject.
    const std::vector<Ball> many{{{20, 20, 20}, 5.0}, {{30, 24, 24}, 1.0}, {{24, 32, 24}, 0.0}};
    packCases(folder / "cases.h5",
              {writeStudy(folder, "a", many), writeStudy(folder, "b", {{{24, 24, 24}, 0.0}})},
              {});
    m_store = std::make_unique<CaseStore>(folder / "cases.h5");
    QCOMPARE(m_store->cases()[0].lesions, 3);
}

void PatchSamplerTest::countsFollowTheSchedule()
{
    const PatchSampler sampler(*m_store, {0, 1}, smallSchedule());
    const auto places = sampler.epoch(1);
    QCOMPARE(sampler.missingNegatives(), std::size_t(0));
    QCOMPARE(places.size(), std::size_t(2 * 2 * (12 + 5)));
    QCOMPARE(sampler.patchesPerEpoch(), places.size());
    std::map<std::tuple<int, int, bool>, int> counts;
    for (const PatchPlace& place : places) {
        ++counts[{place.caseNumber, place.copy, place.positive}];
    }
    QCOMPARE(counts.size(), std::size_t(8));
    for (const auto& [key, count] : counts) {
        QCOMPARE(count, std::get<2>(key) ? 12 : 5);
    }
    const PatchSampler second(*m_store, {1}, smallSchedule());
    for (const PatchPlace& place : second.epoch(1)) {
        QCOMPARE(place.caseNumber, 1U);
    }
}

void PatchSamplerTest::positivesAreCentredOnLesions()
{
    TrainingSchedule schedule = smallSchedule();
    schedule.augmentation = "none";
    const PatchSampler sampler(*m_store, {0, 1}, schedule);
    const Mask mask = m_store->wholeMask(0);
    for (const PatchPlace& place : sampler.epoch(1)) {
        const Patch patch = sampler.patch(place);
        QCOMPARE(patch.mask.size(), std::size_t(16 * 16 * 16));
        QCOMPARE(patch.image.size(), patch.mask.size());
        const std::size_t middle = (8 * 16 + 8) * 16 + 8;
        QCOMPARE(patch.mask[middle] == 1, place.positive);
        if (place.caseNumber == 0) {
            QCOMPARE(mask.at(place.center) == 1, place.positive);
        }
    }
}

void PatchSamplerTest::lesionsOrVoxelsAreEqual()
{
    TrainingSchedule schedule = smallSchedule();
    schedule.positivePatches = 300;
    schedule.copies = 1;
    const auto share = [&](const char* positives) {
        schedule.positives = positives;
        const PatchSampler sampler(*m_store, {0}, schedule);
        const LesionVoxels lesions = m_store->lesionVoxels(0);
        const Geometry& grid = m_store->cases()[0].prepared;
        int large = 0;
        int all = 0;
        for (const PatchPlace& place : sampler.epoch(1)) {
            if (place.positive) {
                const auto offset = static_cast<std::uint32_t>(grid.offset(place.center));
                const auto first = lesions.lesion(0);
                large += std::find(first.begin(), first.end(), offset) != first.end() ? 1 : 0;
                ++all;
            }
        }
        return static_cast<double>(large) / all;
    };
    QCOMPARE(share("lesion"), 1.0 / 3.0); // each of three lesions a hundred times
    QVERIFY(share("voxel") > 0.95);       // 515 of 523 voxels
}

void PatchSamplerTest::fewVoxelsAreTakenOnce()
{
    TrainingSchedule schedule = smallSchedule();
    schedule.positives = "voxel";
    schedule.copies = 1;
    const PatchSampler single(*m_store, {1}, schedule);
    const auto places = single.epoch(1);
    QCOMPARE(std::ranges::count_if(places, &PatchPlace::positive), 1);

    const PatchSampler many(*m_store, {0}, schedule);
    std::set<std::tuple<int, int, int>> centers;
    for (const PatchPlace& place : many.epoch(1)) {
        if (place.positive) {
            centers.insert({place.center.i, place.center.j, place.center.k});
        }
    }
    QCOMPARE(centers.size(), std::size_t(12));
}

void PatchSamplerTest::negativesHoldNoLesion_data()
{
    QTest::addColumn<QByteArray>("augmentation");
    QTest::addColumn<bool>("redraw");
    QTest::newRow("none") << QByteArray("none") << false;
    QTest::newRow("paper") << QByteArray("paper") << false;
    QTest::newRow("strong") << QByteArray("strong") << true;
    QTest::newRow("strong, a draw a copy") << QByteArray("strong") << false;
}

void PatchSamplerTest::negativesHoldNoLesion()
{
    QFETCH(QByteArray, augmentation);
    QFETCH(bool, redraw);
    TrainingSchedule schedule = smallSchedule();
    schedule.positivePatches = 0;
    schedule.negativePatches = 60;
    schedule.augmentation = augmentation.toStdString();
    schedule.redraw = redraw;
    const PatchSampler sampler(*m_store, {0}, schedule);
    const auto places = sampler.epoch(2);
    QVERIFY(places.size() > 100);
    int near = 0;
    for (const PatchPlace& place : places) {
        QCOMPARE(lesionVoxels(sampler.patch(place)), std::size_t(0));
        const double apart =
            std::hypot(place.center.i - 20, place.center.j - 20, place.center.k - 20);
        near += apart < 22.0 ? 1 : 0;
    }
    QVERIFY(near > 0); // not only far corners
}

void PatchSamplerTest::brainNegativesLieInTheBrain()
{
    TrainingSchedule schedule = smallSchedule();
    schedule.patchSize = 8;
    schedule.negatives = "brain";
    const PatchSampler sampler(*m_store, {0, 1}, schedule);
    for (const PatchPlace& place : sampler.epoch(1)) {
        const Region here{place.center, {1, 1, 1}};
        QVERIFY(m_store->image(place.caseNumber, 0, here).front() != 0.0F);
    }
}

void PatchSamplerTest::impossibleNegativesAreCounted()
{
    TrainingSchedule schedule = smallSchedule();
    schedule.patchSize = 120; // covers the lesion from everywhere
    schedule.copies = 1;
    const PatchSampler sampler(*m_store, {1}, schedule);
    QCOMPARE(sampler.missingNegatives(), std::size_t(5));
    QCOMPARE(sampler.patchesPerEpoch(), std::size_t(12));
}

void PatchSamplerTest::epochsAreCutOrRepeated_data()
{
    QTest::addColumn<int>("steps");
    QTest::addColumn<bool>("redraw");
    QTest::newRow("cut") << 5 << false;
    QTest::newRow("cut, redrawn") << 5 << true;
    QTest::newRow("repeated") << 50 << false;
    QTest::newRow("further rounds") << 50 << true;
}

void PatchSamplerTest::epochsAreCutOrRepeated()
{
    QFETCH(int, steps);
    QFETCH(bool, redraw);
    TrainingSchedule schedule = smallSchedule();
    schedule.batch = 3;
    schedule.stepsPerEpoch = steps;
    schedule.redraw = redraw;
    const PatchSampler sampler(*m_store, {0, 1}, schedule);
    const auto places = sampler.epoch(3);
    QCOMPARE(places.size(), static_cast<std::size_t>(3 * steps));
    std::set<std::uint64_t> seeds;
    for (const PatchPlace& place : places) {
        seeds.insert(place.seed);
    }
    const std::size_t distinct =
        redraw ? places.size() : std::min<std::size_t>(places.size(), sampler.patchesPerEpoch());
    QCOMPARE(seeds.size(), distinct);
}

void PatchSamplerTest::everythingFollowsFromSeedAndEpoch()
{
    TrainingSchedule schedule = smallSchedule();
    schedule.redraw = true;
    schedule.augmentation = "strong";
    const PatchSampler a(*m_store, {0, 1}, schedule);
    const PatchSampler b(*m_store, {0, 1}, schedule);
    a.epoch(1);
    const auto places = a.epoch(7);
    QVERIFY(samePlaces(places, b.epoch(7)));
    QVERIFY(!samePlaces(places, a.epoch(8)));
    const Patch first = a.patch(places[3]);
    b.patch(places[0]);
    const Patch again = b.patch(places[3]);
    QVERIFY(first.image == again.image);
    QVERIFY(first.mask == again.mask);

    schedule.seed = 43;
    const PatchSampler c(*m_store, {0, 1}, schedule);
    QVERIFY(!samePlaces(places, c.epoch(7)));
}

void PatchSamplerTest::withoutRedrawEpochsDifferInOrderOnly()
{
    const PatchSampler sampler(*m_store, {0, 1}, smallSchedule());
    auto a = sampler.epoch(1);
    auto b = sampler.epoch(2);
    QVERIFY(!samePlaces(a, b));
    std::ranges::sort(a, {}, &PatchPlace::seed);
    std::ranges::sort(b, {}, &PatchPlace::seed);
    QVERIFY(samePlaces(a, b));
}

void PatchSamplerTest::paddingIsZero()
{
    TrainingSchedule schedule = smallSchedule();
    schedule.patchSize = 90; // larger than the image
    schedule.negativePatches = 0;
    schedule.augmentation = "none";
    const PatchSampler sampler(*m_store, {1}, schedule);
    const auto places = sampler.epoch(1);
    const Patch patch = sampler.patch(places.front());
    QCOMPARE(lesionVoxels(patch), std::size_t(1));
    QCOMPARE(patch.image.front(), 0.0F);
    QCOMPARE(patch.image.back(), 0.0F);
    const Volume whole = m_store->wholeImage(1);
    double patchSum = 0.0;
    double imageSum = 0.0;
    for (const float value : patch.image) {
        patchSum += std::abs(value);
    }
    for (const float value : whole.voxels()) {
        imageSum += std::abs(value);
    }
    QVERIFY(std::abs(patchSum - imageSum) < 1e-6 * imageSum);
}

void PatchSamplerTest::lesionsAreCarvedIntoAnotherSubject()
{
    TrainingSchedule schedule = smallSchedule();
    schedule.augmentation = "none";
    const PatchSampler plain(*m_store, {0, 1}, schedule);
    const PatchSampler alone(*m_store, {0}, [&] {
        TrainingSchedule mixed = schedule;
        mixed.carveMix = 1.0;
        return mixed;
    }());
    schedule.carveMix = 1.0;
    const PatchSampler mixing(*m_store, {0, 1}, schedule);
    int mixed = 0;
    for (const PatchPlace& place : mixing.epoch(1)) {
        const Patch before = plain.patch(place);
        const Patch after = mixing.patch(place);
        if (!place.positive) {
            QVERIFY(after.image == before.image);
            continue;
        }
        // Both heads have one size: the receiver is cut at the same place.
        PatchPlace other = place;
        other.caseNumber = 1 - place.caseNumber;
        const Patch receiver = plain.patch(other);
        QVERIFY(lesionVoxels(after) > 0);
        std::size_t carved = 0;
        for (std::size_t n = 0; n < after.image.size(); ++n) {
            const bool fromDonor = after.image[n] == before.image[n];
            QVERIFY(fromDonor || after.image[n] == receiver.image[n]);
            carved += fromDonor && after.image[n] != receiver.image[n] ? 1U : 0U;
        }
        QVERIFY(carved > 0 && carved < after.image.size());
        QVERIFY(mixing.patch(place).image == after.image);
        ++mixed;
        if (place.caseNumber == 0) {
            QVERIFY(alone.patch(place).image == before.image); // nobody to carve into
        }
    }
    QCOMPARE(mixed, 2 * 2 * 12);
}

void PatchSamplerTest::unknownWordsAreRefused()
{
    for (const auto word : {&TrainingSchedule::positives,
                            &TrainingSchedule::negatives,
                            &TrainingSchedule::augmentation}) {
        TrainingSchedule schedule = smallSchedule();
        schedule.*word = "nonsense";
        QVERIFY_THROWS_EXCEPTION(Error, PatchSampler(*m_store, {0}, schedule));
    }
    TrainingSchedule schedule = smallSchedule();
    schedule.positivePatches = schedule.negativePatches = 0;
    QVERIFY_THROWS_EXCEPTION(Error, PatchSampler(*m_store, {0}, schedule));
}

void PatchSamplerTest::voxelsAreThoseOfThePreparedImages()
{
    const std::filesystem::path folder = m_folder.path().toStdString();
    PackOptions options;
    options.preprocessing.spacingMm = 0.5;
    packCases(folder / "fine.h5", {writeStudy(folder, "fine", {{{20, 20, 20}, 3.0}})}, options);
    const CaseStore fine(folder / "fine.h5");
    QCOMPARE(PatchSampler(*m_store, {0}, smallSchedule()).voxelMm3(), 1.0);
    QCOMPARE(PatchSampler(fine, {0}, smallSchedule()).voxelMm3(), 0.125);
}

QTEST_GUILESS_MAIN(PatchSamplerTest)
#include "patch_sampler_test.moc"
