#include "core/study/study.h"

#include "core/study/image_pair.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace dawson
{

namespace
{

struct TaskWords {
    Task task;
    const char* name;
    const char* label;
};

constexpr std::array<TaskWords, 3> kTasks{{{Task::Flair, "flair", "lesion"},
                                           {Task::New, "new", "newlesion"},
                                           {Task::Enhancing, "enhancing", "enhancing"}}};

template <typename List, typename Match>
auto* firstOf(const List& list, Match match)
{
    const auto found = std::find_if(list.begin(), list.end(), match);
    return found == list.end() ? nullptr : &*found;
}

} // namespace

std::string taskName(Task task)
{
    return kTasks[static_cast<std::size_t>(task)].name;
}

std::string labelEntity(Task task)
{
    return kTasks[static_cast<std::size_t>(task)].label;
}

std::optional<Task> taskFromName(const std::string& name)
{
    const auto* words = firstOf(kTasks, [&](const TaskWords& w) { return name == w.name; });
    return words != nullptr ? std::optional(words->task) : std::nullopt;
}

std::string Series::name() const
{
    return suffix + (contrast ? " + Gd" : "") + (variant.empty() ? "" : " " + variant);
}

const Series* Session::primary(Task task) const
{
    const bool enhancing = task == Task::Enhancing;
    return firstOf(series, [&](const Series& s) {
        return s.suffix == (enhancing ? "T1w" : "FLAIR") && s.contrast == enhancing;
    });
}

const Session* Subject::session(const std::string& sessionId) const
{
    return firstOf(sessions, [&](const Session& s) { return s.id == sessionId; });
}

const Subject* Study::subject(const std::string& id) const
{
    return firstOf(subjects, [&](const Subject& s) { return s.id == id; });
}

const Author* Study::author(const std::string& folder) const
{
    return firstOf(authors, [&](const Author& a) { return a.folder == folder; });
}

/// A mask in another space has to be resampled before it can be compared, so it is last choice.
const Grading* Study::grading(const std::string& authorFolder,
                              const std::string& subjectId,
                              const std::string& sessionId,
                              Task task) const
{
    std::vector<const Grading*> found;
    for (const auto& g : gradings) {
        if (g.author == authorFolder && g.subject == subjectId && g.session == sessionId &&
            g.task == task) {
            found.push_back(&g);
        }
    }
    if (found.size() < 2) {
        return found.empty() ? nullptr : found.front();
    }
    std::string space;
    if (task != Task::Flair) {
        const PairSearch search = findPair(*this, subjectId, sessionId, task);
        space = search.pair ? search.pair->space() : std::string();
    }
    const auto rank = [&](const Grading* g) {
        return g->space == space ? 0 : g->space.empty() ? 1 : 2;
    };
    return *std::min_element(found.begin(), found.end(), [&](const Grading* a, const Grading* b) {
        return rank(a) < rank(b);
    });
}

AuthorRole roleOfFolder(const std::string& folder)
{
    if (folder.starts_with("grader-")) {
        return AuthorRole::Grader;
    }
    if (folder.starts_with("model-")) {
        return AuthorRole::Model;
    }
    return folder.starts_with("consensus") ? AuthorRole::Consensus : AuthorRole::Other;
}

std::string nameOfAuthorFolder(const std::string& folder)
{
    std::string name = folder;
    name.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(name.front())));
    const auto dash = name.find('-');
    if (dash != std::string::npos && roleOfFolder(folder) != AuthorRole::Other) {
        name[dash] = ' ';
    }
    return name;
}

} // namespace dawson
