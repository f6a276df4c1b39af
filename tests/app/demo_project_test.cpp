#include "app/demo_project.h"
#include "core/base/error.h"
#include "core/study/study.h"
#include "tests/support/small_project.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTest>

namespace fs = std::filesystem;

namespace dawson
{

/// What becomes of the demo that an earlier version made.
class DemoProjectTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void demoWithoutPairsIsOlder();
    void demoWithPairsIsNot();
    void otherProjectIsNone();
    void isKeptUnderTheNextFreeName();
    void whatIsNotThereCannotBeSetAside();

private:
    static fs::path root() { return DemoProject::folder().toStdString(); }
};

void DemoProjectTest::init()
{
    QStandardPaths::setTestModeEnabled(true);
    for (const char* name : {"", "-1", "-2"}) {
        fs::remove_all(root().string() + name);
    }
}

void DemoProjectTest::demoWithoutPairsIsOlder()
{
    makeSmallProject(root(), {"01", "02"});
    QVERIFY(DemoProject::isOlder(readStudy(root())));
}

void DemoProjectTest::demoWithPairsIsNot()
{
    makeSmallProject(root(), {"01"});
    addSmallImage(root(), "02", "01", "FLAIR");
    QVERIFY(DemoProject::isOlder(readStudy(root())));
    addSmallImage(root(), "02", "02", "FLAIR");
    QVERIFY(!DemoProject::isOlder(readStudy(root())));
}

void DemoProjectTest::otherProjectIsNone()
{
    const fs::path other = root().string() + "-1";
    makeSmallProject(other, {"01"});
    QVERIFY(!DemoProject::isOlder(readStudy(other)));
}

void DemoProjectTest::isKeptUnderTheNextFreeName()
{
    makeSmallProject(root(), {"01"});
    fs::create_directories(root().string() + "-1");

    const QString kept = DemoProject::setAside();

    QCOMPARE(kept, DemoProject::folder() + QStringLiteral("-2"));
    QVERIFY(!DemoProject::exists());
    QVERIFY(QFile::exists(kept + QStringLiteral("/sub-01/anat/sub-01_FLAIR.nii.gz")));
}

void DemoProjectTest::whatIsNotThereCannotBeSetAside()
{
    QVERIFY_THROWS_EXCEPTION(Error, DemoProject::setAside());
}

} // namespace dawson

QTEST_GUILESS_MAIN(dawson::DemoProjectTest)

#include "demo_project_test.moc"
