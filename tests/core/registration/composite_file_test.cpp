#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/registration/composite_file.h"
#include "core/registration/transform_file.h"
#include "tests/core/registration/analytic_head.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <itkCompositeTransform.h>
#include <itkHDF5TransformIOFactory.h>
#include <itkMatrixOffsetTransformBase.h>
#include <itkTransformFactoryBase.h>
#include <itkTransformFileReader.h>

#include <algorithm>
#include <filesystem>

using namespace dawson;

/// A transform in one file a way, as ANTs and 3D Slicer read it: by ITK's own reader.
class CompositeFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itkMovesPointsAlike_data();
    void itkMovesPointsAlike();
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

const Geometry
    kTilted({24, 20, 22}, {2, 2.5, 3}, {-32.25, 13.5, -27.75}, turned({1, 2, 3}, 25.0, {}).matrix);

/// Any smooth field and another: the file does not care whether they undo each other.
Transform bent()
{
    std::vector<DisplacementField::Vector> there(kTilted.voxelCount());
    std::vector<DisplacementField::Vector> back(kTilted.voxelCount());
    for (std::size_t n = 0; n < there.size(); ++n) {
        const PatientPoint p = kTilted.toPatient(kTilted.voxelAt(n));
        const auto wave = static_cast<float>(2.0 * std::sin(0.1 * p.x + 0.07 * p.y));
        there[n] = {wave, -0.5F * wave, 0.25F * wave + 1.0F};
        back[n] = {-wave, 0.5F * wave, -0.25F * wave - 1.0F};
    }
    Transform transform;
    transform.affine = turned({3, 1, 2}, 14.0, {1.0 / 3.0, -2, 5e-7});
    transform.affine.matrix[0][1] += 0.05;
    transform.fields = Transform::Fields{{kTilted, there}, {kTilted, back}};
    return transform;
}

Transform linear()
{
    Transform transform = bent();
    transform.fields.reset();
    return transform;
}

using AnyTransform = itk::Transform<double, 3, 3>;

/// The transform of a file, found by its contents as other programs find it.
itk::TransformFileReaderTemplate<double>::TransformPointer readByItk(const std::string& path)
{
    itk::HDF5TransformIOFactory::RegisterOneFactory();
    itk::TransformFactoryBase::RegisterDefaultTransforms();
    const auto reader = itk::TransformFileReaderTemplate<double>::New();
    reader->SetFileName(path);
    reader->Update();
    return reader->GetTransformList()->front();
}

double farthest(const AnyTransform& other, const PointMap& ours)
{
    double most = 0.0;
    for (int n = 0; n < 200; ++n) {
        // Over the field's grid and beyond it.
        const PatientPoint p = kTilted.toPatient(
            VoxelPoint{-2.0 + 0.37 * (n % 75), -2.0 + 0.53 * (n % 46), -1.0 + 0.11 * n});
        const double in[3] = {p.x, p.y, p.z};
        const auto out = other.TransformPoint(AnyTransform::InputPointType(in));
        const PatientPoint q = ours(p);
        most = std::max(most, std::hypot(out[0] - q.x, out[1] - q.y, out[2] - q.z));
    }
    return most;
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
    const Transform transform = bends ? bent() : linear();
    const CompositeFiles files(file("itk_"));
    writeComposites(files, transform);

    const auto there = readByItk(files.forward.string());
    const auto back = readByItk(files.inverse.string());

    QCOMPARE(std::string(there->GetNameOfClass()), std::string("CompositeTransform"));
    const auto& forward = dynamic_cast<const AnyTransform&>(*there);
    const auto& inverse = dynamic_cast<const AnyTransform&>(*back);
    QVERIFY(farthest(forward, [&](const PatientPoint& p) { return transform.toMoving(p); }) < 1e-3);
    QVERIFY(farthest(inverse, [&](const PatientPoint& p) { return transform.toFixed(p); }) < 1e-3);
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
    result.transform = bent();
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
    result.transform = linear();
    saveTransform(file("back_"), result, {});
    QVERIFY(!std::filesystem::exists(file("back_Composite.h5")));
}

/// ANTs keeps several linear stages apart: the text form of two, as ITK composes it.
void CompositeFileTest::composesLinearParts()
{
    using Composite = itk::CompositeTransform<double, 3>;
    using Linear = itk::MatrixOffsetTransformBase<double, 3, 3>;
    const CompositeFiles files(file("two_"));
    const Transform first = linear();
    writeComposites(files, first);
    const auto read = readByItk(files.forward.string());
    const auto* whole = dynamic_cast<const Composite*>(read.GetPointer());
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
    writeComposites(files, bent());
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
    writeComposites(files, bent());
    Transform moved = bent();
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
