#include "core/image/parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace dawson
{

void parallelFor(int count, const std::function<void(int)>& work)
{
    const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    std::atomic<int> next{0};
    const auto loop = [&] {
        for (int n = next++; n < count; n = next++) {
            work(n);
        }
    };
    std::vector<std::jthread> others;
    for (int n = 1; n < std::min(cores, count); ++n) {
        others.emplace_back(loop);
    }
    loop();
}

} // namespace dawson
