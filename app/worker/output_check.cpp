#include "app/worker/output_check.h"

#include "core/base/error.h"
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

} // namespace dawson
