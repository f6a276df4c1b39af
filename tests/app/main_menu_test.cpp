#include "app/main_window.h"
#include "tests/app/window_test_setup.h"

#include <QAction>
#include <QKeySequence>
#include <QMap>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>

#include <utility>

namespace dawson
{

namespace
{

/// What shares a mnemonic with an entry before it: "Alt+S: &Save, &Submit".
QStringList sharedMnemonics(const QList<QAction*>& entries)
{
    QMap<QString, QStringList> owners;
    for (const QAction* entry : entries) {
        const QString key = QKeySequence::mnemonic(entry->text()).toString();
        if (!key.isEmpty()) {
            owners[key] << entry->text();
        }
    }
    QStringList shared;
    for (const auto& [key, texts] : std::as_const(owners).asKeyValueRange()) {
        if (texts.size() > 1) {
            shared << key + QStringLiteral(": ") + texts.join(QStringLiteral(", "));
        }
    }
    return shared;
}

} // namespace

/// The menus of the real window.
class MainMenuTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { prepareWindowTest(QStringLiteral("main_menu_test")); }

    void init() { QSettings().clear(); }

    void cleanup() { applyLanguage(QStringLiteral("en")); }

    void aMnemonicIsOfOneEntry_data();
    void aMnemonicIsOfOneEntry();
};

void MainMenuTest::aMnemonicIsOfOneEntry_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("firstMenu");
    QTest::newRow("English") << QStringLiteral("en") << QStringLiteral("&File");
    QTest::newRow("German") << QStringLiteral("de") << QStringLiteral("&Datei");
}

void MainMenuTest::aMnemonicIsOfOneEntry()
{
    QFETCH(const QString, language);
    QFETCH(const QString, firstMenu);
    applyLanguage(language);
    const MainWindow window;
    const auto* bar = window.findChild<QMenuBar*>(QStringLiteral("menuBar"));
    QCOMPARE(bar->actions().front()->text(), firstMenu);

    QStringList shared = sharedMnemonics(bar->actions());
    const auto menus = bar->findChildren<QMenu*>();
    QVERIFY(menus.size() > 8); // with those inside others
    for (const QMenu* menu : menus) {
        shared += sharedMnemonics(menu->actions());
    }
    QVERIFY2(shared.isEmpty(), qPrintable(shared.join(u'\n')));
}

} // namespace dawson

int main(int argc, char** argv)
{
    return dawson::runWindowTest<dawson::MainMenuTest>(argc, argv);
}

#include "main_menu_test.moc"
