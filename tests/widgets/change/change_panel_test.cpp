#include "core/document/mask_stroke.h"
#include "core/registration/transform_file.h"
#include "core/study/brain_mask_file.h"
#include "tests/core/document/pair_project.h"
#include "widgets/change/change_panel.h"
#include "widgets/theme/theme.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace dawson;

namespace
{

const Author kReader = graderAuthor("1", "Grader 1");
/// In the box that PairProject::addMask draws on the earlier visit's grid, and away from it.
constexpr PatientPoint kInBox{6, 5, 6};
constexpr PatientPoint kAway{17, 14, 14};

} // namespace

class ChangePanelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void init()
    {
        applyTheme(ThemeName::Dark);
        m_project = std::make_unique<PairProject>();
        m_project->registerPair();
        saveTransform(pairFiles(m_project->root(), m_project->pair()).transform,
                      Registration(),
                      TransformRecord());
        m_project->addMask(kReader, PairProject::place("01", Task::Flair), PairProject::grid());
        m_document = std::make_unique<CaseDocument>();
        m_panel = std::make_unique<ChangePanel>(*m_document);
        m_panel->resize(300, 600);
        m_panel->show();
        m_rows = m_panel->findChild<QTableView*>(QStringLiteral("changeTable.rows"));
    }

    void cleanup()
    {
        m_panel.reset();
        m_document.reset();
    }

    void strokesCountBeforeTheyAreSaved()
    {
        open(Task::Flair);
        QVERIFY(m_panel->applies());
        QTRY_VERIFY(!m_panel->updating());
        QCOMPARE(m_panel->count(), 0); // nothing is painted yet, so nothing is resolved

        dab(kAway);
        QVERIFY(m_panel->updating());
        QCOMPARE(m_panel->count(), 0); // until the hand rests
        QTRY_VERIFY(!m_panel->updating());
        QCOMPARE(m_panel->count(), 2);
        dab(kInBox);
        QVERIFY(label("updating")->isVisible());
        QCOMPARE(m_panel->count(), 2);
        QTRY_VERIFY(!m_panel->updating());
        QVERIFY(!label("updating")->isVisible());

        m_document->undoStack().setIndex(0);
        QTRY_COMPARE(m_panel->count(), 0);
        m_document->undoStack().redo();
        QTRY_COMPARE(m_panel->count(), 2);
        QVERIFY(m_document->isModified());
    }

    void newLesionsPaintedInThePairCount()
    {
        m_project->addMask(
            kReader, PairProject::place("02", Task::Flair), PairProject::followupGrid());
        open(Task::New);
        QTRY_VERIFY(!m_panel->updating());
        const int before = m_panel->count();
        QVERIFY(before > 0);
        dab(kAway);
        QTRY_COMPARE(m_panel->count(), before + 1);
    }

    void theEyeKeepsItsPlace()
    {
        open(Task::Flair);
        dab(kInBox); // another lesion there, or the same one grown or shrunk
        QTRY_COMPARE(m_panel->count(), 1);
        m_rows->selectRow(0);
        const PatientPoint there = m_document->cursor().position();
        QSignalSpy jumped(m_panel.get(), &ChangePanel::jumped);
        m_document->cursor().moveTo({1, 2, 3});
        dab(kAway); // new ones come first
        QTRY_COMPARE(m_panel->count(), 2);
        QCOMPARE(m_rows->selectionModel()->selectedRows().first().row(), 1);
        QCOMPARE(jumped.count(), 0);
        QCOMPARE(m_document->cursor().position(), (PatientPoint{1, 2, 3}));
        QVERIFY(there.x > 3.0 && there.x < 10.0);
    }

    void fastStrokesAreCountedTogether()
    {
        open(Task::Flair);
        QTRY_VERIFY(!m_panel->updating());
        QSignalSpy counted(m_panel.get(), &ChangePanel::counted);
        for (int n = 0; n < 20; ++n) {
            dab({kAway.x, kAway.y - 0.3 * n, kAway.z});
        }
        QTRY_COMPARE(m_panel->count(), 2);
        QCOMPARE(counted.count(), 1);
    }

    /// The brain mask takes the lesions' place while it is repaired.
    void aBrainUnderRepairIsNotTakenForLesions()
    {
        const auto image = m_project->anat("02") / "sub-01_ses-02_FLAIR.nii.gz";
        Mask brain(PairProject::followupGrid());
        brain.set({4, 4, 4}, 1);
        brain.set({20, 15, 8}, 1);
        writeBrainMask(m_project->root(), image, brain, {});
        open(Task::Flair);
        dab(kAway);
        QTRY_COMPARE(m_panel->count(), 2);
        m_document->save();

        m_document->repairBrain();
        QVERIFY(m_document->isRepairingBrain());
        dab(kInBox);
        QTRY_VERIFY(!m_panel->updating());
        QCOMPARE(m_panel->count(), 2); // one new, one resolved, as before
        m_document->endBrainRepair(false);
        QVERIFY(m_panel->updating());
        QTRY_VERIFY(!m_panel->updating());
        QCOMPARE(m_panel->count(), 2);
    }

    void acceptingTheRegistrationIsNoticed()
    {
        m_project->addMask(
            kReader, PairProject::place("02", Task::Flair), PairProject::followupGrid());
        open(Task::New);
        QTRY_VERIFY(label("notes")->text().contains(QStringLiteral("Nobody has accepted")));

        PairRecord record = *m_document->pair()->record;
        record.acceptedBy = "Grader 1";
        record.acceptedAt = "2026-01-02T03:04:05Z";
        writePairRecord(m_project->root(), m_project->pair(), record);
        m_document->setPairRecord(record);

        QTRY_VERIFY(!label("notes")->text().contains(QStringLiteral("Nobody has accepted")));
    }

    void doesNotApplyToAFirstVisit()
    {
        open(Task::Flair, "01");
        QVERIFY(!m_panel->applies());
        dab(kInBox);
        QVERIFY(!m_panel->updating());
        QCOMPARE(m_panel->count(), 0);
    }

private:
    void open(Task task, const std::string& session = "02")
    {
        m_document->show(m_project->load(task, session), kReader);
        m_panel->setStudy(std::make_shared<const Study>(m_project->study()));
    }

    void dab(const PatientPoint& at)
    {
        MaskStroke stroke(*m_document, {Brush::Shape::Ball, 5.0, {}}, {}, 1);
        stroke.moveTo(at);
        stroke.commit();
    }

    QLabel* label(const char* name) const
    {
        return m_panel->findChild<QLabel*>(QStringLiteral("changeTable.") +
                                           QLatin1StringView(name));
    }

    std::unique_ptr<PairProject> m_project;
    std::unique_ptr<CaseDocument> m_document;
    std::unique_ptr<ChangePanel> m_panel;
    QTableView* m_rows = nullptr;
};

QTEST_MAIN(ChangePanelTest)
#include "change_panel_test.moc"
