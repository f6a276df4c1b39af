#include "widgets/panel/job_panel.h"
#include "widgets/theme/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

namespace dawson
{

/// What is said of a job, and what can be done about it.
class JobPanelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { applyTheme(ThemeName::Dark); }

    void aHeldJobThatIsCancelledWaitsForNoWord();
};

void JobPanelTest::aHeldJobThatIsCancelledWaitsForNoWord()
{
    const QTemporaryDir folder;
    const std::filesystem::path project = folder.path().toStdString();
    // Signed by nobody: from elsewhere.
    const auto run = RunFolder::create(project, {"New default", PretrainingJob{}}).path();
    JobQueue queue("/bin/true");
    queue.open(project);
    JobPanel panel(queue);
    panel.showJob(run);
    const auto* phase = panel.findChild<QLabel*>(QStringLiteral("jobPanel.phase"));
    const auto* start = panel.findChild<QPushButton*>(QStringLiteral("jobPanel.pause"));
    QVERIFY(phase->text().contains(QStringLiteral("queued elsewhere")));
    QCOMPARE(start->text(), QStringLiteral("Start"));

    queue.cancel(run);

    QVERIFY2(phase->text().contains(QStringLiteral("cancelled")), qPrintable(phase->text()));
    QVERIFY(!phase->text().contains(QStringLiteral("queued elsewhere")));
    QCOMPARE(start->text(), QStringLiteral("Continue"));
    QVERIFY(start->isEnabled() && start->isVisibleTo(&panel));
}

} // namespace dawson

QTEST_MAIN(dawson::JobPanelTest)
#include "job_panel_test.moc"
