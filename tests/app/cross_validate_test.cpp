#include "core/training/model_file.h"
#include "tests/app/tiny_project.h"

#include <QDir>
#include <QRegularExpression>
#include <QtTest>

#include <nlohmann/json.hpp>

using namespace dawson;

namespace fs = std::filesystem;

/// Leave one subject out with the real worker on a tiny project.
class CrossValidateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void judgesEachArmOnTheSubjectLeftOut();
    void doneFoldsAreNotRepeated();
    void otherSettingsAreOtherModels();
    void onlyTheArmsAskedFor();
    void ratesAreChosenOnInnerFolds();
    void anotherRateIsAnotherModel();
    void ratesNeedThreeSubjects();
    void oneSubjectIsTooFew();
    void aSubjectNamedTwiceIsLeftOut();
    void whatTheModelKnowsIsTold();
    void otherContentIsAnotherFold();
    void networkSettingsAreRefused();

private:
    QStringList arguments(const QString& subjects, const QString& folder = {}) const
    {
        QStringList words{QStringLiteral("cross-validate"),
                          QStringLiteral("--project"),
                          text(m_project.root),
                          QStringLiteral("--reference"),
                          QStringLiteral("grader-1"),
                          QStringLiteral("--subjects"),
                          subjects,
                          QStringLiteral("--from"),
                          text(m_model),
                          QStringLiteral("--threads"),
                          QStringLiteral("1"),
                          QStringLiteral("--work"),
                          text(work()) + folder,
                          QStringLiteral("--json")};
        for (const char* setting : {"epochs=1",
                                    "stepsPerEpoch=1",
                                    "patchSize=16",
                                    "positivePatches=2",
                                    "negativePatches=0"}) {
            words << QStringLiteral("--set") << QLatin1String(setting);
        }
        return words;
    }

    std::filesystem::path work() const
    {
        return std::filesystem::path(m_project.folder.path().toStdString()) / "work";
    }

    TinyProject m_project;
    std::filesystem::path m_model;
    QByteArray m_first;
};

void CrossValidateTest::initTestCase()
{
    m_model = m_project.model();
    QVERIFY(std::filesystem::exists(m_model));
}

void CrossValidateTest::judgesEachArmOnTheSubjectLeftOut()
{
    const auto run = runWorker(arguments(QStringLiteral("A,C")), 2 * kTimeoutMs);
    QVERIFY2(run.exitCode == 0, run.err.constData());
    m_first = run.out;
    const auto json = nlohmann::json::parse(run.out.toStdString());

    // Default, fine-tuned and from scratch, each on A and on C.
    QCOMPARE(json["folds"].size(), std::size_t{6});
    QCOMPARE(json["summary"].size(), std::size_t{21});
    for (const auto& fold : json["folds"]) {
        QCOMPARE(fold["referenceLesions"].get<int>(), 2);
    }
    const ModelFile tuned = readModelHeader(work() / "fine-tuned-A-seed1.h5");
    QCOMPARE(tuned.card.subjects, std::vector<std::string>{"C"});
    QCOMPARE(tuned.card.kind, std::string("fine-tuned"));
    const ModelFile scratch = readModelHeader(work() / "from-scratch-A-seed1.h5");
    QCOMPARE(scratch.card.kind, std::string("from scratch"));
    QCOMPARE(scratch.architecture, tuned.architecture);
}

void CrossValidateTest::doneFoldsAreNotRepeated()
{
    const auto made = std::filesystem::last_write_time(work() / "fine-tuned-A-seed1.h5");
    const auto run = runWorker(arguments(QStringLiteral("A,C")), 2 * kTimeoutMs);

    QCOMPARE(run.exitCode, 0);
    QCOMPARE(run.out, m_first);
    QCOMPARE(std::filesystem::last_write_time(work() / "fine-tuned-A-seed1.h5"), made);
}

/// In the same folder, so that nothing of the first settings may be taken for theirs.
void CrossValidateTest::otherSettingsAreOtherModels()
{
    const ModelFile before = readModelHeader(work() / "fine-tuned-A-seed1.h5");
    const auto mask = std::filesystem::last_write_time(work() / "fine-tuned-A-seed1.nii.gz");
    const auto untouched = std::filesystem::last_write_time(work() / "default-A-seed0.nii.gz");
    QStringList words = arguments(QStringLiteral("A,C"));
    words << QStringLiteral("--arms") << QStringLiteral("default,fine-tuned")
          << QStringLiteral("--set") << QStringLiteral("learningRate=0.02");
    const auto run = runWorker(words, 2 * kTimeoutMs);

    QVERIFY2(run.exitCode == 0, run.err.constData());
    QVERIFY(readModelHeader(work() / "fine-tuned-A-seed1.h5").digest != before.digest);
    QVERIFY(std::filesystem::last_write_time(work() / "fine-tuned-A-seed1.nii.gz") != mask);
    QVERIFY(run.err.contains("fine-tuned-A-seed1 was made with other settings"));
    QVERIFY(!run.err.contains("default-A-seed0 was made"));
    QCOMPARE(std::filesystem::last_write_time(work() / "default-A-seed0.nii.gz"), untouched);
    QVERIFY(!readModelHeader(work() / "fine-tuned-A-seed1.h5").secondMember.empty());

    words << QStringLiteral("--set") << QStringLiteral("ensembleWithParent=false");
    const auto alone = runWorker(words, 2 * kTimeoutMs);
    QVERIFY2(alone.exitCode == 0, alone.err.constData());
    QVERIFY(alone.err.contains("fine-tuned-A-seed1 was made with other settings"));
    QVERIFY(readModelHeader(work() / "fine-tuned-A-seed1.h5").secondMember.empty());
}

void CrossValidateTest::onlyTheArmsAskedFor()
{
    QStringList words = arguments(QStringLiteral("A,C"));
    words << QStringLiteral("--arms") << QStringLiteral("default,from scratch");
    const auto run = runWorker(words, 2 * kTimeoutMs);
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const auto json = nlohmann::json::parse(run.out.toStdString());
    QCOMPARE(json["folds"].size(), std::size_t{4});
    QCOMPARE(json["summary"].size(), std::size_t{14});
    for (const auto& fold : json["folds"]) {
        QVERIFY(fold["arm"] != "fine-tuned");
    }
}

/// The rate of each fold is the one with the best figure that was told for it, and what is left out
/// inside a fold is trained once for all of them.
void CrossValidateTest::ratesAreChosenOnInnerFolds()
{
    const QString folder = QStringLiteral("-rates");
    QStringList words = arguments(QStringLiteral("A,B,C"), folder);
    words << QStringLiteral("--arms") << QStringLiteral("fine-tuned") << QStringLiteral("--rates")
          << QStringLiteral("1e-7,0.03") << QStringLiteral("--set")
          << QStringLiteral("stepsPerEpoch=8");
    const auto run = runWorker(words, 3 * kTimeoutMs);
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const auto json = nlohmann::json::parse(run.out.toStdString());
    QCOMPARE(json["folds"].size(), std::size_t{3});

    static const QRegularExpression told(QStringLiteral("rate (\\S+): (\\S+) on inner folds"));
    auto found = told.globalMatch(QString::fromUtf8(run.err));
    for (const auto& fold : json["folds"]) {
        QVERIFY(found.hasNext());
        const auto low = found.next();
        QVERIFY(found.hasNext());
        const auto high = found.next();
        QCOMPARE(low.captured(1).toDouble(), 1e-7);
        const bool highIsBetter = high.captured(2).toDouble() > low.captured(2).toDouble();
        QCOMPARE(fold["rate"].get<double>(), highIsBetter ? 0.03 : 1e-7);
        const std::string stem =
            "/fine-tuned-" + fold["subject"].get<std::string>() + "-seed1-rate";
        QVERIFY(std::filesystem::exists((text(work()) + folder).toStdString() + stem +
                                        (highIsBetter ? "0.03" : "1e-07") + ".h5"));
    }
    QVERIFY(!found.hasNext());
    for (const char* rate : {"1e-07", "0.03"}) {
        const QDir all(text(work()) + folder + QStringLiteral("/inner"));
        const QStringList named = all.entryList({QStringLiteral("fine-tuned--seed1-rate") +
                                                 QLatin1String(rate) + QStringLiteral("-*")});
        QCOMPARE(named.size(), 1);
        const QDir inner(all.filePath(named.front()));
        QCOMPARE(
            inner.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name),
            (QStringList{QStringLiteral("on-A"), QStringLiteral("on-B"), QStringLiteral("on-C")}));
    }
    // The rate by itself, in another call: what was trained in the inner folds is used again. Two
    // subjects have some where the parent's point is not clung to.
    words = arguments(QStringLiteral("A,B,C"), folder);
    words << QStringLiteral("--arms") << QStringLiteral("fine-tuned") << QStringLiteral("--set")
          << QStringLiteral("stepsPerEpoch=8") << QStringLiteral("--set")
          << QStringLiteral("learningRate=0.03") << QStringLiteral("--set")
          << QStringLiteral("nearParent=false");
    const auto again = runWorker(words, 3 * kTimeoutMs);
    QVERIFY2(again.exitCode == 0, again.err.constData());
    const ModelFile tuned = readModelHeader((text(work()) + folder).toStdString() +
                                            std::string("/fine-tuned-A-seed1.h5"));
    QVERIFY(tuned.card.metrics.contains("left-out Dice"));
    const QDir all(text(work()) + folder + QStringLiteral("/inner"));
    QCOMPARE(all.entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 2);
}

/// In one work folder, the second call does not return what the first one trained.
void CrossValidateTest::anotherRateIsAnotherModel()
{
    const QString folder = QStringLiteral("-two-rates");
    const std::filesystem::path stem =
        (text(work()) + folder).toStdString() + "/fine-tuned-A-seed1-rate";
    for (const double rate : {0.001, 0.01}) {
        QStringList words = arguments(QStringLiteral("A,C"), folder);
        words << QStringLiteral("--arms") << QStringLiteral("fine-tuned")
              << QStringLiteral("--rates") << QString::number(rate);
        const auto run = runWorker(words, 2 * kTimeoutMs);
        QVERIFY2(run.exitCode == 0, run.err.constData());
        const auto json = nlohmann::json::parse(run.out.toStdString());
        QCOMPARE(json["folds"].size(), std::size_t{2});
        QCOMPARE(json["folds"][0]["rate"].get<double>(), rate);
    }
    const ModelFile slow = readModelHeader(stem.string() + "0.001.h5");
    const ModelFile fast = readModelHeader(stem.string() + "0.01.h5");
    QVERIFY(slow.digest != fast.digest);
    QVERIFY(std::filesystem::exists(stem.string() + "0.001.nii.gz"));
    QVERIFY(std::filesystem::exists(stem.string() + "0.01.nii.gz"));
}

void CrossValidateTest::ratesNeedThreeSubjects()
{
    QStringList words = arguments(QStringLiteral("A,C"), QStringLiteral("-two"));
    words << QStringLiteral("--rates") << QStringLiteral("1e-3,1e-2");
    const auto run = runWorker(words, 2 * kTimeoutMs);
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(run.err.contains("three subjects"), run.err.constData());
}

void CrossValidateTest::oneSubjectIsTooFew()
{
    const auto run = runWorker(arguments(QStringLiteral("A")));
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(run.err.contains("at least two subjects"), run.err.constData());
}

/// "A" and "sub-A" are one: what is left out may not come back under its other name.
void CrossValidateTest::aSubjectNamedTwiceIsLeftOut()
{
    QCOMPARE(runWorker(arguments(QStringLiteral("A,sub-A,A"))).exitCode, 1);
    const QString folder = QStringLiteral("-twice");
    QStringList words = arguments(QStringLiteral("sub-A,A,C"), folder);
    words << QStringLiteral("--arms") << QStringLiteral("fine-tuned");
    const auto run = runWorker(words, 2 * kTimeoutMs);
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QCOMPARE(nlohmann::json::parse(run.out.toStdString())["folds"].size(), std::size_t{2});
    const fs::path model = (text(work()) + folder).toStdString() + "/fine-tuned-A-seed1.h5";
    QCOMPARE(readModelHeader(model).card.subjects, std::vector<std::string>{"C"});
}

/// The model to judge was trained on A and B.
void CrossValidateTest::whatTheModelKnowsIsTold()
{
    QStringList words = arguments(QStringLiteral("A,C"));
    words << QStringLiteral("--arms") << QStringLiteral("default,from scratch");
    const auto run = runWorker(words, 2 * kTimeoutMs);
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QVERIFY2(run.err.contains("already knows A:"), run.err.constData());
    const auto json = nlohmann::json::parse(run.out.toStdString());
    for (const auto& fold : json["folds"]) {
        const bool known = fold["arm"] == "default" && fold["subject"] == "A";
        QCOMPARE(fold["knownToModel"].get<bool>(), known);
    }
}

/// The same paths, other masks; then the same weights, another threshold.
void CrossValidateTest::otherContentIsAnotherFold()
{
    const fs::path folder = (text(work()) + QStringLiteral("-content")).toStdString();
    const fs::path model = m_project.folder.filePath(QStringLiteral("judged.h5")).toStdString();
    fs::copy_file(m_model, model);
    QStringList words = arguments(QStringLiteral("A,C"), QStringLiteral("-content"));
    words[words.indexOf(QStringLiteral("--from")) + 1] = text(model);
    words << QStringLiteral("--arms") << QStringLiteral("default,fine-tuned");
    const auto run = [&] { return runWorker(words, 2 * kTimeoutMs); };
    QCOMPARE(run().exitCode, 0);
    const std::string before = readModelHeader(folder / "fine-tuned-A-seed1.h5").digest;
    const auto made = fs::last_write_time(folder / "default-C-seed0.nii.gz");
    const fs::path reference = m_project.caseOf("C").reference;
    const Mask whole = readMask(reference);
    Mask changed = whole;
    changed.set({8, 16, 16}, 1);
    changed.set({9, 16, 16}, 1);
    writeMask(reference, changed);

    const auto other = run();
    QVERIFY2(other.exitCode == 0, other.err.constData());
    QVERIFY2(other.err.contains("fine-tuned-A-seed1 was made"), other.err.constData());
    QVERIFY(readModelHeader(folder / "fine-tuned-A-seed1.h5").digest != before);
    QCOMPARE(fs::last_write_time(folder / "default-C-seed0.nii.gz"), made);
    writeMask(reference, whole);

    ModelFile sharper = readModel(model);
    sharper.threshold = 0.875;
    writeModel(model, sharper);
    const auto again = run();
    QVERIFY2(again.err.contains("default-C-seed0 was made"), again.err.constData());
    QVERIFY(fs::last_write_time(folder / "default-C-seed0.nii.gz") != made);
}

void CrossValidateTest::networkSettingsAreRefused()
{
    QStringList words = arguments(QStringLiteral("A,C"));
    words << QStringLiteral("--set") << QStringLiteral("width=0.5");
    const auto run = runWorker(words);
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(run.err.contains("has no effect"), run.err.constData());
}

QTEST_GUILESS_MAIN(CrossValidateTest)
#include "cross_validate_test.moc"
