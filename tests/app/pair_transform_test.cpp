#include "core/base/digest.h"
#include "core/registration/composite_file.h"
#include "core/registration/nudge.h"
#include "core/registration/transform_file.h"
#include "tests/app/pair_project.h"
#include "tests/core/registration/itk_reading.h"

#include <QTest>

#include <array>
#include <nlohmann/json.hpp>

using namespace dawson;

/// The transform that a registration job leaves in the project, for other programs.
class PairTransformTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void othersReadTheTransform_data();
    void othersReadTheTransform();
};

namespace
{

int run(const PairProject& project, const RegistrationJob& work)
{
    const RunFolder folder = project.folderOf(work);
    return runWorker({QStringLiteral("run"), text(folder.path())}, 3 * kTimeoutMs).exitCode;
}

/// How far ITK, from the pair's composites, is from a map at a point, both ways.
double itkIsOffMm(const PairFiles& files, const PatientPoint& fixed, const PatientPoint& moving)
{
    const CompositeFiles composites(files.transform);
    const PatientPoint q = sentByItk(*readByItk(composites.forward.string()), fixed);
    const PatientPoint p = sentByItk(*readByItk(composites.inverse.string()), moving);
    return std::max(std::hypot(q.x - moving.x, q.y - moving.y, q.z - moving.z),
                    std::hypot(p.x - fixed.x, p.y - fixed.y, p.z - fixed.z));
}

} // namespace

void PairTransformTest::othersReadTheTransform_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<double>("mostMm");
    QTest::newRow("rigid") << QStringLiteral("rigid") << 0.5; // a sixth of a voxel
    QTest::newRow("bent") << QStringLiteral("syn") << 1.5;    // half a voxel
}

/// One file a way, with where it comes from beside it: points of the head go where they came from.
void PairTransformTest::othersReadTheTransform()
{
    QFETCH(QString, type);
    QFETCH(double, mostMm);
    PairProject project;
    project.addVisits("01", {}, {});
    RegistrationJob work = project.job({"01"}, "new");
    work.type = type.toStdString();

    QCOMPARE(run(project, work), 0);

    const ImagePair pair = project.pair("01", Task::New);
    const PairFiles files = pairFiles(project.root, pair);
    const AffineMap truth = project.toHead.inverse();
    const std::array<PatientPoint, 2> away{{{-30, 20, 10}, {5, -40, -15}}}; // from the lesion
    for (const PatientPoint& p : away) {
        const double off = itkIsOffMm(files, p, truth(p));
        QVERIFY2(off < mostMm, qPrintable(QString::number(off)));
    }
    const auto told = nlohmann::json::parse(readText(TransformFiles(files.transform).record));
    QVERIFY(told["fixed"]["sha256"] == fileDigest(pair.baseline.path));
    QVERIFY(told["moving"]["sha256"] == fileDigest(pair.followup.path));
    QVERIFY(told["moving"]["file"] == pair.followup.path.filename().string());
    QVERIFY(told["software"].get<std::string>().starts_with("dawson "));
    QVERIFY(told["spec"]["type"] == type.toStdString());
    QVERIFY(told["files"].size() == (told["quality"]["type"] == "syn" ? 5 : 3));

    // Moved by hand by 6 mm: the composites follow.
    work.items[0].nudge = Nudge{6.0, 0.0, 0.0, 0.0, 0.0, 0.0};
    QCOMPARE(run(project, work), 0);
    const Transform parts = loadTransform(files.transform);
    for (const PatientPoint& p : away) {
        const PatientPoint moved{p.x + 6.0, p.y, p.z};
        const double off = itkIsOffMm(files, moved, truth(p));
        QVERIFY2(off < mostMm, qPrintable(QString::number(off)));
        const PatientPoint q =
            sentByItk(*readByItk(CompositeFiles(files.transform).forward.string()), moved);
        const PatientPoint same = parts.toMoving(moved); // of the files in parts
        QVERIFY(std::hypot(q.x - same.x, q.y - same.y, q.z - same.z) < 1e-3);
    }
}

QTEST_GUILESS_MAIN(PairTransformTest)
#include "pair_transform_test.moc"
