#include "core/image/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>
#include <vector>

namespace dawson
{

void parallelFor(int count, const std::function<void(int)>& work)
{
    const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    std::atomic<int> next{0};
    std::atomic<bool> failed{false};
    std::exception_ptr failure;
    const auto loop = [&] {
        try {
            for (int n = next++; n < count && !failed; n = next++) {
                work(n);
            }
        } catch (...) {
            if (!failed.exchange(true)) {
                failure = std::current_exception();
            }
        }
    };
    {
        std::vector<std::jthread> others;
        for (int n = 1; n < std::min(cores, count); ++n) {
            others.emplace_back(loop);
        }
        loop();
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
}

} // namespace dawson
