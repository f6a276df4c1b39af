#pragma once

#include <functional>

namespace dawson
{

/// Calls `work(n)` for every n in [0, count) on all cores, in any order; returns when all are done.
/// For loops over slices: `work` must write to places of its own only. What it throws first is
/// thrown on, when all cores have stopped; some numbers are left out then.
void parallelFor(int count, const std::function<void(int)>& work);

} // namespace dawson
