#include "core/study/dataset_description.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/resources.h"
#include "core/study/tsv_table.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <system_error>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* kDescription = "dataset_description.json";
constexpr const char* kBidsVersion = "1.9.0";

Json generatedBy()
{
    return Json::array({Json{{"Name", "Dawson"}, {"Version", softwareVersion()}}});
}

/// Names come from a user's keyboard or another's file: bytes that are no UTF-8 are replaced.
void writeDescription(const fs::path& dataset, const Json& json)
{
    const auto text = json.dump(2, ' ', false, Json::error_handler_t::replace);
    writeTextAtomically(dataset / kDescription, text + "\n");
}

bool isThere(const fs::path& path)
{
    std::error_code ignored;
    return fs::exists(path, ignored);
}

} // namespace

std::string readDatasetName(const fs::path& dataset)
{
    const fs::path file = dataset / kDescription;
    if (!isThere(file)) {
        return {};
    }
    const auto json = Json::parse(readText(file), nullptr, false);
    if (!json.is_object()) {
        throw Error(Error::Kind::Format, "It is not a JSON object; its name is not known.", file);
    }
    const auto name = json.find("Name");
    return name != json.end() && name->is_string() ? name->get<std::string>() : std::string();
}

void writeRawDescription(const fs::path& dataset, const std::string& name)
{
    const Json json{{"Name", name},
                    {"BIDSVersion", kBidsVersion},
                    {"DatasetType", "raw"},
                    {"GeneratedBy", generatedBy()}};
    writeDescription(dataset, json);
}

void writeAuthorDescription(const fs::path& dataset, const Author& author)
{
    const Json json{{"Name", author.name.empty() ? author.folder : author.name},
                    {"BIDSVersion", kBidsVersion},
                    {"DatasetType", "derivative"},
                    {"GeneratedBy", generatedBy()},
                    {"DatasetLinks", Json{{"raw", "../.."}}}};
    writeDescription(dataset, json);
}

void writeBidsIgnore(const fs::path& root)
{
    const fs::path file = root / ".bidsignore";
    const std::string before = isThere(file) ? readText(file) : std::string();
    std::string after = before;
    if (!after.empty() && !after.ends_with('\n')) {
        after += '\n';
    }
    for (const char* line : {"models/", "runs/", ".dawson/"}) {
        // Whole lines only: "old-runs/" does not name "runs/".
        if (("\n" + after).find("\n" + std::string(line) + "\n") == std::string::npos) {
            after += std::string(line) + "\n";
        }
    }
    if (after != before) {
        writeTextAtomically(file, after);
    }
}

void addParticipant(const fs::path& root, const std::string& subject)
{
    const fs::path file = root / "participants.tsv";
    TsvTable table;
    if (isThere(file)) {
        table = readTsv(file);
    } else {
        table.columns = {"participant_id"};
    }
    const auto column = table.column("participant_id");
    if (!column) {
        throw Error(Error::Kind::Format, "It has no column participant_id.", file.string());
    }
    const std::string id = "sub-" + subject;
    const bool known = std::any_of(
        table.rows.begin(), table.rows.end(), [&](const auto& row) { return row[*column] == id; });
    if (known) {
        return;
    }
    table.rows.emplace_back(table.columns.size(), "n/a");
    table.rows.back()[*column] = id;
    writeTextAtomically(file, table.text());
}

} // namespace dawson
