#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/document/loaded_case.h"
#include "tests/core/document/grids.h"
#include "tests/core/document/small_case.h"
#include "tests/support/shared_data.h"

#include <QFile>
#include <QTest>

using namespace dawson;

Q_DECLARE_METATYPE(dawson::Geometry)

class LoadedCaseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void putsThePrimaryImageFirst();
    void refusesOtherGridsAndSaysHowFar_data();
    void refusesOtherGridsAndSaysHowFar();
    void resamplesOnlyWhenAsked();
    void refusesAMaskOnAnotherGrid();
    void aDamagedSidecarIsToldOnce();
    void damagedFurtherImageIsRefused();
    void needsThePrimaryImage();
    void stopsWhenAsked();
    void opensRealCases();
};

void LoadedCaseTest::putsThePrimaryImageFirst()
{
    const SmallProject project;
    project.addImage("T1w", project.grid());
    project.addImage("T2w", project.grid());
    project.addMask(kGrader1, project.grid());

    const LoadedCase loaded = project.load();

    QCOMPARE(loaded.images.size(), std::size_t{3});
    QCOMPARE(loaded.images.front().series.suffix, std::string("FLAIR"));
    QVERIFY(loaded.refused.empty());
    QCOMPARE(loaded.masks.size(), std::size_t{1});
    QCOMPARE(loaded.mask("grader-1")->mask->foregroundCount(), std::size_t{60});
    QCOMPARE(loaded.mask("grader-2"), nullptr);
}

void LoadedCaseTest::refusesOtherGridsAndSaysHowFar_data()
{
    QTest::addColumn<Geometry>("grid");
    QTest::addColumn<QString>("said");

    const Geometry::Size size{24, 20, 12};
    const PatientPoint origin = turnedGrid(size, {1, 1, 3}, 0).origin();
    QTest::newRow("moved") << Geometry::axisAligned(
                                  size, {1, 1, 3}, {origin.x + 2, origin.y, origin.z})
                           << QStringLiteral("the origins differ by 2.00 mm");
    QTest::newRow("turned") << turnedGrid(size, {1, 1, 3}, 3.1) << QStringLiteral("3.10 degrees");
    QTest::newRow("thinner slices")
        << Geometry::axisAligned(size, {1, 1, 2.5}, origin) << QStringLiteral("0.50 mm");
    QTest::newRow("fewer slices") << Geometry::axisAligned({24, 20, 11}, {1, 1, 3}, origin)
                                  << QStringLiteral("numbers of voxels differ");
}

void LoadedCaseTest::refusesOtherGridsAndSaysHowFar()
{
    QFETCH(Geometry, grid);
    QFETCH(QString, said);
    const SmallProject project(turnedGrid({24, 20, 12}, {1, 1, 3}, 0));
    project.addImage("T1w", grid);

    const LoadedCase loaded = project.load();

    QCOMPARE(loaded.images.size(), std::size_t{1});
    QCOMPARE(loaded.refused.size(), std::size_t{1});
    const QString refusal = QString::fromStdString(loaded.refused.front());
    QVERIFY2(refusal.contains(said), qPrintable(refusal));
    QVERIFY2(refusal.contains(QStringLiteral("sub-01_T1w.nii.gz")), qPrintable(refusal));
}

void LoadedCaseTest::resamplesOnlyWhenAsked()
{
    const SmallProject project; // 1 x 1 x 3 mm, value = 10 times x
    project.addImage("T1w", Geometry::axisAligned({48, 40, 36}, {0.5, 0.5, 1.0}));

    QCOMPARE(project.load().images.size(), std::size_t{1});
    const LoadedCase loaded = project.load(OtherGrid::Resample);

    QVERIFY(loaded.refused.empty());
    QCOMPARE(loaded.images.size(), std::size_t{2});
    QVERIFY(!loaded.images[0].resampled);
    QVERIFY(loaded.images[1].resampled);
    QVERIFY(sameGrid(loaded.images[1].volume->geometry(), project.grid()));
    // Value 10 a voxel of half a mm: 20 a mm, smoothing keeps a slope.
    QVERIFY(std::abs(loaded.images[1].volume->at({10, 10, 5}) - 200.0F) < 0.5F);
}

void LoadedCaseTest::refusesAMaskOnAnotherGrid()
{
    const SmallProject project;
    project.addMask(kGrader1, Geometry::axisAligned({24, 20, 12}, {1, 1, 3}, {0.5, 0, 0}));

    const LoadedCase refused = project.load();
    QVERIFY(refused.mask("grader-1") != nullptr);
    QVERIFY(refused.mask("grader-1")->mask == nullptr);
    QVERIFY(refused.mask("grader-1")->refusal.find("0.50 mm") != std::string::npos);
    QCOMPARE(refused.refused.size(), std::size_t{1});

    const LoadedCase resampled = project.load(OtherGrid::Resample);
    QVERIFY(resampled.mask("grader-1")->resampled);
    QVERIFY(sameGrid(resampled.mask("grader-1")->mask->geometry(), project.grid()));
}

void LoadedCaseTest::aDamagedSidecarIsToldOnce()
{
    const SmallProject project;
    project.addMask(kGrader1, project.grid());
    writeTextAtomically(sidecarPath(project.maskPath(kGrader1)), "{");

    const LoadedCase loaded = project.load();
    QVERIFY(loaded.mask("grader-1")->mask != nullptr);
    QVERIFY(loaded.mask("grader-1")->refusal.empty());
    QCOMPARE(loaded.refused, std::vector{loaded.mask("grader-1")->sidecarRefusal});
    const LoadedCase again = readMasksAgain(loaded, readStudy(project.root()), OtherGrid::Refuse);
    QCOMPARE(again.refused.size(), std::size_t{1});
}

void LoadedCaseTest::damagedFurtherImageIsRefused()
{
    const SmallProject project;
    project.addImage("T1w", project.grid());
    QFile file(QString::fromStdString((project.anat() / "sub-01_T1w.nii.gz").string()));
    QVERIFY(file.resize(file.size() / 2));

    const LoadedCase loaded = project.load();

    QCOMPARE(loaded.images.size(), std::size_t{1});
    QCOMPARE(loaded.refused.size(), std::size_t{1});
    QVERIFY(loaded.refused.front().find("T1w") != std::string::npos);
}

void LoadedCaseTest::needsThePrimaryImage()
{
    const SmallProject project;
    const Study study = readStudy(project.root());

    QVERIFY_THROWS_EXCEPTION(Error, loadCase(study, {"01", "", Task::Enhancing}, {}));
    QVERIFY_THROWS_EXCEPTION(Error, loadCase(study, {"02", "", Task::Flair}, {}));
    QVERIFY_THROWS_EXCEPTION(Error, loadCase(study, {"01", "later", Task::Flair}, {}));
    std::filesystem::remove(project.anat() / "sub-01_FLAIR.nii.gz");
    QVERIFY_THROWS_EXCEPTION(Error, loadCase(study, {"01", "", Task::Flair}, {}));
}

void LoadedCaseTest::stopsWhenAsked()
{
    const SmallProject project;
    project.addImage("T1w", project.grid());
    const Study study = readStudy(project.root());
    double last = 0.0;
    const Progress progress([&](double fraction, std::string_view) {
        last = fraction;
        return fraction < 0.3;
    });

    try {
        loadCase(study, {"01", "", Task::Flair}, progress);
        QFAIL("It went on.");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), Error::Kind::Cancelled);
        QVERIFY(last < 1.0);
    }
}

void LoadedCaseTest::opensRealCases()
{
    const auto data = sharedData();
    if (!data) {
        QSKIP("The shared MRI data is not here.");
    }
    const Study study = readStudy(*data / "ms");

    const LoadedCase loaded = loadCase(study, {"cross26", "", Task::Flair}, {});

    QCOMPARE(loaded.images.size(), std::size_t{4});
    QVERIFY(loaded.refused.empty());
    QCOMPARE(loaded.masks.size(), std::size_t{1});
    QCOMPARE(loaded.masks[0].author.role, AuthorRole::Consensus);
    // 8.2 ml by the data's own description.
    QVERIFY(std::abs(loaded.masks[0].mask->foregroundMl() - 8.2) < 0.05);
}

QTEST_GUILESS_MAIN(LoadedCaseTest)
#include "loaded_case_test.moc"
