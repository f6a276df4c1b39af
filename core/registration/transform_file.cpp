#include "core/registration/transform_file.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/resources.h"
#include "core/registration/composite_file.h"
#include "core/registration/registration_json.h"

#include <nlohmann/json.hpp>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;
using nlohmann::ordered_json;

ordered_json toJson(const TransformRecord::Input& input)
{
    return {{"file", input.name}, {"sha256", input.sha256}};
}

ordered_json recordOf(const Registration& registration,
                      const TransformRecord& record,
                      const std::vector<fs::path>& written)
{
    ordered_json files = ordered_json::array();
    for (const fs::path& path : written) {
        files.push_back(path.filename().string());
    }
    return {{"format", "dawson-transform"},
            {"version", 1},
            {"software", "dawson " + softwareVersion()},
            {"maps", "points of the fixed image to points of the moving image, LPS, mm"},
            {"fixed", toJson(record.fixed)},
            {"moving", toJson(record.moving)},
            {"spec", toJson(record.spec)},
            {"quality", toJson(registration.quality)},
            {"files", files}};
}

fs::path joined(const fs::path& prefix, const char* ending)
{
    return prefix.parent_path() / (prefix.filename().string() + ending);
}

void removeOld(const fs::path& path)
{
    std::error_code failure;
    fs::remove(path, failure);
    if (failure) {
        throw Error(Error::Kind::Io,
                    "The file of an earlier transform cannot be removed: " + failure.message() +
                        ".",
                    path.string());
    }
}

} // namespace

TransformFiles::TransformFiles(const fs::path& prefix)
    : affine(joined(prefix, "0GenericAffine.txt"))
    , forward(joined(prefix, "1Warp.nii.gz"))
    , inverse(joined(prefix, "1InverseWarp.nii.gz"))
    , record(joined(prefix, "Transform.json"))
{
}

std::vector<fs::path> saveTransform(const fs::path& prefix,
                                    const Registration& registration,
                                    const TransformRecord& record,
                                    Composites composites)
{
    const TransformFiles files(prefix);
    const CompositeFiles whole(prefix);
    // Without its sidecar the set is unfinished; no reader may take old fields for the new map's.
    removeOld(files.record);
    removeOld(files.forward);
    removeOld(files.inverse);
    removeOld(whole.forward);
    removeOld(whole.inverse);
    std::vector<fs::path> written{files.affine};
    writeAffine(files.affine, registration.transform.affine);
    if (registration.transform.fields) {
        writeField(files.forward, registration.transform.fields->forward);
        writeField(files.inverse, registration.transform.fields->inverse);
        written.push_back(files.forward);
        written.push_back(files.inverse);
    }
    if (composites == Composites::With) {
        writeComposites(whole, registration.transform);
        written.push_back(whole.forward);
        written.push_back(whole.inverse);
    }
    writeTextAtomically(files.record, recordOf(registration, record, written).dump(2) + "\n");
    written.push_back(files.record);
    return written;
}

void saveMoved(const fs::path& prefix, const Transform& transform)
{
    const CompositeFiles whole(prefix);
    removeOld(whole.forward);
    removeOld(whole.inverse);
    writeAffine(TransformFiles(prefix).affine, transform.affine);
    writeComposites(whole, transform);
}

Transform loadTransform(const fs::path& prefix)
{
    if (prefix.extension() == ".h5") {
        return readComposites(compositeFilesOf(prefix));
    }
    const TransformFiles files(prefix);
    const CompositeFiles whole(prefix);
    if (!fs::exists(files.affine) && fs::exists(whole.forward)) {
        return readComposites(whole);
    }
    Transform transform;
    transform.affine = readAffine(files.affine);
    const bool forward = fs::exists(files.forward);
    const bool inverse = fs::exists(files.inverse);
    if (forward != inverse) {
        throw Error(Error::Kind::Data,
                    "The displacement field's other half is missing; both ways are needed.",
                    (forward ? files.inverse : files.forward).string());
    }
    if (forward) {
        transform.fields = Transform::Fields{readField(files.forward), readField(files.inverse)};
    }
    return transform;
}

} // namespace dawson
