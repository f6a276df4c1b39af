#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/registration/transform_file.h"
#include "tests/core/registration/sample_transform.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

using namespace dawson;

/// Transforms on disk: what is written is read, by us and by the formats' own rules.
class TransformFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linearComesBack();
    void readsPublishedMaths();
    void readsATranslation();
    void fieldsComeBack();
    void fieldFileIsWhatOthersExpect();
    void noFieldsOfAnEarlierTransform();
    void sidecarSaysWhereFrom();
    void damagedFiles_data();
    void damagedFiles();
    void halfATransformIsRefused();

private:
    std::filesystem::path file(const char* name) const
    {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }

    QTemporaryDir m_folder;
};

namespace
{

Registration bent()
{
    Registration result;
    result.transform = sampleTransform();
    result.quality.type = RegistrationType::Syn;
    return result;
}

bool same(const DisplacementField& a, const DisplacementField& b)
{
    return sameGrid(a.geometry(), b.geometry(), 1e-4) &&
           std::equal(
               a.vectors().begin(), a.vectors().end(), b.vectors().begin(), b.vectors().end());
}

} // namespace

void TransformFileTest::linearComesBack()
{
    const AffineMap map = turned({1, -2, 0.5}, 31.0, {1.0 / 3.0, -200.125, 1e-9});
    writeAffine(file("map.txt"), map);
    QCOMPARE(readAffine(file("map.txt")), map); // to the last bit
    QVERIFY(readText(file("map.txt")).starts_with("#Insight Transform File V1.0\n"));
}

void TransformFileTest::readsPublishedMaths()
{
    // ITK: y = M (x - c) + c + t, c the fixed parameters. Numbers of a published transform.
    writeTextAtomically(file("published.txt"),
                        "#Insight Transform File V1.0\n#Transform 0\n"
                        "Transform: MatrixOffsetTransformBase_double_3_3\n"
                        "Parameters: 0.996124 -0.0241351 -0.00189589 0.0202568 0.996178 -0.0629733 "
                        "0.00606374 0.0599839 0.994089 3.40173 -13.323 29.7815\n"
                        "FixedParameters: -8.23018 9.85949 -31.7484\n");
    const PatientPoint q = readAffine(file("published.txt"))({10, 20, 30});
    const Geometry::Vector d{10 + 8.23018, 20 - 9.85949, 30 + 31.7484};
    const double x = 0.996124 * d[0] - 0.0241351 * d[1] - 0.00189589 * d[2] - 8.23018 + 3.40173;
    const double y = 0.0202568 * d[0] + 0.996178 * d[1] - 0.0629733 * d[2] + 9.85949 - 13.323;
    const double z = 0.00606374 * d[0] + 0.0599839 * d[1] + 0.994089 * d[2] - 31.7484 + 29.7815;
    QVERIFY(std::hypot(q.x - x, q.y - y, q.z - z) < 1e-9);
}

void TransformFileTest::readsATranslation()
{
    writeTextAtomically(file("shift.tfm"),
                        "#Insight Transform File V1.0\n#Transform 0\n"
                        "Transform: TranslationTransform_double_3_3\n"
                        "Parameters: 1 2 3\nFixedParameters: \n");
    const PatientPoint q = readAffine(file("shift.tfm"))({10, 20, 30});
    QCOMPARE(q, (PatientPoint{11, 22, 33}));
}

void TransformFileTest::fieldsComeBack()
{
    const Registration result = bent();
    const auto written = saveTransform(file("ses.02_to-01_"), result, {});
    QCOMPARE(written.size(), std::size_t{4});
    for (const auto& path : written) {
        QVERIFY2(std::filesystem::exists(path), path.c_str());
    }
    const Transform read = loadTransform(file("ses.02_to-01_"));
    QCOMPARE(read.affine, result.transform.affine);
    QVERIFY(same(read.fields->forward, result.transform.fields->forward));
    QVERIFY(same(read.fields->inverse, result.transform.fields->inverse));
    const PatientPoint p = kTilted.toPatient(VoxelPoint{3.5, 4.25, 5.125});
    const PatientPoint a = read.toMoving(p);
    const PatientPoint b = result.transform.toMoving(p);
    QVERIFY(std::hypot(a.x - b.x, a.y - b.y, a.z - b.z) < 1e-4);
}

void TransformFileTest::fieldFileIsWhatOthersExpect()
{
    // The NIfTI header by its own offsets: five dimensions, the fifth the three components, float,
    // intent 1007 (vector); the vectors themselves are LPS, component after component.
    saveTransform(file("x"), bent(), {});
    QFile packed(m_folder.filePath(QStringLiteral("x1Warp.nii.gz")));
    QVERIFY(packed.open(QIODevice::ReadOnly));
    QProcess unpack;
    unpack.setStandardInputFile(packed.fileName());
    unpack.start(QStringLiteral("gzip"), {QStringLiteral("-dc")});
    QVERIFY(unpack.waitForFinished());
    const QByteArray bytes = unpack.readAllStandardOutput();
    const auto shortAt = [&](qsizetype at) {
        std::int16_t value = 0;
        std::memcpy(&value, bytes.constData() + at, sizeof value);
        return static_cast<int>(value);
    };
    const auto floatAt = [&](qsizetype at) {
        float value = 0;
        std::memcpy(&value, bytes.constData() + at, sizeof value);
        return value;
    };
    QCOMPARE(shortAt(40), 5);
    QCOMPARE(shortAt(42), 18);
    QCOMPARE(shortAt(48), 1);
    QCOMPARE(shortAt(50), 3);
    QCOMPARE(shortAt(68), 1007);
    QCOMPARE(shortAt(70), 16);
    const auto start = static_cast<qsizetype>(floatAt(108));
    const qsizetype plane = 4 * 18 * 20 * 22;
    QCOMPARE(floatAt(start + 4 * 5), 0.5F);
    QCOMPARE(floatAt(start + plane + 4 * 5), -1.0F);
    QCOMPARE(floatAt(start + 2 * plane + 4 * 5), 1.0F / 6.0F);
}

void TransformFileTest::noFieldsOfAnEarlierTransform()
{
    saveTransform(file("again_"), bent(), {});
    Registration linear;
    linear.transform.affine.offset = {1, 2, 3};
    saveTransform(file("again_"), linear, {});
    QVERIFY(!loadTransform(file("again_")).fields);
    QVERIFY(!std::filesystem::exists(file("again_1Warp.nii.gz")));
}

void TransformFileTest::sidecarSaysWhereFrom()
{
    TransformRecord record{{"a.nii.gz", "aa11"}, {"b.nii.gz", "bb22"}, {}};
    record.spec.type = RegistrationType::Syn;
    Registration result = bent();
    result.quality.warnings = {RegistrationWarning::LowCorrelation};
    saveTransform(file("s_"), result, record);
    const auto json = nlohmann::json::parse(readText(file("s_Transform.json")));
    QVERIFY(json["fixed"]["sha256"] == "aa11");
    QVERIFY(json["moving"]["file"] == "b.nii.gz");
    QVERIFY(json["spec"]["field"]["updateVariance"] == 3.0);
    QVERIFY(json["quality"]["type"] == "syn");
    QVERIFY(json["quality"]["correlationAfter"].is_null());
    QVERIFY(json["quality"]["warnings"][0]["key"] == "low-correlation");
    QVERIFY(json["files"].size() == 3);
}

void TransformFileTest::damagedFiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("something else") << QByteArray("this is not a transform\n");
    QTest::newRow("a word for a number")
        << QByteArray("#Insight Transform File V1.0\n#Transform 0\n"
                      "Transform: AffineTransform_double_3_3\n"
                      "Parameters: 1 0 0 0 one 0 0 0 1 0 0 0\nFixedParameters: 0 0 0\n");
    QTest::newRow("too few numbers") << QByteArray("#Insight Transform File V1.0\n#Transform 0\n"
                                                   "Transform: AffineTransform_double_3_3\n"
                                                   "Parameters: 1 0 0\nFixedParameters: 0 0 0\n");
    QTest::newRow("two dimensions")
        << QByteArray("#Insight Transform File V1.0\n#Transform 0\n"
                      "Transform: AffineTransform_double_2_2\n"
                      "Parameters: 1 0 0 1 0 0\nFixedParameters: 0 0\n");
}

void TransformFileTest::damagedFiles()
{
    QFETCH(QByteArray, text);
    writeTextAtomically(file("bad0GenericAffine.txt"), text.toStdString());
    QVERIFY_THROWS_EXCEPTION(Error, loadTransform(file("bad")));
    try {
        loadTransform(file("bad"));
    } catch (const Error& error) {
        QCOMPARE(error.kind(), Error::Kind::Format);
        QVERIFY(error.subject().ends_with("bad0GenericAffine.txt"));
    }
}

void TransformFileTest::halfATransformIsRefused()
{
    saveTransform(file("half_"), bent(), {});
    QFile warp(m_folder.filePath(QStringLiteral("half_1Warp.nii.gz")));
    QVERIFY(warp.open(QIODevice::ReadWrite));
    QVERIFY(warp.resize(warp.size() / 2));
    warp.close();
    QVERIFY_THROWS_EXCEPTION(Error, loadTransform(file("half_")));
    QVERIFY(warp.remove());
    QVERIFY_THROWS_EXCEPTION(Error, loadTransform(file("half_")));
    QVERIFY_THROWS_EXCEPTION(Error, loadTransform(file("nothing_")));
}

QTEST_GUILESS_MAIN(TransformFileTest)
#include "transform_file_test.moc"
