#include "core/study/brain_mask_file.h"

#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/resources.h"
#include "core/base/utc_time.h"
#include "core/image/image_file.h"
#include "core/study/bids_name.h"
#include "core/study/dataset_description.h"
#include "core/study/folder_listing.h"
#include "core/study/grading_file.h"
#include "core/study/sidecar_field.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <system_error>

namespace dawson
{

namespace fs = std::filesystem;

namespace
{

constexpr const char* kFolder = "brain";

/// "sub-01_ses-02_space-common_desc-brain_mask.nii.gz"
bool isPublishedMask(const std::string& file)
{
    const auto name = parseBidsName(file);
    return name && name->isImage() && name->suffix == "mask" && name->value("desc") == "brain";
}

} // namespace

fs::path brainMaskPath(const fs::path& root, const fs::path& image)
{
    const fs::path inside = image.lexically_relative(root).parent_path();
    return root / "derivatives" / kFolder / inside / (imageStem(image) + "_desc-brain_mask.nii.gz");
}

fs::path findBrainMask(const fs::path& root, const fs::path& image)
{
    const fs::path own = brainMaskPath(root, image);
    std::error_code ignored;
    if (fs::exists(own, ignored)) {
        return own;
    }
    const fs::path inside = image.lexically_relative(root).parent_path();
    std::optional<Geometry> grid;
    for (const std::string& dataset : listFolder(root / "derivatives").folders) {
        const fs::path folder = root / "derivatives" / dataset / inside;
        for (const std::string& file : listFolder(folder).files) {
            if (!isPublishedMask(file)) {
                continue;
            }
            try {
                grid = grid ? grid : readImageHeader(image).geometry;
                if (sameGrid(readImageHeader(folder / file).geometry, *grid)) {
                    return folder / file;
                }
            } catch (const Error& error) {
                logWarning(error.describe());
            }
        }
    }
    return {};
}

BrainMaskRecord readBrainMaskRecord(const fs::path& mask)
{
    BrainMaskRecord record;
    const fs::path file = sidecarPath(mask);
    std::error_code ignored;
    if (!fs::exists(file, ignored)) {
        return record;
    }
    try {
        const auto json = nlohmann::json::parse(readText(file), nullptr, false);
        if (json.is_object()) {
            readField(json, "SourceSha256", record.imageDigest, file);
            readField(json, "ModelSha256", record.modelDigest, file);
            readField(json, "PublishedIn", record.publishedIn, file);
            readField(json, "RepairedBy", record.repairedBy, file);
            readField(json, "RepairedAt", record.repairedAt, file);
            readField(json, "SoftwareVersion", record.softwareVersion, file);
        }
    } catch (const Error& error) {
        logWarning(error.describe());
    }
    return record;
}

bool isOfAnotherImage(const BrainMaskRecord& record, const fs::path& image)
{
    return !record.imageDigest.empty() && record.imageDigest != fileDigest(image);
}

void writeBrainMask(const fs::path& root,
                    const fs::path& image,
                    const Mask& mask,
                    const BrainMaskRecord& record)
{
    const fs::path path = brainMaskPath(root, image);
    const fs::path dataset = root / "derivatives" / kFolder;
    std::error_code ignored;
    if (!fs::exists(dataset / "dataset_description.json", ignored)) {
        writeAuthorDescription(dataset, {kFolder, "Brain masks", AuthorRole::Other});
    }
    const bool byHand = !record.repairedBy.empty();
    const nlohmann::ordered_json sidecar{
        {"Type", "Brain"},
        {"Sources", {image.lexically_relative(root).generic_string()}},
        {"SourceSha256", fileDigest(image)},
        {"ModelSha256", record.modelDigest},
        {"PublishedIn", record.publishedIn},
        {"RepairedBy", record.repairedBy},
        {"RepairedAt", byHand && record.repairedAt.empty() ? utcNow() : record.repairedAt},
        {"SoftwareVersion", softwareVersion()},
        {"Description",
         byHand ? "Repaired by hand." : "Found by a network; nobody has repaired it yet."}};
    writeMask(path, mask);
    writeTextAtomically(sidecarPath(path),
                        sidecar.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) +
                            "\n");
}

} // namespace dawson
