#pragma once

#include "core/nn/trainer.h"

#include <chrono>

namespace dawson
{

/// A training followed on a terminal: steps and epochs on stderr, an interrupt cancels.
class ConsoleWatcher : public TrainingWatcher
{
public:
    Wish wish() override;
    void phase(std::string_view name, double fraction) override;
    void step(const StepReport& report) override;
    void epoch(const EpochMetrics& metrics, double fraction) override;
    void checkpoint(const std::filesystem::path& path) override;
    void warning(const std::string& text) override;

private:
    std::string m_phase;
    std::chrono::steady_clock::time_point m_printed;
};

/// "0.63", or "-" when undefined.
std::string ratioText(const std::optional<double>& value);

} // namespace dawson
