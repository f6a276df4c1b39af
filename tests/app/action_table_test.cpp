#include "app/actions.h"
#include "app/key_dialog.h"
#include "core/base/error.h"
#include "widgets/theme/theme.h"

#include <QAction>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QTreeWidget>
#include <QWidget>

namespace dawson
{

class ActionTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void init() { applyTheme(ThemeName::Dark); }

    void everyNameIsAreaAndVerbAndUnique()
    {
        static const QRegularExpression pattern(QStringLiteral("^[a-z]+\\.[a-zA-Z]+$"));
        QSet<QString> names;
        for (const ActionRow& row : Actions::table()) {
            const QString name = QString::fromUtf8(row.name);
            QVERIFY2(pattern.match(name).hasMatch(), row.name);
            QVERIFY2(!names.contains(name), row.name);
            names.insert(name);
        }
        QVERIFY(names.size() > 40);
    }

    void noTwoActionsShareAKey()
    {
        QMap<QString, QString> owners;
        QWidget window;
        const Actions actions(window);
        for (const ActionRow& row : Actions::table()) {
            for (const QKeySequence& key : actions.get(row.name).shortcuts()) {
                const QString text = key.toString();
                QVERIFY2(!text.isEmpty(), row.name);
                QVERIFY2(!owners.contains(text), qPrintable(text + u' ' + owners.value(text)));
                owners.insert(text, QString::fromUtf8(row.name));
            }
        }
    }

    void theConventionsOfTheFieldHold_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("key");
        QTest::newRow("save") << "case.save"
                              << "Ctrl+S";
        QTest::newRow("undo") << "edit.undo"
                              << "Ctrl+Z";
        QTest::newRow("redo") << "edit.redo"
                              << "Ctrl+Shift+Z";
        QTest::newRow("redo, the other way") << "edit.redo"
                                             << "Ctrl+Y";
        QTest::newRow("brush size") << "mask.smaller"
                                    << "[";
        QTest::newRow("outline") << "mask.outline"
                                 << "O";
        QTest::newRow("opacity") << "mask.fainter"
                                 << "A";
        QTest::newRow("next lesion") << "mask.nextLesion"
                                     << "N";
        QTest::newRow("look or paint") << "mask.toggle"
                                       << "Tab";
        QTest::newRow("next case") << "case.nextUndone"
                                   << "Ctrl+Alt+N";
        QTest::newRow("read") << "workspace.read"
                              << "F2";
        QTest::newRow("evaluate") << "workspace.evaluate"
                                  << "F4";
        QTest::newRow("help") << "help.keys"
                              << "F1";
    }

    void theConventionsOfTheFieldHold()
    {
        QFETCH(QString, name);
        QFETCH(QString, key);
        QWidget window;
        const Actions actions(window);
        const QAction& action = actions.get(qPrintable(name));
        QVERIFY(action.shortcuts().contains(QKeySequence(key)));
    }

    void everyActionSaysWhatItDoesWithItsKey()
    {
        QWidget window;
        const Actions actions(window);
        for (const ActionRow& row : Actions::table()) {
            const QAction& action = actions.get(row.name);
            QVERIFY2(!action.text().isEmpty() && !action.toolTip().isEmpty(), row.name);
            const QString keys = Actions::keysToShow(action);
            QVERIFY2(keys.isEmpty() || action.toolTip().contains(keys), row.name);
            QVERIFY2(row.icon[0] == '\0' || !action.icon().isNull(), row.name);
        }
    }

    void theListOfKeysHasWhatNoActionStandsFor_data()
    {
        QTest::addColumn<QString>("group");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("keys");
        const auto pane = QStringLiteral("Mouse in a pane");
        const auto surface = QStringLiteral("In the 3D pane");
        const auto correction = QStringLiteral("Correcting by hand");
        QTest::newRow("the right button zooms") << pane << "Zoom"
                                                << "right drag when looking";
        QTest::newRow("Shift scrolls faster") << pane << "Five slices"
                                              << "Shift+wheel when looking";
        QTest::newRow("to the last slice") << pane << "First or last slice"
                                           << "Home, End";
        QTest::newRow("a stroke given up") << pane << "Give up a stroke while painting it"
                                           << "Esc";
        QTest::newRow("a pane made large") << pane << "Maximise a pane"
                                           << "Double click when looking";
        QTest::newRow("surfaces turned") << surface << "Turn"
                                         << "Left drag, arrow keys";
        QTest::newRow("a lesion in 3D") << surface << "Go to a lesion"
                                        << "Left click";
        QTest::newRow("an image moved by hand") << correction << "Move the current image"
                                                << "Arrow keys; Shift: finer";
        QTest::newRow("an image turned by hand") << correction << "Turn it"
                                                 << "Ctrl+Left, Ctrl+Right";
        QTest::newRow("a correction kept") << correction << "Keep the correction"
                                           << "Enter";
    }

    void theListOfKeysHasWhatNoActionStandsFor()
    {
        QFETCH(const QString, group);
        QFETCH(const QString, what);
        QFETCH(const QString, keys);
        QWidget window;
        const Actions actions(window);
        const KeyDialog dialog(actions);
        const auto* table = dialog.findChild<QTreeWidget*>(QStringLiteral("keys.mouse"));
        QStringList shown;
        for (const QTreeWidgetItem* line : table->findItems(what, Qt::MatchRecursive)) {
            if (line->parent() != nullptr && line->parent()->text(0) == group) {
                shown << line->text(1);
            }
        }
        QCOMPARE(shown.size(), 1);
        QVERIFY2(shown.front().contains(keys), qPrintable(shown.front()));
    }

    void anErrorOfAnActionBecomesADialog()
    {
        QWidget window;
        window.show();
        const Actions actions(window);
        actions.on("case.save", &window, [](bool) {
            throw Error(Error::Kind::Io, "no space is left; free some", "mask.nii.gz");
        });
        actions.get("case.save").trigger();
        QTRY_VERIFY(window.findChild<QWidget*>(QStringLiteral("errorDialog")) != nullptr);
    }
};

} // namespace dawson

QTEST_MAIN(dawson::ActionTableTest)
#include "action_table_test.moc"
