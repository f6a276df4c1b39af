#include "app/main_window.h"
#include "app/tour_hand.h"
#include "core/run/run_folder.h"
#include "core/study/brain_mask_file.h"
#include "core/training/model_file.h"
#include "tests/support/small_project.h"
#include "widgets/panel/model_list.h"
#include "widgets/theme/theme.h"

#include <QAction>
#include <QComboBox>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

namespace dawson
{

namespace
{

void writeModelFor(const std::filesystem::path& path, const std::string& task)
{
    ModelFile model;
    model.card.name = path.stem().string();
    model.card.task = task;
    model.card.kind = "default";
    model.card.metrics = {{"validation PPV", 0.5}};
    model.patchSize = 16;
    model.architecture.width = 0.125;
    model.weights.push_back({"head.weight", {1, 2}, {0.5F, -0.25F}, true});
    std::filesystem::create_directories(path.parent_path());
    writeModel(path, model);
}

void click(const char* name)
{
    QTest::mouseClick(&TourHand::find(QString::fromUtf8(name)), Qt::LeftButton);
}

} // namespace

/// Models of brains in the real window: listed beside those of lesions, chosen to find a brain.
class BrainChoiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void ownModelsFindTheBrain();

private:
    QTemporaryDir m_folder;
};

void BrainChoiceTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("dawson"));
    QCoreApplication::setApplicationName(QStringLiteral("brain_choice_test"));
    applyTheme(ThemeName::Dark);
    QSettings().clear();
}

void BrainChoiceTest::ownModelsFindTheBrain()
{
    const std::filesystem::path folder = m_folder.path().toStdString();
    writeModelFor(folder / "resources" / "models" / "brain-default.h5", "brain");
    qputenv("DAWSON_RESOURCES", (folder / "resources").string().c_str());
    const std::filesystem::path root = folder / "project";
    makeSmallProject(root, {"01"});
    writeModelFor(root / "models" / "lesions.h5", "flair");
    writeModelFor(root / "models" / "own brains.h5", "brain");
    writeBrainMask(root, root / "sub-01" / "anat" / "sub-01_FLAIR.nii.gz", boxMask({4, 4, 4}), {});
    MainWindow window;
    window.show();
    window.start(root);
    QTRY_VERIFY(TourHand::canSee(QStringLiteral("graderDialog")));
    click("grader.start");
    QTRY_VERIFY(TourHand::canSee(QStringLiteral("brainPanel.model")));

    auto& choice = static_cast<QComboBox&>(TourHand::find(QStringLiteral("brainPanel.model")));
    QCOMPARE(choice.count(), 2);
    QCOMPARE(choice.currentText(), QStringLiteral("brain-default"));
    choice.setCurrentIndex(1);
    click("brainPanel.find");
    const RunFolder run(std::filesystem::directory_iterator(root / "runs")->path());
    const JobSpec job = readJobSpec(run.jobFile());
    QCOMPARE(std::get<BrainJob>(job.work).model, root / "models" / "own brains.h5");

    window.findChild<QAction*>(QStringLiteral("workspace.train"))->trigger();
    auto& list = static_cast<QListWidget&>(TourHand::find(QStringLiteral("modelList.list")));
    QCOMPARE(list.count(), 3);
    QVERIFY(list.item(0)->text().startsWith(QStringLiteral("lesions")));
    QVERIFY(list.item(0)->text().contains(QStringLiteral("PPV")));
    QVERIFY(list.item(2)->text().contains(QStringLiteral("masks brains, default model")));
    const auto canPredict = [] {
        return TourHand::find(QStringLiteral("trainPage.predict")).isEnabled();
    };
    list.setCurrentRow(0);
    QVERIFY(canPredict());
    list.setCurrentRow(2);
    QVERIFY(!canPredict()); // brains are no lesions
    QCOMPARE(choice.currentIndex(), 1);
}

} // namespace dawson

QTEST_MAIN(dawson::BrainChoiceTest)

#include "brain_choice_test.moc"
