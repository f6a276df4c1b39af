#include "app/tour_project.h"
#include "core/base/digest.h"
#include "core/base/error.h"
#include "tests/support/small_project.h"

#include <QTemporaryDir>
#include <QTest>

#include <map>

namespace dawson
{

namespace fs = std::filesystem;

namespace
{

std::map<std::string, std::string> contentOf(const fs::path& root)
{
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
        if (entry.is_regular_file()) {
            files[fs::relative(entry.path(), root).string()] = fileDigest(entry.path());
        }
    }
    return files;
}

} // namespace

class TourProjectTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writableProjectIsCopiedToo();
    void whatIsWrittenIntoTheCopyStaysThere();
    void copyOfReadOnlyProjectCanBeWritten();
    void demoStaysTheDemo();
    void missingProjectIsRefused();
};

void TourProjectTest::writableProjectIsCopiedToo()
{
    QTemporaryDir folder;
    const fs::path project = fs::path(folder.path().toStdString()) / "mine";
    makeSmallProject(project, {"01"});

    const fs::path copy = copiedProject(project, fs::path(folder.path().toStdString()) / "out");

    QVERIFY(!fs::equivalent(project, copy));
    QVERIFY(contentOf(project) == contentOf(copy));
}

void TourProjectTest::whatIsWrittenIntoTheCopyStaysThere()
{
    QTemporaryDir folder;
    const fs::path project = fs::path(folder.path().toStdString()) / "mine";
    makeSmallProject(project, {"01"});
    const auto before = contentOf(project);

    const fs::path copy = copiedProject(project, fs::path(folder.path().toStdString()) / "out");
    saveMask(copy, {"grader-1", "Grader 1", AuthorRole::Grader}, "01", boxMask({8, 8, 8}));

    QVERIFY(contentOf(copy).size() > before.size());
    QVERIFY(contentOf(project) == before);
}

void TourProjectTest::copyOfReadOnlyProjectCanBeWritten()
{
    QTemporaryDir folder;
    const fs::path project = fs::path(folder.path().toStdString()) / "mine";
    makeSmallProject(project, {"01"});
    const fs::path image = project / "sub-01/anat/sub-01_FLAIR.nii.gz";
    fs::permissions(image, fs::perms::owner_read, fs::perm_options::replace);

    const fs::path copy = copiedProject(project, fs::path(folder.path().toStdString()) / "out");

    const auto rights = fs::status(copy / "sub-01/anat/sub-01_FLAIR.nii.gz").permissions();
    QVERIFY((rights & fs::perms::owner_write) != fs::perms::none);
    QVERIFY((fs::status(image).permissions() & fs::perms::owner_write) == fs::perms::none);
}

void TourProjectTest::demoStaysTheDemo()
{
    QVERIFY(copiedProject({}, "anywhere").empty());
}

void TourProjectTest::missingProjectIsRefused()
{
    QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();

    QVERIFY_THROWS_EXCEPTION(Error, copiedProject(root / "nowhere", root / "out"));
}

} // namespace dawson

QTEST_GUILESS_MAIN(dawson::TourProjectTest)

#include "tour_project_test.moc"
