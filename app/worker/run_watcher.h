#pragma once

#include "core/base/progress.h"
#include "core/nn/trainer.h"
#include "core/run/run_folder.h"

#include <chrono>
#include <string>

namespace dawson
{

/// A job followed through its run folder: writes events, looks for requests.
class RunWatcher : public TrainingWatcher
{
public:
    explicit RunWatcher(const RunFolder& folder);

    Wish wish() override;
    void phase(std::string_view name, double fraction) override;
    void step(const StepReport& report) override;
    void epoch(const EpochMetrics& metrics, double fraction) override;
    void checkpoint(const std::filesystem::path& path) override;
    void warning(const std::string& text) override;

    /// For work that only knows Progress: phases become events, at most one a second; a cancel
    /// request stops it.
    Progress progress();

private:
    void append(JobEvent::Kind kind, double fraction, const std::string& message = {});

    const RunFolder& m_folder;
    std::string m_phase;
    double m_fraction = 0.0;
    int m_step = 0;
    std::chrono::steady_clock::time_point m_written;
};

} // namespace dawson
