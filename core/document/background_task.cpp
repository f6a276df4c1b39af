#include "core/document/background_task.h"

#include <QPointer>

#include <algorithm>
#include <atomic>
#include <new>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace dawson
{

/// What a run ended with: a value or an error.
struct BackgroundTask::Outcome {
    std::any value;
    std::optional<Error> error;
};

namespace
{

/// Sent to the GUI thread at most this often, as a share of the whole.
constexpr double kProgressStep = 0.005;

/// One start(): what its thread and the GUI thread share.
struct Run {
    int number = 0;
    std::atomic<bool> cancelled = false;
    std::atomic<bool> ended = false;
    double sent = -1.0; ///< last progress; the thread's own
    std::thread thread;

    ~Run()
    {
        cancelled = true;
        if (thread.joinable()) {
            thread.join();
        }
    }
};

/// What `work` fails with, if it does.
std::optional<Error> failureOf(const std::function<void()>& work)
{
    try {
        work();
        return std::nullopt;
    } catch (const Error& error) {
        return error;
    } catch (const std::bad_alloc&) {
        return Error(Error::Kind::Data, "There is not enough memory for this.");
    } catch (const std::exception& error) {
        return Error(Error::Kind::Data, std::string("It failed unexpectedly: ") + error.what());
    } catch (...) {
        return Error(Error::Kind::Data, "It failed unexpectedly.");
    }
}

} // namespace

struct BackgroundTask::State {
    std::vector<std::unique_ptr<Run>> runs; ///< the newest last; older ones are cancelled
    int newest = 0;                         ///< number of the last start()
    bool running = false;
};

BackgroundTask::BackgroundTask(QObject* parent)
    : QObject(parent)
    , m_state(std::make_shared<State>())
{
}

BackgroundTask::~BackgroundTask()
{
    cancel();
    m_state->runs.clear();
}

bool BackgroundTask::running() const
{
    return m_state->running;
}

void BackgroundTask::cancel()
{
    for (const auto& run : m_state->runs) {
        run->cancelled = true;
    }
}

void BackgroundTask::startAny(std::function<std::any(const Progress&)> work,
                              std::function<void(std::any)> done)
{
    cancel();
    std::erase_if(m_state->runs, [](const auto& run) { return run->ended.load(); });
    m_state->runs.push_back(std::make_unique<Run>());
    Run* run = m_state->runs.back().get();
    run->number = ++m_state->newest;
    m_state->running = true;

    const auto listen = [this, run](double fraction, std::string_view) {
        if (fraction - run->sent >= kProgressStep || (fraction >= 1.0 && run->sent < 1.0)) {
            run->sent = fraction;
            const auto tell = [this, fraction, number = run->number] {
                if (m_state->running && m_state->newest == number) {
                    Q_EMIT progressed(fraction);
                }
            };
            QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
        }
        return !run->cancelled.load();
    };

    run->thread = std::thread([this, run, listen, work = std::move(work), done = std::move(done)] {
        auto outcome = std::make_shared<Outcome>();
        outcome->error = failureOf([&] { outcome->value = work(Progress(listen)); });
        const auto tell = [this, done, outcome, number = run->number] {
            if (m_state->newest == number) {
                deliver(done, *outcome);
            }
        };
        QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
        run->ended = true;
    });
}

void BackgroundTask::deliver(const std::function<void(std::any)>& done, Outcome& outcome)
{
    // A slot may start the next run or delete this object.
    const QPointer<BackgroundTask> alive(this);
    const bool cancelled = m_state->runs.back()->cancelled;
    m_state->running = false;
    std::optional<Error> failure = std::move(outcome.error);
    if (!failure && !cancelled) {
        failure = failureOf([&] { done(std::move(outcome.value)); });
    }
    const bool told = failure && failure->kind() != Error::Kind::Cancelled;
    if (alive && told && !cancelled) {
        Q_EMIT failed(*failure);
    }
    if (alive) {
        Q_EMIT finished();
    }
}

} // namespace dawson
