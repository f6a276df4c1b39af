#pragma once

#include <functional>

namespace dawson
{

/// Calls `work(n)` for every n in [0, count) on all cores, in any order; returns when all are done.
/// For loops over slices: `work` must write to places of its own only and must not throw.
void parallelFor(int count, const std::function<void(int)>& work);

} // namespace dawson
