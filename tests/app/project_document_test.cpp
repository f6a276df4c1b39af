#include "app/project_document.h"
#include "core/base/atomic_file.h"
#include "core/document/mask_stroke.h"
#include "core/study/grading_file.h"
#include "tests/support/small_project.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace dawson
{

class ProjectDocumentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_root = std::filesystem::path(m_folder->path().toStdString()) / "project";
        makeSmallProject(m_root, {"01", "02", "03"});
        saveMask(m_root, first(), "01", boxMask({4, 4, 4}));
        saveMask(m_root, second(), "01", boxMask({12, 12, 12}));
        saveMask(m_root, modelAuthor("flair-default", "Default"), "01", boxMask({8, 8, 8}));
    }

    void opensProjectThenCase()
    {
        ProjectDocument project;
        project.setGrader(first());
        open(project, {"01", ""});
        QCOMPARE(project.study()->subjects.size(), std::size_t{3});
        QCOMPARE(project.currentCase(), (CaseName{"01", ""}));
        QVERIFY(project.document().editedMask()->at({5, 5, 5}) != 0);
    }

    void theOtherGraderStaysHiddenUntilCompared()
    {
        ProjectDocument project;
        project.setGrader(first());
        open(project, {"01", ""});
        const LayerStack& layers = project.document().layers();
        QVERIFY(layers.mask(QStringLiteral("grader-1")) != nullptr);
        QVERIFY(layers.mask(QStringLiteral("grader-2")) == nullptr);
        QVERIFY(layers.mask(QStringLiteral("model-flair-default")) != nullptr);

        project.setCompared({"grader-1", "grader-2"});
        QVERIFY(layers.mask(QStringLiteral("grader-2")) != nullptr);
        project.setCompared({});
        QVERIFY(layers.mask(QStringLiteral("grader-2")) == nullptr);
    }

    void nothingIsToldOfAHiddenMask_data()
    {
        QTest::addColumn<bool>("elsewhere");
        QTest::newRow("that lies on another grid") << true;
        QTest::newRow("whose sidecar is damaged") << false;
    }

    void nothingIsToldOfAHiddenMask()
    {
        QFETCH(bool, elsewhere);
        if (elsewhere) {
            saveMask(m_root, second(), "01", Mask(Geometry::axisAligned({8, 8, 8}, {1, 1, 1})));
        } else {
            writeTextAtomically(sidecarPath(gradingPath(m_root, second(), "01", {}, Task::Flair)),
                                "{");
        }
        ProjectDocument project;
        project.setGrader(first());
        open(project, {"01", ""});
        QVERIFY(project.refused().empty());

        QSignalSpy opened(&project, &ProjectDocument::caseOpened);
        project.setGrader(second());
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(project.refused().size(), std::size_t{1}); // it is their own
    }

    void norOfOneOfTheVisitBefore()
    {
        addSmallImage(m_root, "04", "01", "FLAIR");
        addSmallImage(m_root, "04", "02", "FLAIR");
        Grading before;
        before.subject = "04";
        before.session = "01";
        writeGrading(m_root, second(), before, boxMask({4, 4, 4}), {});
        std::filesystem::resize_file(gradingPath(m_root, second(), before), 10);
        ProjectDocument project;
        project.setGrader(first());
        project.setTask(Task::New);
        open(project, {"04", "02"});
        QVERIFY(project.refused().empty());

        QSignalSpy opened(&project, &ProjectDocument::caseOpened);
        project.setGrader(second());
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(project.refused().size(), std::size_t{1});
        QVERIFY(project.document().layers().mask(QLatin1StringView(kPriorLayer)) == nullptr);
    }

    void onlyThoseComparedAreShown()
    {
        ProjectDocument project;
        project.setGrader(first());
        open(project, {"01", ""});
        const LayerStack& layers = project.document().layers();
        project.setCompared({"grader-1", "model-flair-default"});
        QVERIFY(project.isComparing());
        QVERIFY(layers.mask(QStringLiteral("grader-2")) == nullptr);
        project.reload();
        QSignalSpy changed(&project, &ProjectDocument::studyChanged);
        QTRY_COMPARE(changed.size(), 1);
        saveMask(m_root, modelAuthor("late", "Late"), "01", boxMask({2, 2, 2}));
        project.reload();
        QTRY_VERIFY(layers.mask(QStringLiteral("model-late")) != nullptr);
        QVERIFY(layers.mask(QStringLiteral("grader-2")) == nullptr);
    }

    /// A mask saved or a job finished in between reads the masks, too.
    void aReloadDoesNotKeepTheGraderBefore()
    {
        ProjectDocument project;
        project.setGrader(first());
        open(project, {"01", ""});
        QSignalSpy opened(&project, &ProjectDocument::caseOpened);
        project.reload();
        project.setGrader(second());
        QVERIFY(!project.document().acceptsStrokes()); // the mask in sight is the first grader's
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(project.document().grader().folder, std::string("grader-2"));
        QVERIFY(project.document().acceptsStrokes());
        QVERIFY(project.document().editedMask()->at({13, 13, 13}) != 0);
    }

    void nothingIsPaintedWhileAnotherCaseIsOnItsWay()
    {
        ProjectDocument project;
        project.setGrader(first());
        open(project, {"01", ""});
        project.openCase({"99", ""});
        QVERIFY(!project.document().acceptsStrokes());
        QSignalSpy failed(&project, &ProjectDocument::failed);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(project.currentCase(), (CaseName{"01", ""}));
        QTRY_VERIFY(project.document().acceptsStrokes());
    }

    void noCaseOpensWithoutAProject()
    {
        ProjectDocument project;
        QSignalSpy busy(&project, &ProjectDocument::busy);
        project.openCase({"01", ""});
        QCOMPARE(busy.size(), 0);
    }

    void anotherCaseIsReadBlindAgain()
    {
        ProjectDocument project;
        project.setGrader(first());
        open(project, {"01", ""});
        project.setCompared({"grader-1", "grader-2"});
        openCase(project, {"02", ""});
        openCase(project, {"01", ""});
        QVERIFY(!project.isComparing());
        QVERIFY(project.document().layers().mask(QStringLiteral("grader-2")) == nullptr);
    }

    void anotherGraderEditsTheirOwnMask()
    {
        ProjectDocument project;
        project.setGrader(first());
        open(project, {"01", ""});
        QSignalSpy opened(&project, &ProjectDocument::caseOpened);
        project.setGrader(second());
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(project.document().grader().folder, std::string("grader-2"));
        QVERIFY(project.document().editedMask()->at({5, 5, 5}) == 0);
        QVERIFY(project.document().editedMask()->at({13, 13, 13}) != 0);
        QVERIFY(project.document().layers().mask(QStringLiteral("grader-1")) == nullptr);
    }

    void aReloadKeepsStrokesAndShowsNewModels()
    {
        ProjectDocument project;
        project.setGrader(first());
        open(project, {"01", ""});
        dab(project, {18, 18, 18});
        saveMask(m_root, modelAuthor("tuned", "Tuned"), "01", boxMask({2, 2, 2}));
        project.reload();
        const LayerStack& layers = project.document().layers();
        QTRY_VERIFY(layers.mask(QStringLiteral("model-tuned")) != nullptr);
        QVERIFY(project.document().isModified());
        QVERIFY(project.document().editedMask()->at({18, 18, 18}) != 0);
        QVERIFY(layers.mask(QStringLiteral("grader-2")) == nullptr);
    }

    void anImportedMaskOfTheReaderIsTheOneThatIsEdited_data()
    {
        QTest::addColumn<QString>("subject");
        QTest::newRow("where there was none") << QStringLiteral("02");
        QTest::newRow("in place of the one that was opened") << QStringLiteral("01");
    }

    void anImportedMaskOfTheReaderIsTheOneThatIsEdited()
    {
        QFETCH(const QString, subject);
        ProjectDocument project;
        project.setGrader(first());
        open(project, {subject.toStdString(), ""});
        saveMask(m_root, first(), subject.toStdString(), boxMask({16, 16, 16}));
        project.reload();
        CaseDocument& document = project.document();
        QTRY_VERIFY(document.editedMask()->at({17, 17, 17}) != 0);
        QVERIFY(document.editedMask()->at({5, 5, 5}) == 0);
        dab(project, {9, 9, 9});
        document.save(); // and no word of another program
        QVERIFY(!document.isModified());
    }

    void neitherASaveNorUnsavedStrokesMakeTheCaseOpenAgain_data()
    {
        QTest::addColumn<bool>("saved");
        QTest::newRow("strokes that were saved") << true;
        QTest::newRow("strokes beside an imported mask") << false;
    }

    void neitherASaveNorUnsavedStrokesMakeTheCaseOpenAgain()
    {
        QFETCH(const bool, saved);
        ProjectDocument project;
        project.setGrader(first());
        open(project, {"01", ""});
        dab(project, {18, 18, 18});
        if (saved) {
            project.document().save();
        } else {
            saveMask(m_root, first(), "01", boxMask({16, 16, 16}));
        }
        QSignalSpy opened(&project, &ProjectDocument::caseOpened);
        saveMask(m_root, modelAuthor("late", "Late"), "01", boxMask({2, 2, 2}));
        project.reload();
        QTRY_VERIFY(project.document().layers().mask(QStringLiteral("model-late")) != nullptr);
        QCOMPARE(opened.size(), 0);
        QCOMPARE(project.document().undoStack().count(), 1);
        QVERIFY(project.document().editedMask()->at({18, 18, 18}) != 0);
        if (saved) {
            dab(project, {9, 9, 9});
            project.document().save(); // still the file that is known
            QVERIFY(!project.document().isModified());
        }
    }

    void everyModelThatPredictsIsShown()
    {
        ProjectDocument project;
        project.setGrader(first());
        open(project, {"01", ""});
        const LayerStack& layers = project.document().layers();
        for (const QString& id :
             {QStringLiteral("model-tiny"), QStringLiteral("model-tiny-fine-tuned")}) {
            const std::string name = id.mid(6).toStdString();
            saveMask(m_root, modelAuthor(name, name), "01", boxMask({2, 2, 2}));
            project.reload();
            project.reload();
            QTRY_VERIFY(layers.mask(id) != nullptr);
            QVERIFY(layers.mask(id)->visible);
        }
    }

    void aFolderThatIsNoProjectIsRefused()
    {
        ProjectDocument project;
        QSignalSpy failed(&project, &ProjectDocument::failed);
        project.open(std::filesystem::path(m_folder->path().toStdString()) / "nothing");
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(!project.study());
    }

    void theFirstCaseIsTheOneWantedIfThereIsOne()
    {
        ProjectDocument project;
        project.setGrader(first());
        open(project, {"01", ""});
        QCOMPARE(project.firstCase({"02", ""}), std::optional(CaseName{"02", ""}));
        QCOMPARE(project.firstCase({"99", ""}), std::optional(CaseName{"01", ""}));
        QVERIFY(!project.previous());
        openCase(project, {"03", ""});
        QCOMPARE(project.previous(), std::optional(CaseName{"02", ""}));
    }

    void anotherTaskHasItsOwnCases()
    {
        addSmallImage(m_root, "04", "01", "FLAIR");
        addSmallImage(m_root, "04", "02", "FLAIR");
        addSmallImage(m_root, "05", "01", "ce-gadolinium_T1w");
        ProjectDocument project;
        project.setGrader(first());
        open(project, {"01", ""});
        QSignalSpy changed(&project, &ProjectDocument::taskChanged);

        project.setTask(Task::New);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(project.firstCase({"01", ""}), std::optional(CaseName{"04", "02"}));
        QCOMPARE(project.firstCase({"04", "01"}), std::optional(CaseName{"04", "02"}));

        project.setTask(Task::Enhancing);
        QCOMPARE(project.firstCase({"01", ""}), std::optional(CaseName{"05", "01"}));
        openCase(project, {"05", "01"});
        QCOMPARE(project.document().task(), Task::Enhancing);
        QVERIFY(!project.previous());
        project.setTask(Task::Enhancing);
        QCOMPARE(changed.size(), 2);
    }

    /// The window names the task of what it shows.
    void aCaseThatCannotBeReadTakesItsTaskBack()
    {
        ProjectDocument project;
        project.setGrader(first());
        open(project, {"01", ""});
        QSignalSpy changed(&project, &ProjectDocument::taskChanged);
        QSignalSpy failed(&project, &ProjectDocument::failed);
        project.setTask(Task::Enhancing);
        project.openCase({"99", ""});
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(project.currentCase(), (CaseName{"01", ""}));
        QCOMPARE(project.task(), Task::Flair);
        QCOMPARE(changed.size(), 2);
        QTRY_VERIFY(project.document().acceptsStrokes());
    }

private:
    static Author first() { return graderAuthor("grader-1", "Grader 1"); }

    static Author second() { return graderAuthor("grader-2", "Grader 2"); }

    static void dab(ProjectDocument& project, const VoxelIndex& voxel)
    {
        MaskStroke stroke(project.document(), Brush(), SlicePlane(), 1);
        stroke.moveTo(smallGrid().toPatient(voxel));
        stroke.commit();
    }

    static void openCase(ProjectDocument& project, const CaseName& name)
    {
        QSignalSpy opened(&project, &ProjectDocument::caseOpened);
        project.openCase(name);
        QTRY_COMPARE(opened.size(), 1);
    }

    void open(ProjectDocument& project, const CaseName& name) const
    {
        QSignalSpy opened(&project, &ProjectDocument::projectOpened);
        project.open(m_root);
        QTRY_COMPARE(opened.size(), 1);
        openCase(project, name);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_root;
};

} // namespace dawson

QTEST_MAIN(dawson::ProjectDocumentTest)
#include "project_document_test.moc"
