#pragma once

#include "core/base/progress.h"
#include "core/lesion/comparison.h"
#include "core/study/study.h"

#include <optional>
#include <string>
#include <vector>

namespace dawson
{

/// What a model's probability maps would give at other thresholds.
struct SweepRequest {
    std::string model;     ///< Author::folder whose gradings have probability maps
    std::string reference; ///< Author::folder
    Task task = Task::Flair;
    MatchRule rule;
    std::vector<double> thresholds; ///< each in (0, 1]
    double minimumVolumeMm3 = 0.0;  ///< the model's own: smaller predicted lesions are dropped
    double coreProbability = 0.0;   ///< the model's own: those that nowhere reach it too
    /// This grader still reads: cases whose reference isHidden() from them are left out. Empty:
    /// nobody is blinded.
    std::string blindGrader;
};

/// Means over the cases where a ratio is defined; nothing where it is in none.
struct SweepPoint {
    double threshold = 0.0;
    std::optional<double> sensitivity;
    std::optional<double> ppv;
    double lesions = 0.0; ///< predicted, mean over all cases
};

struct ThresholdSweep {
    int cases = 0;  ///< with a probability map and a reference mask on one grid
    int hidden = 0; ///< with both, left out since the blinded grader may not see the reference yet
    std::vector<SweepPoint> points;
    std::vector<std::string> leftOut; ///< a sentence for each case that could not be used
};

/// A threshold chosen from this on the very cases it is judged on flatters the model: whoever
/// shows it says so. Every map is read once; about 0.15 s a case and threshold on a brain of 1 mm.
/// Throws Error(Cancelled).
ThresholdSweep
sweepThresholds(const Study& study, const SweepRequest& request, const Progress& progress = {});

} // namespace dawson
