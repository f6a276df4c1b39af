#include "app/main_window.h"
#include "app/tour_hand.h"
#include "core/document/mask_stroke.h"
#include "core/registration/transform_file.h"
#include "core/study/brain_mask_file.h"
#include "tests/app/window_test_setup.h"
#include "tests/core/document/pair_project.h"
#include "widgets/panel/evaluate_page.h"
#include "widgets/view/slice_view.h"
#include "widgets/view/view_grid.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

namespace dawson
{

namespace
{

const TourHand kHand;
constexpr int kJobMs = 30000;

} // namespace

/// A pair in the real window, with a worker that only keeps the protocol: its brain mask and the
/// correction of its registration, and what they leave in the reader's hand.
class WindowPairTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void initTestCase()
    {
        prepareWindowTest(QStringLiteral("window_pair_test"));
        qputenv("DAWSON_WORKER", FAKE_WORKER);
    }

    void init()
    {
        QSettings().clear();
        m_project = std::make_unique<PairProject>();
        m_project->registerPair();
        saveTransform(pairFiles(m_project->root(), m_project->pair()).transform,
                      Registration(),
                      TransformRecord());
        Mask brain(PairProject::grid());
        for (int n = 4; n < 12; ++n) {
            brain.set({n, 8, 6}, 1);
        }
        const auto image = m_project->anat("01") / "sub-01_ses-01_FLAIR.nii.gz";
        writeBrainMask(m_project->root(), image, brain, {});
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        m_window->start(m_project->root());
        QTRY_VERIFY(TourHand::canSee(QStringLiteral("graderDialog")));
        kHand.click(QStringLiteral("grader.start"));
        QTRY_VERIFY(document().isOpen());
        trigger("task.new");
        QTRY_COMPARE(document().task(), Task::New);
        QTRY_VERIFY(document().acceptsStrokes());
        QVERIFY(document().brain() && document().brain()->mask);
    }

    void cleanup() { m_window.reset(); }

    void theBrainIsNotRepairedWhileMasksAreCompared()
    {
        QVERIFY(action("brain.repair").isEnabled() && button("brainPanel.repair").isEnabled());
        wantComparison();
        QVERIFY(project().isComparing());
        QVERIFY(!action("brain.repair").isEnabled() && !button("brainPanel.repair").isEnabled());
        kHand.click(QStringLiteral("notice.verb"));
        QTRY_VERIFY(action("brain.repair").isEnabled());
        trigger("brain.repair");
        QVERIFY(document().isRepairingBrain());
        QCOMPARE(views().mode(), ViewGrid::Mode::Paint);
    }

    void aRepairThatEndsWithItsCaseGivesTheToolBack()
    {
        trigger("brain.repair");
        QCOMPARE(views().mode(), ViewGrid::Mode::Paint);
        project().openCase(project().currentCase());
        QTRY_VERIFY(!document().isRepairingBrain());
        QCOMPARE(views().mode(), ViewGrid::Mode::View);
        QVERIFY(!action("brain.repair").isChecked());
    }

    void aRepairThatAComparisonEndsIsReadAnewBeforeIt()
    {
        trigger("brain.repair");
        const std::string before = document().brain()->digest;
        paint();
        QSignalSpy opened(&project(), &ProjectDocument::caseOpened);
        wantComparison();
        QTRY_VERIFY(project().isComparing());
        QCOMPARE(opened.size(), 1); // the subtraction was made in the mask that was
        QVERIFY(!project().isReadingCase());
        QVERIFY(!document().isRepairingBrain() && document().brain()->digest != before);
        QCOMPARE(views().mode(), ViewGrid::Mode::View);
    }

    void aBrainThatIsFoundTakesNothingOutOfTheHand_data()
    {
        QTest::addColumn<QString>("meanwhile");
        for (const char* what : {"unsaved strokes", "a stroke going on"}) {
            QTest::newRow(what) << QString::fromLatin1(what);
        }
    }

    void aBrainThatIsFoundTakesNothingOutOfTheHand()
    {
        QFETCH(const QString, meanwhile);
        const bool goingOn = meanwhile == QStringLiteral("a stroke going on");
        QSignalSpy opened(&project(), &ProjectDocument::caseOpened);
        views().setMode(ViewGrid::Mode::Paint);
        auto& pane = TourHand::find(QStringLiteral("view.compare.current.1"));
        QTest::mousePress(&pane, Qt::LeftButton, {}, pane.rect().center());
        if (!goingOn) {
            QTest::mouseRelease(&pane, Qt::LeftButton, {}, pane.rect().center());
        }
        const std::size_t painted = document().editedMask()->foregroundCount();
        QVERIFY(painted > 0);
        findBrain();
        QVERIFY(notice().startsWith(QStringLiteral("The brain was found")));
        if (goingOn) {
            QTest::mouseRelease(&pane, Qt::LeftButton, {}, pane.rect().center());
        }
        QCOMPARE(opened.size(), 0);
        QVERIFY(document().isModified());
        QCOMPARE(document().editedMask()->foregroundCount(), painted);

        kHand.click(QStringLiteral("notice.verb"));
        QTRY_VERIFY(TourHand::canSee(QStringLiteral("saveQuestion")));
        kHand.click(QStringLiteral("save.save"));
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(document().editedMask()->foregroundCount(), painted);
    }

    void aBrainThatIsFoundWaitsForTheEndOfAComparison()
    {
        QSignalSpy opened(&project(), &ProjectDocument::caseOpened);
        wantComparison();
        findBrain();
        QVERIFY(project().isComparing());
        QCOMPARE(opened.size(), 0);
        kHand.click(QStringLiteral("notice.verb"));
        QTRY_COMPARE(opened.size(), 1);
        QVERIFY(!project().isComparing());
    }

    void aBrainThatIsFoundWhileNobodyPaintsIsTakenAtOnce()
    {
        QSignalSpy opened(&project(), &ProjectDocument::caseOpened);
        findBrain();
        QTRY_COMPARE(opened.size(), 1);
        QVERIFY(document().acceptsStrokes());
    }

    void keysCorrectTheRegistrationInEveryLayout_data()
    {
        QTest::addColumn<QString>("layout");
        for (const char* layout :
             {"layout.grid", "layout.axialLarge", "layout.surface", "pair.onePlane"}) {
            QTest::newRow(layout) << QString::fromLatin1(layout);
        }
    }

    void keysCorrectTheRegistrationInEveryLayout()
    {
        QFETCH(const QString, layout);
        trigger(layout.toLatin1().constData());
        kHand.click(QStringLiteral("registrationBar.nudge"));
        QVERIFY(!document().acceptsStrokes());
        auto* pane = qobject_cast<SliceView*>(m_window->focusWidget());
        QVERIFY(pane != nullptr && pane->isVisible());
        QTest::keyClick(pane, Qt::Key_Right);
        const auto& detail =
            static_cast<QLabel&>(TourHand::find(QStringLiteral("registrationBar.detail")));
        QVERIFY2(detail.text().startsWith(QStringLiteral("Moved by")), qPrintable(detail.text()));
        QTest::keyClick(pane, Qt::Key_Escape);
        QVERIFY(document().acceptsStrokes());
    }

private:
    ProjectDocument& project() const { return m_window->project(); }

    CaseDocument& document() const { return project().document(); }

    ViewGrid& views() const { return *m_window->findChild<ViewGrid*>(); }

    QAction& action(const char* name) const
    {
        return *m_window->findChild<QAction*>(QLatin1StringView(name));
    }

    QPushButton& button(const char* name) const
    {
        return *m_window->findChild<QPushButton*>(QLatin1StringView(name));
    }

    void trigger(const char* name) const { action(name).trigger(); }

    static QString notice()
    {
        const QString name = QStringLiteral("notice.text");
        return TourHand::canSee(name) ? static_cast<QLabel&>(TourHand::find(name)).text()
                                      : QString();
    }

    /// As a double click on a lesion of Evaluate asks for it.
    void wantComparison() const
    {
        Q_EMIT m_window->findChild<EvaluatePage*>()->caseRequested(QStringLiteral("01"),
                                                                   QStringLiteral("02"),
                                                                   QStringLiteral("model-net"),
                                                                   QStringLiteral("grader-1"),
                                                                   std::nullopt);
    }

    /// Until the job that looks for the brain has ended.
    void findBrain() const
    {
        trigger("brain.find");
        const QPushButton& cancel = button("brainPanel.cancel");
        QVERIFY(!cancel.isHidden());
        QTRY_VERIFY_WITH_TIMEOUT(cancel.isHidden(), kJobMs);
    }

    void paint() const
    {
        MaskStroke stroke(document(), {Brush::Shape::Ball, 5.0, {}}, {}, 1);
        stroke.moveTo(document().geometry().center());
        stroke.commit();
        QVERIFY(document().isModified());
    }

    std::unique_ptr<PairProject> m_project;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace dawson

int main(int argc, char** argv)
{
    return dawson::runWindowTest<dawson::WindowPairTest>(argc, argv);
}

#include "window_pair_test.moc"
