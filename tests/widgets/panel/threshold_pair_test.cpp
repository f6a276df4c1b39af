#include "core/training/model_file.h"
#include "tests/core/document/pair_project.h"
#include "widgets/panel/threshold_panel.h"
#include "widgets/theme/language.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

namespace dawson
{

namespace
{

const Author kGrader = graderAuthor("grader-1", "Grader 1");
const Author kModel = modelAuthor("net", "Net");

/// Three boxes of 27 voxels on the pair's grid, far from each other.
constexpr std::array<VoxelIndex, 3> kBoxes{{{3, 3, 2}, {12, 3, 2}, {12, 12, 7}}};

bool inBox(const VoxelIndex& voxel, const VoxelIndex& lower)
{
    const auto within = [](int at, int from) { return at >= from && at < from + 3; };
    return within(voxel.i, lower.i) && within(voxel.j, lower.j) && within(voxel.k, lower.k);
}

} // namespace

/// The probability layer of the two tasks that compare two images.
class ThresholdPairTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { applyTheme(ThemeName::Dark); }

    void cleanup() { applyLanguage(QStringLiteral("en")); }

    void sliderCutsAPairsMap_data();
    void sliderCutsAPairsMap();
    void aThresholdIsTypedAsOneWritesIt_data();
    void aThresholdIsTypedAsOneWritesIt();

private:
    template <typename Widget>
    static Widget& child(ThresholdPanel& panel, const char* name)
    {
        return *panel.findChild<Widget*>(QStringLiteral("thresholdPanel.") +
                                         QLatin1StringView(name));
    }

    static std::string resultOf(ThresholdPanel& panel)
    {
        return child<QLabel>(panel, "result").text().toStdString();
    }
};

void ThresholdPairTest::sliderCutsAPairsMap_data()
{
    QTest::addColumn<Task>("task");
    QTest::newRow("new") << Task::New;
    QTest::newRow("enhancing") << Task::Enhancing;
}

namespace
{

/// A registered pair whose first two boxes are the grader's lesions. The model's map: 0.9 in the
/// first, 0.4 in the second, 0.6 in the third, which is none; its lesions need a core of 0.5.
struct PredictedPair {
    explicit PredictedPair(Task of)
        : task(of)
    {
        if (task == Task::Enhancing) {
            project.addImage("02", "T1w", PairProject::grid());
            project.addImage("02", "ce-gadolinium_T1w", PairProject::followupGrid());
        }
        project.registerPair(task);
        Mask lesions(PairProject::grid());
        std::vector<float> map(lesions.labels().size(), 0.0F);
        constexpr std::array values{0.9F, 0.4F, 0.6F};
        for (std::size_t n = 0; n < map.size(); ++n) {
            const VoxelIndex voxel = lesions.geometry().voxelAt(n);
            for (std::size_t box = 0; box < kBoxes.size(); ++box) {
                if (inBox(voxel, kBoxes[box])) {
                    map[n] = values[box];
                    lesions.labels()[n] = box < 2 ? 1 : 0;
                }
            }
        }
        for (const Author& author : {kGrader, kModel}) {
            Grading grading = place();
            grading.author = author.folder;
            grading.path = gradingPath(project.root(), author, grading);
            writeGrading(project.root(), author, grading, lesions, {});
        }
        writeVolume(probabilityPath(modelMask()), Volume(lesions.geometry(), map));
        // A mask of before there were pairs, which nobody counts beside the one in their space.
        Grading old = PairProject::place("02", task);
        old.author = kModel.folder;
        old.path = gradingPath(project.root(), kModel, old);
        writeGrading(project.root(), kModel, old, lesions, {});
        writeVolume(probabilityPath(old.path), Volume(lesions.geometry(), map));
        ModelFile model;
        model.card.name = "Net";
        model.card.task = taskName(task);
        model.coreProbability = 0.5;
        model.weights.push_back({"w", {1}, {0.5F}, true});
        std::filesystem::create_directories(project.root() / "models");
        writeModel(project.root() / "models" / "net.h5", model);
    }

    Grading place() const { return PairProject::place("02", task, project.pair(task).space()); }

    std::filesystem::path modelMask() const { return gradingPath(project.root(), kModel, place()); }

    Task task;
    PairProject project;
};

} // namespace

void ThresholdPairTest::sliderCutsAPairsMap()
{
    QFETCH(Task, task);
    const PredictedPair pair(task);
    CaseDocument document;
    ThresholdPanel panel(document);
    document.show(pair.project.load(task), kGrader);
    panel.setStudy(std::make_shared<const Study>(pair.project.study()));
    panel.show();
    child<QCheckBox>(panel, "try").click();
    const auto layer = [&](const char* id) {
        return document.layers().mask(QLatin1StringView(id));
    };
    QTRY_VERIFY(layer(ThresholdPanel::kCutLayer) != nullptr);
    child<QCheckBox>(panel, "bands").click();
    QVERIFY(layer(ThresholdPanel::kBandLayer)->visible);

    child<QSlider>(panel, "slider").setValue(30); // the second box nowhere reaches the core
    QTRY_VERIFY(resultOf(panel).starts_with("2 lesion(s), 0.1 ml, core 0.50"));
    QTRY_VERIFY(resultOf(panel).find("Sensitivity 0.50, PPV 0.50") != std::string::npos);
    QCOMPARE(layer(ThresholdPanel::kCutLayer)->mask->foregroundCount(), std::size_t{54});
    child<QSlider>(panel, "slider").setValue(70);
    QTRY_VERIFY(resultOf(panel).find("Sensitivity 0.50, PPV 1.00") != std::string::npos);

    child<QPushButton>(panel, "sweep").click();
    QTRY_VERIFY(
        child<QLabel>(panel, "sweepNote").text().startsWith(QStringLiteral("Mean of 1 case(s), ")));
    QSignalSpy kept(&panel, &ThresholdPanel::maskKept);
    child<QPushButton>(panel, "keep").click();
    QVERIFY(kept.wait());
    QCOMPARE(readMask(pair.modelMask()).foregroundCount(), std::size_t{27});
    QCOMPARE(readSidecar(pair.modelMask())->threshold.value(), 0.7);
}

void ThresholdPairTest::aThresholdIsTypedAsOneWritesIt_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("typed");
    QTest::newRow("point in English") << "en"
                                      << "0.35";
    QTest::newRow("point in German") << "de"
                                     << "0.35";
    QTest::newRow("comma in German") << "de"
                                     << "0,35";
}

void ThresholdPairTest::aThresholdIsTypedAsOneWritesIt()
{
    QFETCH(const QString, language);
    QFETCH(const QString, typed);
    applyLanguage(language);
    const PredictedPair pair(Task::New);
    CaseDocument document;
    ThresholdPanel panel(document);
    document.show(pair.project.load(Task::New), kGrader);
    panel.setStudy(std::make_shared<const Study>(pair.project.study()));
    panel.show();
    child<QCheckBox>(panel, "try").click();
    QTRY_VERIFY(document.layers().mask(QLatin1StringView(ThresholdPanel::kCutLayer)) != nullptr);
    auto& value = child<QDoubleSpinBox>(panel, "value");
    value.selectAll();

    QTest::keyClicks(&value, typed);
    QTest::keyClick(&value, Qt::Key_Return);

    QCOMPARE(value.value(), 0.35);
    QCOMPARE(child<QSlider>(panel, "slider").value(), 35);
}

} // namespace dawson

QTEST_MAIN(dawson::ThresholdPairTest)

#include "threshold_pair_test.moc"
