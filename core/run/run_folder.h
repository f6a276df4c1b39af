#pragma once

#include "core/run/job_event.h"
#include "core/run/job_spec.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace dawson
{

/// A job's folder: the whole protocol between window and worker. Format:
/// docs/formats/run_folder.md.
class RunFolder
{
public:
    explicit RunFolder(std::filesystem::path path)
        : m_path(std::move(path))
    {
    }

    /// Makes runs/<UTC time>-<slug>/ in a project and writes job.json.
    static RunFolder create(const std::filesystem::path& project, const JobSpec& spec);

    const std::filesystem::path& path() const { return m_path; }

    std::filesystem::path jobFile() const { return m_path / "job.json"; }

    std::filesystem::path eventsFile() const { return m_path / "events.jsonl"; }

    std::filesystem::path logFile() const { return m_path / "worker.log"; }

    std::filesystem::path modelFile() const { return m_path / "model.h5"; }

    std::filesystem::path latestCheckpoint() const { return m_path / "checkpoints" / "latest.h5"; }

    std::filesystem::path bestCheckpoint() const { return m_path / "checkpoints" / "best.h5"; }

    /// Requests to the worker, each a file whose presence counts: `cancel`, `pause`, `stop` (end
    /// the training now and keep the best model).
    enum class Request { Cancel, Pause, Stop };
    void ask(Request request) const;
    void withdraw(Request request) const;
    bool asked(Request request) const;

    void append(const JobEvent& event) const;
    /// Events from byte `offset` on, whole lines only; moves `offset` behind them.
    std::vector<JobEvent> readEvents(std::uint64_t& offset) const;

    /// Whether a living worker holds run.lock.
    bool locked() const;

private:
    std::filesystem::path m_path;
};

/// Held by the worker for its life; released by the system however it dies.
class RunLock
{
public:
    /// Throws Error(Data) when another worker holds it.
    explicit RunLock(const RunFolder& folder);
    ~RunLock();
    RunLock(const RunLock&) = delete;
    RunLock& operator=(const RunLock&) = delete;
    RunLock(RunLock&&) = delete;
    RunLock& operator=(RunLock&&) = delete;

private:
    int m_file = -1;
};

} // namespace dawson
