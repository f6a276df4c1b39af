#include "app/pair_batch.h"

#include "app/actions.h"
#include "app/project_document.h"
#include "core/base/digest.h"
#include "core/job/job_queue.h"
#include "widgets/panel/job_words.h"

#include <QAction>

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>
#include <system_error>

namespace dawson
{

/// Every save of a mask counts again, and reading all images each time would take seconds: those
/// of files that kept size and time are remembered.
class PairBatch::KnownDigests
{
public:
    std::string of(const std::filesystem::path& path)
    {
        std::error_code failure;
        const auto size = std::filesystem::file_size(path, failure);
        const auto time = std::filesystem::last_write_time(path, failure);
        {
            const std::lock_guard lock(m_mutex);
            const auto known = m_known.find(path);
            if (known != m_known.end() && known->second.size == size &&
                known->second.time == time) {
                return known->second.digest;
            }
        }
        const std::string digest = fileDigest(path);
        const std::lock_guard lock(m_mutex);
        m_known[path] = {size, time, digest};
        return digest;
    }

private:
    struct Entry {
        std::uintmax_t size = 0;
        std::filesystem::file_time_type time;
        std::string digest;
    };

    std::mutex m_mutex;
    std::map<std::filesystem::path, Entry> m_known;
};

PairBatch::PairBatch(ProjectDocument& project,
                     JobQueue& jobs,
                     const Actions& actions,
                     QObject* parent)
    : QObject(parent)
    , m_project(project)
    , m_jobs(jobs)
    , m_actions(actions)
    , m_digests(std::make_shared<KnownDigests>())
{
    for (const auto signal : {&ProjectDocument::projectOpened,
                              &ProjectDocument::projectClosed,
                              &ProjectDocument::studyChanged}) {
        connect(&project, signal, this, &PairBatch::count);
    }
    connect(&m_counting, &BackgroundTask::failed, this, [this](const Error& error) {
        Q_EMIT problem(
            tr("The pairs were not counted: %1").arg(QString::fromStdString(error.describe())));
    });
    actions.on("task.registerAll", this, [this](bool) { submit(); });
    showCount();
}

void PairBatch::count()
{
    m_missing.reset();
    showCount();
    const auto study = m_project.study();
    if (study == nullptr) {
        m_counting.cancel();
        return;
    }
    m_counting.start<std::vector<ImagePair>>(
        [study, digests = m_digests](const Progress& progress) {
            std::vector<ImagePair> missing;
            for (const Task task : {Task::New, Task::Enhancing}) {
                for (const ImagePair& pair : imagePairs(*study, task)) {
                    progress.report(0.0);
                    const PairState state =
                        pairState(study->root, pair, [&](const std::filesystem::path& path) {
                            return digests->of(path);
                        });
                    if (state == PairState::Missing || state == PairState::Stale) {
                        missing.push_back(pair);
                    }
                }
            }
            return missing;
        },
        [this](std::vector<ImagePair> missing) {
            m_missing = std::move(missing);
            showCount();
            Q_EMIT counted();
        });
}

void PairBatch::showCount()
{
    QAction& action = m_actions.get("task.registerAll");
    const int missing = m_missing ? static_cast<int>(m_missing->size()) : 0;
    action.setEnabled(missing > 0);
    action.setText(missing > 0 ? tr("&Register all pairs (%n missing)", nullptr, missing)
                               : tr("&Register all pairs"));
    action.setToolTip(missing == 0 && m_missing ? tr("Every pair of this project is registered.")
                                                : m_actions.tip(action));
}

void PairBatch::submit()
{
    if (!m_missing) {
        return;
    }
    for (const Task task : {Task::New, Task::Enhancing}) {
        RegistrationJob job;
        job.project = m_project.study()->root;
        job.task = taskName(task);
        for (const ImagePair& pair : *m_missing) {
            if (pair.task == task) {
                job.items.push_back({pair.subject, pair.session, std::nullopt});
            }
        }
        if (job.items.empty()) {
            continue;
        }
        const QString title =
            jobTitle(tr("Register %n pair(s)", nullptr, static_cast<int>(job.items.size())), task);
        m_jobs.submit({title.toStdString(), job});
    }
    m_missing->clear(); // until they are counted again
    showCount();
}

} // namespace dawson
