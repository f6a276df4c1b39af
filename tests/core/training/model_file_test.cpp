#include "core/base/error.h"
#include "core/base/resources.h"
#include "core/training/model_file.h"
#include "core/training/model_history.h"
#include "tests/core/training/model_samples.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <limits>

using namespace dawson;

class ModelFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldSurvives_data();
    void everyFieldSurvives();
    void halfPrecisionRoundsAndHalvesTheFile();
    void headerHasShapesButNoValues();
    void digestFollowsWeightsAndArchitectureOnly();
    void anEnsembleKeepsBothNetworks_data();
    void anEnsembleKeepsBothNetworks();
    void unlikeNetworksAreNotWritten();
    void keepsTheEpochs();
    void shippedModelsHoldTheirEpochs_data();
    void shippedModelsHoldTheirEpochs();
    void unusableWeightsAreNotWritten_data();
    void unusableWeightsAreNotWritten();
    void pythonReadsItByTheDocumentedRecipe();

private:
    std::filesystem::path file(const char* name = "model.h5") const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

    QByteArray bytes(const std::filesystem::path& path) const
    {
        QFile in(QString::fromStdString(path.string()));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
};

void ModelFileTest::everyFieldSurvives_data()
{
    QTest::addColumn<bool>("half");
    QTest::newRow("single precision") << false;
    QTest::newRow("half precision") << true;
}

void ModelFileTest::everyFieldSurvives()
{
    QFETCH(bool, half);
    const ModelFile model = sampleModel();
    const std::string digest = writeModel(file(), model, half);
    const ModelFile back = readModel(file());

    QCOMPARE(back.digest, digest);
    QCOMPARE(digest.size(), std::size_t(64));
    QVERIFY(back.architecture == model.architecture);
    QVERIFY(back.preprocessing == model.preprocessing);
    QCOMPARE(back.threshold, model.threshold);
    QCOMPARE(back.patchSize, model.patchSize);
    QCOMPARE(back.minimumVolumeMm3, model.minimumVolumeMm3);
    QCOMPARE(back.coreProbability, model.coreProbability);
    QCOMPARE(back.mirrored, model.mirrored);
    QCOMPARE(back.windows, model.windows);
    const ModelCard& a = model.card;
    const ModelCard& b = back.card;
    for (const auto text : {&ModelCard::name,
                            &ModelCard::task,
                            &ModelCard::kind,
                            &ModelCard::parentDigest,
                            &ModelCard::parentName,
                            &ModelCard::trainedOn,
                            &ModelCard::reference,
                            &ModelCard::preset,
                            &ModelCard::created,
                            &ModelCard::softwareVersion,
                            &ModelCard::dataDigest,
                            &ModelCard::intendedUse,
                            &ModelCard::limits}) {
        QCOMPARE(b.*text, a.*text);
    }
    QVERIFY(b.subjects == a.subjects);
    QVERIFY(b.settings == a.settings);
    QVERIFY(b.validationSubjects == a.validationSubjects);
    QVERIFY(b.ancestorSubjects == a.ancestorSubjects);
    QCOMPARE(knownSubjects(b),
             (std::vector<std::string>{"a", "cross07", "sub with space", "v", "x", "z"}));
    QCOMPARE(b.seed, a.seed);
    QCOMPARE(b.epochs, a.epochs);
    QVERIFY(b.metrics == a.metrics);
    QCOMPARE(back.weights.size(), model.weights.size());
    for (std::size_t n = 0; n < model.weights.size(); ++n) {
        QCOMPARE(back.weights[n].name, model.weights[n].name);
        QVERIFY(back.weights[n].shape == model.weights[n].shape);
        QCOMPARE(back.weights[n].trained, model.weights[n].trained);
        QCOMPARE(back.weights[n].values.size(), model.weights[n].values.size());
        if (!half) {
            QVERIFY(back.weights[n].values == model.weights[n].values);
        }
    }
}

void ModelFileTest::halfPrecisionRoundsAndHalvesTheFile()
{
    ModelFile model = sampleModel();
    model.weights[0].shape = {100, 1000};
    model.weights[0].values.assign(100'000, 0.1F);
    writeModel(file("single.h5"), model);
    writeModel(file("half.h5"), model, true);

    const auto saved = bytes(file("single.h5")).size() - bytes(file("half.h5")).size();
    QVERIFY(saved > 195'000);
    const float read = readModel(file("half.h5")).weights[0].values.front();
    QVERIFY(read != 0.1F);
    QVERIFY(std::abs(read - 0.1F) < 0.1F / 2048.0F);
}

void ModelFileTest::headerHasShapesButNoValues()
{
    const ModelFile model = sampleModel();
    const std::string digest = writeModel(file(), model);
    const ModelFile header = readModelHeader(file());

    QCOMPARE(header.digest, digest);
    QCOMPARE(header.card.name, model.card.name);
    QCOMPARE(header.weights.size(), model.weights.size());
    QVERIFY(header.weights[0].values.empty());
    QCOMPARE(parameterCount(header), std::int64_t(4 * 2 * 27 + 4 + 1)); // no running mean
    QCOMPARE(parameterCount(model), parameterCount(header));
}

void ModelFileTest::digestFollowsWeightsAndArchitectureOnly()
{
    const ModelFile model = sampleModel();
    const std::string digest = writeModel(file(), model);

    ModelFile other = model;
    other.card.name = "renamed";
    other.threshold = 0.2;
    QCOMPARE(writeModel(file(), other), digest);
    other = model;
    other.weights[1].values[0] = std::nextafter(other.weights[1].values[0], 1.0F);
    QVERIFY(writeModel(file(), other) != digest);
    other = model;
    other.architecture.head = "plain";
    QVERIFY(writeModel(file(), other) != digest);
    other = model;
    other.weights[0].shape = {2, 4, 3, 3, 3};
    QVERIFY(writeModel(file(), other) != digest);
    QVERIFY(writeModel(file(), model, true) != digest);
    QCOMPARE(writeModel(file(), readModel(file())), readModel(file()).digest);
}

void ModelFileTest::anEnsembleKeepsBothNetworks_data()
{
    everyFieldSurvives_data();
}

void ModelFileTest::anEnsembleKeepsBothNetworks()
{
    QFETCH(bool, half);
    const ModelFile model = sampleEnsemble();
    const std::string digest = writeModel(file(), model, half);

    const ModelFile back = readModel(file());
    QCOMPARE(back.digest, digest);
    QVERIFY(sameNetwork(back.weights, model.weights));
    QVERIFY(sameNetwork(back.secondMember, model.secondMember));
    for (std::size_t n = 0; n < model.weights.size(); ++n) {
        if (!half) {
            QVERIFY(back.weights[n].values == model.weights[n].values);
            QVERIFY(back.secondMember[n].values == model.secondMember[n].values);
        }
        QVERIFY(back.secondMember[n].values != back.weights[n].values);
    }
    const ModelFile header = readModelHeader(file());
    QVERIFY(sameNetwork(header.secondMember, model.secondMember));
    QVERIFY(header.secondMember.front().values.empty());
    QCOMPARE(parameterCount(header), parameterCount(sampleModel())); // of a network
    // It is another model than either alone, or than both in the other order.
    ModelFile other = model;
    std::swap(other.weights, other.secondMember);
    QVERIFY(writeModel(file(), other, half) != digest);
    other = sampleModel();
    QVERIFY(writeModel(file(), other, half) != digest);
    QVERIFY(readModel(file()).secondMember.empty());
}

void ModelFileTest::unlikeNetworksAreNotWritten()
{
    writeModel(file(), sampleModel());
    const QByteArray before = bytes(file());
    ModelFile longer = sampleEnsemble();
    longer.secondMember.pop_back();
    ModelFile renamed = sampleEnsemble();
    renamed.secondMember.front().name = "other";
    ModelFile turned = sampleEnsemble();
    turned.secondMember.front().shape = {2, 4, 3, 3, 3};
    ModelFile broken = sampleEnsemble();
    broken.secondMember.back().values.front() = NAN;
    for (const ModelFile& model : {longer, renamed, turned, broken}) {
        QVERIFY_THROWS_EXCEPTION(Error, writeModel(file(), model));
        QCOMPARE(bytes(file()), before);
    }
}

void ModelFileTest::shippedModelsHoldTheirEpochs_data()
{
    QTest::addColumn<QString>("task");
    QTest::addColumn<double>("dice"); // of the epoch that was kept, as in docs/models
    QTest::newRow("FLAIR lesions") << "flair" << 0.57;
    QTest::newRow("new lesions") << "new" << 0.63;
    QTest::newRow("enhancing lesions") << "enhancing" << 0.52;
    QTest::newRow("brain") << "brain" << 0.96;
}

void ModelFileTest::shippedModelsHoldTheirEpochs()
{
    QFETCH(QString, task);
    QFETCH(double, dice);
    const auto path = resourceFile("models/" + task.toStdString() + "-default.h5");
    const auto history = readModelHistory(path);
    QVERIFY(history.size() > 1);
    for (const EpochMetrics& epoch : history) {
        QVERIFY(std::isfinite(epoch.trainingLoss) && epoch.trainingLoss > 0.0);
    }
    const int kept = readModelHeader(path).card.epochs;
    QVERIFY(kept >= 1 && kept <= static_cast<int>(history.size()));
    const double shown = history[static_cast<std::size_t>(kept - 1)].dice.value();
    QVERIFY2(std::abs(shown - dice) < 0.005, qPrintable(QString::number(shown)));
}

void ModelFileTest::keepsTheEpochs()
{
    const ModelFile model = sampleModel();
    const std::string digest = writeModel(file("plain.h5"), model, true);
    QVERIFY(readModelHistory(file("plain.h5")).empty());
    EpochMetrics first;
    first.epoch = 1;
    first.trainingLoss = 0.75;
    first.seconds = 12.5;
    EpochMetrics second = first;
    second.epoch = 2;
    second.validationLoss = 0.5;
    second.sensitivity = 0.25;
    second.f1 = 0.125;

    QCOMPARE(writeModelWithHistory(file(), model, {first, second}, true), digest);

    QCOMPARE(readModel(file()).digest, digest); // and is a model as before
    const auto history = readModelHistory(file());
    QCOMPARE(history.size(), std::size_t(2));
    QCOMPARE(history[0].epoch, 1);
    QCOMPARE(history[0].trainingLoss, 0.75);
    QCOMPARE(history[0].seconds, 12.5);
    QVERIFY(!history[0].validationLoss && !history[0].f1);
    QCOMPARE(history[1].epoch, 2);
    QCOMPARE(*history[1].validationLoss, 0.5);
    QCOMPARE(*history[1].sensitivity, 0.25);
    QCOMPARE(*history[1].f1, 0.125);
    QVERIFY(!history[1].ppv && !history[1].dice);
}

void ModelFileTest::unusableWeightsAreNotWritten_data()
{
    QTest::addColumn<float>("value");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("axis");
    QTest::addColumn<bool>("half");

    QTest::newRow("NaN") << std::nanf("") << QByteArray("w") << 1 << false;
    QTest::newRow("infinite") << -INFINITY << QByteArray("w") << 1 << false;
    QTest::newRow("too large for a half") << 70000.0F << QByteArray("w") << 1 << true;
    QTest::newRow("name with a slash") << 1.0F << QByteArray("a/b") << 1 << false;
    QTest::newRow("no name") << 1.0F << QByteArray() << 1 << false;
    QTest::newRow("name is taken") << 1.0F << QByteArray("enc.0.bias") << 1 << false;
    QTest::newRow("shape says two") << 1.0F << QByteArray("w") << 2 << false;
    QTest::newRow("negative shape") << 1.0F << QByteArray("w") << -1 << false;
}

void ModelFileTest::unusableWeightsAreNotWritten()
{
    QFETCH(float, value);
    QFETCH(QByteArray, name);
    QFETCH(int, axis);
    QFETCH(bool, half);
    writeModel(file(), sampleModel());
    const QByteArray before = bytes(file());
    ModelFile model = sampleModel();
    model.weights.push_back({name.toStdString(), {axis}, {value}});
    try {
        writeModel(file(), model, half);
        QFAIL("an unusable weight was written");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), Error::Kind::Model);
        QCOMPARE(error.subject(), file().string());
    }
    QCOMPARE(bytes(file()), before);
}

void ModelFileTest::pythonReadsItByTheDocumentedRecipe()
{
    const QString python = QStringLiteral("/usr/bin/python3");
    QProcess probe;
    probe.start(python, {QStringLiteral("-c"), QStringLiteral("import h5py, numpy")});
    if (!probe.waitForFinished() || probe.exitCode() != 0) {
        QSKIP("python3 with h5py is not there (package python3-h5py)");
    }
    QFile page(QStringLiteral(DAWSON_MODEL_PAGE));
    QVERIFY(page.open(QIODevice::ReadOnly));
    QString recipe;
    for (const QString& part :
         QString::fromUtf8(page.readAll()).split(QStringLiteral("```python\n")).mid(1)) {
        recipe += part.left(part.indexOf(QStringLiteral("```")));
    }

    const ModelFile model = sampleEnsemble();
    const QString tail = QStringLiteral(R"(
import sys
model = read_model(sys.argv[1])
weights, card = model["weights"], model["card"]
print(model["format"], model["digest"], digest_of(model) == model["digest"])
print(model["architecture"]["levels"], list(weights), weights["enc.0.weight"].shape)
print(weights["enc.0.weight"].dtype, "%.9g" % weights["enc.0.bias"][1])
print("%.9g" % model["second_member"]["enc.0.bias"][1])
print(card["subjects"][2], card["name"] == "Flair \u00e4", model["card/metrics"]["validation ppv"])
)");
    for (const bool half : {false, true}) {
        const std::string digest = writeModel(file(), model, half);
        QProcess run;
        run.start(python,
                  {QStringLiteral("-c"), recipe + tail, QString::fromStdString(file().string())});
        QVERIFY(run.waitForFinished());
        QCOMPARE(run.exitCode(), 0);
        const ModelFile read = readModel(file());
        const float bias = read.weights[1].values[1];
        const float second = read.secondMember[1].values[1];
        const QString expected =
            QStringLiteral("dawson-model %1 True\n"
                           "3 ['enc.0.weight', 'enc.0.bias', 'b.running_mean', 'a.scalar'] "
                           "(4, 2, 3, 3, 3)\n%2 %3\n%4\nsub with space True 0.5\n")
                .arg(QString::fromStdString(digest),
                     half ? QStringLiteral("float16") : QStringLiteral("float32"),
                     QString::asprintf("%.9g", static_cast<double>(bias)),
                     QString::asprintf("%.9g", static_cast<double>(second)));
        QCOMPARE(QString::fromUtf8(run.readAllStandardOutput()), expected);
    }
}

QTEST_GUILESS_MAIN(ModelFileTest)
#include "model_file_test.moc"
