#include "app/actions.h"
#include "app/lesion_section.h"
#include "app/main_window.h"
#include "app/settings.h"
#include "app/tour_hand.h"
#include "core/document/mask_stroke.h"
#include "core/study/grading_file.h"
#include "tests/app/window_test_setup.h"
#include "tests/support/small_project.h"
#include "widgets/panel/evaluate_page.h"
#include "widgets/panel/folding_section.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <array>

namespace dawson
{

namespace
{

const TourHand kHand;

} // namespace

/// The way from Evaluate to a comparison and back, in the real window: who is seen, and that
/// nothing is painted meanwhile.
class WindowComparisonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { prepareWindowTest(QStringLiteral("window_comparison_test")); }

    void init()
    {
        QSettings().clear();
        m_folder = std::make_unique<QTemporaryDir>();
        m_root = std::filesystem::path(m_folder->path().toStdString()) / "project";
        makeSmallProject(m_root, {"01", "02"});
        for (const char* subject : {"01", "02"}) {
            saveMask(m_root, graderAuthor("grader-1", "Grader 1"), subject, boxMask({4, 4, 4}));
            saveMask(m_root, graderAuthor("grader-2", "Grader 2"), subject, boxMask({8, 8, 8}));
            saveMask(m_root, modelAuthor("net", "Net"), subject, boxMask({6, 6, 6}));
        }
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        m_window->start(m_root);
        QTRY_VERIFY(TourHand::canSee(QStringLiteral("graderDialog")));
        kHand.click(QStringLiteral("grader.start"));
        QTRY_VERIFY(project().document().isOpen());
        QTRY_VERIFY(!TourHand::canSee(QStringLiteral("graderDialog")));
    }

    void cleanup() { m_window.reset(); }

    void aCancelledComparisonDoesNotComeBack()
    {
        paint();
        wantComparison("02");
        QTRY_VERIFY(TourHand::canSee(QStringLiteral("saveQuestion")));
        kHand.click(QStringLiteral("save.cancel"));
        QTRY_VERIFY(!TourHand::canSee(QStringLiteral("saveQuestion")));
        project().document().save();

        project().openCase({"02", ""});
        QTRY_COMPARE(project().currentCase(), (CaseName{"02", ""}));
        QVERIFY(!project().isComparing());
        QVERIFY(project().document().acceptsStrokes());
    }

    void onlyTheTwoComparedAreShown()
    {
        wantComparison("01");
        QVERIFY(project().isComparing());
        const LayerStack& layers = project().document().layers();
        QVERIFY(layers.mask(QStringLiteral("model-net")) != nullptr);
        QVERIFY(layers.mask(QStringLiteral("grader-2")) == nullptr);
    }

    void whatMustNotBeSeenYetIsNotCompared_data()
    {
        QTest::addColumn<QString>("subject");
        QTest::newRow("of the open case") << QStringLiteral("01");
        QTest::newRow("of another case") << QStringLiteral("02");
    }

    void whatMustNotBeSeenYetIsNotCompared()
    {
        QFETCH(const QString, subject);
        const auto want = [this, subject] {
            Q_EMIT m_window->findChild<EvaluatePage*>()->caseRequested(
                subject, {}, QStringLiteral("grader-2"), QStringLiteral("grader-1"), std::nullopt);
        };
        want();
        const auto& text = static_cast<QLabel&>(TourHand::find(QStringLiteral("notice.text")));
        QVERIFY2(text.isVisible() && text.text().contains(QStringLiteral("stay hidden")),
                 qPrintable(text.text()));
        QVERIFY(!project().isComparing());
        QCOMPARE(project().currentCase(), (CaseName{"01", ""}));
        const LayerStack& layers = project().document().layers();
        QVERIFY(layers.mask(QStringLiteral("grader-2")) == nullptr);

        project().openCase({subject.toStdString(), ""});
        QTRY_COMPARE(project().document().subject(), subject.toStdString());
        QTRY_VERIFY(project().document().acceptsStrokes());
        QSignalSpy read(&project(), &ProjectDocument::studyChanged);
        project().document().submit();
        QTRY_VERIFY(!read.isEmpty());
        want();
        QVERIFY(project().isComparing());
        QVERIFY(layers.mask(QStringLiteral("grader-2")) != nullptr);
    }

    void oneComparisonFollowsAnother()
    {
        wantComparison("01");
        wantComparison("01");
        QVERIFY(project().isComparing() && !project().document().acceptsStrokes());
        wantComparison("02");
        QTRY_COMPARE(project().currentCase(), (CaseName{"02", ""}));
        QVERIFY(project().isComparing() && !project().document().acceptsStrokes());
        kHand.click(QStringLiteral("notice.verb"));
        QTRY_VERIFY(!project().isComparing());
        QVERIFY(project().document().acceptsStrokes());
    }

    void nothingChangesTheMaskMeanwhile()
    {
        paint();
        QVERIFY(enabled("edit.undo") && enabled("mask.deleteLesion") && enabled("case.submit"));
        wantComparison("01");
        for (const char* name : {"edit.undo", "edit.redo", "mask.deleteLesion", "case.submit"}) {
            QVERIFY2(!enabled(name), name);
        }
        trigger("workspace.train");
        trigger("workspace.read");
        QVERIFY(!enabled("mask.deleteLesion"));
        kHand.click(QStringLiteral("notice.verb"));
        QTRY_VERIFY(enabled("edit.undo") && enabled("mask.deleteLesion") && enabled("case.submit"));
    }

    void whatOnlyLooksWorksMeanwhile()
    {
        constexpr std::array looks{"mask.previousLesion",
                                   "mask.nextLesion",
                                   "mask.fainter",
                                   "mask.stronger",
                                   "mask.outline"};
        wantComparison("01");
        const LayerStack& layers = project().document().layers();
        const auto outcome = [&layers] { return layers.mask(QStringLiteral("outcome")); };
        QTRY_VERIFY(outcome() != nullptr);
        for (const char* name : looks) {
            QVERIFY2(enabled(name), name);
        }
        const bool outlined = outcome()->outline;
        m_window->activateWindow(); // no window manager does it here
        QTRY_VERIFY(QApplication::activeWindow() == m_window.get());
        kHand.key(Qt::Key_O);
        QTRY_COMPARE(outcome()->outline, !outlined);
        trigger("workspace.train");
        for (const char* name : looks) {
            QVERIFY2(!enabled(name), name);
        }
    }

    void quittingKeepsTheSectionsAsTheyWere()
    {
        auto* tools = m_window->findChild<FoldingSection*>(QStringLiteral("section.tools"));
        auto* threshold = m_window->findChild<FoldingSection*>(QStringLiteral("section.threshold"));
        tools->setFolded(false);
        threshold->setFolded(true);
        wantComparison("01");
        QVERIFY(tools->isFolded() && threshold->isFolded());
        QSignalSpy closed(m_window.get(), &MainWindow::closed);

        trigger("app.quit");

        QTRY_COMPARE(closed.size(), 1);
        const QStringList folded = Settings::load().foldedSections;
        QVERIFY(!folded.contains(tools->objectName()));
        QVERIFY(folded.contains(threshold->objectName()));
    }

    void aCaseReadAgainBehindAnotherPageIsNotErasedFromThere()
    {
        trigger("workspace.train");
        QVERIFY(!enabled("mask.deleteLesion"));
        project().openCase({"02", ""});
        QTRY_COMPARE(project().currentCase(), (CaseName{"02", ""}));
        QVERIFY(!enabled("mask.deleteLesion"));
        trigger("workspace.read");
        QVERIFY(enabled("mask.deleteLesion"));
    }

    void whatWasSeenIsSeenAgainAfterwards()
    {
        LayerStack& layers = project().document().layers();
        MaskLayer prior;
        prior.id = QLatin1StringView(kPriorLayer);
        prior.mask = std::make_shared<const Mask>(boxMask({14, 14, 14}));
        layers.addMask(prior);
        layers.setMaskVisible(QStringLiteral("model-net"), true);
        layers.setMaskVisible(QStringLiteral("grader-1"), false);
        wantComparison("01");
        QCOMPARE(seen(), QStringList());
        layers.setMaskVisible(QStringLiteral("grader-1"), true); // for a look meanwhile
        kHand.click(QStringLiteral("notice.verb"));
        QTRY_VERIFY(!project().isComparing());
        QCOMPARE(seen(), (QStringList{QStringLiteral("model-net"), prior.id}));
    }

    void whatWasSeenOfOneCaseIsNotSoughtInAnother()
    {
        project().document().layers().setMaskVisible(QStringLiteral("model-net"), true);
        wantComparison("01");
        wantComparison("02");
        QTRY_COMPARE(project().currentCase(), (CaseName{"02", ""}));
        QTRY_VERIFY(project().isComparing());
        kHand.click(QStringLiteral("notice.verb"));
        QTRY_VERIFY(!project().isComparing());
        QCOMPARE(seen(), QStringList{QStringLiteral("grader-1")}); // as the case was opened
    }

    void aMaskPredictedAgainIsComparedAgain()
    {
        wantComparison("01");
        const LayerStack& layers = project().document().layers();
        const auto* lesions = m_window->findChild<LesionSection*>();
        QTRY_VERIFY(layers.mask(QStringLiteral("outcome")) != nullptr);
        QCOMPARE(lesions->count(), 1); // the two share a voxel
        const auto outcome = layers.mask(QStringLiteral("outcome"))->mask;
        saveMask(m_root, modelAuthor("net", "Net"), "01", boxMask({16, 16, 16}));
        project().reload();
        QTRY_COMPARE(lesions->count(), 2); // one missed, one spurious
        QVERIFY(layers.mask(QStringLiteral("outcome"))->mask != outcome);
    }

    void keysDoNotChangeTheMaskBehindAnotherPage()
    {
        paint();
        for (const char* page : {"workspace.train", "workspace.evaluate"}) {
            trigger(page);
            QVERIFY2(!enabled("edit.undo") && !enabled("case.submit"), page);
            m_window->activateWindow(); // no window manager does it here
            QTRY_VERIFY(QApplication::activeWindow() == m_window.get());
            kHand.key(Qt::Key_Z, Qt::ControlModifier);
            kHand.key(Qt::Key_Return, Qt::ControlModifier);
            QVERIFY2(project().document().isModified(), page);
        }
        project().document().undoStack().undo();
        QVERIFY(!enabled("edit.redo"));
        trigger("workspace.read");
        QVERIFY(enabled("edit.redo") && enabled("case.submit"));
    }

private:
    ProjectDocument& project() const { return m_window->project(); }

    QAction& action(const char* name) const
    {
        return *m_window->findChild<QAction*>(QLatin1StringView(name));
    }

    bool enabled(const char* name) const { return action(name).isEnabled(); }

    void trigger(const char* name) const { action(name).trigger(); }

    /// Ids of the masks that are shown, without the outcome, in alphabetical order.
    QStringList seen() const
    {
        QStringList ids;
        for (const MaskLayer& mask : project().document().layers().masks()) {
            if (mask.visible && mask.id != QStringLiteral("outcome")) {
                ids << mask.id;
            }
        }
        ids.sort();
        return ids;
    }

    /// As a double click on a lesion of Evaluate asks for it.
    void wantComparison(const char* subject) const
    {
        Q_EMIT m_window->findChild<EvaluatePage*>()->caseRequested(QLatin1StringView(subject),
                                                                   {},
                                                                   QStringLiteral("model-net"),
                                                                   QStringLiteral("grader-1"),
                                                                   std::nullopt);
    }

    void paint() const
    {
        MaskStroke stroke(project().document(), Brush(), SlicePlane(), 1);
        stroke.moveTo(smallGrid().center());
        stroke.commit();
        QVERIFY(project().document().isModified());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_root;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace dawson

int main(int argc, char** argv)
{
    return dawson::runWindowTest<dawson::WindowComparisonTest>(argc, argv);
}

#include "window_comparison_test.moc"
