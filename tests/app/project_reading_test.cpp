#include "app/project_document.h"
#include "core/document/mask_stroke.h"
#include "core/study/grading_file.h"
#include "tests/support/small_project.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace dawson
{

/// What is read at the same time: the project, a case, its masks. None comes in another's way.
class ProjectReadingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void masksOfTheCaseBeforeStayWithIt();
    void aStudyReadMeanwhileIsCaughtUpWith();
    void aMaskSavedForTheFirstTimeIsThereWhenItsCaseIsReadAgain();
    void theNewestRequestWins();
    void aRequestOutlivesAProjectThatCannotBeRead();
    void anotherTaskTakesTheRequestBack();
    void closingTakesTheRequestBack();
    void aRegistrationAcceptedMeanwhileStaysSo();

private:
    static Author first() { return graderAuthor("grader-1", "Grader 1"); }

    static Author second() { return graderAuthor("grader-2", "Grader 2"); }

    /// Of subject 01: as many masks as take longer to read than a case without any.
    void addManyMasks() const;
    /// As the window has it: grader 1, and what is saved is read again.
    void open(ProjectDocument& project, const CaseName& name) const;
    static void paint(ProjectDocument& project, const VoxelIndex& at);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_root;
};

void ProjectReadingTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_root = std::filesystem::path(m_folder->path().toStdString()) / "project";
    makeSmallProject(m_root, {"01", "02", "03"});
}

void ProjectReadingTest::addManyMasks() const
{
    for (int n = 0; n < 40; ++n) {
        const std::string id = "net-" + std::to_string(n);
        saveMask(m_root, modelAuthor(id, id), "01", boxMask({8, 8, 8}));
    }
}

void ProjectReadingTest::open(ProjectDocument& project, const CaseName& name) const
{
    QObject::connect(&project.document(), &CaseDocument::saved, &project, &ProjectDocument::reload);
    project.setGrader(first());
    QSignalSpy read(&project, &ProjectDocument::projectOpened);
    QSignalSpy opened(&project, &ProjectDocument::caseOpened);
    project.open(m_root);
    QVERIFY(project.isOpening());
    QTRY_COMPARE(read.size(), 1);
    QVERIFY(!project.isOpening());
    project.openCase(name);
    QTRY_COMPARE(opened.size(), 1);
}

void ProjectReadingTest::paint(ProjectDocument& project, const VoxelIndex& at)
{
    MaskStroke stroke(project.document(), Brush(), SlicePlane(), 1);
    stroke.moveTo(smallGrid().toPatient(at));
    stroke.commit();
    QVERIFY(project.document().isModified());
}

void ProjectReadingTest::masksOfTheCaseBeforeStayWithIt()
{
    addManyMasks();
    saveMask(m_root, modelAuthor("net-0", "net-0"), "02", boxMask({14, 14, 14}));
    ProjectDocument project;
    open(project, {"01", ""});
    // Another case is asked for at the moment at which the masks are to be read again.
    QObject::connect(
        &project,
        &ProjectDocument::studyChanged,
        &project,
        [&project] {
            project.openCase({"02", ""});
        },
        Qt::SingleShotConnection);
    QSignalSpy opened(&project, &ProjectDocument::caseOpened);
    project.reload();
    QTRY_COMPARE(opened.size(), 1);

    loadCase(readStudy(m_root), "01", {}, Task::Flair, {}); // whoever reads them has them by now
    QCoreApplication::processEvents();
    QCOMPARE(project.currentCase(), (CaseName{"02", ""}));
    const LayerStack& layers = project.document().layers();
    QVERIFY(layers.mask(QStringLiteral("model-net-39")) == nullptr);
    const MaskLayer* net = layers.mask(QStringLiteral("model-net-0"));
    QVERIFY(net != nullptr);
    QVERIFY(net->mask->at({15, 15, 15}) != 0 && net->mask->at({9, 9, 9}) == 0);
}

void ProjectReadingTest::aStudyReadMeanwhileIsCaughtUpWith()
{
    addManyMasks();
    ProjectDocument project;
    open(project, {"02", ""});
    saveMask(m_root, modelAuthor("late", "Late"), "01", boxMask({2, 2, 2}));
    project.openCase({"01", ""}); // by a study that knows nothing of it
    project.reload();
    QTRY_VERIFY(project.document().layers().mask(QStringLiteral("model-late")) != nullptr);
    QCOMPARE(project.currentCase(), (CaseName{"01", ""}));
}

void ProjectReadingTest::aMaskSavedForTheFirstTimeIsThereWhenItsCaseIsReadAgain()
{
    ProjectDocument project;
    open(project, {"01", ""});
    paint(project, {6, 6, 6});
    QSignalSpy opened(&project, &ProjectDocument::caseOpened);
    project.document().save();
    project.openCase(project.currentCase());
    QVERIFY(!project.document().acceptsStrokes());
    QTRY_COMPARE(opened.size(), 1);

    QVERIFY(project.document().acceptsStrokes());
    QVERIFY(project.document().editedMask()->at({6, 6, 6}) != 0);
    paint(project, {16, 16, 16});
    project.document().save(); // and no word of another window
    QVERIFY(!project.document().isModified());
}

void ProjectReadingTest::theNewestRequestWins()
{
    ProjectDocument project;
    open(project, {"01", ""});
    QSignalSpy opened(&project, &ProjectDocument::caseOpened);
    project.openCase({"02", ""});
    project.reload();
    project.openCase({"02", ""});
    project.openCase({"03", ""});
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(project.currentCase(), (CaseName{"03", ""}));
    QVERIFY(project.document().acceptsStrokes());
}

void ProjectReadingTest::aRequestOutlivesAProjectThatCannotBeRead()
{
    ProjectDocument project;
    open(project, {"01", ""});
    QSignalSpy failed(&project, &ProjectDocument::failed);
    std::filesystem::rename(m_root, m_root.string() + "-elsewhere");
    project.reload();
    project.openCase({"02", ""});
    QVERIFY(!project.document().acceptsStrokes());
    QTRY_COMPARE(failed.size(), 2); // the project, then the case
    QCOMPARE(project.currentCase(), (CaseName{"01", ""}));
    QVERIFY(project.document().acceptsStrokes());
}

void ProjectReadingTest::anotherTaskTakesTheRequestBack()
{
    ProjectDocument project;
    open(project, {"01", ""});
    QSignalSpy changed(&project, &ProjectDocument::studyChanged);
    QSignalSpy busy(&project, &ProjectDocument::busy);
    project.reload();
    project.openCase({"02", ""});
    QVERIFY(!project.document().acceptsStrokes());
    project.setTask(Task::New);
    QVERIFY(project.document().acceptsStrokes());
    const auto before = busy.size();
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(busy.size(), before); // nothing is begun
    QCOMPARE(project.currentCase(), (CaseName{"01", ""}));
}

void ProjectReadingTest::closingTakesTheRequestBack()
{
    ProjectDocument project;
    open(project, {"01", ""});
    project.reload();
    project.openCase({"02", ""});
    project.close();
    QSignalSpy opened(&project, &ProjectDocument::caseOpened);
    QSignalSpy read(&project, &ProjectDocument::projectOpened);
    project.open(m_root);
    QTRY_COMPARE(read.size(), 1);
    project.openCase({"03", ""});
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(project.currentCase(), (CaseName{"03", ""}));
}

void ProjectReadingTest::aRegistrationAcceptedMeanwhileStaysSo()
{
    addSmallImage(m_root, "04", "01", "FLAIR");
    addSmallImage(m_root, "04", "02", "FLAIR");
    ProjectDocument project;
    project.setTask(Task::New);
    open(project, {"04", "02"});
    CaseDocument& document = project.document();
    QVERIFY(document.pair() && document.pair()->images);
    QSignalSpy opened(&project, &ProjectDocument::caseOpened);
    project.setGrader(second()); // their mask begins to be read
    PairRecord record;
    record.acceptedBy = "Grader 1";
    document.setPairRecord(record);
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(document.grader().folder, std::string("grader-2"));
    QCOMPARE(document.pair()->state, PairState::Accepted);
}

} // namespace dawson

QTEST_MAIN(dawson::ProjectReadingTest)
#include "project_reading_test.moc"
