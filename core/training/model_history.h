#pragma once

#include "core/training/epoch_metrics.h"
#include "core/training/model_file.h"

#include <filesystem>
#include <string>
#include <vector>

namespace dawson
{

/// writeModel, with the epochs of the training beside the network: what a page about the model
/// draws where the run folder is elsewhere. They are no part of the digest.
std::string writeModelWithHistory(const std::filesystem::path& path,
                                  const ModelFile& model,
                                  const std::vector<EpochMetrics>& history,
                                  bool halfPrecision = false);

/// Empty for a file that holds none, such as of older programs. Throws Error(Model) naming the
/// file, as readModel does; no weight is read.
std::vector<EpochMetrics> readModelHistory(const std::filesystem::path& path);

} // namespace dawson
