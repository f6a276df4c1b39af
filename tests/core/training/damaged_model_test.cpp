#include "core/base/error.h"
#include "core/training/model_file.h"
#include "tests/core/training/model_samples.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <hdf5.h>

#include <array>
#include <cmath>
#include <functional>

using namespace dawson;

class DamagedModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLibraryTakesTwoThreads();
    void cleanup();
    void otherFilesAreRefused_data();
    void otherFilesAreRefused();
    void wrongPartsAreRefused_data();
    void wrongPartsAreRefused();
    void versionOneIsStillRead();
    void everyCutIsRefused();
    void flippedBitsAreRefusedOrHarmless();

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
void replaceBias(hid_t id,
                 const std::vector<hsize_t>& shape,
                 hid_t type,
                 hid_t creation = H5P_DEFAULT)
{
    const char* name = "weights/enc.0.bias";
    H5Ldelete(id, name, H5P_DEFAULT);
    const hid_t space = H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr);
    const hid_t dataset = H5Dcreate2(id, name, type, space, H5P_DEFAULT, creation, H5P_DEFAULT);
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

void DamagedModelTest::cleanup()
{
    // However a file is refused, nothing of it stays open.
    QCOMPARE(H5Fget_obj_count(H5F_OBJ_ALL, H5F_OBJ_ALL), ssize_t(0));
}

void DamagedModelTest::otherFilesAreRefused_data()
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

void DamagedModelTest::otherFilesAreRefused()
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

void DamagedModelTest::wrongPartsAreRefused_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const char* says, const Change& change) {
        QTest::newRow(name) << change << QByteArray(says);
    };
    row("weights behind a link", "\"weights\" is a link", [](hid_t id) {
        H5Lmove(id, "weights", id, "elsewhere", H5P_DEFAULT, H5P_DEFAULT);
        H5Lcreate_soft("/elsewhere", id, "weights", H5P_DEFAULT, H5P_DEFAULT);
    });
    row("weights of another file", "\"weights\" is a link", [](hid_t id) {
        H5Ldelete(id, "weights", H5P_DEFAULT);
        H5Lcreate_external("other.h5", "/weights", id, "weights", H5P_DEFAULT, H5P_DEFAULT);
    });
    row("numbers in another file", "lies in another file", [](hid_t id) {
        const hid_t elsewhere = H5Pcreate(H5P_DATASET_CREATE);
        H5Pset_external(elsewhere, "numbers.raw", 0, 4 * sizeof(float));
        replaceBias(id, {4}, H5T_IEEE_F32LE, elsewhere);
        H5Pclose(elsewhere);
    });
    row("a later version", "format version 8", [](hid_t id) {
        H5Adelete(id, "version");
        setWhole(id, "version", 8);
    });
    row("version 0", "format version 0", [](hid_t id) {
        H5Adelete(id, "version");
        setWhole(id, "version", 0);
    });
    row("windows joined in another way", "unknown way", [](hid_t id) {
        H5Adelete(id, "windows");
        const hid_t type = H5Tcopy(H5T_C_S1);
        H5Tset_size(type, 5);
        const hid_t space = H5Screate(H5S_SCALAR);
        const hid_t text = H5Acreate2(id, "windows", type, space, H5P_DEFAULT, H5P_DEFAULT);
        H5Awrite(text, type, "round");
        H5Aclose(text);
        H5Sclose(space);
        H5Tclose(type);
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
    row("one weight of the second network changed", "digest", [](hid_t id) {
        setFirst(id, "second_member/enc.0.bias", 0.5F);
    });
    row("the second network is gone", "digest", [](hid_t id) {
        H5Ldelete(id, "second_member", H5P_DEFAULT);
    });
    row("the second network is another", "not of the same kind", [](hid_t id) {
        H5Lmove(id,
                "second_member/enc.0.bias",
                id,
                "second_member/enc.1.bias",
                H5P_DEFAULT,
                H5P_DEFAULT);
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

void DamagedModelTest::wrongPartsAreRefused()
{
    QFETCH(Change, change);
    QFETCH(QByteArray, says);
    writeModel(file(), sampleEnsemble());
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

/// A file of version 1 lacks what came later; its digest knew no family.
void DamagedModelTest::versionOneIsStillRead()
{
    ModelFile model = sampleModel();
    model.architecture.family = "residual";
    const std::string digest = writeModel(file(), model);
    const hid_t id = H5Fopen(file().c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    QVERIFY(id >= 0);
    for (const char* name :
         {"version", "minimum_volume_mm3", "core_probability", "mirrored", "windows"}) {
        QVERIFY(H5Adelete(id, name) >= 0);
    }
    setWhole(id, "version", 1);
    for (const char* name : {"validation_subjects", "ancestor_subjects", "settings"}) {
        QVERIFY(H5Adelete_by_name(id, "card", name, H5P_DEFAULT) >= 0);
    }
    QVERIFY(H5Adelete_by_name(id, "architecture", "family", H5P_DEFAULT) >= 0);
    H5Fclose(id);

    const ModelFile read = readModel(file());

    QCOMPARE(read.digest, digest);
    QCOMPARE(read.threshold, model.threshold);
    QCOMPARE(read.minimumVolumeMm3, 0.0);
    QCOMPARE(read.coreProbability, 0.0);
    QVERIFY(!read.mirrored);
    QCOMPARE(read.windows, std::string("gaussian"));
    QVERIFY(read.architecture == model.architecture);
    QVERIFY(read.card.ancestorSubjects.empty());
    QVERIFY(read.card.settings.empty());
    QCOMPARE(readModelHeader(file()).card.name, model.card.name);
}

void DamagedModelTest::everyCutIsRefused()
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

void DamagedModelTest::flippedBitsAreRefusedOrHarmless()
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

/// A training reads its next patches while it writes a checkpoint; the window opens models while a
/// prediction is read.
void DamagedModelTest::theLibraryTakesTwoThreads()
{
    hbool_t safe = 0;
    QVERIFY(H5is_library_threadsafe(&safe) >= 0);
    QVERIFY2(safe > 0, "This HDF5 was built without thread safety; Debian's is built with it.");
}

QTEST_GUILESS_MAIN(DamagedModelTest)
#include "damaged_model_test.moc"
