#include "core/study/grading_sidecar.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/study/grading_file.h"
#include "core/study/sidecar_field.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <system_error>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;
constexpr const char* kVersionKey = "DawsonSidecarVersion";
constexpr const char* kKept = "ThresholdKept";
constexpr std::array<const char*, 4> kRoles{"grader", "model", "consensus", "other"};

const char* roleWord(AuthorRole role)
{
    return kRoles[static_cast<std::size_t>(role)];
}

AuthorRole readRole(const Json& json, const fs::path& file)
{
    std::string word = roleWord(AuthorRole::Other);
    readField(json, "Role", word, file);
    for (std::size_t i = 0; i < kRoles.size(); ++i) {
        if (word == kRoles[i]) {
            return static_cast<AuthorRole>(i);
        }
    }
    throw damagedSidecar(file, "Its Role is none of grader, model, consensus, other.");
}

Task readTask(const Json& json, const fs::path& file)
{
    std::string word = taskName(Task::Flair);
    readField(json, "Task", word, file);
    const auto task = taskFromName(word);
    if (!task) {
        throw damagedSidecar(file, "Its Task is none of flair, new, enhancing.");
    }
    return *task;
}

constexpr const char* kTags = "LesionTags";
constexpr std::array<const char*, 2> kPatterns{"nodular", "ring"};

std::vector<LesionTag> readTags(const Json& json, const fs::path& file)
{
    std::vector<LesionTag> tags;
    Json list = Json::array();
    readField(json, kTags, list, file);
    for (const Json& entry : list) {
        std::array<double, 3> place{};
        std::string word;
        if (!list.is_array() || !entry.is_object()) {
            throw damagedSidecar(file, "Its LesionTags are no list of objects.");
        }
        readField(entry, "Position", place, file);
        readField(entry, "Pattern", word, file);
        const auto pattern = std::find(kPatterns.begin(), kPatterns.end(), word);
        if (pattern == kPatterns.end()) {
            throw damagedSidecar(file, "A Pattern of its LesionTags is none of nodular, ring.");
        }
        tags.push_back({{place[0], place[1], place[2]},
                        static_cast<EnhancementPattern>(pattern - kPatterns.begin())});
    }
    return tags;
}

/// Without tags the key is taken away.
void writeTags(const std::vector<LesionTag>& tags, Json& json)
{
    json.erase(kTags);
    for (const LesionTag& tag : tags) {
        const PatientPoint& p = tag.position;
        json[kTags].push_back({{"Position", {p.x, p.y, p.z}},
                               {"Pattern", kPatterns[static_cast<std::size_t>(tag.pattern)]}});
    }
}

/// Nothing when there is no such key.
void readNumber(const Json& json,
                const char* key,
                std::optional<double>& number,
                const fs::path& file)
{
    if (json.contains(key)) {
        readField(json, key, number.emplace(0.0), file);
    }
}

/// Nothing leaves what is there alone.
void writeNumber(const char* key, const std::optional<double>& number, Json& json)
{
    if (number) {
        json[key] = *number;
    }
}

void checkVersion(const Json& json, const fs::path& file)
{
    int version = kVersion;
    readField(json, kVersionKey, version, file);
    if (version > kVersion) {
        throw damagedSidecar(file, "It was written by a newer Dawson; update this one.");
    }
}

/// What is on disk already, so that keys of others survive; a damaged file is replaced.
Json existing(const fs::path& file)
{
    std::error_code ignored;
    if (!fs::exists(file, ignored)) {
        return Json::object();
    }
    auto json = Json::parse(readText(file), nullptr, false);
    return json.is_object() ? json : Json::object();
}

} // namespace

std::optional<GradingSidecar> readSidecar(const fs::path& maskPath)
{
    const fs::path file = sidecarPath(maskPath);
    std::error_code ignored;
    if (!fs::exists(file, ignored)) {
        return std::nullopt;
    }
    const auto json = Json::parse(readText(file), nullptr, false);
    if (!json.is_object()) {
        throw damagedSidecar(file, "It is not a JSON object.");
    }
    if (!json.contains(kVersionKey)) {
        return std::nullopt;
    }
    checkVersion(json, file);
    // Not told is not the same as begun, which is the default of a mask being drawn.
    GradingSidecar sidecar;
    sidecar.status.clear();
    sidecar.role = readRole(json, file);
    sidecar.task = readTask(json, file);
    readField(json, "Author", sidecar.authorName, file);
    readField(json, "Status", sidecar.status, file);
    readField(json, "ActiveSeconds", sidecar.activeSeconds, file);
    readField(json, "SoftwareVersion", sidecar.softwareVersion, file);
    readField(json, "ImageDigest", sidecar.imageDigest, file);
    readField(json, "ImagePath", sidecar.imagePath, file);
    readField(json, "ModelDigest", sidecar.modelDigest, file);
    readNumber(json, "Threshold", sidecar.threshold, file);
    readField(json, kKept, sidecar.thresholdKept, file);
    readNumber(json, "CoreProbability", sidecar.coreProbability, file);
    readNumber(json, "MinimumLesionVolume", sidecar.minimumVolumeMm3, file);
    sidecar.tags = readTags(json, file);
    readField(json, "Created", sidecar.created, file);
    readField(json, "Modified", sidecar.modified, file);
    return sidecar;
}

void writeSidecar(const fs::path& maskPath, const GradingSidecar& sidecar)
{
    const fs::path file = sidecarPath(maskPath);
    Json json = existing(file);
    json[kVersionKey] = kVersion;
    json["Type"] = "Lesion";
    json["Author"] = sidecar.authorName;
    json["Role"] = roleWord(sidecar.role);
    json["Status"] = sidecar.status;
    json["Task"] = taskName(sidecar.task);
    json["ActiveSeconds"] = sidecar.activeSeconds;
    json["SoftwareName"] = "Dawson";
    json["SoftwareVersion"] = sidecar.softwareVersion;
    json["ImagePath"] = sidecar.imagePath;
    json["ImageDigest"] = sidecar.imageDigest;
    json["Created"] = sidecar.created;
    json["Modified"] = sidecar.modified;
    if (!sidecar.imagePath.empty()) {
        json["Sources"] = Json::array({"bids:raw:" + sidecar.imagePath});
    }
    if (!sidecar.modelDigest.empty()) {
        json["ModelDigest"] = sidecar.modelDigest;
    }
    writeNumber("Threshold", sidecar.threshold, json);
    json.erase(kKept);
    if (sidecar.thresholdKept) {
        json[kKept] = true;
    }
    writeNumber("CoreProbability", sidecar.coreProbability, json);
    writeNumber("MinimumLesionVolume", sidecar.minimumVolumeMm3, json);
    writeTags(sidecar.tags, json);
    writeTextAtomically(file, json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

} // namespace dawson
