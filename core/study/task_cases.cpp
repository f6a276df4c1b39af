#include "core/study/task_cases.h"

#include "core/study/image_pair.h"

#include <set>

namespace dawson
{

namespace
{

TaskCase caseOf(const Study& study, const Subject& subject, const Session& session, Task task)
{
    TaskCase found;
    found.subject = subject.id;
    found.session = session.id;
    found.date = session.date;
    if (session.primary(task) == nullptr) {
        found.missing = task == Task::Enhancing ? "It has no T1w image after gadolinium."
                                                : "It has no FLAIR image.";
        return found;
    }
    if (task == Task::Flair) {
        return found;
    }
    const PairSearch search = findPair(study, subject.id, session.id, task);
    found.pair = search.pair.has_value();
    if (task == Task::New && found.pair) {
        found.baselineSession = search.pair->baselineSession;
        found.baselineDate = search.pair->baselineDate;
    } else if (task == Task::New) {
        found.missing = search.missing;
    }
    return found;
}

} // namespace

std::vector<TaskCase> taskCases(const Study& study, Task task)
{
    std::vector<TaskCase> cases;
    for (const Subject& subject : study.subjects) {
        for (const Session& session : subject.sessions) {
            cases.push_back(caseOf(study, subject, session, task));
        }
    }
    return cases;
}

std::vector<TaskCase> readableCases(const Study& study, Task task)
{
    std::vector<TaskCase> cases = taskCases(study, task);
    std::erase_if(cases, [](const TaskCase& one) { return !one.readable(); });
    return cases;
}

std::vector<Author> authorsOfTask(const Study& study, Task task)
{
    std::set<std::string> masking;
    for (const Grading& grading : study.gradings) {
        if (grading.task == task) {
            masking.insert(grading.author);
        }
    }
    std::vector<Author> authors = study.authors;
    std::erase_if(authors, [&](const Author& author) { return !masking.contains(author.folder); });
    return authors;
}

} // namespace dawson
