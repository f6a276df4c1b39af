#include "app/worker/run_watcher.h"

#include "app/worker/terminal_progress.h"

namespace dawson
{

namespace
{

constexpr auto kPhaseInterval = std::chrono::seconds(1);

} // namespace

RunWatcher::RunWatcher(const RunFolder& folder)
    : m_folder(folder)
{
}

TrainingWatcher::Wish RunWatcher::wish()
{
    if (interrupted() || m_folder.asked(RunFolder::Request::Cancel)) {
        return Wish::Cancel;
    }
    if (m_folder.asked(RunFolder::Request::Stop)) {
        return Wish::Stop;
    }
    return m_folder.asked(RunFolder::Request::Pause) ? Wish::Pause : Wish::Continue;
}

void RunWatcher::append(JobEvent::Kind kind, double fraction, const std::string& message)
{
    m_fraction = fraction;
    JobEvent event;
    event.kind = kind;
    event.fraction = fraction;
    event.message = message;
    event.step = kind == JobEvent::Kind::Checkpoint ? m_step : 0;
    m_folder.append(event);
}

void RunWatcher::phase(std::string_view name, double fraction)
{
    const auto now = std::chrono::steady_clock::now();
    const bool changed = !name.empty() && name != m_phase;
    if (!changed && now - m_written < kPhaseInterval) {
        return;
    }
    m_written = now;
    if (changed) {
        m_phase = name;
    }
    append(JobEvent::Kind::Phase, fraction, m_phase);
}

void RunWatcher::step(const StepReport& report)
{
    m_fraction = report.fraction;
    m_step = static_cast<int>(report.step);
    JobEvent event;
    event.kind = JobEvent::Kind::Step;
    event.fraction = report.fraction;
    event.secondsLeft = report.secondsLeft;
    event.step = m_step;
    event.loss = report.loss;
    m_folder.append(event);
}

void RunWatcher::epoch(const EpochMetrics& metrics, double fraction)
{
    m_fraction = fraction;
    JobEvent event;
    event.kind = JobEvent::Kind::Epoch;
    event.fraction = fraction;
    event.epoch = metrics;
    m_folder.append(event);
}

void RunWatcher::checkpoint(const std::filesystem::path&)
{
    append(JobEvent::Kind::Checkpoint, m_fraction);
}

void RunWatcher::warning(const std::string& text)
{
    append(JobEvent::Kind::Warning, m_fraction, text);
}

Progress RunWatcher::progress()
{
    return Progress([this](double fraction, std::string_view name) {
        phase(name, fraction);
        return wish() != Wish::Cancel;
    });
}

} // namespace dawson
