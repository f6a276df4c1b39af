#include "core/study/image_pair.h"

#include "core/study/bids_name.h"

#include <algorithm>
#include <cctype>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

using Visits = std::vector<const Session*>;

/// Only "2021-03-04" can be put in order; anything else counts as no date.
bool isDate(const std::string& text)
{
    constexpr std::string_view kShape = "0000-00-00";
    return text.size() == kShape.size() &&
           std::equal(text.begin(), text.end(), kShape.begin(), [](char c, char shape) {
               return shape == '-' ? c == '-' : c >= '0' && c <= '9';
           });
}

std::string visitName(const std::string& session)
{
    return session.empty() ? "the visit" : "ses-" + session;
}

/// From the first visit to the last; what is odd about it becomes remarks.
Visits inOrder(const Subject& subject, std::vector<std::string>& remarks)
{
    Visits visits;
    for (const Session& session : subject.sessions) {
        visits.push_back(&session);
    }
    const auto dated = std::count_if(
        visits.begin(), visits.end(), [](const Session* visit) { return isDate(visit->date); });
    if (dated != std::ssize(visits)) {
        if (dated > 0) {
            remarks.push_back("Not every visit of sub-" + subject.id +
                              " has a date, so its visits are taken in the order of their names.");
        }
        return visits;
    }
    const Visits named = visits;
    std::stable_sort(visits.begin(), visits.end(), [](const Session* a, const Session* b) {
        return a->date < b->date;
    });
    if (visits != named) {
        remarks.push_back("The dates of sub-" + subject.id +
                          " contradict the order of its visits' names (" +
                          visitName(visits.front()->id) + " is the first, of " +
                          visits.front()->date + "): the dates count. Were visits swapped?");
    }
    return visits;
}

/// The image of a kind, of several that of the wanted variant.
const Series*
seriesOf(const Session& session, const std::string& suffix, bool contrast, const Series* like)
{
    const Series* first = nullptr;
    for (const Series& series : session.series) {
        if (series.suffix != suffix || series.contrast != contrast) {
            continue;
        }
        if (like != nullptr && series.variant == like->variant) {
            return &series;
        }
        first = first != nullptr ? first : &series;
    }
    return first;
}

/// What a subject's visit is called in a sentence: "ses-02 of sub-01", "sub-01".
std::string placeName(const Subject& subject, const Session& session)
{
    return (session.id.empty() ? "" : "ses-" + session.id + " of ") + "sub-" + subject.id;
}

PairSearch missing(const std::string& sentence)
{
    PairSearch search;
    search.missing = sentence;
    return search;
}

PairSearch pairOf(const Subject& subject, const Session& session, const Session& prior, Task task)
{
    const bool enhancing = task == Task::Enhancing;
    const Series* followup = session.primary(task);
    if (followup == nullptr) {
        return missing((enhancing ? "T1w with gadolinium is missing in " : "FLAIR is missing in ") +
                       placeName(subject, session) + ".");
    }
    const Series* baseline = seriesOf(prior, enhancing ? "T1w" : "FLAIR", false, followup);
    if (baseline == nullptr) {
        return missing(enhancing ? "T1w without gadolinium is missing in " +
                                       placeName(subject, prior) + "."
                                 : "FLAIR is missing in " + placeName(subject, prior) +
                                       ", the visit before ses-" + session.id + ".");
    }
    PairSearch search;
    search.pair = ImagePair{
        task, subject.id, session.id, prior.id, *baseline, *followup, prior.date, session.date};
    return search;
}

PairSearch changePair(const Subject& subject, const Session& session)
{
    if (subject.sessions.size() < 2) {
        return missing("sub-" + subject.id + " has one visit only: nothing to compare it with.");
    }
    std::vector<std::string> remarks;
    const Visits visits = inOrder(subject, remarks);
    const auto here = std::find(visits.begin(), visits.end(), &session);
    PairSearch search;
    if (here == visits.begin()) {
        search = missing(visitName(session.id) + " is the first visit of sub-" + subject.id +
                         ": nothing to compare it with.");
    } else {
        const Session& prior = **std::prev(here);
        search = pairOf(subject, session, prior, Task::New);
        if (isDate(session.date) && session.date == prior.date) {
            remarks.push_back(visitName(prior.id) + " and " + visitName(session.id) + " of sub-" +
                              subject.id + " have the same date.");
        }
    }
    search.remarks = std::move(remarks);
    return search;
}

} // namespace

std::string ImagePair::space() const
{
    return task == Task::New ? "ses" + baselineSession : "T1w";
}

PairSearch
findPair(const Study& study, const std::string& subjectId, const std::string& sessionId, Task task)
{
    const Subject* subject = study.subject(subjectId);
    if (subject == nullptr) {
        return missing("The project has no sub-" + subjectId + ".");
    }
    const Session* session = subject->session(sessionId);
    if (session == nullptr) {
        return missing("sub-" + subjectId + " has no " + visitName(sessionId) + ".");
    }
    return task == Task::Enhancing ? pairOf(*subject, *session, *session, task)
                                   : changePair(*subject, *session);
}

std::vector<ImagePair> imagePairs(const Study& study, Task task)
{
    std::vector<ImagePair> pairs;
    for (const Subject& subject : study.subjects) {
        for (const Session& session : subject.sessions) {
            if (auto search = findPair(study, subject.id, session.id, task); search.pair) {
                pairs.push_back(std::move(*search.pair));
            }
        }
    }
    return pairs;
}

} // namespace dawson
