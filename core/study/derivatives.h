#pragma once

#include "core/study/folder_listing.h"
#include "core/study/study.h"

namespace dawson
{

/// Fills authors and gradings of `study` from its derivatives/ folder, which may be missing. A
/// derivative dataset counts as an author when its name says so (grader-*, model-*, consensus*) or
/// when it holds a mask of a task. REQUIRES: root and subjects are read.
void readDerivatives(Study& study, ProblemList& problems);

} // namespace dawson
