#include "core/job/job_origin.h"

#include <QTemporaryDir>
#include <QTest>

namespace fs = std::filesystem;
using dawson::JobOrigin;
using dawson::JobSpec;
using dawson::RunFolder;

/// What was queued here is known again; a copy, an unsigned or a foreign job is not.
class JobOriginTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signedHereIsHere();
    void unsignedIsElsewhere();
    void aCopyIsElsewhere();
    void anotherSignatureIsElsewhere();

private:
    RunFolder made() const { return RunFolder::create(m_folder.path().toStdString(), JobSpec{}); }

    QTemporaryDir m_folder;
};

void JobOriginTest::signedHereIsHere()
{
    const RunFolder folder = made();
    JobOrigin::sign(folder);
    QVERIFY(JobOrigin::isHere(folder));
}

void JobOriginTest::unsignedIsElsewhere()
{
    QVERIFY(!JobOrigin::isHere(made()));
}

void JobOriginTest::aCopyIsElsewhere()
{
    const RunFolder folder = made();
    JobOrigin::sign(folder);
    const fs::path copy = folder.path().string() + "-copy";
    fs::copy(folder.path(), copy, fs::copy_options::recursive);
    QVERIFY(!JobOrigin::isHere(RunFolder(copy)));
}

void JobOriginTest::anotherSignatureIsElsewhere()
{
    const RunFolder folder = made();
    const RunFolder other = made();
    JobOrigin::sign(folder);
    fs::copy_file(folder.path() / "origin", other.path() / "origin");
    QVERIFY(!JobOrigin::isHere(other));
}

QTEST_GUILESS_MAIN(JobOriginTest)
#include "job_origin_test.moc"
