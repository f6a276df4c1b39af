#pragma once

#include "app/bench/bench_gestures.h"

#include <optional>

namespace dawson
{

/// Six panes: prior, current and subtraction in two planes, and a correction of their registration.
/// `single`: axial paging in the layout of one image, in the same run; none in a project's case.
void runPair(ViewGrid& grid,
             CaseDocument& document,
             int frames,
             const std::optional<Times>& single);

} // namespace dawson
