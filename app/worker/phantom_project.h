#pragma once

#include "core/base/progress.h"
#include "core/phantom/phantom.h"
#include "core/study/study.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dawson
{

/// A project of synthetic subjects.
struct PhantomProject {
    std::filesystem::path output;
    std::string name = "Synthetic subjects"; ///< title of the project: nobody must take it for real
    Task task = Task::Flair;
    int subjects = 3;
    int changes = 0;      ///< further subjects at two visits, as for Task::New
    int enhancements = 0; ///< further subjects with gadolinium, as for Task::Enhancing
    std::uint64_t seed = 1;
    PhantomSpec spec; ///< of every subject; seed, ventricles and lesion load vary around it
};

/// What was written for one subject.
struct PhantomSubject {
    std::string id;
    Task task = Task::Flair;
    std::size_t lesions = 0; ///< 26-connected lesions of the task's truth
    double lesionMl = 0.0;
};

/// Writes the project: images of every subject as the task needs them, masks of Grader 1 and
/// Grader 2, and the truth as the consensus (phantom_subject.h). It appears under its name only
/// when it is whole; a stopped run leaves nothing there. Throws Error(Data) when there is something
/// already.
std::vector<PhantomSubject> writePhantomProject(const PhantomProject& project,
                                                const Progress& progress);

} // namespace dawson
