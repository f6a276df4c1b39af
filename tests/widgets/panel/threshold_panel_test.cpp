#include "core/base/atomic_file.h"
#include "tests/widgets/panel/threshold_panel_case.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QToolButton>

namespace dawson
{

class ThresholdPanelTest : public ThresholdPanelCase
{
    Q_OBJECT

private Q_SLOTS:

    void init() { begin(); }

    void saysWhenThereIsNoMap();
    void sliderCutsTheMapAndCounts();
    void figuresFollowTheReferenceAsItIsPainted();
    void modelsLeastLesionIsKeptTo();
    void modelsCoreIsKeptTo();
    void coreOfItsMaskIsKnownWithoutTheModel();
    void theLastOfManyMovesStands();
    void untickingTakesTheLayersAway();
    void keepingReplacesTheModelsMask();
    void modelsOwnThresholdIsNotKeptByHand();
    void otherGradersAreNoReference();
    void noReferenceStaysChosen();
    void figuresFollowWhenTheReferenceGoes();
    void aNewPredictionIsReadAgain();
    void aDamagedSidecarIsSaid();
};

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

void ThresholdPanelTest::coreOfItsMaskIsKnownWithoutTheModel()
{
    GradingSidecar sidecar;
    sidecar.role = AuthorRole::Model;
    sidecar.coreProbability = 0.6; // the second lesion and the false place nowhere reach it
    Grading own;
    own.author = kModel.folder;
    own.subject = "01";
    writeGrading(m_root, kModel, own, boxMask({8, 8, 8}), sidecar);
    tryThreshold();

    child<QSlider>("slider").setValue(30);

    QTRY_VERIFY(child<QLabel>("result").text().startsWith(QStringLiteral("1 lesion(s)")));
    QVERIFY(child<QLabel>("result").text().contains(QStringLiteral(", core 0.60")));
}

void ThresholdPanelTest::theLastOfManyMovesStands()
{
    tryThreshold();
    QTRY_VERIFY(!busy());

    for (int step = 95; step >= 30; step -= 5) {
        child<QSlider>("slider").setValue(step);
    }

    QTRY_VERIFY(child<QLabel>("result").text().startsWith(QStringLiteral("3 lesion(s)")));
    const auto* cut = m_document->layers().mask(QLatin1StringView(ThresholdPanel::kCutLayer));
    QCOMPARE(cut->mask->foregroundCount(), std::size_t{81});
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
    QVERIFY(readSidecar(modelMask())->thresholdKept);
    QCOMPARE(readSidecar(modelMask())->coreProbability.value(), 0.0);
}

void ThresholdPanelTest::modelsOwnThresholdIsNotKeptByHand()
{
    ModelFile model;
    model.threshold = 0.35;
    writeNet(model);
    saveMap();
    open();
    child<QCheckBox>("try").click();
    auto& back = child<QToolButton>("own");
    QVERIFY(!child<QPushButton>("sweep").isEnabled()); // by which core is not known yet
    QTRY_VERIFY(child<QPushButton>("sweep").isEnabled());
    QSignalSpy kept(m_panel.get(), &ThresholdPanel::maskKept);
    child<QSlider>("slider").setValue(45);
    child<QPushButton>("keep").click();
    QVERIFY(!child<QPushButton>("keep").isEnabled()); // until it is written
    QVERIFY(kept.wait());
    QVERIFY(readSidecar(modelMask())->thresholdKept);
    QTRY_VERIFY(child<QPushButton>("keep").isEnabled());

    QVERIFY(back.isEnabled());
    back.click();
    QCOMPARE(child<QSlider>("slider").value(), 35);
    QVERIFY(!back.isEnabled());
    child<QPushButton>("keep").click();
    QVERIFY(kept.wait());
    QCOMPARE(readSidecar(modelMask())->threshold.value(), 0.35);
    QVERIFY(!readSidecar(modelMask())->thresholdKept);
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

void ThresholdPanelTest::aNewPredictionIsReadAgain()
{
    tryThreshold();
    child<QSlider>("slider").setValue(60);
    const auto lesionVoxels = [this] {
        const auto* cut = m_document->layers().mask(QLatin1StringView(ThresholdPanel::kCutLayer));
        return cut != nullptr ? cut->mask->foregroundCount() : std::size_t{0};
    };
    QTRY_COMPARE(lesionVoxels(), std::size_t{27});

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
    QTRY_COMPARE(lesionVoxels(), std::size_t{0});
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
