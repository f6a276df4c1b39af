#include "core/base/error.h"
#include "core/training/half_float.h"
#include "core/training/model_file.h"
#include "tests/core/training/model_samples.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <hdf5.h>

#include <array>
#include <cmath>
#include <functional>
#include <limits>

using namespace dawson;

class ModelFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldSurvives_data();
    void everyFieldSurvives();
    void halvesRoundToNearestEven_data();
    void halvesRoundToNearestEven();
    void everyHalfSurvives();
    void halfPrecisionRoundsAndHalvesTheFile();
    void headerHasShapesButNoValues();
    void digestFollowsWeightsAndArchitectureOnly();
    void unusableWeightsAreNotWritten_data();
    void unusableWeightsAreNotWritten();
    void otherFilesAreRefused_data();
    void otherFilesAreRefused();
    void wrongPartsAreRefused_data();
    void wrongPartsAreRefused();
    void everyCutIsRefused();
    void flippedBitsAreRefusedOrHarmless();
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

    void write(const std::filesystem::path& path, const QByteArray& content) const
    {
        QFile out(QString::fromStdString(path.string()));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(content);
    }

    QTemporaryDir m_folder;
};

namespace
{

/// Spoils an open model file through HDF5 itself.
using Change = std::function<void(hid_t)>;

void setWhole(hid_t id, const char* name, std::int64_t value)
{
    const hid_t space = H5Screate(H5S_SCALAR);
    const hid_t attribute = H5Acreate2(id, name, H5T_STD_I64LE, space, H5P_DEFAULT, H5P_DEFAULT);
    H5Awrite(attribute, H5T_NATIVE_INT64, &value);
    H5Aclose(attribute);
    H5Sclose(space);
}

void setFirst(hid_t id, const char* name, float value)
{
    const hid_t dataset = H5Dopen2(id, name, H5P_DEFAULT);
    std::array<float, 4> values{};
    H5Dread(dataset, H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    values[0] = value;
    H5Dwrite(dataset, H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    H5Dclose(dataset);
}

/// The bias as a dataset of another shape and type whose numbers were never written.
void replaceBias(hid_t id, const std::vector<hsize_t>& shape, hid_t type)
{
    const char* name = "weights/enc.0.bias";
    H5Ldelete(id, name, H5P_DEFAULT);
    const hid_t space = H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr);
    const hid_t dataset = H5Dcreate2(id, name, type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    setWhole(dataset, "order", 1);
    setWhole(dataset, "trained", 1);
    H5Dclose(dataset);
    H5Sclose(space);
}

std::optional<Error> failure(const std::filesystem::path& path)
{
    try {
        readModel(path);
    } catch (const Error& error) {
        return error;
    }
    return std::nullopt;
}

} // namespace

Q_DECLARE_METATYPE(Change)

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

void ModelFileTest::halvesRoundToNearestEven_data()
{
    QTest::addColumn<float>("value");
    QTest::addColumn<int>("half");

    // Bit patterns from the tables of IEEE 754.
    QTest::newRow("zero") << 0.0F << 0x0000;
    QTest::newRow("minus zero") << -0.0F << 0x8000;
    QTest::newRow("one") << 1.0F << 0x3C00;
    QTest::newRow("minus two") << -2.0F << 0xC000;
    QTest::newRow("third") << 0.333251953125F << 0x3555;
    QTest::newRow("largest") << 65504.0F << 0x7BFF;
    QTest::newRow("just below the largest's tie") << 65519.996F << 0x7BFF;
    QTest::newRow("too large") << 65520.0F << 0x7C00;
    QTest::newRow("smallest normal") << 0x1p-14F << 0x0400;
    QTest::newRow("largest subnormal") << 0x1.FF8p-15F << 0x03FF;
    QTest::newRow("smallest subnormal") << 0x1p-24F << 0x0001;
    QTest::newRow("half of it, tie to even") << 0x1p-25F << 0x0000;
    QTest::newRow("three halves of it, tie to even") << 0x1.8p-24F << 0x0002;
    QTest::newRow("tie to even down") << 1.0F + 0x1p-11F << 0x3C00;
    QTest::newRow("tie to even up") << 1.0F + 0x1.8p-10F << 0x3C02;
    QTest::newRow("infinite") << -std::numeric_limits<float>::infinity() << 0xFC00;
}

void ModelFileTest::halvesRoundToNearestEven()
{
    QFETCH(float, value);
    QFETCH(int, half);
    QCOMPARE(static_cast<int>(halfFromFloat(value)), half);
}

void ModelFileTest::everyHalfSurvives()
{
    for (int bits = 0; bits < 0x10000; ++bits) {
        const float value = floatFromHalf(static_cast<std::uint16_t>(bits));
        const bool nan = (bits & 0x7FFF) > 0x7C00;
        QCOMPARE(std::isnan(value), nan);
        if (!nan) {
            QCOMPARE(static_cast<int>(halfFromFloat(value)), bits);
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

void ModelFileTest::otherFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("says");

    QTest::newRow("empty") << QByteArray() << QByteArray("not an HDF5 file");
    QTest::newRow("text") << QByteArray("hello") << QByteArray("not an HDF5 file");
    QTest::newRow("zip") << QByteArray("PK\x03\x04", 4) + QByteArray(5000, 'x')
                         << QByteArray("not an HDF5 file");
    QTest::newRow("only the signature")
        << QByteArray("\x89HDF\r\n\x1a\n") << QByteArray("not an HDF5 file");
}

void ModelFileTest::otherFilesAreRefused()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, says);
    write(file(), content);
    const auto error = failure(file());
    QVERIFY(error);
    QCOMPARE(error->kind(), Error::Kind::Model);
    QCOMPARE(error->subject(), file().string());
    QVERIFY2(QByteArray(error->what()).contains(says), error->what());
    QVERIFY_THROWS_EXCEPTION(Error, readModelHeader(file()));
}

void ModelFileTest::wrongPartsAreRefused_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const char* says, const Change& change) {
        QTest::newRow(name) << change << QByteArray(says);
    };
    row("a later version", "format version 2", [](hid_t id) {
        H5Adelete(id, "version");
        setWhole(id, "version", 2);
    });
    row("no version", "version", [](hid_t id) { H5Adelete(id, "version"); });
    row("another program's file", "not a dawson-model", [](hid_t id) { H5Adelete(id, "format"); });
    row("no card", "\"card\"", [](hid_t id) { H5Ldelete(id, "card", H5P_DEFAULT); });
    row("no weights", "\"weights\"", [](hid_t id) { H5Ldelete(id, "weights", H5P_DEFAULT); });
    row("threshold is whole and far away", "threshold", [](hid_t id) {
        H5Adelete(id, "threshold");
        setWhole(id, "threshold", 7);
    });
    row("levels beyond reason", "levels", [](hid_t id) {
        H5Adelete_by_name(id, "architecture", "levels", H5P_DEFAULT);
        const hid_t group = H5Gopen2(id, "architecture", H5P_DEFAULT);
        setWhole(group, "levels", 1'000'000'000'000);
        H5Gclose(group);
    });
    row("one weight changed", "digest", [](hid_t id) { setFirst(id, "weights/enc.0.bias", 0.5F); });
    row("one weight is NaN", "not finite", [](hid_t id) {
        setFirst(id, "weights/enc.0.bias", std::nanf(""));
    });
    row("a weight is gone", "order", [](hid_t id) {
        H5Ldelete(id, "weights/enc.0.weight", H5P_DEFAULT);
    });
    row("a dataset of terabytes that are not there", "more numbers", [](hid_t id) {
        replaceBias(id, {1 << 30, 256}, H5T_IEEE_F32LE);
    });
    row("a dataset of absurd size", "absurd", [](hid_t id) {
        replaceBias(id, {1 << 30, 1 << 30, 1 << 30}, H5T_IEEE_F32LE);
    });
    row("weights are whole numbers", "floating point", [](hid_t id) {
        replaceBias(id, {4}, H5T_STD_I32LE);
    });
}

void ModelFileTest::wrongPartsAreRefused()
{
    QFETCH(Change, change);
    QFETCH(QByteArray, says);
    writeModel(file(), sampleModel());
    const hid_t id = H5Fopen(file().c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    QVERIFY(id >= 0);
    change(id);
    H5Fclose(id);
    const auto error = failure(file());
    QVERIFY(error);
    QCOMPARE(error->kind(), Error::Kind::Model);
    QCOMPARE(error->subject(), file().string());
    QVERIFY2(QByteArray(error->what()).contains(says), error->what());
}

void ModelFileTest::everyCutIsRefused()
{
    writeModel(file(), sampleModel());
    const QByteArray whole = bytes(file());
    for (qsizetype length = 0; length < whole.size(); length += 97) {
        write(file("cut.h5"), whole.left(length));
        const auto error = failure(file("cut.h5"));
        QVERIFY(error);
        QCOMPARE(error->kind(), Error::Kind::Model);
    }
    QVERIFY(!failure(file()));
    QCOMPARE(failure(file("none.h5"))->kind(), Error::Kind::Io);
}

void ModelFileTest::flippedBitsAreRefusedOrHarmless()
{
    const std::string digest = writeModel(file(), sampleModel());
    const QByteArray whole = bytes(file());
    std::mt19937 random(11);
    int refused = 0;
    constexpr int trials = 200;
    for (int trial = 0; trial < trials; ++trial) {
        QByteArray damaged = whole;
        const auto at = static_cast<qsizetype>(random() % static_cast<unsigned>(whole.size()));
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << (random() % 8)));
        write(file("bad.h5"), damaged);
        try {
            const ModelFile read = readModel(file("bad.h5"));
            QCOMPARE(read.digest, digest);
            for (std::size_t n = 0; n < read.weights.size(); ++n) {
                QVERIFY(read.weights[n].values == sampleModel().weights[n].values);
            }
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Error::Kind::Model);
            ++refused;
        }
    }
    QVERIFY2(refused > trials / 3, qPrintable(QString::number(refused)));
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

    ModelFile model = sampleModel();
    const QString tail = QStringLiteral(R"(
import sys
model = read_model(sys.argv[1])
weights, card = model["weights"], model["card"]
print(model["format"], model["digest"], digest_of(model) == model["digest"])
print(model["architecture"]["levels"], list(weights), weights["enc.0.weight"].shape)
print(weights["enc.0.weight"].dtype, "%.9g" % weights["enc.0.bias"][1])
print(card["subjects"][2], card["name"] == "Flair \u00e4", model["card/metrics"]["validation ppv"])
)");
    for (const bool half : {false, true}) {
        const std::string digest = writeModel(file(), model, half);
        QProcess run;
        run.start(python,
                  {QStringLiteral("-c"), recipe + tail, QString::fromStdString(file().string())});
        QVERIFY(run.waitForFinished());
        QCOMPARE(run.exitCode(), 0);
        const float bias = readModel(file()).weights[1].values[1];
        const QString expected =
            QStringLiteral("dawson-model %1 True\n"
                           "3 ['enc.0.weight', 'enc.0.bias', 'b.running_mean', 'a.scalar'] "
                           "(4, 2, 3, 3, 3)\n%2 %3\nsub with space True 0.5\n")
                .arg(QString::fromStdString(digest),
                     half ? QStringLiteral("float16") : QStringLiteral("float32"),
                     QString::asprintf("%.9g", static_cast<double>(bias)));
        QCOMPARE(QString::fromUtf8(run.readAllStandardOutput()), expected);
    }
}

QTEST_GUILESS_MAIN(ModelFileTest)
#include "model_file_test.moc"
