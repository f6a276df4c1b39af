#include "app/grader_dialog.h"
#include "app/lesion_section.h"
#include "app/main_window.h"
#include "app/settings.h"
#include "app/tour_hand.h"
#include "core/document/background_task.h"
#include "core/document/mask_stroke.h"
#include "core/study/brain_mask_file.h"
#include "core/study/grading_file.h"
#include "tests/app/window_test_setup.h"
#include "tests/support/small_project.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

namespace dawson
{

namespace
{

const TourHand kHand;

} // namespace

/// What of the window holds from one case to the next, and from one place to another.
class WindowCaseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { prepareWindowTest(QStringLiteral("window_case_test")); }

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

    void tabPaintsInThePanesAndMovesTheFocusElsewhere()
    {
        openFirst();
        const auto& toggle = *m_window->findChild<QAction*>(QStringLiteral("mask.toggle"));
        QSignalSpy toggled(&toggle, &QAction::triggered);
        activate();
        TourHand::find(QStringLiteral("view.axial")).setFocus();
        kHand.key(Qt::Key_Tab);
        QTRY_COMPARE(toggled.size(), 1);

        auto& search = TourHand::find(QStringLiteral("worklist.search"));
        search.setFocus();
        QVERIFY(search.hasFocus());
        kHand.key(Qt::Key_Tab);
        QTRY_VERIFY(!search.hasFocus());
        QVERIFY(QApplication::focusWidget() != nullptr);
        QCOMPARE(toggled.size(), 1);
    }

    void outlinesStayWhenAnotherCaseIsOpened()
    {
        saveMask(m_root, graderAuthor("grader-1", "Grader 1"), "02", boxMask({8, 8, 8}));
        openFirst();
        auto& outline = *m_window->findChild<QAction*>(QStringLiteral("mask.outline"));
        outline.trigger();
        QVERIFY(outline.isChecked());
        m_window->project().openCase({"02", ""});
        QTRY_COMPARE(m_window->project().document().subject(), std::string("02"));
        const auto& masks = m_window->project().document().layers().masks();
        QVERIFY(!masks.empty());
        for (const MaskLayer& mask : masks) {
            QVERIFY(mask.outline);
        }
    }

    void aMaskThatArrivesLooksLikeTheOthers()
    {
        openFirst();
        LayerStack& layers = m_window->project().document().layers();
        const auto predict = [this](const VoxelIndex& lower) {
            saveMask(m_root, modelAuthor("net", "Net"), "01", boxMask(lower));
            m_window->project().reload();
        };
        const auto predicted = [&layers] { return layers.mask(QStringLiteral("model-net")); };
        m_window->findChild<QAction*>(QStringLiteral("mask.outline"))->trigger();
        layers.setMaskOpacity(QStringLiteral("grader-1"), 0.6); // as its slider does
        predict({4, 4, 4});
        QTRY_VERIFY(predicted() != nullptr);
        QVERIFY(predicted()->outline);
        QCOMPARE(predicted()->opacity, 0.6);

        layers.setMaskOutline(QStringLiteral("model-net"), false); // as the button of its row does
        const auto before = predicted()->mask;
        predict({8, 8, 8});
        QTRY_VERIFY(predicted()->mask != before);
        QVERIFY(!predicted()->outline);
    }

    void peekingEndsHoweverItsKeyComesUp_data()
    {
        QTest::addColumn<QString>("meanwhile");
        for (const char* what : {"nothing happened",
                                 "Ctrl went down",
                                 "another program came to the front",
                                 "another page was opened"}) {
            QTest::newRow(what) << QString::fromLatin1(what);
        }
    }

    void peekingEndsHoweverItsKeyComesUp()
    {
        QFETCH(const QString, meanwhile);
        openFirst();
        activate();
        TourHand::find(QStringLiteral("view.axial")).setFocus();
        const LayerStack& layers = m_window->project().document().layers();
        kHand.holdKey(Qt::Key_S);
        QTRY_VERIFY(layers.peeking());
        if (meanwhile == QStringLiteral("Ctrl went down")) {
            QTest::keyRelease(m_window.get(), Qt::Key_S, Qt::ControlModifier);
        } else if (meanwhile == QStringLiteral("another program came to the front")) {
            Q_EMIT qApp->applicationStateChanged(Qt::ApplicationInactive);
        } else if (meanwhile == QStringLiteral("another page was opened")) {
            m_window->findChild<QAction*>(QStringLiteral("workspace.train"))->trigger();
        } else {
            kHand.releaseKey(Qt::Key_S);
        }
        QTRY_VERIFY(!layers.peeking());
    }

    void typingIsUndoneInItsFieldAlone()
    {
        openFirst();
        paint();
        activate();
        auto& search = static_cast<QLineEdit&>(TourHand::find(QStringLiteral("worklist.search")));
        search.setFocus();
        kHand.type(QStringLiteral("s"));
        QTRY_COMPARE(search.text(), QStringLiteral("s"));
        QVERIFY(!m_window->project().document().layers().peeking());
        kHand.key(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(search.text(), QString());
        QVERIFY(m_window->project().document().isModified());
    }

    void theLookOfMasksIsRemembered()
    {
        openFirst();
        const auto own = [this] {
            CaseDocument& document = m_window->project().document();
            return *document.layers().mask(QString::fromStdString(document.grader().folder));
        };
        m_window->findChild<QAction*>(QStringLiteral("mask.outline"))->trigger();
        m_window->project().document().layers().setMaskOpacity(own().id, 0.6); // as its slider does
        m_window->project().openCase({"02", ""});
        QTRY_COMPARE(m_window->project().document().subject(), std::string("02"));
        QCOMPARE(own().opacity, 0.6);
        m_window->findChild<QAction*>(QStringLiteral("mask.fainter"))->trigger();
        QCOMPARE(own().opacity, 0.5);

        m_window = std::make_unique<MainWindow>();
        m_window->show();
        openFirst();
        QVERIFY(m_window->findChild<QAction*>(QStringLiteral("mask.outline"))->isChecked());
        QVERIFY(own().outline);
        QCOMPARE(own().opacity, 0.5);
    }

    void aNameCanBeTakenBack()
    {
        Settings settings;
        settings.graderOneName = QStringLiteral("Dr. One");
        settings.graderTwoName = QStringLiteral("Dr. Two");
        GraderDialog dialog(settings);
        dialog.findChild<QLineEdit*>(QStringLiteral("grader.name.grader-1"))->clear();
        dialog.storeInto(settings);
        QCOMPARE(settings.nameOf(QStringLiteral("grader-1")), QStringLiteral("Grader 1"));
        QVERIFY(settings.graderOneName.isEmpty());
        QCOMPARE(settings.graderTwoName, QStringLiteral("Dr. Two")); // left as it was
    }

    void theBrainIsNotListedAsALesion()
    {
        const auto image = m_root / "sub-01" / "anat" / "sub-01_FLAIR.nii.gz";
        BrainMaskRecord found;
        found.modelDigest = "abc";
        Mask brain = boxMask({4, 4, 4});
        addBox(brain, {14, 14, 14});
        addBox(brain, {4, 14, 4});
        writeBrainMask(m_root, image, brain, found);
        openFirst();
        QTRY_VERIFY(textOf("brainPanel.text").contains(QStringLiteral("network")));
        auto* section = m_window->findChild<LesionSection*>();
        QSignalSpy counted(section, &LesionSection::counted);

        paint(); // the search that this starts must not find the brain's three parts
        m_window->findChild<QAction*>(QStringLiteral("brain.repair"))->trigger();
        QVERIFY(m_window->project().document().isRepairingBrain());
        auto* searching = section->findChild<BackgroundTask*>();
        const auto* delay = section->findChild<QTimer*>();
        QTRY_VERIFY(!delay->isActive() && !searching->running());
        for (const QList<QVariant>& count : counted) {
            QVERIFY(count.first().toInt() < 3);
        }
        click("brainPanel.drop");
        const auto lesions = findLesions(*m_window->project().document().editedMask());
        QVERIFY(!lesions.lesions.empty() && lesions.lesions.size() < 3);
        QTRY_COMPARE(section->count(), static_cast<int>(lesions.lesions.size()));
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

    void activate() const
    {
        m_window->activateWindow(); // no window manager does it here
        QTRY_VERIFY(QApplication::activeWindow() == m_window.get());
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
    return dawson::runWindowTest<dawson::WindowCaseTest>(argc, argv);
}

#include "window_case_test.moc"
