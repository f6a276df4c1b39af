#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/run/job_event.h"
#include "core/run/job_spec.h"
#include "core/training/schedule_fields.h"
#include "core/training/spec_setting.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace dawson;

class JobSpecTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void trainingSurvives();
    void thePageNamesEveryKey();
    void predictionSurvives();
    void registrationSurvives();
    void findingBrainsSurvives();
    void preTrainingSurvives();
    void wrongRegistrationsAreNamed_data();
    void wrongRegistrationsAreNamed();
    void missingKeysKeepTheirDefaults();
    void unknownKeysAreTolerated();
    void wrongTypesAreNamed_data();
    void wrongTypesAreNamed();
    void everyCutOfAJobIsRefused();
    void missingFileIsAnIoError();

private:
    std::filesystem::path file() const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / "job.json";
    }

    QTemporaryDir m_folder;
};

namespace
{

JobSpec trainingJob()
{
    TrainingSpec spec;
    spec.name = "F\xC3\xBCr Elise";
    spec.task = "new";
    spec.preset = "paper";
    spec.project = "/data/with space";
    spec.reference = "grader-2";
    spec.training = {{"01", "a", {"/i/1.nii.gz", "/i/2.nii.gz"}, "/m/1.nii.gz"},
                     {"02", "", {"/i/3.nii"}, "/m/3.nii"}};
    spec.validation = {{"03", "", {"/i/4.nii"}, "/m/4.nii"}};
    spec.architecture = {3, 0.25, 2, "lab", "instance"};
    spec.preprocessing = {1.5, true, 7};
    // Nothing is as it would be anyway.
    const QString settings =
        QStringLiteral("epochs=7 learningRate=3e-4 scratchLearningRate=2e-3 batch=5 patchSize=32"
                       " positivePatches=11 negativePatches=12 copies=4 loss=cross-entropy+tversky"
                       " tverskyAlpha=0.25 tverskyBeta=0.75 rate=warmup-cosine warmupShare=0.125"
                       " stepsPerEpoch=99 redraw=true positives=lesion negatives=brain"
                       " augmentation=extended carveMix=0.5 trained=decoder best=f1 patience=6"
                       " minimumSize=true mirrored=true windows=average parentShare=0.25"
                       " sizeWeight=0.75 confidentCore=true sensitive=true innerFolds=4"
                       " nearParent=true ensembleWithParent=true precision=fp32 "
                       "seed=18446744073709551615 threads=2"
                       " memoryGb=3.5 family=plain");
    for (const QString& setting : settings.split(u' ')) {
        applySetting(spec, setting.toStdString());
    }
    spec.startFrom = "/models/flair.h5"; // last: with it the network is not for choosing
    applySetting(spec, "startSpacingMm=0.75");
    return {"Fine-tune", spec};
}

RegistrationJob registrationWork()
{
    RegistrationJob work{"/p", "enhancing", "syn", "robust", true, {}};
    work.items.push_back({"01", "b", std::nullopt});
    work.items.push_back({"02", "", {{1.5, -2.0, 0.0, 0.25, 0.0, -3.0}}});
    return work;
}

PretrainingJob pretrainingWork()
{
    PretrainingJob work;
    work.sources = {"/g", "/l", {"sub-01477"}, 12, 2, "/m", "/t", {"patient07"}, 7};
    work.training = std::get<TrainingSpec>(trainingJob().work);
    work.training.task = "brain";
    work.training.training.clear();
    work.training.validation.clear();
    return work;
}

std::string wrong(const std::string& from, const std::string& to, const std::string& text)
{
    std::string changed = text;
    const auto at = changed.find(from);
    return at == std::string::npos ? "" : changed.replace(at, from.size(), to);
}

} // namespace

void JobSpecTest::trainingSurvives()
{
    const JobSpec job = trainingJob();
    writeJobSpec(file(), job);
    const JobSpec back = readJobSpec(file());

    QCOMPARE(back.title, job.title);
    const auto& a = std::get<TrainingSpec>(job.work);
    const auto& b = std::get<TrainingSpec>(back.work);
    QCOMPARE(b.name, a.name);
    QCOMPARE(b.task, a.task);
    QCOMPARE(b.preset, a.preset);
    QCOMPARE(b.project, a.project);
    QCOMPARE(b.reference, a.reference);
    QCOMPARE(b.startFrom, a.startFrom);
    QCOMPARE(b.startSpacingMm, 0.75);
    QVERIFY(b.architecture == a.architecture);
    QVERIFY(b.preprocessing == a.preprocessing);
    QVERIFY(b.schedule == a.schedule);
    eachScheduleField([&](const char* key, auto member) {
        QVERIFY2(a.schedule.*member != TrainingSchedule{}.*member, key);
    });
    QCOMPARE(b.training.size(), std::size_t(2));
    QCOMPARE(b.training[0].subject, a.training[0].subject);
    QCOMPARE(b.training[0].session, a.training[0].session);
    QVERIFY(b.training[0].images == a.training[0].images);
    QCOMPARE(b.training[1].reference, a.training[1].reference);
    QCOMPARE(b.validation.size(), std::size_t(1));
    QCOMPARE(b.validation[0].subject, a.validation[0].subject);
}

void JobSpecTest::thePageNamesEveryKey()
{
    QFile file(QStringLiteral(DAWSON_RUN_FOLDER_PAGE));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray page = file.readAll();
    PredictionJob prediction;
    prediction.items.resize(1);
    JobEvent event;
    event.secondsLeft = 1.0;
    event.message = "x";
    event.loss = 1.0;
    event.step = 1;
    event.epoch = EpochMetrics{};
    event.results = {"x"};
    writeJobSpec(this->file(), trainingJob());
    QByteArray written = QByteArray::fromStdString(readText(this->file()));
    writeJobSpec(this->file(), {"x", prediction});
    written += QByteArray::fromStdString(readText(this->file()) + encodeEvent(event));
    writeJobSpec(this->file(), {"x", registrationWork()});
    written += QByteArray::fromStdString(readText(this->file()));
    writeJobSpec(this->file(), {"x", BrainJob{"/p", {"/i"}, true}});
    written += QByteArray::fromStdString(readText(this->file()));
    writeJobSpec(this->file(), {"x", pretrainingWork()});
    written += QByteArray::fromStdString(readText(this->file()));

    const QRegularExpression key(QStringLiteral("\"(\\w+)\":"));
    auto keys = key.globalMatch(QString::fromUtf8(written));
    int count = 0;
    for (; keys.hasNext(); ++count) {
        const QByteArray name = "`" + keys.next().captured(1).toUtf8() + "`";
        QVERIFY2(page.contains(name), name.constData());
    }
    QVERIFY(count > 60);
}

void JobSpecTest::predictionSurvives()
{
    PredictionJob work{"/p", "model-x", "Model X", "flair", {}};
    work.items.push_back(
        {"01",
         "b",
         {"/m.h5", {"/i.nii"}, "/o.nii.gz", "/q.nii.gz", 0.75, 3, 6.0, 0.875, "on", "average"}});
    writeJobSpec(file(), {"Predict", work});
    const auto back = std::get<PredictionJob>(readJobSpec(file()).work);

    QCOMPARE(back.project, work.project);
    QCOMPARE(back.authorFolder, work.authorFolder);
    QCOMPARE(back.authorName, work.authorName);
    QCOMPARE(back.task, work.task);
    QCOMPARE(back.items.size(), std::size_t(1));
    const PredictionJob::Item& item = back.items[0];
    QCOMPARE(item.subject, std::string("01"));
    QCOMPARE(item.session, std::string("b"));
    QCOMPARE(item.spec.model, work.items[0].spec.model);
    QVERIFY(item.spec.images == work.items[0].spec.images);
    QCOMPARE(item.spec.mask, work.items[0].spec.mask);
    QCOMPARE(item.spec.probability, work.items[0].spec.probability);
    QCOMPARE(item.spec.threshold, 0.75);
    QVERIFY(item.spec.threads == 3 && item.spec.coreProbability == 0.875);
}

void JobSpecTest::registrationSurvives()
{
    const RegistrationJob work = registrationWork();
    writeJobSpec(file(), {"Register", work});
    const auto back = std::get<RegistrationJob>(readJobSpec(file()).work);

    QCOMPARE(back.project, work.project);
    QCOMPARE(back.task, work.task);
    QCOMPARE(back.type, work.type);
    QCOMPARE(back.matching, work.matching);
    QVERIFY(back.force);
    QCOMPARE(back.items.size(), std::size_t(2));
    QCOMPARE(back.items[0].session, std::string("b"));
    QVERIFY(!back.items[0].nudge.has_value());
    QCOMPARE(back.items[1].subject, std::string("02"));
    QVERIFY(back.items[1].nudge == work.items[1].nudge);
}

void JobSpecTest::findingBrainsSurvives()
{
    const BrainJob work{"/p", {"/p/a.nii.gz", "/p/b.nii.gz"}, true, "/p/models/own.h5"};
    writeJobSpec(file(), {"Find", work});
    const JobSpec read = readJobSpec(file());
    const auto& back = std::get<BrainJob>(read.work);
    QCOMPARE(back.model, work.model);
    QCOMPARE(back.project, work.project);
    QVERIFY(back.images == work.images);
    QVERIFY(back.force);
    QVERIFY(trainingOf(read) == nullptr);
}

void JobSpecTest::preTrainingSurvives()
{
    const PretrainingJob work = pretrainingWork();
    writeJobSpec(file(), {"Make", work});
    const JobSpec read = readJobSpec(file());
    const auto& back = std::get<PretrainingJob>(read.work);

    QVERIFY(back.sources == work.sources);
    QCOMPARE(back.training.name, work.training.name);
    QCOMPARE(back.training.task, "brain");
    QVERIFY(back.training.schedule == work.training.schedule);
    QVERIFY(back.training.architecture == work.training.architecture);
    QVERIFY(back.training.preprocessing == work.training.preprocessing);
    QCOMPARE(trainingOf(read), &back.training);

    const std::string text = wrong("\"task\": \"brain\"", "\"task\": \"heart\"", readText(file()));
    writeTextAtomically(file(), text);
    QVERIFY_THROWS_EXCEPTION(Error, readJobSpec(file()));
}

void JobSpecTest::wrongRegistrationsAreNamed_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QByteArray>("key");

    const auto row = [](const char* name, const char* from, const char* to, const char* key) {
        QTest::newRow(name) << QString::fromLatin1(from) << QString::fromLatin1(to)
                            << QByteArray(key);
    };
    row("task of one image", "\"enhancing\"", "\"flair\"", "work.task");
    row("unknown type", "\"syn\"", "\"elastic\"", "work.type");
    row("unknown matching", "\"robust\"", "\"none\"", "work.matching");
    row("force as number", "\"force\": true", "\"force\": 1", "work.force");
    row("items as text", "\"items\": [", "\"items\": \"x\", \"x\": [", "work.items");
    row("nudge of seven", "-3.0", "-3.0, 1", "work.items[1].nudge");
    row("nudge with a word", "-3.0", "\"left\"", "work.items[1].nudge");
    row("nudge as number", "\"nudge\": [", "\"nudge\": 3, \"x\": [", "work.items[1].nudge");
    row("session as number", "\"b\"", "3", "work.items[0].session");
}

void JobSpecTest::wrongRegistrationsAreNamed()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QByteArray, key);
    writeJobSpec(file(), {"Register", registrationWork()});
    const std::string text = wrong(from.toStdString(), to.toStdString(), readText(file()));
    QVERIFY(!text.empty());
    writeTextAtomically(file(), text);
    try {
        readJobSpec(file());
        QFAIL("a wrong job was read");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), Error::Kind::Format);
        QVERIFY2(QByteArray(error.what()).contains("\"" + key + "\""), error.what());
    }
}

void JobSpecTest::missingKeysKeepTheirDefaults()
{
    writeTextAtomically(file(), R"({"version":1,"kind":"training","work":{"name":"x"}})");
    const auto spec = std::get<TrainingSpec>(readJobSpec(file()).work);
    QCOMPARE(spec.name, std::string("x"));
    QVERIFY(spec.schedule == TrainingSchedule{});
    QVERIFY(spec.training.empty());
}

void JobSpecTest::unknownKeysAreTolerated()
{
    writeTextAtomically(
        file(),
        R"({"version":1,"mood":"good","kind":"training","work":{"colour":[1],"schedule":{"x":{}}}})");
    QVERIFY(std::holds_alternative<TrainingSpec>(readJobSpec(file()).work));
}

void JobSpecTest::wrongTypesAreNamed_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("key");

    QTest::newRow("epochs as text")
        << QByteArray("\"epochs\": 7") << QByteArray("\"epochs\": \"7\"")
        << QByteArray("work.schedule.epochs");
    QTest::newRow("epochs broken") << QByteArray("\"epochs\": 7") << QByteArray("\"epochs\": 7.5")
                                   << QByteArray("work.schedule.epochs");
    QTest::newRow("epochs huge") << QByteArray("\"epochs\": 7")
                                 << QByteArray("\"epochs\": 700000000000")
                                 << QByteArray("work.schedule.epochs");
    QTest::newRow("negative seed") << QByteArray("18446744073709551615") << QByteArray("-1")
                                   << QByteArray("work.schedule.seed");
    QTest::newRow("width as list") << QByteArray("\"width\": 0.25") << QByteArray("\"width\": [1]")
                                   << QByteArray("work.architecture.width");
    QTest::newRow("redraw as number")
        << QByteArray("\"redraw\": true") << QByteArray("\"redraw\": 1")
        << QByteArray("work.schedule.redraw");
    QTest::newRow("image as number")
        << QByteArray("\"/i/3.nii\"") << QByteArray("3") << QByteArray("work.training[1].images");
    QTest::newRow("title as number")
        << QByteArray("\"Fine-tune\"") << QByteArray("12") << QByteArray("title");
    QTest::newRow("unknown kind") << QByteArray("\"kind\": \"training\"")
                                  << QByteArray("\"kind\": \"dance\"") << QByteArray("kind");
    QTest::newRow("later version")
        << QByteArray("\"version\": 1") << QByteArray("\"version\": 2") << QByteArray("version");
    QTest::newRow("no work") << QByteArray("\"work\"") << QByteArray("\"play\"")
                             << QByteArray("work");
}

void JobSpecTest::wrongTypesAreNamed()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, key);
    writeJobSpec(file(), trainingJob());
    const std::string text = wrong(from.toStdString(), to.toStdString(), readText(file()));
    QVERIFY(!text.empty());
    writeTextAtomically(file(), text);
    try {
        readJobSpec(file());
        QFAIL("a wrong job was read");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), Error::Kind::Format);
        QCOMPARE(error.subject(), file().string());
        QVERIFY2(QByteArray(error.what()).contains("\"" + key + "\""), error.what());
    }
}

void JobSpecTest::everyCutOfAJobIsRefused()
{
    writeJobSpec(file(), trainingJob());
    const std::string text = readText(file());
    for (std::size_t length = 0; length + 2 < text.size(); length += 31) {
        writeTextAtomically(file(), text.substr(0, length));
        QVERIFY_THROWS_EXCEPTION(Error, readJobSpec(file()));
    }
}

void JobSpecTest::missingFileIsAnIoError()
{
    try {
        readJobSpec(file().parent_path() / "none.json");
        QFAIL("a missing job was read");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), Error::Kind::Io);
    }
}
QTEST_GUILESS_MAIN(JobSpecTest)
#include "job_spec_test.moc"
