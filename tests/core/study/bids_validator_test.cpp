#include "core/image/image_file.h"
#include "core/study/grading_file.h"
#include "core/study/import.h"
#include "tests/core/study/study_fixture.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

const QString kPackage = QStringLiteral("bids-validator@1.15.0");

struct Outcome {
    bool finished = false;
    QByteArray out;
    QByteArray err;
};

Outcome run(const QString& program, const QStringList& arguments, const QString& folder)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(program, arguments);
    Outcome outcome;
    outcome.finished = process.waitForFinished(200'000);
    outcome.out = process.readAllStandardOutput();
    outcome.err = process.readAllStandardError();
    return outcome;
}

/// A project as a user makes it: imported, graded by two, predicted, with a job's remains.
void makeProject(const fs::path& root, const Folder& loose)
{
    const fs::path from = loose.path();
    writeVolume(from / "P1/2020/flair.nrrd", smallVolume());
    writeVolume(from / "P1/2020/t1_gd.nii", smallVolume());
    writeVolume(from / "P1/2020/t1.mha", smallVolume());
    writeVolume(from / "P1/2021/flair.nii.gz", smallVolume());
    writeVolume(from / "P2_flair.nii.gz", smallVolume());
    writeVolume(from / "P2_t2.nii.gz", smallVolume());
    writeMask(from / "P1/2020/flair_lesions_rater2.nii.gz", smallMask());
    createStudy(root, "A trial");
    const auto items = guessImport({from});
    QCOMPARE(checkImport(root, items), std::vector<std::string>());
    importImages(root, items);

    Grading grading;
    grading.subject = "P1";
    grading.session = "2020";
    for (const Task task : {Task::Flair, Task::New, Task::Enhancing}) {
        grading.task = task;
        writeGrading(root, graderAuthor("grader-1", "Grader 1"), grading, smallMask(), {});
        const Author model = modelAuthor("flair-default", "Default model");
        writeGrading(root, model, grading, smallMask(), {});
        writeVolume(probabilityPath(gradingPath(root, model, "P1", "2020", task)), smallVolume());
    }
    for (const char* file : {"models/flair.h5", "runs/one/job.json", ".dawson/cache/a.bin"}) {
        writeTextAtomically(root / file, "{}");
    }
}

} // namespace

class BidsValidatorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void findsFault();
    void acceptsProjectsOfDawson();

private:
    /// Codes and files of all errors; a warning is only printed.
    QStringList errorsOf(const fs::path& dataset) const;

    QString m_node;
    QString m_validator;
};

/// Fetched once into the build folder; the package is one bundle that needs no other.
void BidsValidatorTest::initTestCase()
{
    m_node = QStandardPaths::findExecutable(QStringLiteral("node"));
    const QString npm = QStandardPaths::findExecutable(QStringLiteral("npm"));
    if (m_node.isEmpty() || npm.isEmpty()) {
        QSKIP("npm and node are not installed, so projects are not checked by bids-validator.");
    }
    const QString place = QStringLiteral(QT_TESTCASE_BUILDDIR "/bids_validator");
    m_validator = place + QStringLiteral("/package/bin/bids-validator");
    if (QFileInfo::exists(m_validator)) {
        return;
    }
    QDir().mkpath(place);
    const Outcome fetched =
        run(npm, {QStringLiteral("pack"), kPackage, QStringLiteral("--silent")}, place);
    const QString archive = QString::fromUtf8(fetched.out).trimmed();
    run(QStringLiteral("tar"), {QStringLiteral("-xzf"), archive}, place);
    QFile::remove(place + QLatin1Char('/') + archive);
    // The program requires itself by its package name.
    QDir().mkpath(place + QStringLiteral("/node_modules"));
    QFile::link(QStringLiteral("../package"),
                place + QStringLiteral("/node_modules/bids-validator"));
    if (!QFileInfo::exists(m_validator)) {
        qWarning("%s", fetched.err.constData());
        QSKIP("The npm registry does not give bids-validator, so projects are not checked by it.");
    }
}

QStringList BidsValidatorTest::errorsOf(const fs::path& dataset) const
{
    const Outcome outcome =
        run(m_node,
            {m_validator, QString::fromStdString(dataset.string()), QStringLiteral("--json")},
            QDir::tempPath());
    const auto json = QJsonDocument::fromJson(outcome.out).object();
    const auto issues = json.value(QStringLiteral("issues")).toObject();
    if (!outcome.finished || issues.isEmpty()) {
        return {QStringLiteral("no answer: ") + QString::fromUtf8(outcome.err)};
    }
    const auto key = [](const QJsonValue& issue) {
        return issue.toObject().value(QStringLiteral("key")).toString();
    };
    for (const auto& issue : issues.value(QStringLiteral("warnings")).toArray()) {
        qInfo("warning: %s", qPrintable(key(issue)));
    }
    QStringList errors;
    for (const auto& issue : issues.value(QStringLiteral("errors")).toArray()) {
        errors += key(issue) + QLatin1Char(' ') +
                  QString::fromUtf8(QJsonDocument(issue.toObject()).toJson()).left(600);
    }
    return errors;
}

void BidsValidatorTest::findsFault()
{
    const Folder loose;
    const Folder folder;
    makeProject(folder.path() / "project", loose);
    writeTextAtomically(folder.path() / "project/sub-P1/ses-2020/anat/lesions.txt", "x");

    const QStringList errors = errorsOf(folder.path() / "project");

    QCOMPARE(errors.size(), 1);
    QVERIFY2(errors[0].startsWith(QStringLiteral("NOT_INCLUDED")), qPrintable(errors[0]));
}

void BidsValidatorTest::acceptsProjectsOfDawson()
{
    const Folder loose;
    const Folder folder;
    makeProject(folder.path() / "project", loose);

    const QStringList errors = errorsOf(folder.path() / "project");

    QVERIFY2(errors.isEmpty(), qPrintable(errors.join(QLatin1Char('\n'))));
    const Study study = readStudy(folder.path() / "project");
    QCOMPARE(study.gradings.size(), std::size_t(7));
    QCOMPARE(study.problems, std::vector<std::string>());
}

} // namespace dawson

QTEST_GUILESS_MAIN(dawson::BidsValidatorTest)
#include "bids_validator_test.moc"
