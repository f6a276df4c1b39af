#include "core/base/error.h"
#include "core/training/safetensors_file.h"
#include "tests/core/training/model_samples.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <bit>
#include <cmath>
#include <cstring>

using namespace dawson;

class SafetensorsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aModelComesBackWhole();
    void anEnsembleComesBackWhole();
    void halfAnEnsembleIsRefused();
    void isLaidOutAsTheFormatSays();
    void otherTypesAreWidened();
    void damagedFilesAreRefused_data();
    void damagedFilesAreRefused();
    void everyCutIsRefused();
    void modelsNeedTheirMetadata();
    void pythonReadsItByTheDocumentedRecipe();

private:
    std::filesystem::path file() const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / "model.safetensors";
    }

    void write(const QByteArray& content) const
    {
        QFile out(QString::fromStdString(file().string()));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(content);
    }

    QByteArray bytes() const
    {
        QFile in(QString::fromStdString(file().string()));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
};

namespace
{

QByteArray framed(const QByteArray& header, const QByteArray& numbers)
{
    QByteArray content(8, '\0');
    const auto length = static_cast<quint64>(header.size());
    std::memcpy(content.data(), &length, 8);
    return content + header + numbers;
}

QByteArray floats(const std::vector<float>& values)
{
    return {reinterpret_cast<const char*>(values.data()),
            static_cast<qsizetype>(4 * values.size())};
}

} // namespace

void SafetensorsTest::aModelComesBackWhole()
{
    ModelFile model = sampleModel();
    model.digest = "0123";
    exportModel(file(), model);
    const ModelFile back = importModel(file());

    QVERIFY(back.architecture == model.architecture);
    QVERIFY(back.preprocessing == model.preprocessing);
    QCOMPARE(back.threshold, model.threshold);
    QCOMPARE(back.minimumVolumeMm3, model.minimumVolumeMm3);
    QCOMPARE(back.coreProbability, model.coreProbability);
    QCOMPARE(back.patchSize, model.patchSize);
    QCOMPARE(back.mirrored, model.mirrored);
    QCOMPARE(back.windows, model.windows);
    QCOMPARE(back.digest, model.digest);
    QCOMPARE(back.card.name, model.card.name);
    QCOMPARE(back.card.limits, model.card.limits);
    QVERIFY(back.card.subjects == model.card.subjects);
    QVERIFY(back.card.ancestorSubjects == model.card.ancestorSubjects);
    QVERIFY(back.card.settings == model.card.settings);
    QCOMPARE(back.card.seed, model.card.seed);
    QVERIFY(back.card.metrics == model.card.metrics);
    QCOMPARE(back.weights.size(), model.weights.size());
    for (std::size_t n = 0; n < model.weights.size(); ++n) {
        QCOMPARE(back.weights[n].name, model.weights[n].name);
        QVERIFY(back.weights[n].shape == model.weights[n].shape);
        QVERIFY(back.weights[n].values == model.weights[n].values);
        QCOMPARE(back.weights[n].trained, model.weights[n].trained);
    }
    // The model file made of it is the same model.
    const auto model1 = file().parent_path() / "1.h5";
    const auto model2 = file().parent_path() / "2.h5";
    QCOMPARE(writeModel(model2, back), writeModel(model1, model));
}

void SafetensorsTest::anEnsembleComesBackWhole()
{
    ModelFile model = sampleEnsemble();
    const auto path = file().parent_path() / "ensemble.h5";
    model.digest = writeModel(path, model);
    exportModel(file(), model);
    const ModelFile back = importModel(file());

    QVERIFY(sameNetwork(back.weights, model.weights));
    QVERIFY(sameNetwork(back.secondMember, model.secondMember));
    QCOMPARE(writeModel(path, back), model.digest);
}

void SafetensorsTest::halfAnEnsembleIsRefused()
{
    exportModel(file(), sampleEnsemble());
    SafetensorsFile half = readSafetensors(file());
    half.tensors.pop_back();
    writeSafetensors(file(), half);
    QVERIFY_THROWS_EXCEPTION(Error, importModel(file()));
}

/// Byte for byte, by the published description of the format.
void SafetensorsTest::isLaidOutAsTheFormatSays()
{
    SafetensorsFile made;
    made.metadata = {{"a", "b"}};
    made.tensors = {{"y", {2}, {1.0F, -2.0F}, true}, {"x", {1, 1}, {0.5F}, true}};
    writeSafetensors(file(), made);
    QByteArray header = R"({"__metadata__":{"a":"b"},)"
                        R"("y":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                        R"("x":{"dtype":"F32","shape":[1,1],"data_offsets":[8,12]}})";
    header = header.leftJustified((header.size() + 7) / 8 * 8, ' ');
    QCOMPARE(bytes(), framed(header, floats({1.0F, -2.0F, 0.5F})));
}

void SafetensorsTest::otherTypesAreWidened()
{
    // 1.5 and -0.25 in IEEE half precision and in bfloat16.
    const QByteArray numbers("\x00\x3e\x00\xb4\xc0\x3f\x80\xbe", 8);
    write(framed(R"({"h":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},)"
                 R"("b":{"dtype":"BF16","shape":[2],"data_offsets":[4,8]}})",
                 numbers));
    const SafetensorsFile read = readSafetensors(file());
    QVERIFY(read.metadata.empty());
    QCOMPARE(read.tensors[0].name, std::string("h"));
    QVERIFY(read.tensors[0].values == (std::vector<float>{1.5F, -0.25F}));
    QVERIFY(read.tensors[1].values == (std::vector<float>{1.5F, -0.25F}));
}

void SafetensorsTest::damagedFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("says");
    const QByteArray two = floats({1.0F, 2.0F});
    const auto row = [](const char* name, const QByteArray& content, const char* says) {
        QTest::newRow(name) << content << QByteArray(says);
    };
    const auto one = [](const char* entry) { return QByteArray(R"({"x":)") + entry + "}"; };
    row("empty", {}, "too short");
    row("absurd header", QByteArray(8, '\xff') + "{}", "bytes, more than there can be");
    row("header longer than the file", QByteArray("\x10\0\0\0\0\0\0\0{}", 10), "more than");
    row("no JSON", framed("{\"x\"", two), "not JSON");
    row("a list", framed("[1]", {}), "not JSON");
    row("entry is no object", framed(R"({"x":3})", {}), "lacks \"dtype\"");
    row("no shape", framed(one(R"({"dtype":"F32","data_offsets":[0,8]})"), two), "\"shape\"");
    row("negative shape",
        framed(one(R"({"dtype":"F32","shape":[-2],"data_offsets":[0,8]})"), two),
        "damaged");
    row("absurd shape",
        framed(one(R"({"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]})"), two),
        "absurd");
    row("whole numbers",
        framed(one(R"({"dtype":"I32","shape":[2],"data_offsets":[0,8]})"), two),
        "type \"I32\"");
    row("type is no text",
        framed(one(R"({"dtype":4,"shape":[2],"data_offsets":[0,8]})"), two),
        "use F32");
    row("shape and bytes differ",
        framed(one(R"({"dtype":"F32","shape":[3],"data_offsets":[0,8]})"), two),
        "does not fit");
    row("offsets the wrong way",
        framed(one(R"({"dtype":"F32","shape":[2],"data_offsets":[8,0]})"), two),
        "does not fit");
    row("beyond the end",
        framed(one(R"({"dtype":"F32","shape":[4],"data_offsets":[0,16]})"), two),
        "beyond the end");
    row("a hole at the front",
        framed(one(R"({"dtype":"F32","shape":[1],"data_offsets":[4,8]})"), two),
        "belong to none");
    row("left over",
        framed(one(R"({"dtype":"F32","shape":[1],"data_offsets":[0,4]})"), two),
        "belong to no tensor");
    row("overlap",
        framed(R"({"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
               R"("y":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})",
               two),
        "overlaps");
    row("a name twice",
        framed(R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
               R"("x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})",
               two),
        "twice");
    row("not a number",
        framed(one(R"({"dtype":"F32","shape":[2],"data_offsets":[0,8]})"),
               floats({1.0F, std::nanf("")})),
        "not finite");
    row("metadata are no texts", framed(R"({"__metadata__":{"a":1}})", {}), "no text");
    row("metadata are a text", framed(R"({"__metadata__":"a"})", {}), "no text");
}

void SafetensorsTest::damagedFilesAreRefused()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, says);
    write(content);
    try {
        readSafetensors(file());
        QFAIL("was read");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), Error::Kind::Model);
        QCOMPARE(error.subject(), file().string());
        QVERIFY2(QByteArray(error.what()).contains(says), error.what());
    }
}

void SafetensorsTest::everyCutIsRefused()
{
    exportModel(file(), sampleModel());
    const QByteArray whole = bytes();
    for (qsizetype length = 0; length < whole.size(); length += 41) {
        write(whole.left(length));
        QVERIFY_THROWS_EXCEPTION(Error, importModel(file()));
    }
    QFile::remove(QString::fromStdString(file().string()));
    try {
        readSafetensors(file());
        QFAIL("read what is not there");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), Error::Kind::Io);
    }
}

void SafetensorsTest::modelsNeedTheirMetadata()
{
    exportModel(file(), sampleModel());
    const SafetensorsFile whole = readSafetensors(file());
    const auto refused = [&](const char* key, const char* text) {
        SafetensorsFile changed = whole;
        if (text == nullptr) {
            changed.metadata.erase(key);
        } else {
            changed.metadata[key] = text;
        }
        writeSafetensors(file(), changed);
        try {
            importModel(file());
            return false;
        } catch (const Error& error) {
            return error.kind() == Error::Kind::Model && error.subject() == file().string();
        }
    };
    QVERIFY(refused("format", nullptr) && refused("format", "another-model"));
    QVERIFY(refused("version", nullptr) && refused("version", "4") && refused("version", "2 "));
    QVERIFY(!refused("version", "1") && !refused("version", "2"));
    for (const char* key : {"architecture", "preprocessing", "prediction", "card", "order"}) {
        QVERIFY2(refused(key, nullptr), key);
        QVERIFY2(refused(key, "{"), key);
    }
    QVERIFY(refused("architecture", R"({"levels": "four"})"));
    QVERIFY(refused("prediction", R"({"threshold": 7})"));
    QVERIFY(refused("prediction", R"({"windows": "round"})"));
    // What no reader of the model file would take.
    QVERIFY(refused("prediction", R"({"minimum_volume_mm3": 1e7})"));
    QVERIFY(refused("preprocessing", R"({"margin_voxels": -100})"));
    QVERIFY(refused("card", R"({"epochs": -3})"));
    QVERIFY(refused("card", R"({"task": "nonsense"})"));
}

void SafetensorsTest::pythonReadsItByTheDocumentedRecipe()
{
    const QString python = QStringLiteral("/usr/bin/python3");
    QProcess probe;
    probe.start(python, {QStringLiteral("-c"), QStringLiteral("import numpy")});
    if (!probe.waitForFinished() || probe.exitCode() != 0) {
        QSKIP("python3 with numpy is not there (package python3-numpy)");
    }
    QFile page(QStringLiteral(DAWSON_MODEL_PAGE));
    QVERIFY(page.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(page.readAll());
    const auto begin = text.indexOf(QStringLiteral("```python\nimport json"));
    QVERIFY(begin > 0);
    QString recipe = text.mid(begin + 10);
    recipe = recipe.left(recipe.indexOf(QStringLiteral("```")));
    QVERIFY(recipe.count(u'\n') <= 10);
    const ModelFile model = sampleModel();
    exportModel(file(), model);
    const QString tail = QStringLiteral(R"(
import sys
about, weights = read_safetensors(sys.argv[1])
print(list(weights), weights["enc.0.weight"].shape, "%.9g" % weights["enc.0.bias"][1])
print(json.loads(about["architecture"])["levels"], json.loads(about["card"])["subjects"][2])
)");
    QProcess run;
    run.start(python,
              {QStringLiteral("-c"), recipe + tail, QString::fromStdString(file().string())});
    QVERIFY(run.waitForFinished());
    QCOMPARE(QString::fromUtf8(run.readAllStandardError()), QString());
    const QString expected =
        QStringLiteral("['enc.0.weight', 'enc.0.bias', 'b.running_mean', 'a.scalar'] "
                       "(4, 2, 3, 3, 3) %1\n3 sub with space\n")
            .arg(QString::asprintf("%.9g", static_cast<double>(model.weights[1].values[1])));
    QCOMPARE(QString::fromUtf8(run.readAllStandardOutput()), expected);
}

QTEST_GUILESS_MAIN(SafetensorsTest)
#include "safetensors_test.moc"
