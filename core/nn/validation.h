#pragma once

#include "core/base/progress.h"
#include "core/training/case_store.h"
#include "core/training/epoch_metrics.h"

#include <functional>
#include <optional>
#include <vector>

namespace dawson
{

/// Lesion-wise and voxel-wise agreement over cases: mean where defined; any overlap, 26-connected.
struct ValidationScore {
    std::optional<double> sensitivity;
    std::optional<double> ppv;
    std::optional<double> dice;
    std::optional<double> loss; ///< mean cross-entropy over the voxels inside the foreground
    /// Half lesion-wise F1, half Dice, each mean over the cases with lesions; greater is better. A
    /// case in which nothing is found counts 0, so that silence is never best.
    double overall = 0.0;
};

/// Probability of lesion for a prepared case of the store.
using Prediction = std::function<Volume(const std::vector<Volume>& channels, const Progress&)>;

/// Probability maps of every case of a store, one after the other.
std::vector<Volume>
predictStore(const CaseStore& store, const Prediction& predict, const Progress& progress = {});

ValidationScore
scoreOf(const CaseStore& store, const std::vector<Volume>& probabilities, double threshold);

/// The threshold of 0.02, 0.05, 0.1, ... 0.95, 0.98 whose score is best; ties go to the one nearest
/// 0.5.
double bestThreshold(const CaseStore& store, const std::vector<Volume>& probabilities);

} // namespace dawson
