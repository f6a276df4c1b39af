#include "tests/app/pair_project.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace dawson;
namespace fs = std::filesystem;

/// `subtract --project`.
class SubtractProjectTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void makesAllPairsOnce();
    void makesChosenSubjectsAgain();
    void saysWhatCannotBeCompared();
    void refuses_data();
    void refuses();
    void whatIsNotUnderstood_data();
    void whatIsNotUnderstood();

private:
    WorkerRun subtract(const QString& more) const
    {
        QStringList arguments{QStringLiteral("subtract"),
                              QStringLiteral("--project"),
                              text(m_project.root),
                              QStringLiteral("--json")};
        return runWorker(arguments + more.split(u' ', Qt::SkipEmptyParts), 3 * kTimeoutMs);
    }

    PairProject m_project;
};

/// Two subjects with two visits, one with the later visit only, and no contrast medium.
void SubtractProjectTest::initTestCase()
{
    for (const char* subject : {"01", "02", "03"}) {
        m_project.addVisits(subject, {}, {});
    }
    fs::remove_all(m_project.root / "sub-02" / "ses-01");
}

void SubtractProjectTest::makesAllPairsOnce()
{
    const WorkerRun first = subtract({});
    QVERIFY2(first.exitCode == 0, first.err.constData());
    auto json = nlohmann::json::parse(first.out.toStdString());
    QCOMPARE(json["pairs"].size(), std::size_t(2));
    QCOMPARE(json["pairs"][1]["subject"].get<std::string>(), std::string("03"));
    QCOMPARE(json["pairs"][1]["session"].get<std::string>(), std::string("02"));
    QCOMPARE(json["pairs"][1]["state"].get<std::string>(), std::string("made"));
    QVERIFY(json["pairs"][1]["correlationAfter"].get<double>() > 0.9);
    QVERIFY(fs::exists(json["pairs"][1]["subtraction"].get<std::string>()));
    QCOMPARE(json["missing"].size(), std::size_t(1));
    QVERIFY(first.err.contains("sub-02 has one visit only"));

    json = nlohmann::json::parse(subtract({}).out.toStdString());
    QCOMPARE(json["pairs"][0]["state"].get<std::string>(), std::string("kept"));
    QCOMPARE(json["pairs"][1]["state"].get<std::string>(), std::string("kept"));
}

void SubtractProjectTest::makesChosenSubjectsAgain()
{
    const WorkerRun run = subtract(QStringLiteral("--subjects sub-03 --force --type affine"));

    QVERIFY2(run.exitCode == 0, run.err.constData());
    const auto json = nlohmann::json::parse(run.out.toStdString());
    QCOMPARE(json["pairs"].size(), std::size_t(1));
    QCOMPARE(json["pairs"][0]["state"].get<std::string>(), std::string("made"));
    const auto record =
        readPairRecord(pairFiles(m_project.root, m_project.pair("03", Task::New)).record);
    QCOMPARE(record->type, std::string("affine"));
}

void SubtractProjectTest::saysWhatCannotBeCompared()
{
    m_project.addVisits("04", {}, {});
    fs::resize_file(m_project.image("04", "01", "FLAIR"), 3000);

    const WorkerRun run = subtract(QStringLiteral("--subjects 03,04"));

    QCOMPARE(run.exitCode, 1); // not all that was asked for is there
    const auto json = nlohmann::json::parse(run.out.toStdString());
    QCOMPARE(json["pairs"][1]["state"].get<std::string>(), std::string("failed"));
    QVERIFY(json["pairs"][1]["failure"].get<std::string>().find("sub-04_ses-01_FLAIR.nii.gz") !=
            std::string::npos);
    QVERIFY(fs::exists(json["pairs"][0]["subtraction"].get<std::string>()));
}

void SubtractProjectTest::refuses_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("unknown subject")
        << QStringLiteral("--subjects 99") << QByteArray("The project has no subject \"99\".");
    QTest::newRow("one visit") << QStringLiteral("--subjects 02")
                               << QByteArray("sub-02 has one visit only: nothing to compare it "
                                             "with.");
    QTest::newRow("no contrast medium")
        << QStringLiteral("--task enhancing --subjects 02")
        << QByteArray("T1w with gadolinium is missing in ses-02 of sub-02.");
}

void SubtractProjectTest::refuses()
{
    QFETCH(QString, arguments);
    QFETCH(QByteArray, sentence);
    const WorkerRun run = subtract(arguments);
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(run.err.contains(sentence), run.err.constData());
}

void SubtractProjectTest::whatIsNotUnderstood_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::newRow("neither files nor project") << QStringLiteral("subtract");
    QTest::newRow("one file") << QStringLiteral("subtract --baseline b.nii --output o.nii.gz");
    QTest::newRow("files and project")
        << QStringLiteral("subtract --project p --baseline b.nii --followup f.nii");
    QTest::newRow("subjects of files") << QStringLiteral(
        "subtract --baseline b.nii --followup f.nii --output o.nii.gz --subjects 01");
    QTest::newRow("task of one image") << QStringLiteral("subtract --project p --task flair");
    QTest::newRow("unregistered project") << QStringLiteral("subtract --project p --type none");
}

void SubtractProjectTest::whatIsNotUnderstood()
{
    QFETCH(QString, arguments);
    QCOMPARE(runWorker(arguments.split(u' ')).exitCode, 2);
}

QTEST_GUILESS_MAIN(SubtractProjectTest)
#include "subtract_project_test.moc"
