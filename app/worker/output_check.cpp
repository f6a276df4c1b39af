#include "app/worker/output_check.h"

#include "core/base/error.h"
#include "core/base/resources.h"
#include "core/image/image_file.h"

namespace dawson
{

void checkImageOutput(const std::filesystem::path& output,
                      const std::vector<std::filesystem::path>& inputs)
{
    for (const std::filesystem::path& input : inputs) {
        std::error_code ignored;
        if (std::filesystem::equivalent(input, output, ignored)) {
            throw Error(
                Error::Kind::Data, "The output would replace the input image.", output.string());
        }
    }
    if (!hasImageExtension(output)) {
        throw Error(Error::Kind::Format,
                    "An image is written as .nii, .nii.gz, .nrrd or .mha; this name is none of "
                    "them.",
                    output.string());
    }
}

void checkModelOutput(const std::filesystem::path& output)
{
    const std::filesystem::path folder = std::filesystem::absolute(output).parent_path();
    std::filesystem::path shipped;
    try {
        shipped = resourceFile("models");
    } catch (const Error&) {
        return; // none is installed
    }
    std::error_code ignored;
    if (std::filesystem::equivalent(folder, shipped, ignored)) {
        throw Error(Error::Kind::Data,
                    "This is the folder of the shipped models, which are never replaced; write "
                    "the model elsewhere.",
                    output.string());
    }
}

} // namespace dawson
