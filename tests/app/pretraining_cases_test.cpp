#include "app/worker/pretraining_cases.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/phantom/synthesis.h"
#include "core/run/run_folder.h"
#include "core/training/model_file.h"
#include "core/training/pretraining_plan.h"
#include "tests/app/worker_run.h"
#include "tests/core/phantom/onion.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <fstream>
#include <set>

using namespace dawson;
namespace fs = std::filesystem;

namespace
{

Volume imageOf(const LabelVolume& map, const std::array<float, 3>& fluidGreyWhite)
{
    std::vector<float> voxels;
    for (const std::uint16_t label : map.labels) {
        const Tissue tissue = tissueOf(label);
        const bool none = tissue == Tissue::Background || tissue == Tissue::Outside;
        const bool fluid = tissue == Tissue::Ventricle || tissue == Tissue::Csf;
        voxels.push_back(none                       ? 0.0F
                         : fluid                    ? fluidGreyWhite[0]
                         : tissue == Tissue::Cortex ? fluidGreyWhite[1]
                                                    : fluidGreyWhite[2]);
    }
    return {map.geometry, std::move(voxels)};
}

/// Four tumours of two labels in onion brains, as a BIDS dataset.
void writeTumours(const fs::path& dataset)
{
    const LabelVolume map = onionBrain();
    Mask tumour(map.geometry);
    for (std::size_t n = 0; n < map.labels.size(); ++n) {
        const PatientPoint p = map.geometry.toPatient(map.geometry.voxelAt(n));
        const double r = std::hypot(p.x - 20.0, p.y, p.z);
        tumour.labels()[n] = r < 2.0 ? 4 : r < 4.0 ? 2 : 0;
    }
    // What gadolinium shows of the tumour: its middle.
    const Volume plain = imageOf(map, {20.0F, 60.0F, 100.0F});
    std::vector<float> after(plain.voxels().begin(), plain.voxels().end());
    for (std::size_t n = 0; n < after.size(); ++n) {
        after[n] += tumour.labels()[n] == 4 ? 150.0F : 0.0F;
    }
    const Volume enhanced(map.geometry, after);
    for (const std::string subject : {"sub-1", "sub-2", "sub-3", "sub-4"}) {
        const fs::path anat = dataset / subject / "anat";
        const fs::path labels = dataset / "derivatives" / "labels" / subject / "anat";
        fs::create_directories(anat);
        fs::create_directories(labels);
        writeVolume(anat / (subject + "_FLAIR.nii.gz"), imageOf(map, {20.0F, 120.0F, 100.0F}));
        if (subject != "sub-2") {
            writeVolume(anat / (subject + "_T1w.nii.gz"), imageOf(map, {20.0F, 60.0F, 100.0F}));
        }
        writeVolume(anat / (subject + "_ce-gadolinium_T1w.nii.gz"), enhanced);
        writeMask(labels / (subject + "_dseg.nii.gz"), tumour);
    }
}

void writeMaps(const fs::path& folder, int count)
{
    fs::create_directories(folder);
    const LabelVolume map = onionBrain();
    const std::vector<float> voxels(map.labels.begin(), map.labels.end());
    for (int n = 0; n < count; ++n) {
        writeVolume(folder / ("map" + std::to_string(n) + ".nii.gz"), Volume(map.geometry, voxels));
    }
}

std::vector<std::string> subjectsOf(const std::vector<TrainingCase>& cases)
{
    std::vector<std::string> names;
    for (const TrainingCase& one : cases) {
        names.push_back(one.subject);
    }
    return names;
}

} // namespace

class PretrainingCasesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void lastTumoursAreHeldOut();
    void plantedMasksHoldTheTumourToo();
    void everySixthMapIsHeldOut();
    void headsComeWithTheirBrains();
    void enhancingIsWhatGadoliniumAdds();
    void everySecondPlantedPairIsOfOneSequence();
    void newLesionsArePlantedIntoTheSecondVisit();
    void syntheticPairsOfBothTasks();
    void filesThatAreThereAreKept();
    void imagesOfAnotherVersionAreNotMixedIn();
    void aT1OfAnotherGridIsRefused();
    void nothingToLearnFromIsRefused();
    void aBrainIsNoLesion();
    void itIsOneTraining();
    void isCountedBefore_data();
    void isCountedBefore();
    void aJobMakesAModel();

private:
    fs::path below(const char* name) const
    {
        return fs::path(m_folder.path().toStdString()) / name;
    }

    PretrainingSources tumours(int planted) const
    {
        PretrainingSources sources;
        sources.tumours = below("tumours");
        sources.synthetic = 0;
        sources.planted = planted;
        return sources;
    }

    QTemporaryDir m_folder;
};

void PretrainingCasesTest::initTestCase()
{
    writeTumours(below("tumours"));
    writeMaps(below("maps"), 6);
}

void PretrainingCasesTest::lastTumoursAreHeldOut()
{
    const auto cases = makePretrainingCases(tumours(3), below("planted"));
    // sub-2 has no T1 to find white matter by; two planted sets are enough to validate on.
    QCOMPARE(subjectsOf(cases.training),
             (std::vector<std::string>{"1", "1planted1", "1planted2", "1planted3", "2"}));
    QCOMPARE(
        subjectsOf(cases.validation),
        (std::vector<std::string>{"3", "3planted1", "3planted2", "4", "4planted1", "4planted2"}));

    PretrainingSources fewer = tumours(0);
    fewer.leaveOut = {"sub-4"};
    const auto rest = makePretrainingCases(fewer, below("fewer"));
    QCOMPARE(subjectsOf(rest.training), (std::vector<std::string>{"1"}));
    QCOMPARE(subjectsOf(rest.validation), (std::vector<std::string>{"2", "3"}));
}

void PretrainingCasesTest::plantedMasksHoldTheTumourToo()
{
    const auto cases = makePretrainingCases(tumours(1), below("masks"));
    const Mask known = readMask(cases.training[0].reference);
    const Mask planted = readMask(cases.training[1].reference);
    const Volume before = readVolume(cases.training[0].images.front());
    const Volume after = readVolume(cases.training[1].images.front());
    QVERIFY(known.foregroundCount() > 200); // a ball of 4 mm has 268 mm3
    QVERIFY(planted.foregroundCount() > known.foregroundCount() + 20);
    for (std::size_t n = 0; n < known.labels().size(); ++n) {
        QVERIFY(known.labels()[n] <= 1 && planted.labels()[n] <= 1);
        QVERIFY(known.labels()[n] == 0 || planted.labels()[n] == 1);
        QVERIFY(known.labels()[n] == 0 || after.voxels()[n] < 1.1F * before.voxels()[n]);
    }
}

void PretrainingCasesTest::everySixthMapIsHeldOut()
{
    PretrainingSources sources;
    sources.labelMaps = below("maps");
    sources.synthetic = 3;
    const auto cases = makePretrainingCases(sources, below("synthetic"));
    QCOMPARE(subjectsOf(cases.training),
             (std::vector<std::string>{"synthetic1", "synthetic2", "synthetic3"}));
    QCOMPARE(subjectsOf(cases.validation), (std::vector<std::string>{"heldout4"}));
    QVERIFY(readMask(cases.validation[0].reference).foregroundCount() > 0);
}

void PretrainingCasesTest::headsComeWithTheirBrains()
{
    PretrainingSources sources = tumours(2);
    QVERIFY_THROWS_EXCEPTION(Error, makeHeadCases(sources, below("nohead")));
    sources.labelMaps = below("maps");
    sources.synthetic = 2;
    const auto cases = makeHeadCases(sources, below("heads"));
    QCOMPARE(subjectsOf(cases.training), (std::vector<std::string>{"synthetic1", "synthetic2"}));
    QCOMPARE(subjectsOf(cases.validation), (std::vector<std::string>{"heldout3"}));
    // A ball of 34 mm has 165 ml, within 12 % along each axis.
    const double ml = readMask(cases.training[0].reference).foregroundMl();
    QVERIFY(ml > 110.0 && ml < 240.0);
}

void PretrainingCasesTest::enhancingIsWhatGadoliniumAdds()
{
    const auto cases = makePairCases(tumours(1), "enhancing", below("enhancing"));
    // sub-2 has no T1 before gadolinium.
    QCOMPARE(subjectsOf(cases.training), (std::vector<std::string>{"1", "1planted1"}));
    QVERIFY(cases.validation.empty()); // the next test says what is kept
    const Volume difference = readVolume(cases.training[0].images.front());
    const Mask lesion = readMask(cases.training[0].reference);
    QVERIFY(lesion.foregroundCount() > 20); // a ball of 2 mm has 33 mm3
    for (std::size_t n = 0; n < lesion.labels().size(); ++n) {
        QVERIFY(lesion.labels()[n] == 0 || difference.voxels()[n] > 1.0F);
    }
    QVERIFY(readMask(cases.training[1].reference).foregroundCount() > lesion.foregroundCount());
}

/// There the tumour takes up nothing.
void PretrainingCasesTest::everySecondPlantedPairIsOfOneSequence()
{
    const auto cases = makePairCases(tumours(2), "enhancing", below("sequences"));
    QCOMPARE(subjectsOf(cases.training), (std::vector<std::string>{"1", "1planted1", "1planted2"}));
    // Others are never subtracted: they cannot tell which threshold is good.
    QCOMPARE(subjectsOf(cases.validation), (std::vector<std::string>{"3planted2", "4planted2"}));
    const Mask tumour = readMask(cases.training[0].reference);
    const auto inTumour = [&](std::size_t index) {
        const Volume difference = readVolume(cases.training[index].images.front());
        const Mask lesions = readMask(cases.training[index].reference);
        double sum = 0.0;
        std::size_t marked = 0;
        for (std::size_t n = 0; n < tumour.labels().size(); ++n) {
            sum += tumour.labels()[n] != 0 ? difference.voxels()[n] : 0.0F;
            marked += tumour.labels()[n] != 0 && lesions.labels()[n] != 0 ? 1U : 0U;
        }
        const auto count = static_cast<double>(tumour.foregroundCount());
        return std::pair(sum / count, marked);
    };
    QVERIFY(inTumour(1).first > 1.0);
    QCOMPARE(inTumour(1).second, tumour.foregroundCount());
    QVERIFY(std::abs(inTumour(2).first) < 0.5);
    QCOMPARE(inTumour(2).second, std::size_t{0});
    QVERIFY(readMask(cases.training[2].reference).foregroundCount() > 20);
}

void PretrainingCasesTest::newLesionsArePlantedIntoTheSecondVisit()
{
    const auto cases = makePairCases(tumours(1), "new", below("new"));
    QCOMPARE(subjectsOf(cases.training), (std::vector<std::string>{"1planted1"}));
    QCOMPARE(subjectsOf(cases.validation), (std::vector<std::string>{"3planted1", "4planted1"}));
    const Mask lesion = readMask(cases.training[0].reference);
    QVERIFY(lesion.foregroundCount() > 20);
    // The tumour is there at both visits: it is no new lesion.
    QCOMPARE(int{lesion.at(lesion.geometry().nearestVoxel({20.0, 0.0, 0.0}))}, 0);
}

void PretrainingCasesTest::syntheticPairsOfBothTasks()
{
    PretrainingSources sources;
    sources.labelMaps = below("maps");
    sources.synthetic = 2;
    for (const std::string task : {"new", "enhancing"}) {
        const auto cases = makePairCases(sources, task, below(("pairs-" + task).c_str()));
        QCOMPARE(subjectsOf(cases.training),
                 (std::vector<std::string>{"synthetic1", "synthetic2"}));
        QCOMPARE(subjectsOf(cases.validation), (std::vector<std::string>{"heldout3"}));
        QVERIFY(cases.training[0].images.front().string().ends_with("_subtraction.nii.gz"));
    }
    QVERIFY_THROWS_EXCEPTION(Error, makePairCases({}, "new", below("nopairs")));
}

void PretrainingCasesTest::filesThatAreThereAreKept()
{
    const auto first = makePretrainingCases(tumours(1), below("kept"));
    const fs::path image = first.training[1].images.front();
    const Volume other(Geometry::axisAligned({2, 2, 2}, {1, 1, 1}), std::vector<float>(8, 3.0F));
    writeVolume(image, other);
    const auto again = makePretrainingCases(tumours(1), below("kept"));
    QCOMPARE(subjectsOf(again.training), subjectsOf(first.training));
    QCOMPARE(readVolume(image).voxels().size(), 8U);
}

void PretrainingCasesTest::imagesOfAnotherVersionAreNotMixedIn()
{
    (void)makePretrainingCases(tumours(0), below("older"));
    const fs::path note = below("older") / "sources.txt";
    std::string text = readText(note);
    const std::string version = "synthesis " + std::to_string(kSynthesisVersion);
    QVERIFY(text.find(version) != std::string::npos);
    text.replace(text.find(version), version.size(), "synthesis 1");
    std::ofstream(note) << text;
    QVERIFY_THROWS_EXCEPTION(Error, makePretrainingCases(tumours(0), below("older")));
}

void PretrainingCasesTest::aT1OfAnotherGridIsRefused()
{
    PretrainingSources sources = tumours(1);
    sources.tumours = below("apart");
    writeTumours(sources.tumours);
    const Volume small(Geometry::axisAligned({2, 2, 2}, {1, 1, 1}), std::vector<float>(8, 3.0F));
    writeVolume(sources.tumours / "sub-3" / "anat" / "sub-3_T1w.nii.gz", small);
    QVERIFY_THROWS_EXCEPTION(Error, makePretrainingCases(sources, below("apart-flair")));
    QVERIFY_THROWS_EXCEPTION(Error, makePairCases(sources, "new", below("apart-new")));
    QVERIFY_THROWS_EXCEPTION(Error, makePairCases(sources, "enhancing", below("apart-t1")));
}

void PretrainingCasesTest::nothingToLearnFromIsRefused()
{
    QVERIFY_THROWS_EXCEPTION(Error, makePretrainingCases({}, below("nothing")));
}

/// Its point is one threshold, chosen by overlap; a core serves many lesions.
void PretrainingCasesTest::aBrainIsNoLesion()
{
    QVERIFY(!pretrainingSpec("brain", "quick").schedule.confidentCore);
    QCOMPARE(pretrainingSpec("brain", "quick").schedule.best, std::string("dice"));
    QVERIFY(pretrainingSpec("flair", "quick").schedule.confidentCore);
}

/// One training, as checkPretraining counts: two of brains of the same label maps would judge each
/// other. At the rate that the shipped models were made with.
void PretrainingCasesTest::itIsOneTraining()
{
    for (const std::string& task : pretrainingTasks()) {
        for (const std::string& preset : presetNames()) {
            const TrainingSpec spec = pretrainingSpec(task, preset);
            QCOMPARE(spec.schedule.innerFolds, 0);
            QVERIFY(!spec.schedule.ensembleWithParent && spec.schedule.parentShare == 0.0);
            QVERIFY(startingRate(spec) <= 1e-3);
        }
    }
}

void PretrainingCasesTest::isCountedBefore_data()
{
    QTest::addColumn<QString>("task");
    for (const std::string& task : pretrainingTasks()) {
        QTest::newRow(task.c_str()) << QString::fromStdString(task);
    }
}

/// What the dialog says beforehand is what is made, where every tumour has a T1.
void PretrainingCasesTest::isCountedBefore()
{
    QFETCH(QString, task);
    const std::string name = task.toStdString();
    const fs::path work = below(("counted-" + name).c_str());
    PretrainingSources sources = tumours(2);
    sources.leaveOut = {"sub-2"};
    sources.labelMaps = below("maps");
    sources.synthetic = 2;
    const PretrainingCases made = name == "brain"   ? makeHeadCases(sources, work)
                                  : name == "flair" ? makePretrainingCases(sources, work)
                                                    : makePairCases(sources, name, work);
    const PretrainingMaterial told = pretrainingMaterial(sources, name);
    QVERIFY2(told.problem.empty(), told.problem.c_str());
    QCOMPARE(told.training, made.training.size());
    QCOMPARE(told.validation, made.validation.size());

    const TrainingSpec spec = pretrainingSpec(name, "quick");
    const Preflight check = checkPretraining(sources, spec, work, 0.5);
    QVERIFY2(check.ready(), check.problems.empty() ? "" : check.problems.front().c_str());
    QCOMPARE(check.steps, stepCount(spec.schedule, made.training.size()));
    QVERIFY(*check.seconds > 0.5 * static_cast<double>(check.steps));
    QVERIFY(check.memoryBytes > 100'000'000 && check.diskBytes > 1'000'000);
    sources.tumours.clear();
    sources.labelMaps = below("nowhere");
    QVERIFY(!checkPretraining(sources, spec, work, {}).ready());
}

/// As the window starts it: made, learned from, cleared away; what was left half-done goes on.
void PretrainingCasesTest::aJobMakesAModel()
{
    PretrainingJob job;
    job.sources.labelMaps = below("maps");
    job.sources.synthetic = 2;
    job.training = pretrainingSpec("flair", "quick");
    job.training.name = "mine";
    job.training.project = below("project");
    job.training.architecture.levels = 3;
    job.training.architecture.width = 0.125;
    job.training.schedule.epochs = 1;
    job.training.schedule.stepsPerEpoch = 2;
    job.training.schedule.patchSize = 32;
    job.training.schedule.threads = 1;
    const RunFolder folder = RunFolder::create(below("project"), {"Make", job});
    const QStringList run{QStringLiteral("run"), QString::fromStdString(folder.path().string())};
    std::ofstream(folder.path() / "cancel");
    QCOMPARE(runWorker(run, 180'000).exitCode, 3);
    fs::remove(folder.path() / "cancel");

    const WorkerRun done = runWorker(run, 180'000);
    QVERIFY2(done.exitCode == 0, done.err.constData());
    const ModelFile model = readModel(folder.modelFile());
    QCOMPARE(model.card.name, "mine");
    QCOMPARE(model.card.kind, "default");
    QCOMPARE(model.architecture.levels, 3);
    QVERIFY(model.card.trainedOn.find("synthetic") != std::string::npos);
    QVERIFY(model.card.trainedOn.find("glioma") == std::string::npos); // there were none
    QVERIFY(!fs::exists(folder.path() / "images"));
    QVERIFY(!fs::exists(folder.path() / "cases.h5"));
}

QTEST_GUILESS_MAIN(PretrainingCasesTest)
#include "pretraining_cases_test.moc"
