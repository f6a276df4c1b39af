#include "app/demo_project.h"
#include "app/main_window.h"
#include "app/project_flow.h"
#include "app/tour_hand.h"
#include "core/base/atomic_file.h"
#include "core/document/mask_stroke.h"
#include "core/study/brain_mask_file.h"
#include "core/study/grading_file.h"
#include "tests/app/window_test_setup.h"
#include "tests/core/job/job_samples.h"
#include "tests/support/small_project.h"
#include "widgets/panel/worklist_model.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QMessageBox>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

namespace fs = std::filesystem;

namespace dawson
{

/// The ways through the real window, and what is told on them.
class ProjectFlowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void theDemoOpensWhereNothingElseDid();
    void theDemoLeavesAProjectOpenedMeanwhile();
    void theDemoAskedForTakesTheProjectsPlace();
    void aLookAtTheDemoKeepsThePlaceInTheProject();
    void anotherTaskOfTheDemoKeepsThePlaceThere();
    void aProjectClosedBeforeItsGraderIsChosenStaysClosed();
    void aJournalThatDiesIsToldAtOnce();
    void brainStrokesThatCameBackAreTold();
    void aFirstCaseThatCannotBeReadKeepsNoOtherFromBeingReached();
    void jobsQueuedElsewhereAreToldBesideTheFirstCase();
    void aCaseThatWasDiscardedIsNotNamedAfterAFailure();

private:
    static void click(const char* name);
    static QString notice();
    QAction& action(const char* name) const;
    static void paint(CaseDocument& document);

    QString path(const char* name) const { return m_folder->filePath(QLatin1StringView(name)); }

    /// A worker that copies a small project as the demo, once it is told to.
    void writeWorker() const;
    void letTheDemoBeMade() const;
    void openFirst() const;
    void openDemo() const;
    void chooseGrader() const;

    CaseName place() const { return m_window->project().currentCase(); }

    QString rootOfOpenProject() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_root;
    std::unique_ptr<MainWindow> m_window;
};

void ProjectFlowTest::initTestCase()
{
    prepareWindowTest(QStringLiteral("project_flow_test"));
}

void ProjectFlowTest::init()
{
    QSettings().clear();
    QDir(DemoProject::folder()).removeRecursively();
    m_folder = std::make_unique<QTemporaryDir>();
    m_root = path("project").toStdString();
    makeSmallProject(m_root, {"01", "02"});
    makeSmallProject(path("demo").toStdString(), {"demo"});
    writeWorker();
    m_window = std::make_unique<MainWindow>();
    m_window->show();
}

void ProjectFlowTest::cleanup()
{
    m_window.reset();
}

void ProjectFlowTest::writeWorker() const
{
    QFile script(path("worker"));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write(QStringLiteral("#!/bin/sh\n"
                                "[ \"$1\" = phantom ] || exit 1\n"
                                "while [ ! -e '%1/go' ]; do sleep 0.1; done\n"
                                "cp -r '%1/demo' \"$3\"\n")
                     .arg(m_folder->path())
                     .toUtf8());
    script.close();
    QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    qputenv("DAWSON_WORKER", path("worker").toUtf8());
}

void ProjectFlowTest::letTheDemoBeMade() const
{
    QFile go(path("go"));
    QVERIFY(go.open(QIODevice::WriteOnly));
}

void ProjectFlowTest::click(const char* name)
{
    QTest::mouseClick(&TourHand::find(QLatin1StringView(name)), Qt::LeftButton);
}

QAction& ProjectFlowTest::action(const char* name) const
{
    return *m_window->findChild<QAction*>(QLatin1StringView(name));
}

QString ProjectFlowTest::notice()
{
    const QString name = QStringLiteral("notice.text");
    return TourHand::canSee(name) ? static_cast<QLabel&>(TourHand::find(name)).text() : QString();
}

void ProjectFlowTest::paint(CaseDocument& document)
{
    MaskStroke stroke(document, Brush(), SlicePlane(), 1);
    stroke.moveTo(smallGrid().center());
    stroke.commit();
    QVERIFY(document.isModified());
}

void ProjectFlowTest::openFirst() const
{
    m_window->flow().openProject(QString::fromStdString(m_root.string()));
    chooseGrader();
}

/// One that was made before.
void ProjectFlowTest::openDemo() const
{
    action("project.demo").trigger();
    QTRY_COMPARE(rootOfOpenProject(), DemoProject::folder());
    chooseGrader();
}

void ProjectFlowTest::chooseGrader() const
{
    QTRY_VERIFY(TourHand::canSee(QStringLiteral("graderDialog")));
    click("grader.start");
    QTRY_VERIFY(m_window->project().document().isOpen());
    QTRY_VERIFY(!TourHand::canSee(QStringLiteral("graderDialog")));
}

QString ProjectFlowTest::rootOfOpenProject() const
{
    const auto study = m_window->project().study();
    return study ? QString::fromStdString(study->root.string()) : QString();
}

void ProjectFlowTest::theDemoOpensWhereNothingElseDid()
{
    m_window->start({});
    QTRY_VERIFY(TourHand::canSee(QStringLiteral("start.progress")));
    letTheDemoBeMade();
    QTRY_COMPARE(rootOfOpenProject(), DemoProject::folder());
}

void ProjectFlowTest::theDemoLeavesAProjectOpenedMeanwhile()
{
    m_window->start({});
    QTRY_VERIFY(TourHand::canSee(QStringLiteral("start.progress")));
    openFirst();
    QCOMPARE(notice(), QString());
    letTheDemoBeMade();
    QTRY_VERIFY(notice().startsWith(QStringLiteral("The demo project is ready.")));
    QCOMPARE(rootOfOpenProject(), QString::fromStdString(m_root.string()));
    QVERIFY(TourHand::canSee(QStringLiteral("view.axial")));
}

void ProjectFlowTest::theDemoAskedForTakesTheProjectsPlace()
{
    openFirst();
    action("project.demo").trigger();
    QTRY_VERIFY(TourHand::canSee(QStringLiteral("start.progress")));
    QCOMPARE(rootOfOpenProject(), QString());
    letTheDemoBeMade();
    QTRY_COMPARE(rootOfOpenProject(), DemoProject::folder());
}

void ProjectFlowTest::aLookAtTheDemoKeepsThePlaceInTheProject()
{
    makeSmallProject(DemoProject::folder().toStdString(), {"demo"});
    openFirst();
    action("case.nextUndone").trigger();
    QTRY_COMPARE(place(), (CaseName{"02", ""}));
    openDemo();
    QCOMPARE(place(), (CaseName{"demo", ""}));

    m_window.reset();
    m_window = std::make_unique<MainWindow>();
    m_window->show();
    m_window->start({});
    QTRY_COMPARE(rootOfOpenProject(), QString::fromStdString(m_root.string()));
    chooseGrader();
    QCOMPARE(place(), (CaseName{"02", ""}));
}

void ProjectFlowTest::anotherTaskOfTheDemoKeepsThePlaceThere()
{
    const fs::path demo = DemoProject::folder().toStdString();
    makeSmallProject(demo, {});
    for (const char* subject : {"01", "02"}) {
        addSmallImage(demo, subject, "a", "FLAIR");
        addSmallImage(demo, subject, "a", "ce-gadolinium_T1w");
    }
    openDemo();
    action("case.nextUndone").trigger();
    QTRY_COMPARE(place(), (CaseName{"02", "a"}));
    action("task.enhancing").trigger();
    QTRY_COMPARE(m_window->project().document().task(), Task::Enhancing);
    QCOMPARE(place(), (CaseName{"02", "a"}));
}

void ProjectFlowTest::aProjectClosedBeforeItsGraderIsChosenStaysClosed()
{
    m_window->start(m_root);
    QTRY_VERIFY(TourHand::canSee(QStringLiteral("graderDialog")));
    m_window->project().close();
    click("grader.start");
    QTRY_VERIFY(!TourHand::canSee(QStringLiteral("graderDialog")));
    QVERIFY(!m_window->project().document().isOpen());
    QVERIFY(TourHand::canSee(QStringLiteral("start.open")));
}

void ProjectFlowTest::aJournalThatDiesIsToldAtOnce()
{
    openFirst();
    QCOMPARE(notice(), QString());
    // A file where .dawson should be, which works for any user; read-only folders do not for root.
    fs::remove_all(m_root / ".dawson");
    QFile file(QString::fromStdString((m_root / ".dawson").string()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    paint(m_window->project().document());
    QTRY_VERIFY(notice().contains(QStringLiteral("would not survive")));
}

void ProjectFlowTest::brainStrokesThatCameBackAreTold()
{
    BrainMaskRecord found;
    found.modelDigest = "abc";
    writeBrainMask(
        m_root, m_root / "sub-01" / "anat" / "sub-01_FLAIR.nii.gz", boxMask({4, 4, 4}), found);
    {
        CaseDocument crashed;
        crashed.show(loadCase(readStudy(m_root), "01", {}, Task::Flair, {}),
                     graderAuthor("grader-1", "Grader 1"));
        crashed.repairBrain();
        paint(crashed);
    }
    openFirst();
    QCOMPARE(notice(), QString());
    QTRY_VERIFY(TourHand::canSee(QStringLiteral("brainPanel.repair")));
    click("brainPanel.repair");
    QVERIFY(m_window->project().document().isRepairingBrain());
    QVERIFY2(notice().startsWith(QStringLiteral("1 unsaved step")), qPrintable(notice()));
}

void ProjectFlowTest::aFirstCaseThatCannotBeReadKeepsNoOtherFromBeingReached()
{
    const fs::path image = m_root / "sub-01" / "anat" / "sub-01_FLAIR.nii.gz";
    fs::resize_file(image, fs::file_size(image) / 2);
    m_window->start(m_root);
    QTRY_VERIFY(TourHand::canSee(QStringLiteral("graderDialog")));
    click("grader.start");
    QTRY_VERIFY(TourHand::canSee(QStringLiteral("errorDialog")));
    static_cast<QMessageBox&>(TourHand::find(QStringLiteral("errorDialog"))).close();
    QTRY_VERIFY(!TourHand::canSee(QStringLiteral("errorDialog")));
    QVERIFY(!m_window->project().document().isOpen());

    QVERIFY(TourHand::canSee(QStringLiteral("worklist.table")));
    auto& cases = static_cast<QTableView&>(TourHand::find(QStringLiteral("worklist.table")));
    QCOMPARE(cases.model()->rowCount(), 2);
    const QPoint second = cases.visualRect(cases.model()->index(1, 0)).center();
    QTest::mouseClick(cases.viewport(), Qt::LeftButton, {}, second);
    QTest::mouseDClick(cases.viewport(), Qt::LeftButton, {}, second);
    QTRY_COMPARE(m_window->project().currentCase(), (CaseName{"02", ""}));
}

void ProjectFlowTest::jobsQueuedElsewhereAreToldBesideTheFirstCase()
{
    RunFolder::create(m_root, training("copied along"));
    openFirst();
    QVERIFY2(notice().startsWith(QStringLiteral("This project holds jobs")), qPrintable(notice()));
    action("case.nextUndone").trigger();
    QTRY_COMPARE(place(), (CaseName{"02", ""}));
    QCOMPARE(notice(), QString());
}

void ProjectFlowTest::aCaseThatWasDiscardedIsNotNamedAfterAFailure()
{
    openFirst();
    QVERIFY(m_window->windowTitle().startsWith(QStringLiteral("01")));
    paint(m_window->project().document());
    writeTextAtomically(m_root / "sub-02" / "anat" / "sub-02_FLAIR.nii.gz", "no image");
    action("case.nextUndone").trigger();
    QTRY_VERIFY(TourHand::canSee(QStringLiteral("saveQuestion")));
    click("save.discard");

    QTRY_VERIFY(TourHand::canSee(QStringLiteral("errorDialog")));
    QVERIFY(!m_window->project().document().isOpen());
    QVERIFY2(!m_window->windowTitle().contains(QStringLiteral("01")),
             qPrintable(m_window->windowTitle()));
    QVERIFY(!action("mask.deleteLesion").isEnabled());
    const auto& list = static_cast<QTableView&>(TourHand::find(QStringLiteral("worklist.table")));
    QVERIFY(!list.model()->index(0, 0).data(WorklistModel::OpenRole).toBool());
}

} // namespace dawson

int main(int argc, char** argv)
{
    return dawson::runWindowTest<dawson::ProjectFlowTest>(argc, argv);
}

#include "project_flow_test.moc"
