#include "core/training/model_file.h"
#include "tests/app/tiny_project.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace dawson;
namespace fs = std::filesystem;

/// `subtract`, and `predict` of two images of one patient.
class PairCommandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void subtractsWhatIsRegistered();
    void registersBeforeSubtracting();
    void masksTheDifference_data();
    void masksTheDifference();
    void saysWhereSequencesDiffer_data();
    void saysWhereSequencesDiffer();
    void aModelOfAnotherTaskIsRefused();
    void anImageIsNoSubtraction();
    void whatIsNotUnderstood_data();
    void whatIsNotUnderstood();
    void waysAreOfTwoFiles_data();
    void waysAreOfTwoFiles();
    void anotherGridMustBeRegistered();
    void aBrainOfAnotherGridIsRefused_data();
    void aBrainOfAnotherGridIsRefused();

private:
    fs::path file(const char* name) const
    {
        return fs::path(m_project.folder.path().toStdString()) / name;
    }

    QString path(const char* name) const { return text(file(name)); }

    TinyProject m_project;
};

/// The second image: twice as bright, 10 higher, and with one ball more.
void PairCommandTest::initTestCase()
{
    const Volume before = readVolume(m_project.caseOf("A").images.front());
    const Geometry& g = before.geometry();
    std::vector<float> voxels(before.voxels().begin(), before.voxels().end());
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        const VoxelIndex v = g.voxelAt(n);
        const bool lesion =
            std::abs(v.i - 10) <= 1 && std::abs(v.j - 20) <= 1 && std::abs(v.k - 14) <= 1;
        voxels[n] = voxels[n] == 0.0F ? 0.0F : 2.0F * voxels[n] + 10.0F + (lesion ? 900.0F : 0.0F);
    }
    writeVolume(file("before.nii.gz"), before);
    writeVolume(file("after.nii.gz"), Volume(g, voxels));
    const Geometry aside(
        g.size(), g.spacing(), {g.origin().x + 3.0, g.origin().y, g.origin().z}, g.direction());
    writeVolume(file("aside.nii.gz"), Volume(aside, voxels));

    // One contrast in other units, and another sequence: dark is bright.
    std::vector<float> same(before.voxels().begin(), before.voxels().end());
    std::vector<float> inverted = same;
    for (std::size_t n = 0; n < same.size(); ++n) {
        same[n] = same[n] == 0.0F ? 0.0F : 2.0F * same[n] + 10.0F;
        inverted[n] = inverted[n] == 0.0F ? 0.0F : 5000.0F - inverted[n];
    }
    writeVolume(file("same.nii.gz"), Volume(g, same));
    writeVolume(file("inverted.nii.gz"), Volume(g, inverted));

    ModelFile model = readModel(m_project.model());
    model.preprocessing.zScore = false;
    for (const char* task : {"new", "enhancing", "flair"}) {
        model.card.task = task;
        writeModel(file((std::string(task) + ".h5").c_str()), model);
    }
}

void PairCommandTest::subtractsWhatIsRegistered()
{
    const WorkerRun run = runWorker({QStringLiteral("subtract"),
                                     QStringLiteral("--baseline"),
                                     path("before.nii.gz"),
                                     QStringLiteral("--followup"),
                                     path("after.nii.gz"),
                                     QStringLiteral("--type"),
                                     QStringLiteral("none"),
                                     QStringLiteral("--robust"),
                                     QStringLiteral("--output"),
                                     path("difference.nii.gz"),
                                     QStringLiteral("--json")});
    QCOMPARE(run.exitCode, 0);
    const auto json = nlohmann::json::parse(run.out.toStdString());
    QVERIFY(json["registration"].is_null());
    QVERIFY(!json["brainFound"].get<bool>());
    const Volume difference = readVolume(file("difference.nii.gz"));
    QVERIFY(difference.at({10, 20, 14}) > 2.0F);
    QVERIFY(std::abs(difference.at({20, 20, 20})) < 0.2F);
}

/// The same voxels 3 mm aside in space: registration finds them.
void PairCommandTest::registersBeforeSubtracting()
{
    const WorkerRun run = runWorker({QStringLiteral("subtract"),
                                     QStringLiteral("--baseline"),
                                     path("before.nii.gz"),
                                     QStringLiteral("--followup"),
                                     path("aside.nii.gz"),
                                     QStringLiteral("--output"),
                                     path("registered.nii.gz"),
                                     QStringLiteral("--json")});
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const auto json = nlohmann::json::parse(run.out.toStdString());
    QVERIFY(!json["registration"].is_null());
    const Volume difference = readVolume(file("registered.nii.gz"));
    QVERIFY(sameGrid(difference.geometry(), readVolume(file("before.nii.gz")).geometry()));
}

void PairCommandTest::masksTheDifference_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("earlier");
    QTest::addColumn<QString>("later");
    QTest::newRow("two visits") << QStringLiteral("new.h5") << QStringLiteral("--baseline")
                                << QStringLiteral("--followup");
    QTest::newRow("before and after gadolinium")
        << QStringLiteral("enhancing.h5") << QStringLiteral("--t1-pre")
        << QStringLiteral("--t1-post");
}

void PairCommandTest::masksTheDifference()
{
    QFETCH(QString, model);
    QFETCH(QString, earlier);
    QFETCH(QString, later);
    const WorkerRun run = runWorker({QStringLiteral("predict"),
                                     QStringLiteral("--model"),
                                     m_project.folder.filePath(model),
                                     earlier,
                                     path("before.nii.gz"),
                                     later,
                                     path("after.nii.gz"),
                                     QStringLiteral("--type"),
                                     QStringLiteral("none"),
                                     QStringLiteral("--threshold"),
                                     QStringLiteral("0"),
                                     QStringLiteral("--output"),
                                     path("mask.nii.gz"),
                                     QStringLiteral("--subtraction"),
                                     path("kept.nii.gz")});
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const Mask mask = readMask(file("mask.nii.gz"));
    const Volume kept = readVolume(file("kept.nii.gz"));
    QVERIFY(sameGrid(mask.geometry(), kept.geometry()));
    QVERIFY(mask.foregroundCount() > 1000); // threshold 0: all the tissue
    QCOMPARE(int{mask.at({0, 0, 0})}, 0);
}

void PairCommandTest::saysWhereSequencesDiffer_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("images");
    QTest::addColumn<bool>("said");
    const QString predict = QStringLiteral("predict --threads 1 --threshold 0.5 --model ");
    QTest::newRow("subtract, one sequence")
        << "subtract" << QStringLiteral("--t1-pre before --t1-post same") << false;
    QTest::newRow("subtract, two sequences")
        << "subtract" << QStringLiteral("--t1-pre before --t1-post inverted") << true;
    QTest::newRow("subtract, two visits")
        << "subtract" << QStringLiteral("--baseline before --followup inverted") << false;
    QTest::newRow("predict, one sequence")
        << predict + path("enhancing.h5") << QStringLiteral("--t1-pre before --t1-post same")
        << false;
    QTest::newRow("predict, two sequences")
        << predict + path("enhancing.h5") << QStringLiteral("--t1-pre before --t1-post inverted")
        << true;
}

/// Inverted contrast has a correlation of -1 with itself.
void PairCommandTest::saysWhereSequencesDiffer()
{
    QFETCH(QString, command);
    QFETCH(QString, images);
    QFETCH(bool, said);
    QStringList arguments = command.split(u' ');
    for (const QString& word : images.split(u' ')) {
        arguments += word.startsWith(u'-')
                         ? word
                         : m_project.folder.filePath(word) + QStringLiteral(".nii.gz");
    }
    arguments += {QStringLiteral("--type"),
                  QStringLiteral("none"),
                  QStringLiteral("--output"),
                  path("said.nii.gz")};

    const WorkerRun run = runWorker(arguments);

    QVERIFY2(run.exitCode == 0, run.err.constData());
    const bool told = run.err.contains(
        "Warning: T1 before and after gadolinium look like different sequences (correlation "
        "-1.00): the subtraction will show tissue, not gadolinium.");
    QVERIFY2(told == said, run.err.constData());
    QVERIFY2(said || !run.err.contains("sequences"), run.err.constData());
}

void PairCommandTest::aModelOfAnotherTaskIsRefused()
{
    const WorkerRun run = runWorker({QStringLiteral("predict"),
                                     QStringLiteral("--model"),
                                     path("flair.h5"),
                                     QStringLiteral("--baseline"),
                                     path("before.nii.gz"),
                                     QStringLiteral("--followup"),
                                     path("after.nii.gz"),
                                     QStringLiteral("--output"),
                                     path("none.nii.gz")});
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(run.err.contains("\"flair\"") && run.err.contains("\"new\""), run.err.constData());
    QVERIFY(!fs::exists(file("none.nii.gz")));
}

/// To a model of pairs all of a brain is brighter than before.
void PairCommandTest::anImageIsNoSubtraction()
{
    const auto predict = [this](const char* image) {
        return runWorker({QStringLiteral("predict"),
                          QStringLiteral("--model"),
                          path("new.h5"),
                          QStringLiteral("--image"),
                          path(image),
                          QStringLiteral("--output"),
                          path("of-one.nii.gz")});
    };
    const WorkerRun refused = predict("after.nii.gz");
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.err.contains("after.nii.gz") && refused.err.contains("subtraction"),
             refused.err.constData());
    QVERIFY(!fs::exists(file("of-one.nii.gz")));

    const Volume image = readVolume(file("after.nii.gz"));
    std::vector<float> voxels(image.voxels().begin(), image.voxels().end());
    voxels[image.geometry().voxelCount() / 2] = -1.0F;
    writeVolume(file("difference.nii.gz"), Volume(image.geometry(), voxels));
    QCOMPARE(predict("difference.nii.gz").exitCode, 0);
}

void PairCommandTest::whatIsNotUnderstood_data()
{
    QTest::addColumn<QString>("images");
    QTest::newRow("no image at all") << QString();
    QTest::newRow("one visit only") << QStringLiteral("--baseline b.nii");
    QTest::newRow("the second visit only") << QStringLiteral("--followup f.nii");
    QTest::newRow("after gadolinium only") << QStringLiteral("--t1-post p.nii");
    QTest::newRow("an image and a pair")
        << QStringLiteral("--flair i.nii --baseline b.nii --followup f.nii");
    QTest::newRow("both pairs") << QStringLiteral(
        "--baseline b.nii --followup f.nii --t1-pre a.nii --t1-post p.nii");
    QTest::newRow("an output and a project") << QStringLiteral("--project p");
    QTest::newRow("unknown way") << QStringLiteral(
        "--baseline b.nii --followup f.nii --type by-hand");
}

void PairCommandTest::whatIsNotUnderstood()
{
    QFETCH(QString, images);
    QStringList arguments = QStringLiteral("predict --model m.h5 --output o.nii.gz").split(u' ');
    arguments += images.split(u' ', Qt::SkipEmptyParts);
    QCOMPARE(runWorker(arguments).exitCode, 2);
}

void PairCommandTest::waysAreOfTwoFiles_data()
{
    QTest::addColumn<QString>("more");
    QTest::addColumn<int>("code");
    QTest::newRow("no way is named") << QString() << 1; // there is no such project
    QTest::newRow("a registration") << QStringLiteral("--type rigid") << 2;
    QTest::newRow("robust matching") << QStringLiteral("--robust") << 2;
}

/// A project's pairs are made by `subtract`, which keeps them.
void PairCommandTest::waysAreOfTwoFiles()
{
    QFETCH(QString, more);
    QFETCH(int, code);
    QStringList arguments =
        QStringLiteral("predict --model m.h5 --project p --task new").split(u' ');
    arguments += more.split(u' ', Qt::SkipEmptyParts);
    QCOMPARE(runWorker(arguments).exitCode, code);
}

void PairCommandTest::anotherGridMustBeRegistered()
{
    const WorkerRun run = runWorker({QStringLiteral("subtract"),
                                     QStringLiteral("--baseline"),
                                     path("before.nii.gz"),
                                     QStringLiteral("--followup"),
                                     path("aside.nii.gz"),
                                     QStringLiteral("--type"),
                                     QStringLiteral("none"),
                                     QStringLiteral("--output"),
                                     path("refused.nii.gz")});
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(run.err.contains("3.00 mm"), run.err.constData());
    QVERIFY(!fs::exists(file("refused.nii.gz")));
}

void PairCommandTest::aBrainOfAnotherGridIsRefused_data()
{
    QTest::addColumn<QString>("type");
    QTest::newRow("the images are registered already") << QStringLiteral("none");
    QTest::newRow("the images are registered first") << QStringLiteral("rigid");
}

/// Of fewer voxels than the images have.
void PairCommandTest::aBrainOfAnotherGridIsRefused()
{
    QFETCH(QString, type);
    Mask brain(Geometry::axisAligned({4, 4, 4}, {1, 1, 1}));
    brain.set({2, 2, 2}, 1);
    writeMask(file("small_brain.nii.gz"), brain);
    const WorkerRun run = runWorker({QStringLiteral("subtract"),
                                     QStringLiteral("--baseline"),
                                     path("before.nii.gz"),
                                     QStringLiteral("--followup"),
                                     path("after.nii.gz"),
                                     QStringLiteral("--type"),
                                     type,
                                     QStringLiteral("--brain"),
                                     path("small_brain.nii.gz"),
                                     QStringLiteral("--output"),
                                     path("refused.nii.gz")});
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(run.err.contains("small_brain.nii.gz: The brain mask does not lie on the earlier "
                              "image: "),
             run.err.constData());
    QVERIFY(!fs::exists(file("refused.nii.gz")));
}

QTEST_GUILESS_MAIN(PairCommandTest)
#include "pair_command_test.moc"
