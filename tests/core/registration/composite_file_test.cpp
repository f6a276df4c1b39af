#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/registration/composite_file.h"
#include "core/registration/transform_file.h"
#include "tests/core/registration/itk_reading.h"
#include "tests/core/registration/sample_transform.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <itkMatrixOffsetTransformBase.h>

#include <algorithm>
#include <filesystem>
#include <optional>

using namespace dawson;

/// A transform in one file a way, as ANTs and 3D Slicer read it: by ITK's own reader.
class CompositeFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itkMovesPointsAlike_data();
    void itkMovesPointsAlike();
    void anotherReaderMovesAPointAlike();
    void comesBack_data();
    void comesBack();
    void composesLinearParts();
    void damagedFiles_data();
    void damagedFiles();
    void theWayBackMustFit();

private:
    std::filesystem::path file(const char* name) const
    {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }

    QTemporaryDir m_folder;
};

namespace
{

double farthest(const itk::CompositeTransform<double, 3>& other, const PointMap& ours)
{
    double most = 0.0;
    for (int n = 0; n < 200; ++n) {
        // Over the field's grid and beyond it.
        const PatientPoint p = kTilted.toPatient(
            VoxelPoint{-2.0 + 0.37 * (n % 59), -2.0 + 0.53 * (n % 46), -1.0 + 0.12 * n});
        const PatientPoint out = sentByItk(other, p);
        const PatientPoint q = ours(p);
        most = std::max(most, std::hypot(out.x - q.x, out.y - q.y, out.z - q.z));
    }
    return most;
}

/// By the format's description alone, no ITK: prints what the file holds, then where the centre of
/// voxel (3, 4, 5) of the field's grid, or the point of the arguments, goes.
constexpr const char* kOtherReader = R"(
import sys, h5py, numpy as np
point = np.array([float(a) for a in sys.argv[2:5]])
with h5py.File(sys.argv[1], "r") as file:
    group = file["TransformGroup"]
    kind = lambda n: group[str(n)]["TransformType"][0].decode()
    data = lambda n, what: np.array(
        group[str(n)]["Transform" + what] if "Transform" + what in group[str(n)]
        else group[str(n)]["Tranform" + what], dtype=float)
    print(len(group), kind(0), set(group["0"].keys()) - {"TransformType"} or "-")
    parts = range(1, len(group))
    for n in parts:
        print(kind(n), data(n, "Parameters").size, data(n, "FixedParameters").size)
    for n in reversed(parts):
        values, fixed = data(n, "Parameters"), data(n, "FixedParameters")
        if kind(n).startswith("AffineTransform"):
            centre = fixed
            point = values[:9].reshape(3, 3) @ (point - centre) + centre + values[9:]
        else:
            size, origin, spacing = fixed[0:3].astype(int), fixed[3:6], fixed[6:9]
            index = np.linalg.solve(fixed[9:18].reshape(3, 3) * spacing, point - origin)
            i, j, k = np.rint(index).astype(int)
            assert np.abs(index - [i, j, k]).max() < 1e-3, "not on a voxel"
            point = point + values.reshape(-1, 3)[(k * size[1] + j) * size[0] + i]
    print(*point)
)";

/// What the other reader prints, line by line; nothing where Python or its h5py is missing.
std::optional<QStringList> byOtherReader(const std::filesystem::path& path, const PatientPoint& p)
{
    const QString interpreter = QStringLiteral("/usr/bin/python3");
    QProcess python;
    python.start(interpreter, {QStringLiteral("-c"), QStringLiteral("import h5py, numpy")});
    if (!python.waitForFinished() || python.exitCode() != 0) {
        return {};
    }
    const auto number = [](double value) { return QString::number(value, 'g', 17); };
    python.start(interpreter,
                 {QStringLiteral("-c"),
                  QString::fromLatin1(kOtherReader),
                  QString::fromStdString(path.string()),
                  number(p.x),
                  number(p.y),
                  number(p.z)});
    python.waitForFinished();
    const QByteArray errors = python.readAllStandardError();
    if (!errors.isEmpty()) {
        qWarning("%s", errors.constData());
    }
    return QString::fromLatin1(python.readAllStandardOutput())
        .split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

double offMm(const QString& printed, const PatientPoint& q)
{
    const QStringList words = printed.split(QLatin1Char(' '));
    return words.size() == 3 ? std::hypot(words[0].toDouble() - q.x,
                                          words[1].toDouble() - q.y,
                                          words[2].toDouble() - q.z)
                             : 1e9;
}

} // namespace

void CompositeFileTest::itkMovesPointsAlike_data()
{
    QTest::addColumn<bool>("bends");
    QTest::newRow("linear") << false;
    QTest::newRow("with a field") << true;
}

void CompositeFileTest::itkMovesPointsAlike()
{
    QFETCH(bool, bends);
    const Transform transform = bends ? sampleTransform() : sampleLinearTransform();
    const CompositeFiles files(file("itk_"));
    writeComposites(files, transform);

    const auto there = readByItk(files.forward.string());
    const auto back = readByItk(files.inverse.string());

    QVERIFY(farthest(*there, [&](const PatientPoint& p) { return transform.toMoving(p); }) < 1e-3);
    QVERIFY(farthest(*back, [&](const PatientPoint& p) { return transform.toFixed(p); }) < 1e-3);
}

/// 3D Slicer and ANTs are not at hand; HDF5's own Python package is an independent reader.
void CompositeFileTest::anotherReaderMovesAPointAlike()
{
    const Transform transform = sampleTransform();
    const CompositeFiles files(file("h5py_"));
    writeComposites(files, transform);
    const PatientPoint voxel = kTilted.toPatient(VoxelIndex{3, 4, 5});
    // A point of the moving image that the linear part alone brings to that voxel.
    const PatientPoint before = transform.affine(voxel);

    const auto there = byOtherReader(files.forward, voxel);
    const auto back = byOtherReader(files.inverse, before);

    if (!there || !back) {
        QSKIP("Python with h5py is not installed");
    }
    const QString affine = QStringLiteral("AffineTransform_float_3_3 12 3");
    const QString warp =
        QStringLiteral("DisplacementFieldTransform_float_3_3 %1 18").arg(3 * kTilted.voxelCount());
    const QString whole = QStringLiteral("3 CompositeTransform_float_3_3 -");
    QCOMPARE(there->mid(0, 3), (QStringList{whole, affine, warp}));
    QCOMPARE(back->mid(0, 3), (QStringList{whole, warp, affine}));
    QVERIFY2(offMm(there->last(), transform.toMoving(voxel)) < 1e-3, qPrintable(there->last()));
    QVERIFY2(offMm(back->last(), transform.toFixed(before)) < 1e-3, qPrintable(back->last()));
}

void CompositeFileTest::comesBack_data()
{
    QTest::addColumn<QString>("from");
    QTest::newRow("by the prefix alone") << QStringLiteral("back_");
    QTest::newRow("by the file") << QStringLiteral("back_Composite.h5");
    QTest::newRow("by the inverse's file") << QStringLiteral("back_InverseComposite.h5");
}

void CompositeFileTest::comesBack()
{
    QFETCH(QString, from);
    Registration result;
    result.transform = sampleTransform();
    const auto written = saveTransform(file("back_"), result, {}, Composites::With);
    QCOMPARE(written.size(), std::size_t{6});
    const auto packed = std::filesystem::file_size(file("back_Composite.h5"));
    QVERIFY(packed < kTilted.voxelCount() * 12); // single precision, packed
    const TransformFiles others(file("back_"));
    std::filesystem::remove(others.affine);
    std::filesystem::remove(others.forward);
    std::filesystem::remove(others.inverse);

    const Transform read = loadTransform(m_folder.filePath(from).toStdString());

    const auto fields = *result.transform.fields;
    QVERIFY(std::ranges::equal(read.fields->forward.vectors(), fields.forward.vectors()));
    QVERIFY(std::ranges::equal(read.fields->inverse.vectors(), fields.inverse.vectors()));
    QVERIFY(sameGrid(read.fields->forward.geometry(), kTilted, 1e-4));
    const PointMap ours = [&](const PatientPoint& p) { return result.transform.affine(p); };
    QVERIFY(meanDistance(read.affine, ours) < 1e-4);

    // A later transform of the same name leaves nothing of it.
    result.transform = sampleLinearTransform();
    saveTransform(file("back_"), result, {});
    QVERIFY(!std::filesystem::exists(file("back_Composite.h5")));
}

/// ANTs keeps several linear stages apart: the text form of two, as ITK composes it.
void CompositeFileTest::composesLinearParts()
{
    using Linear = itk::MatrixOffsetTransformBase<double, 3, 3>;
    const CompositeFiles files(file("two_"));
    const Transform first = sampleLinearTransform();
    writeComposites(files, first);
    const auto whole = readByItk(files.forward.string());
    QCOMPARE(whole->GetNumberOfTransforms(), itk::SizeValueType{1});
    const auto* only = dynamic_cast<const Linear*>(whole->GetNthTransformConstPointer(0));
    QVERIFY(only != nullptr);
    QVERIFY(std::abs(only->GetMatrix()[0][1] - first.affine.matrix[0][1]) < 1e-6);
    std::filesystem::remove(files.inverse);
    const Transform again = readComposites(files); // a linear one needs no way back
    QVERIFY(meanDistance(again.affine, first.affine) < 1e-4);
    QVERIFY(!again.fields);
}

void CompositeFileTest::damagedFiles_data()
{
    QTest::addColumn<double>("share");
    QTest::newRow("empty") << 0.0;
    QTest::newRow("cut after a tenth") << 0.1;
    QTest::newRow("cut in the middle") << 0.5;
    QTest::newRow("the end is missing") << 0.97;
    QTest::newRow("something else") << -1.0;
}

void CompositeFileTest::damagedFiles()
{
    QFETCH(double, share);
    const CompositeFiles files(file("bad_"));
    writeComposites(files, sampleTransform());
    if (share < 0.0) {
        writeTextAtomically(files.forward, "this is not a transform\n");
    } else {
        const auto whole = static_cast<double>(std::filesystem::file_size(files.forward));
        std::filesystem::resize_file(files.forward, static_cast<std::uintmax_t>(share * whole));
    }
    try {
        readComposites(files);
        QFAIL("it was read");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), Error::Kind::Format);
        QCOMPARE(std::string(error.what()),
                 std::string("It is damaged, or not an ITK composite transform."));
        QVERIFY(error.subject().ends_with("bad_Composite.h5"));
    }
}

void CompositeFileTest::theWayBackMustFit()
{
    const CompositeFiles files(file("fit_"));
    const CompositeFiles other(file("other_"));
    writeComposites(files, sampleTransform());
    Transform moved = sampleTransform();
    moved.affine.offset[1] += 0.5;
    writeComposites(other, moved);
    QVERIFY(readComposites(files).fields.has_value());

    std::filesystem::copy_file(
        other.inverse, files.inverse, std::filesystem::copy_options::overwrite_existing);
    QVERIFY_THROWS_EXCEPTION(Error, readComposites(files));
    std::filesystem::copy_file(
        files.forward, files.inverse, std::filesystem::copy_options::overwrite_existing);
    QVERIFY_THROWS_EXCEPTION(Error, readComposites(files));
    std::filesystem::remove(files.inverse);
    QVERIFY_THROWS_EXCEPTION(Error, readComposites(files));
    QVERIFY_THROWS_EXCEPTION(Error, loadTransform(file("nothing.h5")));
    QVERIFY_THROWS_EXCEPTION(Error, loadTransform(file("nothingComposite.h5")));
}

QTEST_GUILESS_MAIN(CompositeFileTest)
#include "composite_file_test.moc"
