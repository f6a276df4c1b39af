#include "core/base/error.h"
#include "core/image/preprocessing.h"
#include "core/training/case_store.h"
#include "tests/core/training/study_samples.h"
#include "tests/support/shared_data.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <numeric>

using namespace dawson;

class CaseStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void holdsWhatPreprocessingMade();
    void boxesAgreeWithTheWhole_data();
    void boxesAgreeWithTheWhole();
    void lesionsAreListedOneByOne();
    void channelsShareOneGrid();
    void badCasesAreNamedAndLeftOut();
    void emptyMasksCanBeKept();
    void lesionsThatVanishAreNotNone();
    void nothingLeftIsAnError();
    void unchangedCasesAreNotPreparedAgain();
    void cancellingLeavesNoFile();
    void damagedStoresAreRefused();
    void aDamagedStoreIsMadeAgain();
    void readsRealBrains();

private:
    std::filesystem::path store() const { return m_folder / "cases.h5"; }

    std::unique_ptr<QTemporaryDir> m_temporary;
    std::filesystem::path m_folder;
};

namespace
{

const std::vector<Ball> kTwoBalls{{{20, 24, 24}, 3.0}, {{32, 24, 20}, 1.0}};

} // namespace

void CaseStoreTest::init()
{
    m_temporary = std::make_unique<QTemporaryDir>();
    m_folder = m_temporary->path().toStdString();
}

void CaseStoreTest::holdsWhatPreprocessingMade()
{
    const std::vector<TrainingCase> cases{writeStudy(m_folder, "a", kTwoBalls, 40, 1.2)};
    const PackReport report = packCases(store(), cases, {});
    QCOMPARE(report.prepared, std::size_t(1));
    QVERIFY(report.excluded.empty());

    const PreparedImage expected = prepareImage(readVolume(cases[0].images[0]), {});
    const Mask mask = prepareMask(readMask(cases[0].reference), expected);
    const CaseStore packed(store());
    QCOMPARE(packed.cases().size(), std::size_t(1));
    const StoredCase& stored = packed.cases()[0];
    QCOMPARE(stored.subject, std::string("a"));
    QVERIFY(sameGrid(stored.prepared, expected.image.geometry(), 1e-9));
    QVERIFY(sameGrid(stored.native, expected.native, 1e-9));
    QCOMPARE(stored.lesionVoxels, mask.foregroundCount());

    const Volume image = packed.wholeImage(0);
    const Mask reference = packed.wholeMask(0);
    QVERIFY(std::ranges::equal(std::as_const(reference).labels(), std::as_const(mask).labels()));
    for (std::size_t n = 0; n < image.voxels().size(); ++n) {
        const float made = expected.image.voxels()[n];
        // Half floats keep eleven bits; background stays exactly 0.
        QVERIFY(std::abs(image.voxels()[n] - made) <= std::abs(made) / 2048.0F + 1e-7F);
    }
}

void CaseStoreTest::boxesAgreeWithTheWhole_data()
{
    QTest::addColumn<int>("lower");
    QTest::addColumn<int>("size");
    QTest::newRow("inside") << 5 << 20;
    QTest::newRow("over a corner") << -7 << 20;
    QTest::newRow("over the far corner") << 35 << 40;
    QTest::newRow("around everything") << -50 << 200;
    QTest::newRow("far away") << 1000 << 8;
    QTest::newRow("far before") << -1000 << 8;
    QTest::newRow("one voxel") << 20 << 1;
}

void CaseStoreTest::boxesAgreeWithTheWhole()
{
    QFETCH(int, lower);
    QFETCH(int, size);
    packCases(store(), {writeStudy(m_folder, "a", kTwoBalls)}, {});
    const CaseStore packed(store());
    const Volume whole = packed.wholeImage(0);
    const Mask mask = packed.wholeMask(0);
    const Region box{{lower, lower + 1, lower + 2}, {size, size, size}};

    const auto image = packed.image(0, 0, box);
    const auto labels = packed.mask(0, box);

    QCOMPARE(image.size(), box.voxelCount());
    std::size_t n = 0;
    for (int k = box.lower.k; k < box.lower.k + size; ++k) {
        for (int j = box.lower.j; j < box.lower.j + size; ++j) {
            for (int i = box.lower.i; i < box.lower.i + size; ++i, ++n) {
                const VoxelIndex v{i, j, k};
                const bool inside = whole.geometry().contains(v);
                QCOMPARE(image[n], inside ? whole.at(v) : 0.0F);
                QCOMPARE(labels[n], inside ? mask.at(v) : std::uint8_t(0));
            }
        }
    }
}

void CaseStoreTest::lesionsAreListedOneByOne()
{
    packCases(store(), {writeStudy(m_folder, "a", kTwoBalls)}, {});
    const CaseStore packed(store());
    const Mask mask = packed.wholeMask(0);
    const LesionVoxels lesions = packed.lesionVoxels(0);

    QCOMPARE(lesions.lesions(), std::size_t(2));
    QCOMPARE(packed.cases()[0].lesions, 2);
    QCOMPARE(lesions.lesion(1).size(), std::size_t(7)); // a ball of radius 1: a voxel and its faces
    QCOMPARE(lesions.lesion(0).size() + 7, mask.foregroundCount());
    for (const std::uint32_t offset : lesions.offsets) {
        QCOMPARE(mask.labels()[offset], std::uint8_t(1));
    }
}

void CaseStoreTest::channelsShareOneGrid()
{
    TrainingCase study = writeStudy(m_folder, "a", kTwoBalls);
    const Volume first = readVolume(study.images[0]);
    // The second channel has less foreground, so alone it would be cut to another box.
    std::vector<float> voxels(first.voxels().begin(), first.voxels().end());
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        voxels[n] = first.geometry().voxelAt(n).i < 20 ? 0.0F : voxels[n];
    }
    study.images.push_back(m_folder / "a_T1w.nii.gz");
    writeVolume(study.images[1], Volume(first.geometry(), voxels));
    packCases(store(), {study}, {});
    const CaseStore packed(store());

    QCOMPARE(packed.cases()[0].channels, 2);
    const Volume a = packed.wholeImage(0, 0);
    const Volume b = packed.wholeImage(0, 1);
    QVERIFY(a.geometry().size() == b.geometry().size());
    for (std::size_t n = 0; n < a.voxels().size(); ++n) {
        const auto there = a.geometry().toPatient(a.geometry().voxelAt(n));
        const bool cut = first.geometry().nearestVoxel(there).i < 20;
        QCOMPARE(b.voxels()[n] != 0.0F, a.voxels()[n] != 0.0F && !cut);
    }
}

void CaseStoreTest::badCasesAreNamedAndLeftOut()
{
    TrainingCase missing = writeStudy(m_folder, "missing", kTwoBalls);
    std::filesystem::remove(missing.reference);
    TrainingCase broken = writeStudy(m_folder, "broken", kTwoBalls);
    std::filesystem::resize_file(broken.images[0], 300);
    TrainingCase shifted = writeStudy(m_folder, "shifted", kTwoBalls);
    writeMask(shifted.reference, Mask(Geometry::axisAligned({48, 48, 48}, {1, 1, 1}, {0, 0, 0})));
    TrainingCase blank = writeStudy(m_folder, "blank", {});
    TrainingCase nameless = writeStudy(m_folder, "nameless", kTwoBalls);
    nameless.images.clear();
    const TrainingCase good = writeStudy(m_folder, "good", kTwoBalls);

    const PackReport report =
        packCases(store(), {missing, broken, shifted, blank, nameless, good}, {});

    QCOMPARE(report.prepared, std::size_t(1));
    QCOMPARE(report.excluded.size(), std::size_t(5));
    const auto reason = [&](std::size_t n) {
        return QByteArray::fromStdString(report.excluded[n].reason);
    };
    QVERIFY2(reason(0).contains("no mask"), reason(0).constData());
    QVERIFY2(reason(1).contains("broken_FLAIR.nii.gz"), reason(1).constData());
    QVERIFY2(reason(2).contains("mm"), reason(2).constData());
    QVERIFY2(reason(3).contains("empty"), reason(3).constData());
    QVERIFY2(reason(4).contains("no image"), reason(4).constData());
    const CaseStore packed(store());
    QCOMPARE(packed.cases().size(), std::size_t(1));
    QCOMPARE(packed.cases()[0].source, std::size_t(5));

    // Asked again, the reasons are the same and nothing is prepared.
    const PackReport again =
        packCases(store(), {missing, broken, shifted, blank, nameless, good}, {});
    QCOMPARE(again.prepared, std::size_t(0));
    QCOMPARE(again.excluded.size(), std::size_t(5));
    QCOMPARE(again.excluded[3].reason, report.excluded[3].reason);
}

void CaseStoreTest::emptyMasksCanBeKept()
{
    PackOptions options;
    options.keepWithoutLesion = true;
    packCases(store(), {writeStudy(m_folder, "blank", {})}, options);
    const CaseStore packed(store());
    QCOMPARE(packed.cases()[0].lesions, 0);
    QCOMPARE(packed.lesionVoxels(0).lesions(), std::size_t(0));
}

/// A lesion of one voxel of half a millimetre: an eighth of a voxel of one. Learned from as a case
/// without lesions it would teach what is not so.
void CaseStoreTest::lesionsThatVanishAreNotNone()
{
    PackOptions options;
    options.keepWithoutLesion = true;
    const PackReport report =
        packCases(store(),
                  {writeStudy(m_folder, "speck", {{{24, 24, 24}, 0.1}}, 48, 0.5),
                   writeStudy(m_folder, "ball", {{{24, 24, 24}, 6.0}}, 48, 0.5)},
                  options);
    QCOMPARE(report.excluded.size(), std::size_t(1));
    QCOMPARE(report.excluded[0].source.subject, std::string("speck"));
    QVERIFY(report.excluded[0].reason.starts_with("Nothing is left of its lesions"));
}

void CaseStoreTest::nothingLeftIsAnError()
{
    const TrainingCase blank = writeStudy(m_folder, "blank", {});
    for (const std::vector<TrainingCase>& cases : {std::vector<TrainingCase>{}, {blank}}) {
        try {
            packCases(store(), cases, {});
            QFAIL("nothing was packed");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Error::Kind::Data);
        }
        QVERIFY(!std::filesystem::exists(store()));
    }
}

void CaseStoreTest::unchangedCasesAreNotPreparedAgain()
{
    std::vector<TrainingCase> cases{writeStudy(m_folder, "a", kTwoBalls),
                                    writeStudy(m_folder, "b", kTwoBalls)};
    packCases(store(), cases, {});
    const std::string digest = CaseStore(store()).digest();
    const auto written = std::filesystem::last_write_time(store());
    PackReport report = packCases(store(), cases, {});
    QCOMPARE(report.reused, std::size_t(2));
    QCOMPARE(report.prepared, std::size_t(0));
    QVERIFY(std::filesystem::last_write_time(store()) == written);

    // The mask alone changes, as it does when a grader goes on.
    const Mask before = readMask(cases[1].reference);
    Mask after(before.geometry());
    for (int n = 0; n < 64; ++n) {
        after.set({22 + n % 4, 22 + n / 4 % 4, 22 + n / 16}, 1);
    }
    writeMask(cases[1].reference, after);
    std::swap(cases[0], cases[1]);
    report = packCases(store(), cases, {});
    QCOMPARE(report.reused, std::size_t(1));
    QCOMPARE(report.prepared, std::size_t(1));
    const CaseStore packed(store());
    QVERIFY(packed.digest() != digest);
    QCOMPARE(packed.cases()[0].subject, std::string("b"));
    QCOMPARE(packed.cases()[0].lesions, 1);
    QCOMPARE(packed.cases()[1].lesions, 2);
    QCOMPARE(packed.wholeMask(1).foregroundCount(), packed.cases()[1].lesionVoxels);

    PackOptions coarser;
    coarser.preprocessing.spacingMm = 2.0;
    QCOMPARE(packCases(store(), cases, coarser).prepared, std::size_t(2));
}

void CaseStoreTest::cancellingLeavesNoFile()
{
    const std::vector<TrainingCase> cases{writeStudy(m_folder, "a", kTwoBalls),
                                          writeStudy(m_folder, "b", kTwoBalls)};
    const Progress stopping([](double fraction, std::string_view) { return fraction < 0.6; });
    try {
        packCases(store(), cases, {}, stopping);
        QFAIL("packing was not cancelled");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), Error::Kind::Cancelled);
    }
    QCOMPARE(std::distance(std::filesystem::directory_iterator(m_folder), {}), 4);
}

void CaseStoreTest::damagedStoresAreRefused()
{
    packCases(store(), {writeStudy(m_folder, "a", kTwoBalls)}, {});
    QFile file(QString::fromStdString(store().string()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray whole = file.readAll();
    file.close();
    const std::filesystem::path bad = m_folder / "bad.h5";
    std::mt19937 random(3);
    int refused = 0;
    constexpr int trials = 60;
    for (int trial = 0; trial < trials; ++trial) {
        QByteArray damaged = whole;
        const auto at = static_cast<qsizetype>(random() % static_cast<unsigned>(whole.size()));
        damaged[at] = static_cast<char>(damaged[at] ^ 4);
        damaged.truncate(trial % 5 == 0 ? at : whole.size());
        QFile out(QString::fromStdString(bad.string()));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(damaged);
        out.close();
        try {
            const CaseStore opened(bad);
            opened.wholeImage(0);
            opened.wholeMask(0);
            opened.lesionVoxels(0);
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Error::Kind::Format);
            QCOMPARE(error.subject(), bad.string());
            ++refused;
        }
    }
    // Every chunk has a checksum, so nearly all damage is found.
    QVERIFY2(refused > trials * 3 / 4, qPrintable(QString::number(refused)));
}

void CaseStoreTest::aDamagedStoreIsMadeAgain()
{
    const std::vector<TrainingCase> cases{writeStudy(m_folder, "a", kTwoBalls)};
    packCases(store(), cases, {});
    std::filesystem::resize_file(store(), 5000);
    QCOMPARE(packCases(store(), cases, {}).prepared, std::size_t(1));
    QCOMPARE(CaseStore(store()).cases().size(), std::size_t(1));
}

void CaseStoreTest::readsRealBrains()
{
    const auto data = sharedData();
    if (!data) {
        QSKIP("the shared MRI data are not there");
    }
    const auto ms = *data / "ms";
    TrainingCase study;
    study.subject = "cross26";
    for (const auto& entry : std::filesystem::recursive_directory_iterator(ms)) {
        const std::string path = entry.path().string();
        if (path.find("sub-cross26") != std::string::npos && path.ends_with("_FLAIR.nii.gz")) {
            study.images = {entry.path()};
        }
        if (path.find("sub-cross26") != std::string::npos && path.ends_with("_mask.nii.gz")) {
            study.reference = entry.path();
        }
    }
    const PackReport report = packCases(store(), {study}, {});
    QCOMPARE(report.prepared, std::size_t(1));
    const CaseStore packed(store());
    // The data's own page: 19 components, 8.2 ml at 1 mm.
    QCOMPARE(packed.cases()[0].lesions, 19);
    QVERIFY(std::abs(static_cast<double>(packed.cases()[0].lesionVoxels) / 1000.0 - 8.2) < 0.1);
    const Region box{{40, 60, 40}, {64, 64, 64}};
    QBENCHMARK
    {
        packed.image(0, 0, box);
        packed.mask(0, box);
    }
}

QTEST_GUILESS_MAIN(CaseStoreTest)
#include "case_store_test.moc"
