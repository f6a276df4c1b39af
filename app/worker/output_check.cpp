#include "app/worker/output_check.h"

#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/training/model_library.h"

#include <unistd.h>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

void requireNoInput(const fs::path& output,
                    const std::vector<fs::path>& inputs,
                    const char* sentence)
{
    for (const fs::path& input : inputs) {
        std::error_code ignored;
        if (fs::equivalent(input, output, ignored)) {
            throw Error(Error::Kind::Data, sentence, output.string());
        }
    }
}

/// Folders that are missing are made when it is written.
void requirePlace(const fs::path& output)
{
    std::error_code ignored;
    if (fs::is_directory(output, ignored)) {
        throw Error(Error::Kind::Io, "This is a folder; name a file in it.", output.string());
    }
    fs::path folder = fs::absolute(output).parent_path();
    while (!fs::exists(folder, ignored) && folder.has_relative_path()) {
        folder = folder.parent_path();
    }
    if (!fs::is_directory(folder, ignored) || ::access(folder.c_str(), W_OK) != 0) {
        throw Error(Error::Kind::Io,
                    "Nothing can be written there: no right to, or it is no folder.",
                    folder.string());
    }
}

} // namespace

void checkImageOutput(const fs::path& output, const std::vector<fs::path>& inputs)
{
    requireNoInput(output, inputs, "The output would replace the input image.");
    if (!hasImageExtension(output)) {
        throw Error(Error::Kind::Format,
                    "An image is written as .nii, .nii.gz, .nrrd or .mha; this name is none of "
                    "them.",
                    output.string());
    }
    requirePlace(output);
}

void checkModelOutput(const fs::path& output,
                      const std::vector<fs::path>& inputs,
                      const std::string& extension)
{
    requireNoInput(
        output, inputs, "The output would replace the file that is read; write it elsewhere.");
    requireNotShipped(output);
    if (output.extension() != extension) {
        throw Error(Error::Kind::Format,
                    "It is written as " + extension + "; this name ends otherwise.",
                    output.string());
    }
    requirePlace(output);
}

} // namespace dawson
