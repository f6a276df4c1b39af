#pragma once

#include "core/study/study.h"
#include "core/training/training_spec.h"

#include <string>
#include <vector>

namespace dawson
{

/// Plain names in the order they came, none twice: "A", "sub-A" and "A" are one subject.
std::vector<std::string> eachOnce(const std::vector<std::string>& subjects);

/// All sessions of the subjects ("01" or "sub-01") that have an image for the task and a mask of
/// the author on its grid; for new and enhancing lesions the image is the pair's subtraction, which
/// need not be there yet (preparePairs in project_pairs.h makes it). Throws Error(Data) for an
/// unknown subject and for one without such a session.
std::vector<TrainingCase> trainingCases(const Study& study,
                                        const std::string& reference,
                                        Task task,
                                        const std::vector<std::string>& subjects);

} // namespace dawson
