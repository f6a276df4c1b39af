#include "core/study/brain_mask_file.h"
#include "core/training/model_file.h"
#include "tests/app/tiny_project.h"

#include <QTest>

#include <cmath>
#include <nlohmann/json.hpp>

using namespace dawson;
namespace fs = std::filesystem;

namespace
{

/// A ball of tissue of 90 mm in noise: 3,050 ml, as a head has.
Volume bigHead()
{
    const Geometry grid = Geometry::axisAligned({48, 48, 48}, {4, 4, 4});
    const PatientPoint c = grid.center();
    std::vector<float> voxels(grid.voxelCount());
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        const PatientPoint p = grid.toPatient(grid.voxelAt(n));
        const bool inside = std::hypot(p.x - c.x, p.y - c.y, p.z - c.z) < 90.0;
        voxels[n] = (inside ? 200.0F : 1.0F) + static_cast<float>(n * 7919 % 13);
    }
    return {grid, std::move(voxels)};
}

/// All of an image on the patient's right of its middle.
Mask rightHalf(const Geometry& grid)
{
    Mask mask(grid);
    for (std::size_t n = 0; n < grid.voxelCount(); ++n) {
        mask.labels()[n] = grid.toPatient(grid.voxelAt(n)).x < grid.center().x ? 1 : 0;
    }
    return mask;
}

std::size_t outside(const Mask& mask, const Mask& brain)
{
    std::size_t count = 0;
    for (std::size_t n = 0; n < mask.labels().size(); ++n) {
        count += mask.labels()[n] != 0 && brain.labels()[n] == 0 ? 1 : 0;
    }
    return count;
}

} // namespace

/// Where lesions may lie in a whole head.
class BrainTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void lesionsLieInTheGivenBrain();
    void aMaskOfAnotherGridIsRefused();
    void findsTheBrainByItself();
    void aRepairedMaskIsKept();
    void aJobFindsTheBrainsOfImages();
    void aMaskOfAnotherImageIsNotTakenSilently_data();
    void aMaskOfAnotherImageIsNotTakenSilently();
    void aJobTakesAnotherModel();
    void onlyAModelOfBrainsFindsThem();
    void withoutABrainModelTheHeadIsPredicted();
    void aHeadWhoseBrainIsNotFoundTeachesNothing();

private:
    WorkerRun predict(const fs::path& image, const fs::path& mask, const fs::path& brain) const
    {
        QStringList arguments{QStringLiteral("predict"),
                              QStringLiteral("--model"),
                              text(m_model),
                              QStringLiteral("--flair"),
                              text(image),
                              QStringLiteral("--output"),
                              text(mask),
                              QStringLiteral("--threshold"),
                              QStringLiteral("0"),
                              QStringLiteral("--threads"),
                              QStringLiteral("1")};
        if (!brain.empty()) {
            arguments << QStringLiteral("--brain") << text(brain);
        }
        return runWorker(arguments);
    }

    fs::path file(const char* name) const
    {
        return fs::path(m_project.folder.path().toStdString()) / name;
    }

    TinyProject m_project;
    fs::path m_model;
    fs::path m_head;
};

/// The worker finds a brain model among its resources: here one of a moment's training, whose
/// brain, at threshold 0, is all of the head.
void BrainTest::initTestCase()
{
    m_model = m_project.model();
    ModelFile brain = readModel(m_model);
    brain.card.task = "brain";
    brain.threshold = 0.0;
    const fs::path resources = file("resources");
    fs::create_directories(resources / "models");
    writeModel(resources / "models" / "brain-default.h5", brain);
    qputenv("DAWSON_RESOURCES", text(resources).toLocal8Bit());
    m_head = m_project.root / "sub-A" / "anat" / "sub-A_T2w.nii.gz";
    writeVolume(m_head, bigHead());
}

void BrainTest::lesionsLieInTheGivenBrain()
{
    const fs::path image = m_project.caseOf("A").images.front();
    const Mask brain = rightHalf(readVolume(image).geometry());
    writeMask(file("half.nii.gz"), brain);

    QCOMPARE(predict(image, file("mask.nii.gz"), file("half.nii.gz")).exitCode, 0);

    const Mask mask = readMask(file("mask.nii.gz"));
    QVERIFY(mask.foregroundCount() > brain.foregroundCount() * 8 / 10);
    QCOMPARE(outside(mask, brain), std::size_t{0});
}

void BrainTest::aMaskOfAnotherGridIsRefused()
{
    writeMask(file("other.nii.gz"),
              rightHalf(Geometry::axisAligned({8, 8, 8}, {1, 1, 1}, {0, 0, 0})));
    const WorkerRun run =
        predict(m_project.caseOf("A").images.front(), file("refused.nii.gz"), file("other.nii.gz"));
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(run.err.contains("brain mask"), run.err.constData());
    QVERIFY(!fs::exists(file("refused.nii.gz")));
}

void BrainTest::findsTheBrainByItself()
{
    const WorkerRun found = runWorker({QStringLiteral("brain"),
                                       QStringLiteral("--image"),
                                       text(m_head),
                                       QStringLiteral("--output"),
                                       text(file("found.nii.gz")),
                                       QStringLiteral("--json")});
    QCOMPARE(found.exitCode, 0);
    const auto json = nlohmann::json::parse(found.out.toStdString());
    QVERIFY(json["wholeHead"].get<bool>());
    const double ml = json["ml"].get<double>();
    // At threshold 0 the map's fading rim counts, too: a voxel or two of 4 mm around the 3,050 ml.
    QVERIFY2(ml > 2700.0 && ml < 4400.0, qPrintable(QString::number(ml)));
    QCOMPARE(predict(m_head, file("lesions.nii.gz"), {}).exitCode, 0);
    const Mask brain = readMask(file("found.nii.gz"));
    QCOMPARE(outside(readMask(file("lesions.nii.gz")), brain), std::size_t{0});
}

/// In a project the mask is kept; what somebody made of it counts.
void BrainTest::aRepairedMaskIsKept()
{
    PredictionJob job;
    job.project = m_project.root;
    job.authorFolder = "model-tiny";
    job.authorName = "Tiny model";
    const Author author{job.authorFolder, job.authorName, AuthorRole::Model};
    PredictionSpec spec;
    spec.model = m_model;
    spec.images = {m_head};
    spec.mask = gradingPath(m_project.root, author, "A", {}, Task::Flair);
    spec.threshold = 0.0;
    job.items.push_back({"A", {}, spec});
    const auto run = [&] {
        const RunFolder folder = RunFolder::create(m_project.root, {"Predict", job});
        return runWorker({QStringLiteral("run"), text(folder.path())}).exitCode;
    };
    const fs::path kept = brainMaskPath(m_project.root, m_head);

    QCOMPARE(run(), 0);
    QVERIFY(fs::exists(kept));
    QVERIFY(
        kept.string().ends_with("derivatives/brain/sub-A/anat/sub-A_T2w_desc-brain_mask.nii.gz"));
    const Mask half = rightHalf(readVolume(m_head).geometry());
    writeMask(kept, half);
    QCOMPARE(run(), 0);

    QVERIFY(readMask(kept).foregroundCount() == half.foregroundCount());
    QCOMPARE(outside(readMask(spec.mask), half), std::size_t{0});
    // No author of lesions.
    const Study study = readStudy(m_project.root);
    QVERIFY(study.author("brain") == nullptr);
}

void BrainTest::aJobFindsTheBrainsOfImages()
{
    const fs::path image = m_project.caseOf("B").images.front();
    const fs::path missing = m_project.root / "sub-B" / "anat" / "sub-B_T1w.nii.gz";
    const fs::path kept = brainMaskPath(m_project.root, image);
    const auto run = [&](const std::vector<fs::path>& images, bool force) {
        const RunFolder folder =
            RunFolder::create(m_project.root, {"Find", BrainJob{m_project.root, images, force}});
        const int code = runWorker({QStringLiteral("run"), text(folder.path())}).exitCode;
        std::uint64_t offset = 0;
        return std::pair(code, folder.readEvents(offset));
    };

    const auto [code, events] = run({missing, image}, false);
    QCOMPARE(code, 0);
    QCOMPARE(events.back().results,
             std::vector<std::string>{"derivatives/brain/sub-B/anat/" + kept.filename().string()});
    QVERIFY(std::ranges::any_of(events, [](const JobEvent& event) {
        return event.kind == JobEvent::Kind::Warning && event.message.starts_with("sub-B_T1w");
    }));
    QVERIFY(!readBrainMaskRecord(kept).modelDigest.empty());

    const std::size_t found = readMask(kept).foregroundCount();
    BrainMaskRecord repaired = readBrainMaskRecord(kept);
    repaired.repairedBy = "Grader 1";
    const Mask half = rightHalf(readVolume(image).geometry());
    QVERIFY(found != half.foregroundCount());
    writeBrainMask(m_project.root, image, half, repaired);
    QCOMPARE(run({image}, false).first, 0); // kept: nothing is computed
    QCOMPARE(readMask(kept).foregroundCount(), half.foregroundCount());
    QCOMPARE(run({image}, true).first, 0);
    QCOMPARE(readMask(kept).foregroundCount(), found); // found anew
    QVERIFY(readBrainMaskRecord(kept).repairedBy.empty());
    QCOMPARE(run({missing}, true).first, 1);
    fs::remove_all(m_project.root / "derivatives" / "brain");
}

void BrainTest::aMaskOfAnotherImageIsNotTakenSilently_data()
{
    QTest::addColumn<QString>("repairedBy");
    QTest::addColumn<double>("shiftMm");
    QTest::addColumn<bool>("kept");
    QTest::addColumn<QString>("sentence");
    const QString anew = QStringLiteral("is made anew.");
    QTest::newRow("found by a network") << QString() << 0.0 << false << anew;
    QTest::newRow("found by a network, on another grid") << QString() << 5.0 << false << anew;
    QTest::newRow("repaired by hand")
        << QStringLiteral("Grader 1") << 0.0 << true
        << QStringLiteral("repaired by Grader 1 on another version of it");
    QTest::newRow("repaired by hand, on another grid")
        << QStringLiteral("Grader 1") << 5.0 << true << QStringLiteral("does not lie on it");
}

/// The image is replaced after its brain was found.
void BrainTest::aMaskOfAnotherImageIsNotTakenSilently()
{
    QFETCH(QString, repairedBy);
    QFETCH(double, shiftMm);
    QFETCH(bool, kept);
    QFETCH(QString, sentence);
    const fs::path image = m_project.caseOf("B").images.front();
    const Volume before = readVolume(image);
    const Mask half = rightHalf(before.geometry());
    BrainMaskRecord record;
    record.repairedBy = repairedBy.toStdString();
    writeBrainMask(m_project.root, image, half, record);
    std::vector<float> voxels(before.voxels().begin(), before.voxels().end());
    voxels[voxels.size() / 2] += 1.0F;
    PatientPoint origin = before.geometry().origin();
    origin.x += shiftMm;
    const Geometry& g = before.geometry();
    writeVolume(image, Volume(Geometry(g.size(), g.spacing(), origin, g.direction()), voxels));

    const RunFolder folder =
        RunFolder::create(m_project.root, {"Find", BrainJob{m_project.root, {image}, false}});
    const int code = runWorker({QStringLiteral("run"), text(folder.path())}).exitCode;

    QCOMPARE(code, kept && shiftMm > 0.0 ? 1 : 0);
    QVERIFY(std::ranges::any_of(eventsOf(folder), [&](const JobEvent& event) {
        return event.kind == JobEvent::Kind::Warning &&
               QString::fromStdString(event.message).contains(sentence);
    }));
    const fs::path mask = brainMaskPath(m_project.root, image);
    QCOMPARE(readMask(mask).foregroundCount() == half.foregroundCount(), kept);
    QCOMPARE(isOfAnotherImage(readBrainMaskRecord(mask), image), kept);
    writeVolume(image, before);
    fs::remove_all(m_project.root / "derivatives" / "brain");
}

/// One of the project's own, whose brain at this threshold is less than all of the head.
void BrainTest::aJobTakesAnotherModel()
{
    const fs::path image = m_project.caseOf("B").images.front();
    ModelFile own = readModel(m_model);
    own.card.task = "brain";
    own.card.name = "own brain";
    own.threshold = 0.0;
    own.weights.front().values.front() += 0.5F; // another digest
    const std::string digest = writeModel(file("own_brain.h5"), own);
    const auto run = [&](const fs::path& model) {
        const BrainJob job{m_project.root, {image}, true, model};
        const RunFolder folder = RunFolder::create(m_project.root, {"Find", job});
        return runWorker({QStringLiteral("run"), text(folder.path())}).exitCode;
    };
    const fs::path kept = brainMaskPath(m_project.root, image);

    QCOMPARE(run({}), 0);
    QVERIFY(readBrainMaskRecord(kept).modelDigest != digest);
    QCOMPARE(run(file("own_brain.h5")), 0);
    QCOMPARE(readBrainMaskRecord(kept).modelDigest, digest);
    QCOMPARE(run(m_model), 1); // of lesions
    fs::remove_all(m_project.root / "derivatives" / "brain");
}

void BrainTest::onlyAModelOfBrainsFindsThem()
{
    const WorkerRun run = runWorker({QStringLiteral("brain"),
                                     QStringLiteral("--image"),
                                     text(m_head),
                                     QStringLiteral("--model"),
                                     text(m_model),
                                     QStringLiteral("--output"),
                                     text(file("none.nii.gz"))});
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(run.err.contains("flair"), run.err.constData());
    const WorkerRun over = runWorker({QStringLiteral("brain"),
                                      QStringLiteral("--image"),
                                      text(m_head),
                                      QStringLiteral("--output"),
                                      text(m_head)});
    QCOMPARE(over.exitCode, 1);
}

/// As before there was one; asked for a brain it says what is missing.
void BrainTest::withoutABrainModelTheHeadIsPredicted()
{
    const QByteArray before = qgetenv("DAWSON_RESOURCES");
    fs::create_directories(file("bare"));
    qputenv("DAWSON_RESOURCES", text(file("bare")).toLocal8Bit());
    const WorkerRun predicted = predict(m_head, file("head.nii.gz"), {});
    const WorkerRun brain = runWorker({QStringLiteral("brain"),
                                       QStringLiteral("--image"),
                                       text(m_head),
                                       QStringLiteral("--output"),
                                       text(file("nobrain.nii.gz"))});
    qputenv("DAWSON_RESOURCES", before);
    QCOMPARE(predicted.exitCode, 0);
    QVERIFY2(predicted.err.contains("sub-A_T2w.nii.gz shows a whole head"),
             predicted.err.constData());
    QCOMPARE(brain.exitCode, 1);
    QVERIFY2(brain.err.contains("--model"), brain.err.constData());
}

/// Not even unsaid: it would teach skin and eyes.
void BrainTest::aHeadWhoseBrainIsNotFoundTeachesNothing()
{
    const QByteArray before = qgetenv("DAWSON_RESOURCES");
    ModelFile blind = readModel(m_model);
    blind.card.task = "brain";
    blind.threshold = 1.0;
    fs::create_directories(file("blind/models"));
    writeModel(file("blind/models/brain-default.h5"), blind);
    const Volume head = bigHead();
    Mask lesion(head.geometry());
    lesion.set({20, 24, 24}, 1);
    writeVolume(file("D_FLAIR.nii.gz"), head);
    writeMask(file("D_mask.nii.gz"), lesion);
    TrainingSpec spec = m_project.training(1, 1);
    spec.training = {m_project.caseOf("A"),
                     {"D", {}, {file("D_FLAIR.nii.gz")}, file("D_mask.nii.gz")}};
    const RunFolder folder = m_project.job(spec);
    qputenv("DAWSON_RESOURCES", text(file("blind")).toLocal8Bit());
    const int code = runWorker({QStringLiteral("run"), text(folder.path())}).exitCode;
    qputenv("DAWSON_RESOURCES", before);

    QCOMPARE(code, 0);
    const ModelCard card = readModel(folder.modelFile()).card;
    QCOMPARE(card.subjects, std::vector<std::string>{"A"});
    QCOMPARE(card.trainedOn, std::string("1 study of 1 subject, masks of grader-1."));
    QVERIFY(std::ranges::any_of(eventsOf(folder), [](const JobEvent& event) {
        return event.kind == JobEvent::Kind::Warning &&
               event.message.starts_with("sub-D is left out");
    }));
}

QTEST_GUILESS_MAIN(BrainTest)
#include "brain_test.moc"
