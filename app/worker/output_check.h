#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace dawson
{

/// A slip of the hand must not replace a patient's image, and a result that cannot be written is
/// told before the work, not after it. Throws Error(Data) when `output` is one of the inputs,
/// Error(Format) when its name is not an image's, Error(Io) where nothing can be written. Empty
/// inputs are no files.
void checkImageOutput(const std::filesystem::path& output,
                      const std::vector<std::filesystem::path>& inputs);

/// The same for a model, whose name must end in `extension`. Shipped models are never replaced:
/// throws Error(Data) for a file in their folder, too.
void checkModelOutput(const std::filesystem::path& output,
                      const std::vector<std::filesystem::path>& inputs = {},
                      const std::string& extension = ".h5");

} // namespace dawson
