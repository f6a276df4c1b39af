#pragma once

#include <string>
#include <vector>

namespace dawson
{

/// Becomes the program beside this one that measures the panes; it has Qt and VTK, which the worker
/// must not. Where there is no display it gets one of its own. Throws Error(Io) when it cannot be
/// started; never returns.
[[noreturn]] void becomeViewBench(const std::vector<std::string>& options);

} // namespace dawson
