#pragma once

#include "core/base/progress.h"
#include "core/phantom/phantom_pair.h"
#include "core/study/study.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace dawson
{

/// All files of a synthetic subject, before they are written.
struct PhantomSubjectFiles {
    /// Masks of one task at one visit.
    struct Masks {
        Task task = Task::Flair;
        std::string session;
        std::string space;
        std::string image; ///< what they are drawn on, without its folder
        PhantomMasks drawn;
    };

    std::string id;
    std::vector<std::pair<std::string, Volume>> images; ///< by file name, in anat of its session
    std::vector<Masks> masks;                           ///< that of the project's task first
    std::vector<std::pair<std::string, std::string>> dates; ///< of the sessions; empty: none
};

/// Flair: FLAIR and T1w. New: the same at ses-01 and ses-02, masks of new lesions and of the first
/// visit's. Enhancing: FLAIR, T1w without and with gadolinium.
PhantomSubjectFiles makePhantomSubject(const std::string& id,
                                       Task task,
                                       const PhantomSpec& spec,
                                       const Progress& progress);

/// Writes them below `root`, with masks of Grader 1 and Grader 2, and the truth as the consensus.
void writePhantomSubject(const std::filesystem::path& root, const PhantomSubjectFiles& files);

} // namespace dawson
