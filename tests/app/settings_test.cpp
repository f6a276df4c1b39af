#include "app/settings.h"
#include "app/window_session.h"
#include "widgets/panel/tool_panel.h"

#include <QSettings>
#include <QStandardPaths>
#include <QTest>

namespace dawson
{

class SettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("dawson"));
        QCoreApplication::setApplicationName(QStringLiteral("settings_test"));
    }

    void init() { QSettings().clear(); }

    void theFirstStartHasDefaults()
    {
        const Settings settings = Settings::load();
        QCOMPARE(settings.themeName(), ThemeName::Dark);
        QCOMPARE(settings.grader, QStringLiteral("grader-1"));
        QCOMPARE(settings.nameOf(QStringLiteral("grader-2")), QStringLiteral("Grader 2"));
        QCOMPARE(settings.brushDiameterMm, 6.0);
        QVERIFY(settings.worklistShown);
    }

    void whatWasSavedComesBack()
    {
        Settings settings;
        settings.theme = QStringLiteral("light");
        settings.language = QStringLiteral("de");
        settings.grader = QStringLiteral("grader-2");
        settings.graderTwoName = QStringLiteral("Dr Berg");
        settings.brushDiameterMm = 3.5;
        settings.brushBall = true;
        settings.foldedSections = {QStringLiteral("section.tools")};
        settings.geometry = QByteArray("\x01\x00\x02", 3);
        settings.save();

        const Settings loaded = Settings::load();
        QCOMPARE(loaded.themeName(), ThemeName::Light);
        QCOMPARE(loaded.language, settings.language);
        QCOMPARE(loaded.grader, settings.grader);
        QCOMPARE(loaded.nameOf(QStringLiteral("grader-2")), QStringLiteral("Dr Berg"));
        QCOMPARE(loaded.brushDiameterMm, 3.5);
        QVERIFY(loaded.brushBall);
        QCOMPARE(loaded.foldedSections, settings.foldedSections);
        QCOMPARE(loaded.geometry, settings.geometry);
    }

    void everyBrushOfTheToolsComesBack_data()
    {
        QTest::addColumn<double>("diameterMm");
        QTest::newRow("the smallest") << ToolPanel::kMinDiameterMm;
        QTest::newRow("below one mm") << 0.8;
        QTest::newRow("the largest") << ToolPanel::kMaxDiameterMm;
    }

    void everyBrushOfTheToolsComesBack()
    {
        QFETCH(const double, diameterMm);
        Settings settings;
        settings.brushDiameterMm = diameterMm;
        settings.save();
        QCOMPARE(Settings::load().brushDiameterMm, diameterMm);
    }

    void spoiltValuesFallBack_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QVariant>("value");
        QTest::newRow("a brush of nothing") << "brush/diameterMm" << QVariant(0.0);
        QTest::newRow("a brush as large as the head") << "brush/diameterMm" << QVariant(400.0);
        QTest::newRow("words for a size")
            << "brush/diameterMm" << QVariant(QStringLiteral("large"));
        QTest::newRow("a third grader") << "grader/key" << QVariant(QStringLiteral("grader-3"));
        QTest::newRow("a theme of no name") << "window/theme" << QVariant(QStringLiteral("pink"));
    }

    void spoiltValuesFallBack()
    {
        QFETCH(QString, key);
        QFETCH(QVariant, value);
        QSettings().setValue(key, value);
        const Settings settings = Settings::load();
        QCOMPARE(settings.brushDiameterMm, 6.0);
        QCOMPARE(settings.grader, QStringLiteral("grader-1"));
        QCOMPARE(settings.themeName(), ThemeName::Dark);
    }

    void recentProjectsAreFewAndOnce()
    {
        WindowSession session;
        for (int number = 0; number < 12; ++number) {
            session.noteProject(QStringLiteral("/projects/%1").arg(number));
        }
        session.noteProject(QStringLiteral("/projects/9"));
        session.save();
        const WindowSession loaded = WindowSession::load();
        QCOMPARE(loaded.project, QStringLiteral("/projects/9"));
        QCOMPARE(loaded.recent.size(), 8);
        QCOMPARE(loaded.recent.first(), QStringLiteral("/projects/9"));
        QCOMPARE(loaded.recent.count(QStringLiteral("/projects/9")), 1);
    }

    void theTaskOfAProjectIsRemembered()
    {
        WindowSession session;
        session.noteProject(QStringLiteral("/a"));
        session.noteTask(QStringLiteral("/a"), QStringLiteral("new"));
        session.noteTask(QStringLiteral("/demo"), QStringLiteral("enhancing"));
        session.save();
        WindowSession loaded = WindowSession::load();
        QCOMPARE(loaded.tasks.value(QStringLiteral("/a")).toString(), QStringLiteral("new"));
        QCOMPARE(loaded.tasks.value(QStringLiteral("/demo")).toString(),
                 QStringLiteral("enhancing"));
        loaded.noteTask(QStringLiteral("/a"), QStringLiteral("flair"));
        QCOMPARE(loaded.tasks.size(), 1); // the other is none of the recent projects
    }
};

} // namespace dawson

QTEST_MAIN(dawson::SettingsTest)
#include "settings_test.moc"
