#pragma once

#include "core/training/model_file.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace dawson
{

/// Named tensors with words about them, as the safetensors format holds them: 8 bytes with the
/// length of a JSON header, the header, then all numbers without a gap. Data, never code.
struct SafetensorsFile {
    std::map<std::string, std::string> metadata;
    std::vector<WeightTensor> tensors; ///< `trained` is not stored
};

/// As F32, in the order given. Atomic. Throws Error(Io).
void writeSafetensors(const std::filesystem::path& path, const SafetensorsFile& file);

/// F32, F16 and BF16 tensors, in the order in which they are stored. Everything the header says is
/// checked against the file before memory is taken. Throws Error(Model) naming the file: cut short,
/// a header of absurd length or no JSON, a name twice, another type, a shape that does not fit its
/// bytes, bytes outside the file, in two tensors or in none, a number that is not finite.
SafetensorsFile readSafetensors(const std::filesystem::path& path);

/// A model with all that its own file says of it (docs/formats/model.md), for other programs.
void exportModel(const std::filesystem::path& path, const ModelFile& model);

/// The way back, also with other weights of the same names. Throws Error(Model) as readSafetensors
/// does, and when the metadata do not tell the architecture. Whether the shapes are those of the
/// architecture is checked when the network is built.
ModelFile importModel(const std::filesystem::path& path);

} // namespace dawson
