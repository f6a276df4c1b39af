#include "app/main_window.h"
#include "app/project_flow.h"
#include "app/tour_hand.h"
#include "core/document/mask_stroke.h"
#include "core/image/image_file.h"
#include "core/study/brain_mask_file.h"
#include "core/study/grading_file.h"
#include "tests/app/window_test_setup.h"
#include "tests/support/small_project.h"
#include "widgets/change/change_table.h"
#include "widgets/theme/language.h"
#include "widgets/view/pair_display.h"
#include "widgets/view/view_grid.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

namespace dawson
{

namespace
{

const TourHand kHand;

} // namespace

/// The real window on a small project, driven through its widgets.
class WindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { prepareWindowTest(QStringLiteral("window_test")); }

    void init()
    {
        QSettings().clear();
        m_folder = std::make_unique<QTemporaryDir>();
        m_root = std::filesystem::path(m_folder->path().toStdString()) / "project";
        makeSmallProject(m_root, {"01", "02"});
        m_window = std::make_unique<MainWindow>();
        m_window->show();
    }

    void cleanup() { m_window.reset(); }

    void whoGradesIsAskedBeforeAnyMaskIsShown()
    {
        m_window->start(m_root);
        QTRY_VERIFY(TourHand::canSee(QStringLiteral("graderDialog")));
        QVERIFY(!m_window->project().document().isOpen());
        click("grader.choose.grader-2");
        click("grader.start");
        QTRY_VERIFY(m_window->project().document().isOpen());
        QCOMPARE(m_window->project().document().grader().folder, std::string("grader-2"));
        QTRY_VERIFY(TourHand::canSee(QStringLiteral("view.axial")));
    }

    void closingAsksAndCancelKeepsTheWindow()
    {
        openFirst();
        paint();
        m_window->close();
        QTRY_VERIFY(TourHand::canSee(QStringLiteral("saveQuestion")));
        click("save.cancel");
        QTRY_VERIFY(!TourHand::canSee(QStringLiteral("saveQuestion")));
        QVERIFY(m_window->isVisible());
        QVERIFY(m_window->project().document().isModified());
    }

    void closingSavesWhenAsked()
    {
        openFirst();
        paint();
        QSignalSpy closed(m_window.get(), &MainWindow::closed);
        m_window->close();
        QTRY_VERIFY(TourHand::canSee(QStringLiteral("saveQuestion")));
        click("save.save");
        QTRY_COMPARE(closed.size(), 1);
        QVERIFY(std::filesystem::exists(
            gradingPath(m_root, m_window->project().grader(), "01", "", Task::Flair)));
    }

    void closingDiscardsWhenAsked()
    {
        openFirst();
        paint();
        QSignalSpy closed(m_window.get(), &MainWindow::closed);
        m_window->close();
        QTRY_VERIFY(TourHand::canSee(QStringLiteral("saveQuestion")));
        click("save.discard");
        QTRY_COMPARE(closed.size(), 1);
        QVERIFY(!std::filesystem::exists(
            gradingPath(m_root, m_window->project().grader(), "01", "", Task::Flair)));
    }

    void anEmptyProjectInvitesToImport()
    {
        const std::filesystem::path empty = m_root.parent_path() / "empty";
        createStudy(empty, "Empty");
        m_window->start(empty);
        QTRY_COMPARE(textOf("start.title"), QStringLiteral("Empty"));
        QVERIFY(TourHand::canSee(QStringLiteral("start.open")));
        QVERIFY(!TourHand::canSee(QStringLiteral("start.progress")));
    }

    void aFolderThatIsNoProjectIsExplained()
    {
        m_window->start(m_root.parent_path() / "nothing");
        QTRY_VERIFY(TourHand::canSee(QStringLiteral("errorDialog")));
        QVERIFY(TourHand::canSee(QStringLiteral("start.open")));
    }

    void aTaskWithoutCasesSaysWhy()
    {
        openFirst();
        const QAction& fresh = *m_window->findChild<QAction*>(QStringLiteral("task.new"));
        QVERIFY(!fresh.isEnabled());
        QCOMPARE(fresh.toolTip(), QStringLiteral("No subject has two visits with a FLAIR."));
        applyLanguage(QStringLiteral("de"));
        QTRY_COMPARE(fresh.toolTip(), QStringLiteral("Kein Proband hat zwei Termine mit FLAIR."));
        applyLanguage(QStringLiteral("en"));
        QTRY_VERIFY(fresh.toolTip().startsWith(QStringLiteral("No subject")));
    }

    void anotherTaskAsksAboutUnsavedWorkAndIsRemembered()
    {
        addSmallImage(m_root, "03", "01", "ce-gadolinium_T1w");
        openFirst();
        paint();
        auto& other = *m_window->findChild<QAction*>(QStringLiteral("task.enhancing"));
        other.trigger();
        QTRY_VERIFY(TourHand::canSee(QStringLiteral("saveQuestion")));
        click("save.cancel");
        QTRY_VERIFY(!TourHand::canSee(QStringLiteral("saveQuestion")));
        QCOMPARE(m_window->project().task(), Task::Flair);
        QVERIFY(!other.isChecked());

        other.trigger();
        QTRY_VERIFY(TourHand::canSee(QStringLiteral("saveQuestion")));
        click("save.save");
        QTRY_COMPARE(m_window->project().document().subject(), std::string("03"));
        QCOMPARE(m_window->project().document().task(), Task::Enhancing);
        QVERIFY(other.isChecked());
        QCOMPARE(
            static_cast<QAbstractButton&>(TourHand::find(QStringLiteral("topBar.task"))).text(),
            QStringLiteral("Enhancing lesions"));

        QSignalSpy closed(m_window.get(), &MainWindow::closed);
        m_window->close();
        QTRY_COMPARE(closed.size(), 1);
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        openFirst();
        QCOMPARE(m_window->project().task(), Task::Enhancing);
    }

    void keysOfAPairWorkAtOnce()
    {
        addPairs();
        openFirst();
        m_window->findChild<QAction*>(QStringLiteral("task.new"))->trigger();
        QTRY_COMPARE(m_window->project().document().task(), Task::New);
        QTRY_VERIFY(TourHand::canSee(QStringLiteral("view.compare.current.1")));
        pressTheKeysOfAPair();

        // And after a case was opened from the list, by mouse and by Enter.
        auto& cases = static_cast<QTableView&>(TourHand::find(QStringLiteral("worklist.table")));
        const QPoint second = cases.visualRect(cases.model()->index(1, 0)).center();
        QTest::mouseClick(cases.viewport(), Qt::LeftButton, {}, second);
        QTest::mouseDClick(cases.viewport(), Qt::LeftButton, {}, second);
        QTRY_COMPARE(m_window->project().document().subject(), std::string("04"));
        pressTheKeysOfAPair();
        cases.setFocus();
        kHand.key(Qt::Key_Up);
        kHand.key(Qt::Key_Return);
        QTRY_COMPARE(m_window->project().document().subject(), std::string("03"));
        pressTheKeysOfAPair();

        // Back from another page as well, but who types a space gets a space.
        kHand.key(Qt::Key_F4);
        QTRY_VERIFY(!TourHand::canSee(QStringLiteral("view.grid")));
        kHand.key(Qt::Key_F2);
        QTRY_VERIFY(TourHand::canSee(QStringLiteral("view.grid")));
        pressTheKeysOfAPair();
        auto& search = static_cast<QLineEdit&>(TourHand::find(QStringLiteral("worklist.search")));
        search.setFocus();
        kHand.key(Qt::Key_Space);
        QTRY_COMPARE(search.text(), QStringLiteral(" "));
        QVERIFY(!pair().look().priorShown);
    }

    void theBrainMaskIsRepairedInTheLesionsPlace()
    {
        const auto image = m_root / "sub-01" / "anat" / "sub-01_FLAIR.nii.gz";
        BrainMaskRecord found;
        found.modelDigest = "abc";
        writeBrainMask(m_root, image, boxMask({4, 4, 4}), found);
        openFirst();
        CaseDocument& document = m_window->project().document();
        QTRY_VERIFY(textOf("brainPanel.text").contains(QStringLiteral("network")));
        QVERIFY(!document.layers().mask(QStringLiteral("brain"))->visible);
        paint(); // lesions that are not saved yet
        auto& repair = *m_window->findChild<QAction*>(QStringLiteral("brain.repair"));
        click("brainPanel.repair");

        QVERIFY(repair.isChecked());
        QVERIFY(document.isRepairingBrain());
        QVERIFY(textOf("status.who").endsWith(QStringLiteral("Brain mask")));
        QVERIFY(std::filesystem::exists(
            gradingPath(m_root, m_window->project().grader(), "01", "", Task::Flair)));
        QVERIFY(!TourHand::canSee(QStringLiteral("lesionTable")));
        QVERIFY(!m_window->findChild<QAction*>(QStringLiteral("case.submit"))->isEnabled());
        paint();
        click("brainPanel.keep");
        QVERIFY(!document.isRepairingBrain() && !repair.isChecked());
        QVERIFY(readMask(brainMaskPath(m_root, image)).foregroundCount() > 27);
        QTRY_VERIFY(textOf("brainPanel.text").contains(QStringLiteral("Grader 1")));
        QVERIFY(textOf("status.who").endsWith(QStringLiteral("FLAIR lesions")));

        repair.trigger();
        {
            MaskStroke erase(document, Brush(), SlicePlane(), 0);
            erase.moveTo(smallGrid().center());
            erase.commit();
        }
        QVERIFY(document.isModified());
        click("brainPanel.drop");
        QVERIFY(!document.isModified());
        m_window->findChild<QAction*>(QStringLiteral("workspace.train"))->trigger();
        QVERIFY(!repair.isEnabled());
    }

    void changesDoNotWidenTheirColumn()
    {
        addPairs();
        openFirst();
        const auto width = [] { return TourHand::find(QStringLiteral("readColumn")).width(); };
        const int before = width();
        m_window->findChild<QAction*>(QStringLiteral("task.new"))->trigger();
        QTRY_COMPARE(m_window->project().document().task(), Task::New);
        VisitChanges found;
        found.changes.changes.resize(40); // a scroll bar appears
        for (LesionChange& change : found.changes.changes) {
            change.current = {1};
            change.currentMl = 12.5;
        }
        found.currentIds = {{1, 188, {}}};
        auto& table = static_cast<ChangeTable&>(TourHand::find(QStringLiteral("changeTable")));
        table.setSearch({VisitChangesSearch::Missing::Nothing, {}, found});
        QTRY_VERIFY(TourHand::canSee(QStringLiteral("changeTable.rows")));
        QCoreApplication::processEvents();
        QCOMPARE(width(), before);
    }

    void theLanguageChangesLive()
    {
        openFirst();
        const QAction& save = *m_window->findChild<QAction*>(QStringLiteral("case.save"));
        const QString english = save.text();
        const QRegularExpression point(QStringLiteral("[0-9]\\.[0-9] mm "));
        const QRegularExpression comma(QStringLiteral("[0-9],[0-9] mm "));
        QVERIFY(textOf("status.position").contains(point));
        applyLanguage(QStringLiteral("de"));
        QTRY_COMPARE(save.text(), QStringLiteral("Maske &speichern"));
        QTRY_VERIFY(textOf("status.position").contains(comma));
        applyLanguage(QStringLiteral("en"));
        QTRY_COMPARE(save.text(), english);
        QTRY_VERIFY(textOf("status.position").contains(point));
    }

    void everyControlHasANameAndATip()
    {
        openFirst();
        QStringList nameless;
        for (const QAbstractButton* button : m_window->findChildren<QAbstractButton*>()) {
            const bool inside = button->parentWidget()->inherits("QAbstractSpinBox") ||
                                button->parentWidget()->inherits("QAbstractItemView") ||
                                button->objectName().startsWith(QStringLiteral("qt_")) ||
                                button->parentWidget()->inherits("QLineEdit");
            if (inside || !button->isVisible()) {
                continue;
            }
            const bool told = !button->text().isEmpty() || !button->accessibleName().isEmpty() ||
                              !button->toolTip().isEmpty();
            if (button->objectName().isEmpty() || !told) {
                nameless << QStringLiteral("%1 in %2")
                                .arg(button->text(), button->parentWidget()->objectName());
            }
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
    }

private:
    static void click(const char* name)
    {
        QTest::mouseClick(&TourHand::find(QString::fromUtf8(name)), Qt::LeftButton);
    }

    static QString textOf(const char* name)
    {
        const QString objectName = QString::fromUtf8(name);
        return TourHand::canSee(objectName)
                   ? static_cast<QLabel&>(TourHand::find(objectName)).text()
                   : QString();
    }

    void openFirst()
    {
        m_window->start(m_root);
        QTRY_VERIFY(TourHand::canSee(QStringLiteral("graderDialog")));
        click("grader.start");
        QTRY_VERIFY(m_window->project().document().isOpen());
        QTRY_VERIFY(!TourHand::canSee(QStringLiteral("graderDialog")));
    }

    /// Two subjects with two visits.
    void addPairs() const
    {
        for (const char* subject : {"03", "04"}) {
            for (const char* session : {"01", "02"}) {
                addSmallImage(m_root, subject, session, "FLAIR");
            }
        }
    }

    PairDisplay& pair() const
    {
        return m_window->findChild<ViewGrid*>(QStringLiteral("view.grid"))->pairDisplay();
    }

    /// Each on and off again, by events of the window system.
    void pressTheKeysOfAPair() const
    {
        m_window->activateWindow(); // no window manager does it here
        QTRY_VERIFY(QApplication::activeWindow() == m_window.get());
        kHand.key(Qt::Key_Space);
        QTRY_VERIFY(pair().look().priorShown);
        kHand.key(Qt::Key_Space);
        QTRY_VERIFY(!pair().look().priorShown);
        kHand.key(Qt::Key_L);
        QTRY_COMPARE(pair().look().blend, Blend::Wipe);
        kHand.key(Qt::Key_K);
        QTRY_COMPARE(pair().look().blend, Blend::Checkerboard);
        kHand.key(Qt::Key_K);
        QTRY_COMPARE(pair().look().blend, Blend::Single);
        kHand.key(Qt::Key_Space, Qt::ShiftModifier);
        QTRY_VERIFY(pair().flickering());
        kHand.key(Qt::Key_Space, Qt::ShiftModifier);
        QTRY_VERIFY(!pair().flickering());
    }

    void paint()
    {
        MaskStroke stroke(m_window->project().document(), Brush(), SlicePlane(), 1);
        stroke.moveTo(smallGrid().center());
        stroke.commit();
        QVERIFY(m_window->project().document().isModified());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_root;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace dawson

int main(int argc, char** argv)
{
    return dawson::runWindowTest<dawson::WindowTest>(argc, argv);
}

#include "window_test.moc"
