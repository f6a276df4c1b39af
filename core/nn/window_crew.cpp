#include "core/nn/window_crew.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <omp.h>
#include <thread>
#include <vector>

namespace dawson
{

namespace
{

constexpr int kMostWorkers = 4;

/// The number of threads of the calling thread's parallel regions, while it lives.
class ThreadsScope
{
public:
    explicit ThreadsScope(int threads)
        : m_before(at::get_num_threads()) // which also ends LibTorch's own set-up of this thread
    {
        omp_set_num_threads(threads);
    }

    ~ThreadsScope() { omp_set_num_threads(m_before); }

    ThreadsScope(const ThreadsScope&) = delete;
    ThreadsScope& operator=(const ThreadsScope&) = delete;
    ThreadsScope(ThreadsScope&&) = delete;
    ThreadsScope& operator=(ThreadsScope&&) = delete;

private:
    int m_before;
};

class Crew
{
public:
    using Compute = std::function<torch::Tensor(std::size_t)>;
    using Add = std::function<void(std::size_t, const torch::Tensor&)>;

    Crew(std::size_t count, int threadsEach, const Compute& compute, const Add& add)
        : m_count(count)
        , m_threadsEach(threadsEach)
        , m_compute(compute)
        , m_add(add)
    {
    }

    /// One worker's share; never throws.
    void work()
    {
        try {
            const ThreadsScope threads(m_threadsEach);
            const torch::NoGradGuard off;
            for (std::size_t n = m_next++; n < m_count && !m_failed; n = m_next++) {
                addInTurn(n, m_compute(n));
            }
        } catch (...) {
            const std::lock_guard lock(m_mutex);
            if (!m_failed) {
                m_failure = std::current_exception();
            }
            m_failed = true;
            m_turned.notify_all();
        }
    }

    void rethrow() const
    {
        if (m_failure) {
            std::rethrow_exception(m_failure);
        }
    }

private:
    void addInTurn(std::size_t n, const torch::Tensor& result)
    {
        std::unique_lock lock(m_mutex);
        m_turned.wait(lock, [&] { return m_turn == n || m_failed; });
        if (m_failed) {
            return;
        }
        m_add(n, result);
        ++m_turn;
        m_turned.notify_all();
    }

    std::size_t m_count;
    int m_threadsEach;
    const Compute& m_compute;
    const Add& m_add;
    std::atomic<std::size_t> m_next{0};
    std::atomic<bool> m_failed{false};
    std::mutex m_mutex; ///< guards all below
    std::condition_variable m_turned;
    std::size_t m_turn = 0;
    std::exception_ptr m_failure;
};

} // namespace

CrewSize crewFor(int threads)
{
    CrewSize best{1, std::max(1, threads)};
    for (int workers = 2; workers <= kMostWorkers; ++workers) {
        const int each = threads / workers;
        if (workers * each >= best.workers * best.threadsEach) {
            best = {workers, each};
        }
    }
    return best;
}

void overWindows(std::size_t count,
                 const CrewSize& size,
                 const std::function<torch::Tensor(std::size_t)>& compute,
                 const std::function<void(std::size_t, const torch::Tensor&)>& add)
{
    const std::size_t workers = std::min(static_cast<std::size_t>(size.workers), count);
    // A single window gets all the threads.
    const int each = workers > 1 ? size.threadsEach : size.workers * size.threadsEach;
    Crew crew(count, each, compute, add);
    std::vector<std::thread> others;
    for (std::size_t n = 1; n < workers; ++n) {
        others.emplace_back([&crew] { crew.work(); });
    }
    crew.work();
    for (std::thread& other : others) {
        other.join();
    }
    crew.rethrow();
}

} // namespace dawson
