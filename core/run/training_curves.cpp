#include "core/run/training_curves.h"

#include <algorithm>

namespace dawson
{

namespace
{

constexpr std::size_t kMaxLosses = 2000;

/// Drops every second entry.
template <typename Value>
void halve(std::vector<Value>& values)
{
    std::size_t kept = 0;
    for (std::size_t n = 0; n < values.size(); n += 2) {
        values[kept++] = values[n];
    }
    values.resize(kept);
}

} // namespace

void TrainingCurves::add(const JobEvent& event)
{
    if (event.kind == JobEvent::Kind::Step) {
        addStep(event);
    } else if (event.kind == JobEvent::Kind::Epoch && event.epoch) {
        addEpoch(*event.epoch);
        m_stepsPerEpoch = static_cast<double>(m_lastStep) / std::max(1, event.epoch->epoch);
    }
}

double TrainingCurves::epochsSeen() const
{
    return m_stepsPerEpoch > 0.0 ? m_lastStep / m_stepsPerEpoch : 1.0;
}

void TrainingCurves::addStep(const JobEvent& event)
{
    while (!m_lossSteps.empty() && m_lossSteps.back() >= event.step) {
        m_lossSteps.pop_back();
        m_losses.pop_back();
    }
    m_lastStep = event.step;
    if (!event.loss || m_lossesSeen++ % m_lossStride != 0) {
        return;
    }
    m_lossSteps.push_back(event.step);
    m_losses.push_back(*event.loss);
    if (m_losses.size() > kMaxLosses) {
        halve(m_lossSteps);
        halve(m_losses);
        m_lossStride *= 2;
    }
}

void TrainingCurves::addEpoch(const EpochMetrics& epoch)
{
    const auto repeated = std::ranges::find_if(
        m_epochs, [&](const EpochMetrics& known) { return known.epoch >= epoch.epoch; });
    m_epochs.erase(repeated, m_epochs.end());
    m_epochs.push_back(epoch);
}

} // namespace dawson
