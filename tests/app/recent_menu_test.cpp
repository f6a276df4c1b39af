#include "app/recent_menu.h"
#include "app/window_session.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace dawson
{

class RecentMenuTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void listsWhatIsStillThereNewestFirst()
    {
        QTemporaryDir folder;
        QDir(folder.path()).mkpath(QStringLiteral("a & b"));
        QDir(folder.path()).mkpath(QStringLiteral("later"));
        WindowSession session;
        session.noteProject(folder.filePath(QStringLiteral("a & b")));
        session.noteProject(folder.filePath(QStringLiteral("gone")));
        session.noteProject(folder.filePath(QStringLiteral("later")));
        RecentMenu menu(session);
        QSignalSpy chosen(&menu, &RecentMenu::projectChosen);

        Q_EMIT menu.aboutToShow();
        QCOMPARE(menu.actions().size(), 2);
        QCOMPARE(menu.actions().at(0)->text(), QStringLiteral("&1  later"));
        QCOMPARE(menu.actions().at(1)->text(), QStringLiteral("&2  a && b"));

        menu.actions().at(1)->trigger();
        QCOMPARE(chosen.first().first().toString(), folder.filePath(QStringLiteral("a & b")));
    }

    void saysWhenThereIsNone()
    {
        const WindowSession session;
        RecentMenu menu(session);
        Q_EMIT menu.aboutToShow();
        QCOMPARE(menu.actions().size(), 1);
        QVERIFY(!menu.actions().at(0)->isEnabled());
    }
};

} // namespace dawson

QTEST_MAIN(dawson::RecentMenuTest)
#include "recent_menu_test.moc"
