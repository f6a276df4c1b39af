#pragma once

#include <torch/torch.h>

#include <cstddef>
#include <functional>

namespace dawson
{

/// How many windows are computed at once, and with how many threads each. Two windows side by side
/// on two cores are faster than one on both: no thread waits for another after every layer.
struct CrewSize {
    int workers = 1;
    int threadsEach = 1;
};

/// For that many threads: as many as possible at work, then as many windows at once as possible, at
/// most four, because each takes the memory of all its activations.
CrewSize crewFor(int threads);

/// Calls `compute` for 0 to count - 1, several at once, and `add` with the results strictly in
/// order and never two at once, so that sums of floats do not depend on who was faster. Without
/// gradients. The calling thread takes part; what any of them throws is thrown here, once all have
/// ended.
void overWindows(std::size_t count,
                 const CrewSize& size,
                 const std::function<torch::Tensor(std::size_t)>& compute,
                 const std::function<void(std::size_t, const torch::Tensor&)>& add);

} // namespace dawson
