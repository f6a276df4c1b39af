#pragma once

#include "core/run/job_event.h"

#include <vector>

namespace dawson
{

/// The curves of a training, folded from its events in their order. A run that goes on from a
/// checkpoint, or begins anew, repeats steps and epochs; the later ones count.
class TrainingCurves
{
public:
    void add(const JobEvent& event);

    /// Of the steps in order, evenly thinned to at most 2,000.
    const std::vector<double>& losses() const { return m_losses; }

    const std::vector<EpochMetrics>& epochs() const { return m_epochs; }

    /// How many epochs the losses span, the one that runs in part; 1 until the first has ended.
    double epochsSeen() const;

private:
    void addStep(const JobEvent& event);
    void addEpoch(const EpochMetrics& epoch);

    std::vector<double> m_losses;
    std::vector<int> m_lossSteps; ///< step of each entry of m_losses
    std::vector<EpochMetrics> m_epochs;
    int m_lossStride = 1; ///< every n-th loss is kept
    int m_lossesSeen = 0;
    int m_lastStep = 0;
    double m_stepsPerEpoch = 0.0; ///< 0 until an epoch has ended
};

} // namespace dawson
