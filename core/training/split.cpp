#include "core/training/split.h"

#include "core/base/error.h"
#include "core/image/image_file.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <random>

namespace dawson
{

namespace
{

constexpr std::size_t kFewestSubjects = 3; ///< below, every subject is needed to learn from

std::vector<std::string> inBoth(const std::set<std::string>& a, const std::set<std::string>& b)
{
    std::vector<std::string> shared;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(shared));
    return shared;
}

} // namespace

std::string plainName(const std::string& subject)
{
    return subject.starts_with("sub-") ? subject.substr(4) : subject;
}

std::set<std::string> subjectsOf(const std::vector<TrainingCase>& cases)
{
    std::set<std::string> subjects;
    for (const TrainingCase& item : cases) {
        subjects.insert(plainName(item.subject));
    }
    return subjects;
}

Split splitBySubject(const std::vector<TrainingCase>& cases, double share, std::uint64_t seed)
{
    const std::set<std::string> subjects = subjectsOf(cases);
    std::size_t wanted = 0;
    if (share > 0.0 && subjects.size() >= kFewestSubjects) {
        const auto rounded =
            static_cast<std::size_t>(std::lround(share * static_cast<double>(subjects.size())));
        wanted = std::clamp<std::size_t>(rounded, 1, subjects.size() - 1);
    }
    std::vector<std::string> order(subjects.begin(), subjects.end());
    std::mt19937_64 random(seed);
    std::shuffle(order.begin(), order.end(), random);
    const std::set<std::string> chosen(order.begin(),
                                       order.begin() + static_cast<std::ptrdiff_t>(wanted));
    Split split;
    for (const TrainingCase& item : cases) {
        (chosen.contains(plainName(item.subject)) ? split.validation : split.training)
            .push_back(item);
    }
    return split;
}

void noteLesionFree(std::vector<TrainingCase>& cases)
{
    for (TrainingCase& one : cases) {
        try {
            one.lesionFree = readBinaryMask(one.reference, true).foregroundCount() == 0;
        } catch (const Error&) {
            one.lesionFree = false; // packing says what is wrong with it
        }
    }
}

std::vector<std::string> sharedSubjects(const std::vector<TrainingCase>& a,
                                        const std::vector<TrainingCase>& b)
{
    return inBoth(subjectsOf(a), subjectsOf(b));
}

std::vector<std::string> subjectsKnownTo(const ModelCard& model,
                                         const std::vector<TrainingCase>& cases)
{
    std::set<std::string> known;
    for (const std::string& subject : knownSubjects(model)) {
        known.insert(plainName(subject));
    }
    return inBoth(known, subjectsOf(cases));
}

} // namespace dawson
