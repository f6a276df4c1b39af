#pragma once

#include "core/training/hdf5_node.h"
#include "core/training/model_file.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace dawson
{

/// The part of an HDF5 file that is a model: the whole of a model file, a group of a checkpoint.

inline constexpr double kMostMinimumMm3 = 1e6; ///< of a minimum volume, when read
inline constexpr int kMostEpochs = 1 << 30;    ///< of a card, when read

inline constexpr const char* kUnlikeMembers =
    "The two networks whose mean it predicts are not of the same kind";

/// Checks every weight (finite, shape fits the values, name usable, no name twice) and gives the
/// digest of what will be stored. Throws Error(Model) naming `path`.
std::string
checkedDigest(const ModelFile& model, FloatStorage storage, const std::filesystem::path& path);

void writeModelPart(const Hdf5Node& node,
                    const ModelFile& model,
                    FloatStorage storage,
                    const std::string& digest);

/// Of a file of this version. With weights the digest is computed and compared; without, names and
/// shapes only.
ModelFile readModelPart(const Hdf5Node& node, std::int64_t version, bool withWeights);

/// What a file says it is, in its root.
void writeFormat(const Hdf5Node& file, const std::string& format, std::int64_t version);
/// Gives its version, from 1 to `newest`.
std::int64_t checkFormat(const Hdf5Node& file, const std::string& format, std::int64_t newest);

} // namespace dawson
