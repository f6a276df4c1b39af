#pragma once

#include "core/nn/trainer.h"

namespace dawson
{

/// Tells the watcher of a whole what happens in a part of it: fractions from 0 to 1 become those
/// from `from` to `to`, steps come after those before; the part's epochs are its own business.
class PartWatcher : public TrainingWatcher
{
public:
    /// REQUIRES: `whole` outlives it.
    PartWatcher(TrainingWatcher& whole, double from, double to, std::int64_t stepsBefore = 0)
        : m_whole(whole)
        , m_from(from)
        , m_to(to)
        , m_stepsBefore(stepsBefore)
    {
    }

    Wish wish() override { return m_whole.wish(); }

    void phase(std::string_view name, double fraction) override
    {
        m_whole.phase(name, ofWhole(fraction));
    }

    void step(const StepReport& report) override
    {
        StepReport told = report;
        told.step += m_stepsBefore;
        told.steps += m_stepsBefore;
        told.fraction = ofWhole(report.fraction);
        m_whole.step(told);
    }

    void epoch(const EpochMetrics&, double) override {}

    void checkpoint(const std::filesystem::path& path) override { m_whole.checkpoint(path); }

    void warning(const std::string& text) override { m_whole.warning(text); }

private:
    double ofWhole(double fraction) const { return m_from + (m_to - m_from) * fraction; }

    TrainingWatcher& m_whole;
    double m_from;
    double m_to;
    std::int64_t m_stepsBefore;
};

} // namespace dawson
