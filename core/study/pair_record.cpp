#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/base/resources.h"
#include "core/base/utc_time.h"
#include "core/image/image_file.h"
#include "core/study/bids_name.h"
#include "core/study/brain_mask_file.h"
#include "core/study/dataset_description.h"
#include "core/study/image_pair.h"
#include "core/study/sidecar_field.h"

#include <nlohmann/json.hpp>
#include <system_error>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* kFolder = "registered";
constexpr int kVersion = 1;
constexpr const char* kVersionKey = "DawsonPairVersion";
constexpr const char* kNoNumbers = "NudgeShiftMm and NudgeTurnDegrees are three numbers each.";

/// Name of the follow-up's file up to its suffix, laid in the pair's space:
/// "sub-01_ses-02_acq-3D_space-ses01".
std::string stemOf(const ImagePair& pair)
{
    std::string stem = "sub-" + pair.subject;
    stem += pair.session.empty() ? "" : "_ses-" + pair.session;
    if (const auto name = parseBidsName(pair.followup.path.filename().string())) {
        for (const auto& [key, value] : name->entities) {
            const bool told = key == "sub" || key == "ses" || key == "space" || key == "desc";
            stem += told ? "" : "_" + key + "-" + value;
        }
    }
    return stem + "_space-" + pair.space();
}

void readOptional(const Json& json,
                  const char* key,
                  std::optional<double>& value,
                  const fs::path& file)
{
    if (json.contains(key) && !json[key].is_null()) {
        readField(json, key, value.emplace(), file);
    }
}

void readNudge(const Json& json, std::array<double, 6>& nudge, const fs::path& file)
{
    std::vector<double> shift(3);
    std::vector<double> turn(3);
    readField(json, "NudgeShiftMm", shift, file);
    readField(json, "NudgeTurnDegrees", turn, file);
    if (shift.size() != 3 || turn.size() != 3) {
        throw damagedSidecar(file, kNoNumbers);
    }
    std::copy(shift.begin(), shift.end(), nudge.begin());
    std::copy(turn.begin(), turn.end(), nudge.begin() + 3);
}

Json orNull(const std::optional<double>& value)
{
    return value ? Json(*value) : Json(nullptr);
}

Json toJson(const fs::path& root, const ImagePair& pair, const PairRecord& record)
{
    const auto& n = record.nudge;
    return {{kVersionKey, kVersion},
            {"Task", taskName(pair.task)},
            {"Baseline", pair.baseline.path.lexically_relative(root).generic_string()},
            {"BaselineSha256", record.baselineDigest},
            {"Followup", pair.followup.path.lexically_relative(root).generic_string()},
            {"FollowupSha256", record.followupDigest},
            {"BrainSha256", record.brainDigest ? Json(*record.brainDigest) : Json(nullptr)},
            {"Registration", record.type},
            {"Matching", record.matching},
            {"CorrelationBefore", orNull(record.correlationBefore)},
            {"CorrelationAfter", orNull(record.correlationAfter)},
            {"Warnings", record.warnings},
            {"NudgeShiftMm", {n[0], n[1], n[2]}},
            {"NudgeTurnDegrees", {n[3], n[4], n[5]}},
            {"AcceptedBy", record.acceptedBy},
            {"AcceptedAt", record.acceptedAt},
            {"Created", record.created},
            {"SoftwareVersion", record.softwareVersion}};
}

bool isThere(const fs::path& path)
{
    std::error_code ignored;
    return fs::exists(path, ignored);
}

} // namespace

PairFiles pairFiles(const fs::path& root, const ImagePair& pair)
{
    fs::path folder = root / "derivatives" / kFolder / ("sub-" + pair.subject);
    if (!pair.session.empty()) {
        folder /= "ses-" + pair.session;
    }
    folder /= "anat";
    const std::string stem = stemOf(pair);
    const std::string end = "_" + pair.followup.suffix + ".nii.gz";
    return {folder / (stem + end),
            folder / (stem + "_desc-subtraction" + end),
            folder / (stem + "_desc-normalised" + end),
            folder / (stem + "_desc-registration_"),
            folder / (stem + "_desc-registration.json")};
}

std::optional<PairRecord> readPairRecord(const fs::path& path)
{
    if (!isThere(path)) {
        return std::nullopt;
    }
    const auto json = Json::parse(readText(path), nullptr, false);
    if (!json.is_object() || !json.contains(kVersionKey)) {
        throw damagedSidecar(path, "It is not a record of a registration.");
    }
    int version = 0;
    readField(json, kVersionKey, version, path);
    if (version > kVersion) {
        throw damagedSidecar(path, "It was written by a newer Dawson; update this one.");
    }
    PairRecord record;
    readField(json, "BaselineSha256", record.baselineDigest, path);
    readField(json, "FollowupSha256", record.followupDigest, path);
    if (json.contains("BrainSha256") && !json["BrainSha256"].is_null()) {
        readField(json, "BrainSha256", record.brainDigest.emplace(), path);
    }
    readField(json, "Registration", record.type, path);
    readField(json, "Matching", record.matching, path);
    readOptional(json, "CorrelationBefore", record.correlationBefore, path);
    readOptional(json, "CorrelationAfter", record.correlationAfter, path);
    readField(json, "Warnings", record.warnings, path);
    readNudge(json, record.nudge, path);
    readField(json, "AcceptedBy", record.acceptedBy, path);
    readField(json, "AcceptedAt", record.acceptedAt, path);
    readField(json, "Created", record.created, path);
    readField(json, "SoftwareVersion", record.softwareVersion, path);
    return record;
}

void writePairRecord(const fs::path& root, const ImagePair& pair, const PairRecord& record)
{
    const fs::path dataset = root / "derivatives" / kFolder;
    if (!isThere(dataset / "dataset_description.json")) {
        writeAuthorDescription(dataset,
                               {kFolder, "Registered images and subtractions", AuthorRole::Other});
    }
    PairRecord complete = record;
    if (complete.created.empty()) {
        complete.created = utcNow();
    }
    if (complete.softwareVersion.empty()) {
        complete.softwareVersion = softwareVersion();
    }
    const Json json = toJson(root, pair, complete);
    writeTextAtomically(pairFiles(root, pair).record,
                        json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

std::string brainDigest(const fs::path& root, const ImagePair& pair, const ImageDigest& digest)
{
    const fs::path mask = findBrainMask(root, pair.baseline.path);
    if (mask.empty()) {
        return {};
    }
    return digest ? digest(mask) : fileDigest(mask);
}

PairState pairState(const fs::path& root, const ImagePair& pair, const ImageDigest& digest)
{
    const PairFiles files = pairFiles(root, pair);
    if (!isThere(files.registered) || !isThere(files.subtraction)) {
        return PairState::Missing;
    }
    std::optional<PairRecord> record;
    try {
        record = readPairRecord(files.record);
    } catch (const Error& error) {
        if (error.kind() != Error::Kind::Format) {
            throw;
        }
        return PairState::Stale;
    }
    if (!record) {
        return PairState::Missing;
    }
    const ImageDigest& digestOf = digest ? digest : ImageDigest(fileDigest);
    if (record->baselineDigest != digestOf(pair.baseline.path) ||
        record->followupDigest != digestOf(pair.followup.path)) {
        return PairState::Stale;
    }
    if (record->brainDigest && *record->brainDigest != brainDigest(root, pair, digestOf)) {
        return PairState::Stale;
    }
    return record->acceptedBy.empty() ? PairState::Made : PairState::Accepted;
}

} // namespace dawson
