#pragma once

#include "core/base/error.h"
#include "core/base/progress.h"

#include <QObject>

#include <any>
#include <functional>
#include <memory>

namespace dawson
{

/// Runs a pure function in a thread and delivers its value (or its Error) in the GUI thread.
/// A newer start() cancels an older run and makes its result vanish; destruction cancels and waits.
/// Any exception of another type becomes an Error(Data). Used from the GUI thread only.
class BackgroundTask : public QObject
{
    Q_OBJECT

public:
    explicit BackgroundTask(QObject* parent = nullptr);
    ~BackgroundTask() override;

    /// `work` runs in another thread and must not touch Qt objects; `done` gets its result here,
    /// and what it throws is told by failed(), too.
    template <typename Result>
    void start(std::function<Result(const Progress&)> work, std::function<void(Result)> done)
    {
        startAny(
            [work = std::move(work)](const Progress& progress) { return std::any(work(progress)); },
            [done = std::move(done)](std::any value) {
                done(std::any_cast<Result>(std::move(value)));
            });
    }

    /// Until the result of the newest start() was delivered, also after cancel().
    bool running() const;
    /// Asks the work to stop at its next progress report; its value is not delivered even if it
    /// comes to one.
    void cancel();

Q_SIGNALS:
    void progressed(double fraction);
    void failed(const dawson::Error& error); ///< not sent for Cancelled
    void finished();                         ///< after done, failed or cancelled

private:
    void startAny(std::function<std::any(const Progress&)> work,
                  std::function<void(std::any)> done);

    struct Outcome;
    void deliver(const std::function<void(std::any)>& done, Outcome& outcome);

    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace dawson
