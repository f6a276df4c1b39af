#pragma once

#include "core/training/epoch_metrics.h"
#include "core/training/hdf5_node.h"

#include <optional>
#include <vector>

namespace dawson
{

/// A number that may be absent, as files hold it: NaN where there is none.
double stored(const std::optional<double>& value);
std::optional<double> present(double value);

/// The epochs of a training in an HDF5 group: an attribute a quantity, one value an epoch, NaN
/// where there is none.
void writeHistory(const Hdf5Node& node, const std::vector<EpochMetrics>& history);

/// Fails, as the node does, when a column is missing or of another length. `withF1`: checkpoints of
/// version 1 have none.
std::vector<EpochMetrics> readHistory(const Hdf5Node& node, bool withF1 = true);

} // namespace dawson
