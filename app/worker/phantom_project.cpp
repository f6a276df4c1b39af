#include "app/worker/phantom_project.h"

#include "app/worker/phantom_subject.h"
#include "core/base/error.h"
#include "core/lesion/lesion_map.h"
#include "core/phantom/random_source.h"
#include "core/study/study.h"

#include <array>
#include <cstdio>
#include <future>
#include <system_error>

namespace dawson
{

namespace fs = std::filesystem;

namespace
{

std::string subjectId(int number)
{
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%02d", number);
    return text.data();
}

/// Subjects differ in more than chance: age shows in the ventricles, the disease in the load.
PhantomSpec specOf(const PhantomProject& project, int number)
{
    // A subject depends on its number only, so a larger project begins like a smaller one.
    RandomSource random(project.seed * 1000 + static_cast<std::uint64_t>(number));
    PhantomSpec spec = project.spec;
    spec.anatomy.seed = random.bits();
    spec.anatomy.ventricles *= random.uniform(0.85, 1.2);
    spec.lesionLoad *= random.uniform(0.7, 1.5);
    return spec;
}

/// What is masked in each subject.
std::vector<Task> tasksOf(const PhantomProject& project)
{
    std::vector<Task> tasks(static_cast<std::size_t>(project.subjects), project.task);
    tasks.insert(tasks.end(), static_cast<std::size_t>(project.changes), Task::New);
    tasks.insert(tasks.end(), static_cast<std::size_t>(project.enhancements), Task::Enhancing);
    return tasks;
}

/// The project under construction; gone unless it was finished.
class Workshop
{
public:
    explicit Workshop(const fs::path& output)
        : m_output(fs::absolute(output).lexically_normal())
    {
        if (!m_output.has_filename()) {
            m_output = m_output.parent_path();
        }
        std::error_code ignored;
        if (fs::exists(m_output, ignored) && !fs::is_empty(m_output, ignored)) {
            throw Error(Error::Kind::Data,
                        "There is something in this place already; name a new folder.",
                        m_output.string());
        }
        // Beside the output, so that the last step is a rename within one file system.
        m_place = m_output;
        m_place += ".unfinished";
        fs::remove_all(m_place, ignored);
    }

    ~Workshop()
    {
        std::error_code ignored;
        fs::remove_all(m_place, ignored);
    }

    Workshop(const Workshop&) = delete;
    Workshop& operator=(const Workshop&) = delete;
    Workshop(Workshop&&) = delete;
    Workshop& operator=(Workshop&&) = delete;

    const fs::path& place() const { return m_place; }

    void finish() const
    {
        std::error_code failure;
        fs::remove(m_output, failure); // an empty folder at most
        fs::rename(m_place, m_output, failure);
        if (failure) {
            throw Error(Error::Kind::Io,
                        "The finished project cannot be moved here: " + failure.message() + ".",
                        m_output.string());
        }
    }

private:
    fs::path m_output;
    fs::path m_place;
};

} // namespace

std::vector<PhantomSubject> writePhantomProject(const PhantomProject& project,
                                                const Progress& progress)
{
    const Workshop workshop(project.output);
    createStudy(workshop.place(), project.name);
    std::vector<PhantomSubject> written;
    // Packing the files of one subject takes as long as making the next: both at once.
    std::future<void> packing;
    const std::vector<Task> tasks = tasksOf(project);
    for (int number = 1; number <= static_cast<int>(tasks.size()); ++number) {
        const double share = 1.0 / static_cast<double>(tasks.size());
        const Task task = tasks[static_cast<std::size_t>(number - 1)];
        const Progress part = progress.part((number - 1) * share, number * share * 0.999);
        const std::string id = subjectId(number);
        PhantomSubjectFiles files = makePhantomSubject(id, task, specOf(project, number), part);
        const Mask& truth = files.masks.front().drawn.truth;
        written.push_back({id, task, findLesions(truth).lesions.size(), truth.foregroundMl()});
        if (packing.valid()) {
            packing.get();
        }
        packing =
            std::async(std::launch::async, [root = workshop.place(), made = std::move(files)] {
                writePhantomSubject(root, made);
            });
    }
    packing.get();
    workshop.finish();
    progress.report(1.0, "Project written");
    return written;
}

} // namespace dawson
