#include "app/actions.h"
#include "app/pair_batch.h"
#include "app/project_document.h"
#include "core/base/digest.h"
#include "core/image/image_file.h"
#include "core/job/job_queue.h"
#include "tests/support/small_project.h"
#include "widgets/theme/theme.h"

#include <QAction>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

#include <map>
#include <variant>

namespace dawson
{

class PairBatchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { applyTheme(ThemeName::Dark); }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_root = std::filesystem::path(m_folder->path().toStdString()) / "project";
        makeSmallProject(m_root, {"01"});
        for (const char* visit : {"01", "02", "03"}) {
            addSmallImage(m_root, "02", visit, "FLAIR");
        }
        addSmallImage(m_root, "02", "03", "T1w");
        addSmallImage(m_root, "02", "03", "ce-gadolinium_T1w");
    }

    void countsAndQueuesWhatIsMissing()
    {
        QWidget window;
        const Actions actions(window);
        ProjectDocument project;
        JobQueue jobs("/bin/true");
        PairBatch batch(project, jobs, actions, &project);
        const QAction& action = actions.get("task.registerAll");
        QVERIFY(!action.isEnabled());
        QSignalSpy counted(&batch, &PairBatch::counted);
        project.open(m_root);
        QTRY_COMPARE(counted.size(), 1);
        QCOMPARE(action.text(), QStringLiteral("&Register all pairs (3 missing)"));
        jobs.open(m_root);

        actions.get("task.registerAll").trigger();

        QCOMPARE(jobs.jobs().size(), std::size_t{2});
        std::map<std::string, std::size_t> items;
        for (const Job& job : jobs.jobs()) {
            const auto& work = std::get<RegistrationJob>(job.spec.work);
            items[work.task] = work.items.size();
            QVERIFY(QString::fromStdString(job.spec.title)
                        .endsWith(work.task == "new" ? QStringLiteral("New lesions")
                                                     : QStringLiteral("Enhancing lesions")));
        }
        QCOMPARE(items["new"], std::size_t{2});
        QCOMPARE(items["enhancing"], std::size_t{1});
        QVERIFY(!action.isEnabled()); // they are on their way
    }

    void whatIsRegisteredDoesNotCount()
    {
        const Study study = readStudy(m_root);
        for (const Task task : {Task::New, Task::Enhancing}) {
            for (const ImagePair& pair : imagePairs(study, task)) {
                registerBefore(pair);
            }
        }
        QWidget window;
        const Actions actions(window);
        ProjectDocument project;
        JobQueue jobs("/bin/true");
        PairBatch batch(project, jobs, actions, &project);
        QSignalSpy counted(&batch, &PairBatch::counted);
        project.open(m_root);
        QTRY_COMPARE(counted.size(), 1);
        const QAction& action = actions.get("task.registerAll");
        QVERIFY(!action.isEnabled());
        QCOMPARE(action.toolTip(), QStringLiteral("Every pair of this project is registered."));

        // Another image in its place: those that were made from it are stale.
        writeMask(m_root / "sub-02/ses-02/anat/sub-02_ses-02_FLAIR.nii.gz", boxMask({2, 2, 2}));
        project.reload();
        QTRY_COMPARE(counted.size(), 2);
        QCOMPARE(action.text(), QStringLiteral("&Register all pairs (2 missing)"));
    }

private:
    void registerBefore(const ImagePair& pair) const
    {
        const PairFiles files = pairFiles(m_root, pair);
        std::filesystem::create_directories(files.registered.parent_path());
        std::filesystem::copy_file(pair.followup.path, files.registered);
        std::filesystem::copy_file(pair.followup.path, files.subtraction);
        PairRecord record;
        record.baselineDigest = fileDigest(pair.baseline.path);
        record.followupDigest = fileDigest(pair.followup.path);
        writePairRecord(m_root, pair, record);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_root;
};

} // namespace dawson

QTEST_MAIN(dawson::PairBatchTest)
#include "pair_batch_test.moc"
