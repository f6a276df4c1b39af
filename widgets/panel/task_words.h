#pragma once

#include "core/study/task_cases.h"

#include <QString>

#include <array>

namespace dawson
{

inline constexpr std::array kTasks{Task::Flair, Task::New, Task::Enhancing};

/// What is said of tasks wherever they are shown, in the user's language.

/// "FLAIR lesions", "New lesions", "Enhancing lesions".
QString taskText(Task task);
/// Why a project has no case of the task: "No subject has two visits with a FLAIR."
QString noCaseText(Task task);
/// The images of a case of the task that are compared, in a word or two: "2021-03-04 → 2022-02-01",
/// "no T1w before Gd"; empty for a single image.
QString comparedText(const TaskCase& one, Task task);

} // namespace dawson
