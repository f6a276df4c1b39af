#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/study/grading_file.h"
#include "core/study/threshold_sweep.h"
#include "tests/support/small_project.h"

#include <QTemporaryDir>
#include <QTest>

namespace dawson
{

namespace
{

const Author kGrader = graderAuthor("grader-1", "Grader 1");
const Author kModel = modelAuthor("net", "Net");

/// Boxes of the small project's masks, each with a probability of its own.
struct Box {
    VoxelIndex lower;
    float value = 0.0F;
};

} // namespace

class ThresholdSweepTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void higherThresholdLosesLesionsAndGainsPpv();
    void meansAreOverDefinedCases();
    void damagedMapIsLeftOutWhole();
    void othersMasksAreNoReferenceUntilOnesOwnIsSubmitted();
    void canBeStoppedWithinACase();

private:
    void savePrediction(const std::string& subject, const std::vector<Box>& boxes);
    ThresholdSweep sweep(const Author& reference = kGrader,
                         const std::string& blindGrader = {}) const;

    QTemporaryDir m_folder;
    std::filesystem::path m_root;
    int m_count = 0;
};

void ThresholdSweepTest::init()
{
    m_root = m_folder.filePath(QStringLiteral("project%1").arg(m_count++)).toStdString();
    makeSmallProject(m_root, {"01", "02"});
}

void ThresholdSweepTest::savePrediction(const std::string& subject, const std::vector<Box>& boxes)
{
    saveMask(m_root, kModel, subject, boxMask({4, 4, 4}));
    std::vector<float> voxels(smallGrid().voxelCount(), 0.0F);
    for (const Box& box : boxes) {
        const Mask where = boxMask(box.lower);
        for (std::size_t n = 0; n < voxels.size(); ++n) {
            voxels[n] = where.labels()[n] != 0 ? box.value : voxels[n];
        }
    }
    writeVolume(probabilityPath(gradingPath(m_root, kModel, subject, "", Task::Flair)),
                Volume(smallGrid(), std::move(voxels)));
}

ThresholdSweep ThresholdSweepTest::sweep(const Author& reference,
                                         const std::string& blindGrader) const
{
    SweepRequest request;
    request.model = kModel.folder;
    request.reference = reference.folder;
    request.blindGrader = blindGrader;
    request.thresholds = {0.2, 0.6, 0.95};
    return sweepThresholds(readStudy(m_root), request);
}

void ThresholdSweepTest::higherThresholdLosesLesionsAndGainsPpv()
{
    Mask reference = boxMask({4, 4, 4});
    addBox(reference, {14, 14, 14});
    saveMask(m_root, kGrader, "01", reference);
    // Sure of the first, less of the second, a spurious one in between.
    savePrediction("01", {{{4, 4, 4}, 0.9F}, {{14, 14, 14}, 0.4F}, {{4, 16, 4}, 0.5F}});

    const ThresholdSweep result = sweep();

    QCOMPARE(result.cases, 1);
    QCOMPARE(result.points[0].sensitivity.value(), 1.0);
    QCOMPARE(result.points[0].ppv.value(), 2.0 / 3.0);
    QCOMPARE(result.points[0].lesions, 3.0);
    QCOMPARE(result.points[1].sensitivity.value(), 0.5);
    QCOMPARE(result.points[1].ppv.value(), 1.0);
    QCOMPARE(result.points[2].sensitivity.value(), 0.0);
    QVERIFY(!result.points[2].ppv);
}

void ThresholdSweepTest::meansAreOverDefinedCases()
{
    saveMask(m_root, kGrader, "01", boxMask({4, 4, 4}));
    saveMask(m_root, kGrader, "02", boxMask({4, 4, 4}));
    savePrediction("01", {{{4, 4, 4}, 0.9F}});
    savePrediction("02", {{{14, 4, 4}, 0.5F}});

    const ThresholdSweep result = sweep();

    QCOMPARE(result.cases, 2);
    QCOMPARE(result.points[0].ppv.value(), 0.5);
    // At 0.6 the second case predicts nothing: its PPV is undefined, not 0.
    QCOMPARE(result.points[1].ppv.value(), 1.0);
    QCOMPARE(result.points[1].sensitivity.value(), 0.5);
    QCOMPARE(result.points[1].lesions, 0.5);
}

void ThresholdSweepTest::damagedMapIsLeftOutWhole()
{
    saveMask(m_root, kGrader, "01", boxMask({4, 4, 4}));
    saveMask(m_root, kGrader, "02", boxMask({4, 4, 4}));
    savePrediction("01", {{{4, 4, 4}, 0.9F}});
    savePrediction("02", {{{4, 4, 4}, 0.9F}});
    std::filesystem::resize_file(
        probabilityPath(gradingPath(m_root, kModel, "02", "", Task::Flair)), 100);

    const ThresholdSweep result = sweep();

    QCOMPARE(result.cases, 1);
    QCOMPARE(result.leftOut.size(), std::size_t{1});
    QVERIFY(result.leftOut[0].find("subject 02") == 0);
    QCOMPARE(result.points[0].lesions, 1.0);
}

void ThresholdSweepTest::othersMasksAreNoReferenceUntilOnesOwnIsSubmitted()
{
    const Author second = graderAuthor("grader-2", "Grader 2");
    saveMask(m_root, second, "01", boxMask({14, 14, 14})); // which the model misses
    saveMask(m_root, second, "02", boxMask({4, 4, 4}));
    savePrediction("01", {{{4, 4, 4}, 0.9F}});
    savePrediction("02", {{{4, 4, 4}, 0.9F}});
    saveMask(m_root, kGrader, "01", boxMask({4, 4, 4})); // not submitted
    Grading own;
    own.author = kGrader.folder;
    own.subject = "02";
    GradingSidecar sidecar;
    sidecar.status = "submitted";
    writeGrading(m_root, kGrader, own, boxMask({4, 4, 4}), sidecar);

    const ThresholdSweep blind = sweep(second, kGrader.folder);

    QCOMPARE(blind.cases, 1);
    QCOMPARE(blind.hidden, 1);
    QCOMPARE(blind.points[0].sensitivity.value(), 1.0);

    const ThresholdSweep all = sweep(second);
    QCOMPARE(all.cases, 2);
    QCOMPARE(all.hidden, 0);
    QCOMPARE(all.points[0].sensitivity.value(), 0.5);
    QCOMPARE(sweep(kGrader, kGrader.folder).cases, 2); // one's own are never hidden
}

void ThresholdSweepTest::canBeStoppedWithinACase()
{
    saveMask(m_root, kGrader, "01", boxMask({4, 4, 4}));
    savePrediction("01", {{{4, 4, 4}, 0.9F}});
    SweepRequest request;
    request.model = kModel.folder;
    request.reference = kGrader.folder;
    request.thresholds = {0.2, 0.6, 0.95};
    std::vector<double> told;
    const Progress stops([&](double fraction, std::string_view) {
        told.push_back(fraction);
        return told.size() < 2;
    });
    try {
        sweepThresholds(readStudy(m_root), request, stops);
        QFAIL("It went on.");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), Error::Kind::Cancelled);
    }
    QCOMPARE(told, (std::vector<double>{0.0, 1.0 / 3.0})); // of the one case's three thresholds
}

} // namespace dawson

QTEST_GUILESS_MAIN(dawson::ThresholdSweepTest)
#include "threshold_sweep_test.moc"
