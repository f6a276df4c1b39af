#include "core/base/atomic_file.h"
#include "core/image/image_file.h"
#include "core/study/grading_file.h"
#include "core/training/model_file.h"
#include "tests/support/small_project.h"
#include "widgets/panel/threshold_panel.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>

namespace dawson
{

namespace
{

const Author kGrader = graderAuthor("grader-1", "Grader 1");
const Author kModel = modelAuthor("net", "Net");

} // namespace

class ThresholdPanelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void saysWhenThereIsNoMap();
    void sliderCutsTheMapAndCounts();
    void figuresFollowTheReferenceAsItIsPainted();
    void modelsLeastLesionIsKeptTo();
    void modelsCoreIsKeptTo();
    void untickingTakesTheLayersAway();
    void keepingReplacesTheModelsMask();
    void allCasesAreSwept();
    void otherGradersAreNoReference();
    void noReferenceStaysChosen();
    void figuresFollowWhenTheReferenceGoes();
    void whatIsHiddenFromTheGraderIsNotSwept();
    void aSweepDoesNotOutliveItsCase_data();
    void aSweepDoesNotOutliveItsCase();
    void aNewPredictionIsReadAgain();
    void aDamagedSidecarIsSaid();

private:
    void saveMap(float first = 0.9F, const std::string& subject = "01");
    void open();
    bool busy() const;

    template <typename Widget>
    Widget& child(const char* name) const
    {
        return *m_panel->findChild<Widget*>(QStringLiteral("thresholdPanel.") +
                                            QLatin1StringView(name));
    }

    void tryThreshold();
    void chooseReference(const QString& author) const;
    void writeNet(ModelFile& model) const;

    std::filesystem::path modelMask(const std::string& subject = "01") const
    {
        return gradingPath(m_root, kModel, subject, "", Task::Flair);
    }

    QTemporaryDir m_folder;
    std::filesystem::path m_root;
    std::unique_ptr<CaseDocument> m_document;
    std::unique_ptr<ThresholdPanel> m_panel;
    int m_count = 0;
};

void ThresholdPanelTest::init()
{
    applyTheme(ThemeName::Dark);
    m_root = m_folder.filePath(QStringLiteral("project%1").arg(m_count++)).toStdString();
    makeSmallProject(m_root, {"01", "02"});
    Mask reference = boxMask({8, 8, 8});
    addBox(reference, {14, 14, 14});
    saveMask(m_root, kGrader, "01", reference);
    saveMask(m_root, kModel, "01", boxMask({8, 8, 8}));
    m_panel.reset();
    m_document = std::make_unique<CaseDocument>();
    m_panel = std::make_unique<ThresholdPanel>(*m_document);
}

/// `first` in the first lesion, 0.4 in the second, 0.5 where there is none.
void ThresholdPanelTest::saveMap(float first, const std::string& subject)
{
    std::vector<float> voxels(smallGrid().voxelCount(), 0.0F);
    const std::pair<VoxelIndex, float> boxes[]{
        {{8, 8, 8}, first}, {{14, 14, 14}, 0.4F}, {{14, 8, 8}, 0.5F}};
    for (const auto& [lower, value] : boxes) {
        const Mask where = boxMask(lower);
        for (std::size_t n = 0; n < voxels.size(); ++n) {
            voxels[n] = where.labels()[n] != 0 ? value : voxels[n];
        }
    }
    writeVolume(probabilityPath(modelMask(subject)), Volume(smallGrid(), std::move(voxels)));
}

void ThresholdPanelTest::open()
{
    const auto study = std::make_shared<const Study>(readStudy(m_root));
    m_document->show(loadCase(*study, "01", "", Task::Flair, {}), kGrader);
    m_panel->setStudy(study);
    m_panel->resize(300, 600);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
}

void ThresholdPanelTest::tryThreshold()
{
    saveMap();
    open();
    child<QCheckBox>("try").click();
    QTRY_VERIFY(m_document->layers().mask(QLatin1StringView(ThresholdPanel::kCutLayer)));
}

/// By the keyboard; empty: none.
void ThresholdPanelTest::chooseReference(const QString& author) const
{
    auto& reference = child<QComboBox>("reference");
    QTest::keyClick(&reference, Qt::Key_Home);
    while (reference.currentData() != author && reference.currentIndex() + 1 < reference.count()) {
        QTest::keyClick(&reference, Qt::Key_Down);
    }
    QCOMPARE(reference.currentData().toString(), author);
}

void ThresholdPanelTest::saysWhenThereIsNoMap()
{
    open();
    QVERIFY(child<QLabel>("empty").isVisible());
    QVERIFY(!child<QSlider>("slider").isVisible());
}

void ThresholdPanelTest::sliderCutsTheMapAndCounts()
{
    tryThreshold();

    child<QSlider>("slider").setValue(30);
    QTRY_VERIFY(child<QLabel>("result").text().startsWith(QStringLiteral("3 lesion(s), 0.1 ml")));
    QVERIFY(child<QLabel>("result").text().contains(QStringLiteral("Sensitivity 1.00, PPV 0.67")));
    const Mask& cut =
        *m_document->layers().mask(QLatin1StringView(ThresholdPanel::kCutLayer))->mask;
    QCOMPARE(cut.foregroundCount(), std::size_t{81});

    child<QSlider>("slider").setValue(60);
    QTRY_VERIFY(
        child<QLabel>("result").text().contains(QStringLiteral("Sensitivity 0.50, PPV 1.00")));
    QCOMPARE(cut.foregroundCount(), std::size_t{27});

    child<QSlider>("slider").setValue(95);
    QTRY_VERIFY(
        child<QLabel>("result").text().contains(QStringLiteral("Sensitivity 0.00, PPV undefined")));
}

void ThresholdPanelTest::figuresFollowTheReferenceAsItIsPainted()
{
    tryThreshold();
    child<QSlider>("slider").setValue(60);
    QTRY_VERIFY(
        child<QLabel>("result").text().contains(QStringLiteral("Sensitivity 0.50, PPV 1.00")));
    QVERIFY(m_document->eraseLesionAt(smallGrid().toPatient(VoxelIndex{15, 15, 15})));
    QTRY_VERIFY(
        child<QLabel>("result").text().contains(QStringLiteral("Sensitivity 1.00, PPV 1.00")));
}

/// As the one whose probabilities are shown.
void ThresholdPanelTest::writeNet(ModelFile& model) const
{
    model.card.name = "Net";
    model.weights.push_back({"w", {1}, {0.5F}, true});
    std::filesystem::create_directories(m_root / "models");
    writeModel(m_root / "models" / "net.h5", model);
}

void ThresholdPanelTest::modelsLeastLesionIsKeptTo()
{
    ModelFile model;
    model.minimumVolumeMm3 = 28.0; // the boxes have 27
    writeNet(model);
    tryThreshold();

    child<QSlider>("slider").setValue(30);

    QTRY_VERIFY(child<QLabel>("result").text().startsWith(QStringLiteral("0 lesion(s)")));
}

void ThresholdPanelTest::modelsCoreIsKeptTo()
{
    ModelFile model;
    model.coreProbability = 0.95; // the boxes nowhere reach it
    writeNet(model);
    tryThreshold();

    child<QSlider>("slider").setValue(30);

    QTRY_VERIFY(child<QLabel>("result").text().startsWith(QStringLiteral("0 lesion(s)")));
    QVERIFY(child<QLabel>("result").text().contains(QStringLiteral(", core 0.95")));
}

void ThresholdPanelTest::untickingTakesTheLayersAway()
{
    tryThreshold();
    child<QCheckBox>("try").click();
    QVERIFY(!m_document->layers().mask(QLatin1StringView(ThresholdPanel::kCutLayer)));
    QVERIFY(!m_document->layers().mask(QLatin1StringView(ThresholdPanel::kBandLayer)));
    QVERIFY(!child<QPushButton>("keep").isVisible());
    QVERIFY(!m_document->isModified());
}

void ThresholdPanelTest::keepingReplacesTheModelsMask()
{
    tryThreshold();
    QSignalSpy kept(m_panel.get(), &ThresholdPanel::maskKept);
    child<QSlider>("slider").setValue(45);

    child<QPushButton>("keep").click();

    QVERIFY(kept.wait());
    QCOMPARE(readMask(modelMask()).foregroundCount(), std::size_t{54});
    QCOMPARE(readSidecar(modelMask())->threshold.value(), 0.45);
}

void ThresholdPanelTest::allCasesAreSwept()
{
    tryThreshold();
    child<QPushButton>("sweep").click();
    // All that a training chooses from: 0.02, 0.05, 0.10, ... 0.95, 0.98.
    QVERIFY(child<QLabel>("sweepNote").text().contains(QStringLiteral(" 21 ")));
    QTRY_VERIFY(child<QLabel>("sweepNote")
                    .text()
                    .startsWith(QStringLiteral("Mean of 1 case(s), FLAIR lesions.")));
    QVERIFY(m_panel->findChild<QWidget*>(QStringLiteral("thresholdChart"))->isVisible());
}

void ThresholdPanelTest::otherGradersAreNoReference()
{
    const Author second = graderAuthor("grader-2", "Grader 2");
    saveMask(m_root, second, "01", boxMask({8, 8, 8}));
    saveMap();
    const auto study = std::make_shared<const Study>(readStudy(m_root));
    LoadedCase blind = loadCase(*study, "01", "", Task::Flair, {});
    std::erase_if(blind.masks,
                  [&](const auto& mask) { return mask.author.folder == second.folder; });
    m_document->show(blind, kGrader);
    m_panel->setStudy(study);

    QCOMPARE(child<QComboBox>("reference").findData(QStringLiteral("grader-2")), -1);
    QVERIFY(child<QComboBox>("reference").findData(QStringLiteral("grader-1")) > 0);
}

void ThresholdPanelTest::noReferenceStaysChosen()
{
    tryThreshold();
    QVERIFY(child<QComboBox>("reference").currentIndex() > 0); // of itself
    chooseReference({});
    QTRY_VERIFY(!child<QLabel>("result").text().contains(QStringLiteral("Sensitivity")));

    m_document->layers().addMask(*m_document->layers().mask(QStringLiteral("grader-1")));
    QCOMPARE(child<QComboBox>("reference").currentIndex(), 0);
    m_document->show(loadCase(readStudy(m_root), "01", "", Task::Flair, {}), kGrader);
    QCOMPARE(child<QComboBox>("reference").currentIndex(), 0);
}

void ThresholdPanelTest::figuresFollowWhenTheReferenceGoes()
{
    saveMask(m_root, modelAuthor("other", "Other"), "01", boxMask({8, 8, 8}));
    tryThreshold();
    child<QSlider>("slider").setValue(60);
    chooseReference(QStringLiteral("model-other"));
    const auto figures = [this] { return child<QLabel>("result").text(); };
    QTRY_VERIFY(figures().contains(QStringLiteral("Sensitivity 1.00, PPV 1.00")));
    child<QPushButton>("sweep").click();
    const auto* chart = m_panel->findChild<QWidget*>(QStringLiteral("thresholdChart"));
    QTRY_VERIFY(chart->isVisible());

    m_document->layers().removeMask(QStringLiteral("model-other"));

    QCOMPARE(child<QComboBox>("reference").currentData().toString(), QStringLiteral("grader-1"));
    QVERIFY(!chart->isVisible());
    QVERIFY(!child<QLabel>("sweepNote").isVisible());
    QTRY_VERIFY(figures().contains(QStringLiteral("Sensitivity 0.50, PPV 1.00")));
}

void ThresholdPanelTest::whatIsHiddenFromTheGraderIsNotSwept()
{
    const Author second = graderAuthor("grader-2", "Grader 2");
    saveMask(m_root, second, "01", boxMask({8, 8, 8}));
    saveMask(m_root, second, "02", boxMask({8, 8, 8}));
    saveMask(m_root, kModel, "02", boxMask({8, 8, 8}));
    saveMap(0.9F, "02");
    Grading own;
    own.author = kGrader.folder;
    own.subject = "01";
    GradingSidecar sidecar;
    sidecar.status = "submitted";
    writeGrading(m_root, kGrader, own, boxMask({8, 8, 8}), sidecar);
    tryThreshold(); // with the other's mask among the layers, as a comparison of 01 shows it
    auto& reference = child<QComboBox>("reference");
    reference.setCurrentIndex(reference.findData(QStringLiteral("grader-2")));

    child<QPushButton>("sweep").click();

    QTRY_VERIFY(
        child<QLabel>("sweepNote").text().startsWith(QStringLiteral("Mean of 1 case(s), ")));
    QVERIFY(child<QLabel>("sweepNote")
                .text()
                .contains(QStringLiteral(" 1 case(s) left out: hidden until ")));
}

bool ThresholdPanelTest::busy() const
{
    return std::ranges::any_of(m_panel->findChildren<BackgroundTask*>(),
                               [](const BackgroundTask* task) { return task->running(); });
}

void ThresholdPanelTest::aSweepDoesNotOutliveItsCase_data()
{
    QTest::addColumn<QString>("what");
    for (const char* what : {"unticked", "another case", "another reference"}) {
        QTest::newRow(what) << QString::fromLatin1(what);
    }
}

void ThresholdPanelTest::aSweepDoesNotOutliveItsCase()
{
    QFETCH(QString, what);
    tryThreshold();
    QTRY_VERIFY(!busy());
    child<QPushButton>("sweep").click();
    QVERIFY(busy());

    if (what == QStringLiteral("unticked")) {
        child<QCheckBox>("try").click();
    } else if (what == QStringLiteral("another case")) {
        m_document->show(loadCase(readStudy(m_root), "01", "", Task::Flair, {}), kGrader);
    } else {
        Q_EMIT child<QComboBox>("reference").activated(0);
    }

    QTRY_VERIFY(!busy());
    QVERIFY(m_panel->findChild<QWidget*>(QStringLiteral("thresholdChart"))->isHidden());
    QVERIFY(child<QLabel>("sweepNote").isHidden());
}

void ThresholdPanelTest::aNewPredictionIsReadAgain()
{
    tryThreshold();
    child<QSlider>("slider").setValue(60);
    const auto lesionVoxels = [this] {
        const auto* cut = m_document->layers().mask(QLatin1StringView(ThresholdPanel::kCutLayer));
        return cut != nullptr ? cut->mask->foregroundCount() : std::size_t{0};
    };
    QCOMPARE(lesionVoxels(), std::size_t{27});

    m_panel->setStudy(std::make_shared<const Study>(readStudy(m_root)));
    QVERIFY(child<QPushButton>("keep").isEnabled()); // the same map
    QCOMPARE(child<QSlider>("slider").value(), 60);

    saveMap(0.3F);
    std::filesystem::last_write_time(probabilityPath(modelMask()),
                                     std::filesystem::file_time_type::clock::now() +
                                         std::chrono::seconds(2));
    m_panel->setStudy(std::make_shared<const Study>(readStudy(m_root)));
    QVERIFY(!child<QPushButton>("keep").isEnabled()); // not a mask cut from the old one
    QTRY_VERIFY(child<QPushButton>("keep").isEnabled());
    child<QSlider>("slider").setValue(60);
    QCOMPARE(lesionVoxels(), std::size_t{0});
}

void ThresholdPanelTest::aDamagedSidecarIsSaid()
{
    saveMap();
    open();
    writeTextAtomically(sidecarPath(modelMask()), "{ not JSON");
    QSignalSpy problems(m_panel.get(), &ThresholdPanel::problem);
    child<QCheckBox>("try").click();
    QTRY_COMPARE(problems.size(), 1);
    QVERIFY(!child<QCheckBox>("try").isChecked());
}

} // namespace dawson

QTEST_MAIN(dawson::ThresholdPanelTest)
#include "threshold_panel_test.moc"
