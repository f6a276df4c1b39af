#include "app/worker/console_watcher.h"

#include "app/worker/terminal_progress.h"

#include <cstdio>

namespace dawson
{

std::string ratioText(const std::optional<double>& value)
{
    if (!value) {
        return "-";
    }
    char text[16];
    std::snprintf(text, sizeof text, "%.2f", *value);
    return text;
}

TrainingWatcher::Wish ConsoleWatcher::wish()
{
    return interrupted() ? Wish::Cancel : Wish::Continue;
}

void ConsoleWatcher::phase(std::string_view name, double fraction)
{
    if (name != m_phase && !name.empty()) {
        m_phase = name;
        std::fprintf(stderr, "%3.0f %% %s\n", fraction * 100.0, m_phase.c_str());
    }
}

void ConsoleWatcher::step(const StepReport& report)
{
    const auto now = std::chrono::steady_clock::now();
    if (report.step > 1 && now - m_printed < std::chrono::seconds(5)) {
        return;
    }
    m_printed = now;
    char loss[32] = "";
    if (report.loss) {
        std::snprintf(loss, sizeof loss, "loss %.4f, ", *report.loss);
    }
    std::fprintf(stderr,
                 "%3.0f %% epoch %d, step %lld of %lld, %s%.0f s left\n",
                 report.fraction * 100.0,
                 report.epoch,
                 static_cast<long long>(report.step),
                 static_cast<long long>(report.steps),
                 loss,
                 report.secondsLeft);
}

void ConsoleWatcher::epoch(const EpochMetrics& metrics, double fraction)
{
    std::fprintf(stderr,
                 "%3.0f %% epoch %d done in %.0f s (%.1f s waiting for patches): loss %.4f, "
                 "validation loss %s, "
                 "sensitivity %s, PPV %s, F1 %s, Dice %s\n",
                 fraction * 100.0,
                 metrics.epoch,
                 metrics.seconds,
                 metrics.waitedSeconds,
                 metrics.trainingLoss,
                 ratioText(metrics.validationLoss).c_str(),
                 ratioText(metrics.sensitivity).c_str(),
                 ratioText(metrics.ppv).c_str(),
                 ratioText(metrics.f1).c_str(),
                 ratioText(metrics.dice).c_str());
}

void ConsoleWatcher::checkpoint(const std::filesystem::path&) {}

void ConsoleWatcher::warning(const std::string& text)
{
    std::fprintf(stderr, "Note: %s\n", text.c_str());
}

} // namespace dawson
