#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/study/evaluation.h"
#include "core/study/grading_file.h"
#include "tests/support/small_project.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

namespace dawson
{

namespace
{

const Author kFirst = graderAuthor("grader-1", "Grader 1");
const Author kSecond = graderAuthor("grader-2", "Grader 2");

EvaluationRequest secondAgainstFirst()
{
    EvaluationRequest request;
    request.reference = kFirst.folder;
    request.authors = {kSecond.folder};
    return request;
}

} // namespace

class EvaluationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void countsDetectedMissedAndSpurious();
    void onlyCasesBothHaveMasked();
    void emptyPredictionLeavesPpvUndefined();
    void anotherGridIsLeftOutWithItsReason();
    void othersMasksAreHiddenUntilOnesOwnIsSubmitted();
    void aThresholdChosenByHandIsSaid();
    void unknownReferenceIsRefused();
    void stopsWhenAsked();

private:
    QTemporaryDir m_folder;
    std::filesystem::path m_root;
    int m_count = 0;
};

void EvaluationTest::init()
{
    m_root = m_folder.filePath(QStringLiteral("project%1").arg(m_count++)).toStdString();
    makeSmallProject(m_root, {"01", "02", "03"});
}

void EvaluationTest::countsDetectedMissedAndSpurious()
{
    Mask reference = boxMask({4, 4, 4});
    addBox(reference, {14, 14, 14});
    Mask prediction = boxMask({5, 5, 5}); // touches the first, misses the second
    addBox(prediction, {4, 16, 4});       // spurious
    saveMask(m_root, kFirst, "01", reference);
    saveMask(m_root, kSecond, "01", prediction);

    const auto result = evaluateStudy(readStudy(m_root), secondAgainstFirst());

    QCOMPARE(result.authors.size(), std::size_t{1});
    QCOMPARE(result.authors[0].cases.size(), std::size_t{1});
    const CaseEvaluation& one = result.authors[0].cases[0];
    QCOMPARE(one.subject, std::string("01"));
    QCOMPARE(one.sensitivity.value(), 0.5);
    QCOMPARE(one.ppv.value(), 0.5);
    QCOMPARE(one.f1.value(), 0.5);
    // 8 of the 27 voxels of the first box are shared: Dice = 2 * 8 / (54 + 54).
    QVERIFY(qAbs(one.dice.value() - 16.0 / 108.0) < 1e-12);
    QCOMPARE(one.outcomes.size(), std::size_t{3});
    QVERIFY(result.leftOut.empty());
}

void EvaluationTest::onlyCasesBothHaveMasked()
{
    saveMask(m_root, kFirst, "01", boxMask({4, 4, 4}));
    saveMask(m_root, kFirst, "02", boxMask({4, 4, 4}));
    saveMask(m_root, kSecond, "02", boxMask({4, 4, 4}));
    saveMask(m_root, kSecond, "03", boxMask({4, 4, 4}));

    const auto result = evaluateStudy(readStudy(m_root), secondAgainstFirst());

    QCOMPARE(result.authors[0].cases.size(), std::size_t{1});
    QCOMPARE(result.authors[0].cases[0].subject, std::string("02"));
}

void EvaluationTest::emptyPredictionLeavesPpvUndefined()
{
    saveMask(m_root, kFirst, "01", boxMask({4, 4, 4}));
    saveMask(m_root, kSecond, "01", Mask(smallGrid()));

    const auto result = evaluateStudy(readStudy(m_root), secondAgainstFirst());

    QCOMPARE(result.authors[0].cases[0].sensitivity.value(), 0.0);
    QVERIFY(!result.authors[0].cases[0].ppv);
    QVERIFY(!result.authors[0].cases[0].f1);
}

void EvaluationTest::anotherGridIsLeftOutWithItsReason()
{
    saveMask(m_root, kFirst, "01", boxMask({4, 4, 4}));
    saveMask(m_root, kSecond, "01", boxMask({4, 4, 4}));
    const Geometry shifted = Geometry::axisAligned({24, 24, 24}, {1.0, 1.0, 1.0}, {2.0, 0.0, 0.0});
    writeMask(gradingPath(m_root, kSecond, "01", {}, Task::Flair), Mask(shifted));

    const auto result = evaluateStudy(readStudy(m_root), secondAgainstFirst());

    QVERIFY(result.authors[0].cases.empty());
    QCOMPARE(result.leftOut.size(), std::size_t{1});
    QVERIFY2(result.leftOut[0].find("2.00 mm") != std::string::npos, result.leftOut[0].c_str());
}

void EvaluationTest::othersMasksAreHiddenUntilOnesOwnIsSubmitted()
{
    const Author model = modelAuthor("net", "Net");
    for (const char* subject : {"01", "02"}) {
        saveMask(m_root, kFirst, subject, boxMask({4, 4, 4}));
        saveMask(m_root, kSecond, subject, boxMask({4, 4, 4}));
        saveMask(m_root, model, subject, boxMask({4, 4, 4}));
    }
    Grading own;
    own.author = kFirst.folder;
    own.subject = "02";
    GradingSidecar sidecar;
    sidecar.status = "submitted";
    writeGrading(m_root, kFirst, own, boxMask({4, 4, 4}), sidecar);
    EvaluationRequest request = secondAgainstFirst();
    request.authors = {kSecond.folder, model.folder};
    request.blindGrader = kFirst.folder;

    const auto result = evaluateStudy(readStudy(m_root), request);

    QCOMPARE(result.authors[0].cases.size(), std::size_t{1}); // 01 is still being read
    QCOMPARE(result.authors[0].cases[0].subject, std::string("02"));
    QCOMPARE(result.authors[1].cases.size(), std::size_t{2}); // a model blinds nobody
    QCOMPARE(result.leftOut.size(), std::size_t{1});
    QVERIFY(result.leftOut[0].find("Grader 2, subject 01: hidden until") == 0);

    request.reference = kSecond.folder;
    request.authors = {model.folder};
    QCOMPARE(evaluateStudy(readStudy(m_root), request).authors[0].cases.size(), std::size_t{1});

    // A sidecar that says nothing unblinds nobody.
    std::ofstream(sidecarPath(gradingPath(m_root, kFirst, own))) << "{";
    QVERIFY(evaluateStudy(readStudy(m_root), request).authors[0].cases.empty());
}

void EvaluationTest::aThresholdChosenByHandIsSaid()
{
    const Author model = modelAuthor("net", "Net");
    for (const char* subject : {"01", "02"}) {
        saveMask(m_root, kFirst, subject, boxMask({4, 4, 4}));
        saveMask(m_root, model, subject, boxMask({4, 4, 4}));
    }
    Grading kept;
    kept.author = model.folder;
    kept.subject = "02";
    GradingSidecar sidecar;
    sidecar.thresholdKept = true;
    writeGrading(m_root, model, kept, boxMask({4, 4, 4}), sidecar);
    EvaluationRequest request = secondAgainstFirst();
    request.authors = {model.folder};

    const auto result = evaluateStudy(readStudy(m_root), request);

    QCOMPARE(result.authors[0].cases.size(), std::size_t{2});
    QCOMPARE(result.byHand.size(), std::size_t{1});
    QVERIFY(result.byHand[0].find("Net, subject 02: its threshold was chosen by hand") == 0);
}

void EvaluationTest::unknownReferenceIsRefused()
{
    EvaluationRequest request;
    request.reference = "grader-9";

    QVERIFY_THROWS_EXCEPTION(Error, evaluateStudy(readStudy(m_root), request));
}

void EvaluationTest::stopsWhenAsked()
{
    saveMask(m_root, kFirst, "01", boxMask({4, 4, 4}));
    const Progress stop([](double, std::string_view) { return false; });

    QVERIFY_THROWS_EXCEPTION(Error, evaluateStudy(readStudy(m_root), secondAgainstFirst(), stop));
}

} // namespace dawson

QTEST_GUILESS_MAIN(dawson::EvaluationTest)

#include "evaluation_test.moc"
