#include "core/image/image_file.h"
#include "tests/app/worker_run.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace dawson;
using nlohmann::json;

namespace
{

/// Boxes of foreground, three voxels wide, at these places along the diagonal.
Mask boxesAt(std::initializer_list<int> places, double spacingK = 1.0)
{
    Mask mask(Geometry::axisAligned({24, 24, 24}, {1.0, 1.0, spacingK}));
    for (const int place : places) {
        for (int n = 0; n < 27; ++n) {
            mask.set({place + n % 3, place + n / 3 % 3, place + n / 9}, 1);
        }
    }
    return mask;
}

} // namespace

class EvaluateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void writesTheStableKeys();
    void undefinedIsNull();
    void rulesChangeTheOutcome_data();
    void rulesChangeTheOutcome();
    void printsATable();
    void writesJsonToAFile();
    void badInput_data();
    void badInput();
    void notANumberIsNoRule();
    void predictionNeverReplacesItsInput();
    void saysWhatItIs();

private:
    QString file(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    WorkerRun evaluate(const char* reference, const char* prediction, const QStringList& more) const
    {
        return runWorker(QStringList{QStringLiteral("evaluate"),
                                     QStringLiteral("--reference"),
                                     file(reference),
                                     QStringLiteral("--prediction"),
                                     file(prediction)} +
                         more);
    }

    QTemporaryDir m_folder;
};

void EvaluateTest::init()
{
    const auto write = [this](const char* name, const Mask& mask) {
        writeMask(file(name).toStdString(), mask);
    };
    write("two.nii.gz", boxesAt({3, 15}));
    write("shifted.nii.gz", boxesAt({4, 9}));
    write("empty.nii.gz", boxesAt({}));
    write("thick.nii.gz", boxesAt({3, 15}, 3.0));
    QFile damaged(file("damaged.nii.gz"));
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    damaged.write("this is not an image");
}

void EvaluateTest::writesTheStableKeys()
{
    const auto run = evaluate("two.nii.gz", "shifted.nii.gz", {QStringLiteral("--json")});

    QCOMPARE(run.exitCode, 0);
    // Boxes at 3 and 4 share 2^3 voxels; the others touch nothing.
    const json expected{{"rule", "any-overlap"},
                        {"connectivity", 26},
                        {"referenceLesions", 2},
                        {"predictedLesions", 2},
                        {"detected", 1},
                        {"confirmed", 1},
                        {"sensitivity", 0.5},
                        {"ppv", 0.5},
                        {"f1", 0.5},
                        {"dice", 16.0 / 108.0}};
    QVERIFY2(json::parse(run.out.toStdString()) == expected, run.out.constData());
}

void EvaluateTest::undefinedIsNull()
{
    const auto run = evaluate("empty.nii.gz", "empty.nii.gz", {QStringLiteral("--json")});

    QCOMPARE(run.exitCode, 0);
    const json result = json::parse(run.out.toStdString());
    for (const char* key : {"sensitivity", "ppv", "f1", "dice"}) {
        QVERIFY(result.at(key).is_null());
    }
    const json half = json::parse(
        evaluate("two.nii.gz", "empty.nii.gz", {QStringLiteral("--json")}).out.toStdString());
    QCOMPARE(half.at("sensitivity").get<double>(), 0.0);
    QVERIFY(half.at("ppv").is_null());
    QCOMPARE(half.at("dice").get<double>(), 0.0);
}

void EvaluateTest::rulesChangeTheOutcome_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("detected");
    QTest::addColumn<int>("lesions");

    const auto row = [](const char* name, const char* option, const char* value) -> QTestData& {
        return QTest::newRow(name) << QString::fromLatin1(option) << QString::fromLatin1(value);
    };
    // 8 of 27 voxels are covered.
    row("a quarter is covered", "--min-overlap", "0.25") << 1 << 2;
    row("a third is not", "--min-overlap", "0.33") << 0 << 2;
    row("all lesions are of 0.027 ml", "--min-volume", "0.027") << 1 << 2;
    row("none is larger", "--min-volume", "0.028") << 0 << 0;
    row("six neighbours", "--connectivity", "6") << 1 << 2;
    // 19 of the 27 voxels of the lesion that covers it lie outside: 70.4 %, and 70 % are allowed.
    row("Anima's own rule", "--rule", "anima") << 0 << 2;
}

void EvaluateTest::rulesChangeTheOutcome()
{
    QFETCH(QString, option);
    QFETCH(QString, value);
    QFETCH(int, detected);
    QFETCH(int, lesions);

    const auto run =
        evaluate("two.nii.gz", "shifted.nii.gz", {QStringLiteral("--json"), option, value});

    QCOMPARE(run.exitCode, 0);
    const json result = json::parse(run.out.toStdString());
    QCOMPARE(result.at("detected").get<int>(), detected);
    QCOMPARE(result.at("referenceLesions").get<int>(), lesions);
}

void EvaluateTest::printsATable()
{
    const auto run = evaluate("two.nii.gz", "empty.nii.gz", {});

    QCOMPARE(run.exitCode, 0);
    QVERIFY(run.out.contains("any overlap (at least one voxel), 26-connected lesions"));
    QVERIFY(run.out.contains("2 lesions: 0 detected, 2 missed"));
    QVERIFY(run.out.contains("undefined: the prediction holds no lesion"));
    QVERIFY(run.err.isEmpty());
}

void EvaluateTest::writesJsonToAFile()
{
    const QString path = file("result.json");

    const auto run = evaluate("two.nii.gz", "two.nii.gz", {QStringLiteral("--json"), path});

    QCOMPARE(run.exitCode, 0);
    QVERIFY(run.out.contains("Sensitivity"));
    QFile written(path);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(json::parse(written.readAll().toStdString()).at("dice").get<double>(), 1.0);
}

void EvaluateTest::badInput_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("named");

    const auto row = [](const char* name, QStringList arguments, int exitCode, const char* named) {
        QTest::newRow(name) << arguments << exitCode << QByteArray(named);
    };
    const auto masks = [](const char* reference, const char* prediction) {
        return QStringList{QStringLiteral("--reference"),
                           QString::fromLatin1(reference),
                           QStringLiteral("--prediction"),
                           QString::fromLatin1(prediction)};
    };
    row("missing file", masks("two.nii.gz", "nowhere.nii.gz"), 1, "nowhere.nii.gz");
    row("not an image", masks("damaged.nii.gz", "two.nii.gz"), 1, "damaged.nii.gz");
    row("other grid", masks("two.nii.gz", "thick.nii.gz"), 1, "2.00 mm");
    row("no prediction",
        {QStringLiteral("--reference"), QStringLiteral("two.nii.gz")},
        2,
        "--prediction");
    row("odd connectivity",
        masks("two.nii.gz", "two.nii.gz") +
            QStringList{QStringLiteral("--connectivity"), QStringLiteral("8")},
        2,
        "--connectivity");
    row("overlap above one",
        masks("two.nii.gz", "two.nii.gz") +
            QStringList{QStringLiteral("--min-overlap"), QStringLiteral("1.5")},
        2,
        "--min-overlap");
    row("unknown option",
        masks("two.nii.gz", "two.nii.gz") + QStringList{QStringLiteral("--nonsense")},
        2,
        "--nonsense");
}

void EvaluateTest::badInput()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, exitCode);
    QFETCH(QByteArray, named);
    for (QString& argument : arguments) {
        argument =
            argument.endsWith(QStringLiteral(".gz")) ? m_folder.filePath(argument) : argument;
    }

    const auto run = runWorker(QStringList{QStringLiteral("evaluate")} + arguments);

    QCOMPARE(run.exitCode, exitCode);
    QVERIFY2(run.err.contains(named), run.err.constData());
    QVERIFY(run.out.isEmpty());
}

void EvaluateTest::notANumberIsNoRule()
{
    for (const char* option : {"--min-overlap", "--min-volume"}) {
        const auto run = evaluate(
            "two.nii.gz", "shifted.nii.gz", {QLatin1String(option), QStringLiteral("nan")});
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(run.err.contains("not a finite number"), run.err.constData());
    }
}

void EvaluateTest::predictionNeverReplacesItsInput()
{
#ifdef DAWSON_WITH_TORCH
    QFile image(file("two.nii.gz"));
    QVERIFY(image.open(QIODevice::ReadOnly));
    const QByteArray before = image.readAll();
    const auto predict = [this](const QString& output) {
        return runWorker({QStringLiteral("predict"),
                          QStringLiteral("--model"),
                          file("none.h5"),
                          QStringLiteral("--flair"),
                          file("two.nii.gz"),
                          QStringLiteral("--output"),
                          output});
    };

    const auto same = predict(file("two.nii.gz"));
    QCOMPARE(same.exitCode, 1);
    QVERIFY2(same.err.contains("would replace the input image"), same.err.constData());
    QVERIFY(image.seek(0));
    QCOMPARE(image.readAll(), before);
    const auto text = predict(file("mask.txt"));
    QCOMPARE(text.exitCode, 1);
    QVERIFY2(text.err.contains("mask.txt"), text.err.constData());
#else
    QSKIP("this worker was built without LibTorch");
#endif
}

void EvaluateTest::saysWhatItIs()
{
    const auto version = runWorker({QStringLiteral("--version")});
    QCOMPARE(version.exitCode, 0);
    QVERIFY(version.out.startsWith("dawson-worker "));
#ifdef DAWSON_WITH_TORCH
    QVERIFY(version.out.contains("\nLibTorch 1.") || version.out.contains("\nLibTorch 2."));
#endif
    const auto help = runWorker({QStringLiteral("evaluate"), QStringLiteral("--help")});
    QCOMPARE(help.exitCode, 0);
    QVERIFY(help.out.contains("--min-overlap"));
    QCOMPARE(runWorker({}).exitCode, 2);
    QCOMPARE(runWorker({QStringLiteral("no-such-command")}).exitCode, 2);
}

QTEST_GUILESS_MAIN(EvaluateTest)
#include "evaluate_test.moc"
