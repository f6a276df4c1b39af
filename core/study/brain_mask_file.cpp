#include "core/study/brain_mask_file.h"

#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/base/resources.h"
#include "core/image/image_file.h"
#include "core/study/dataset_description.h"
#include "core/study/grading_file.h"

#include <nlohmann/json.hpp>

namespace dawson
{

namespace fs = std::filesystem;

namespace
{

constexpr const char* kFolder = "brain";

} // namespace

fs::path brainMaskPath(const fs::path& root, const fs::path& image)
{
    const fs::path inside = image.lexically_relative(root).parent_path();
    return root / "derivatives" / kFolder / inside / (imageStem(image) + "_desc-brain_mask.nii.gz");
}

void writeBrainMask(const fs::path& root,
                    const fs::path& image,
                    const Mask& mask,
                    const std::string& modelDigest)
{
    const fs::path path = brainMaskPath(root, image);
    const fs::path dataset = root / "derivatives" / kFolder;
    fs::create_directories(path.parent_path());
    if (!fs::exists(dataset / "dataset_description.json")) {
        writeAuthorDescription(dataset, {kFolder, "Brain masks", AuthorRole::Other});
    }
    const nlohmann::ordered_json sidecar{
        {"Type", "Brain"},
        {"Sources", {image.lexically_relative(root).generic_string()}},
        {"SourceSha256", fileDigest(image)},
        {"ModelSha256", modelDigest},
        {"SoftwareVersion", softwareVersion()},
        {"Description", "Found by a network; may have been repaired by hand since."}};
    writeMask(path, mask);
    writeTextAtomically(sidecarPath(path), sidecar.dump(2) + "\n");
}

} // namespace dawson
