#pragma once

#include "core/study/study.h"

#include <string>
#include <vector>

namespace dawson
{

/// A visit as a case of one task: whether it can be masked for it, and what it is compared with.
struct TaskCase {
    std::string subject;
    std::string session;         ///< empty in datasets without sessions
    std::string date;            ///< of the visit; empty when not given
    std::string baselineSession; ///< Task::New: the visit before
    std::string baselineDate;    ///< Task::New: of the visit before; empty when not given
    std::string missing;         ///< why it cannot be masked, a sentence; empty when it can
    /// Two images are compared. Always for Task::New; not for an enhancing case without a T1w
    /// before gadolinium, which is masked on the image after it alone.
    bool pair = false;

    bool readable() const { return missing.empty(); }
};

/// Every visit of the study as a case of `task`, in the study's order. By names only, no file is
/// read: 1,000 subjects in milliseconds.
std::vector<TaskCase> taskCases(const Study& study, Task task);

/// Those of them that can be masked.
std::vector<TaskCase> readableCases(const Study& study, Task task);

/// The authors with a mask of the task, in the study's order.
std::vector<Author> authorsOfTask(const Study& study, Task task);

} // namespace dawson
