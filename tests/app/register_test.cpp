#include "core/image/image_file.h"
#include "core/registration/transform_file.h"
#include "tests/app/worker_run.h"
#include "tests/core/registration/analytic_head.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <nlohmann/json.hpp>

using namespace dawson;
using nlohmann::json;

/// The real program lays a turned head on its original.
class RegisterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void laysOneOnTheOther();
    void jsonAlone();
    void bendsWhenAsked();
    void badInput_data();
    void badInput();
    void neverReplacesItsInput();

private:
    QString file(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    WorkerRun run(const char* moving, const char* output, const QStringList& more = {}) const
    {
        return runWorker(QStringList{QStringLiteral("register"),
                                     QStringLiteral("--fixed"),
                                     file("fixed.nii.gz"),
                                     QStringLiteral("--moving"),
                                     file(moving),
                                     QStringLiteral("--output"),
                                     file(output),
                                     QStringLiteral("--transform"),
                                     file("to_")} +
                         more);
    }

    QByteArray contentOf(const char* name) const
    {
        QFile in(file(name));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
    AffineMap m_truth = turned({1, 1, 2}, 6.0, {4, -3, 5});
};

void RegisterTest::initTestCase()
{
    const AffineMap back = m_truth.inverse();
    const Geometry grid = headGrid(3.0);
    writeVolume(file("fixed.nii.gz").toStdString(), headOn(grid, samePoint));
    writeVolume(file("moving.nii.gz").toStdString(),
                headOn(grid, [&](const PatientPoint& q) { return back(q); }));
    writeVolume(file("flat.nii.gz").toStdString(),
                Volume(grid, std::vector<float>(grid.voxelCount(), 3.0F)));
    writeMask(file("other_grid.nii.gz").toStdString(), Mask(headGrid(4.0)));
    QFile damaged(file("damaged.nii.gz"));
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    damaged.write("this is not an image");
}

void RegisterTest::laysOneOnTheOther()
{
    const auto result =
        run("moving.nii.gz", "out.nii.gz", {QStringLiteral("--quality"), file("quality.json")});

    QVERIFY2(result.exitCode == 0, result.err.constData());
    QVERIFY(result.out.contains("Correlation after"));
    const Transform transform = loadTransform(file("to_").toStdString());
    QVERIFY(meanDistance(transform.affine, m_truth) < 0.3);
    const json quality = json::parse(contentOf("quality.json"));
    for (const char* key : {"type",
                            "inside",
                            "overlapShare",
                            "correlationBefore",
                            "correlationRigid",
                            "correlationAfter",
                            "jacobian",
                            "inverseMeanMm",
                            "inverse95Mm",
                            "warnings",
                            "seconds"}) {
        QVERIFY2(quality.contains(key), key);
    }
    QVERIFY(quality["correlationAfter"].get<double>() > 0.98);
    QVERIFY(quality["warnings"].empty());
    const Volume fixed = readVolume(file("fixed.nii.gz").toStdString());
    const Volume output = readVolume(file("out.nii.gz").toStdString());
    QVERIFY(sameGrid(fixed.geometry(), output.geometry()));
    const json record = json::parse(contentOf("to_Transform.json"));
    QVERIFY(record["fixed"]["file"] == "fixed.nii.gz");
    QVERIFY(record["moving"]["sha256"].get<std::string>().size() == 64);
}

void RegisterTest::jsonAlone()
{
    const auto result =
        run("moving.nii.gz",
            "out2.nii.gz",
            {QStringLiteral("--type"), QStringLiteral("affine"), QStringLiteral("--json")});
    QCOMPARE(result.exitCode, 0);
    QVERIFY(json::parse(result.out)["type"] == "affine");
}

void RegisterTest::bendsWhenAsked()
{
    // The moving head is also swollen in places; the files have to bring it back.
    const AffineMap back = m_truth.inverse();
    writeVolume(file("swollen.nii.gz").toStdString(),
                headOn(headGrid(3.0), [&](const PatientPoint& q) {
                    const PatientPoint p = back(q);
                    return PatientPoint{p.x + 3.0 * std::sin(0.05 * p.y), p.y, p.z};
                }));
    const auto result =
        run("swollen.nii.gz",
            "bent.nii.gz",
            {QStringLiteral("--type"), QStringLiteral("syn"), QStringLiteral("--json")});
    QVERIFY2(result.exitCode == 0, result.err.constData());
    const json quality = json::parse(result.out);
    QVERIFY(quality["type"] == "syn");
    QVERIFY(quality["correlationAfter"].get<double>() > quality["correlationRigid"].get<double>());
    QVERIFY(quality["jacobian"]["min"].get<double>() > 0.0);
    QVERIFY(quality["jacobian"]["foldedShare"] == 0.0);
    QVERIFY(quality["inverseMeanMm"].get<double>() < 0.3);
    QVERIFY(loadTransform(file("to_").toStdString()).fields.has_value());
}

void RegisterTest::badInput_data()
{
    QTest::addColumn<QByteArray>("moving");
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("no such image") << QByteArray("none.nii.gz") << QStringList() << 1;
    QTest::newRow("damaged image") << QByteArray("damaged.nii.gz") << QStringList() << 1;
    QTest::newRow("flat image") << QByteArray("flat.nii.gz") << QStringList() << 1;
    QTest::newRow("mask of another grid")
        << QByteArray("moving.nii.gz")
        << QStringList{QStringLiteral("--fixed-mask"), file("other_grid.nii.gz")} << 1;
    QTest::newRow("unknown type") << QByteArray("moving.nii.gz")
                                  << QStringList{QStringLiteral("--type"),
                                                 QStringLiteral("elastic")}
                                  << 2;
}

void RegisterTest::badInput()
{
    QFETCH(QByteArray, moving);
    QFETCH(QStringList, more);
    QFETCH(int, exitCode);
    const auto result = run(moving.constData(), "bad.nii.gz", more);
    QCOMPARE(result.exitCode, exitCode);
    QVERIFY(!QFileInfo::exists(file("bad.nii.gz")));
    if (exitCode == 1) {
        const QByteArray last = result.err.trimmed().split('\n').last();
        QVERIFY2(last.startsWith("dawson-worker: ") && last.endsWith('.'), last.constData());
    }
}

void RegisterTest::neverReplacesItsInput()
{
    const QByteArray before = contentOf("moving.nii.gz");
    const auto result = run("moving.nii.gz", "moving.nii.gz");
    QCOMPARE(result.exitCode, 1);
    QVERIFY(result.err.contains("would replace an input"));
    QCOMPARE(contentOf("moving.nii.gz"), before);
    QCOMPARE(run("moving.nii.gz", "out.txt").exitCode, 1);
}

QTEST_GUILESS_MAIN(RegisterTest)
#include "register_test.moc"
