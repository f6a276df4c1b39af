#include "app/worker/json_output.h"

#include "core/base/atomic_file.h"

#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace dawson
{

namespace
{

/// Told before the work, not after it.
CLI::Validator writablePlace()
{
    return CLI::Validator(
        [](std::string& text) {
            const std::filesystem::path folder = std::filesystem::path(text).parent_path();
            const std::string place = folder.empty() ? "." : folder.string();
            return text.empty() || access(place.c_str(), W_OK) == 0
                       ? std::string()
                       : text + " cannot be written there: no such folder, or no right to";
        },
        std::string());
}

} // namespace

CLI::Validator jsonName()
{
    return CLI::Validator(
        [](std::string& text) {
            return text.empty() || std::filesystem::path(text).extension() == ".json"
                       ? std::string()
                       : text + " is no name of a JSON file, which ends in .json";
        },
        std::string());
}

void JsonOutput::addTo(CLI::App& command)
{
    m_option = command
                   .add_option("--json",
                               m_file,
                               "Write the results as JSON to FILE, or to stdout without FILE")
                   ->type_name("[FILE]")
                   ->check(jsonName())
                   ->check(writablePlace())
                   ->expected(0, 1);
}

bool JsonOutput::textWanted() const
{
    // `--json` alone counts as given, with an empty file name.
    return m_option == nullptr || m_option->count() == 0 || !m_file.empty();
}

void JsonOutput::write(const nlohmann::ordered_json& results) const
{
    const std::string text = results.dump(2) + "\n";
    if (!textWanted()) {
        std::fputs(text.c_str(), stdout);
    } else if (!m_file.empty()) {
        writeTextAtomically(m_file, text);
    }
}

nlohmann::ordered_json numberOrNull(const std::optional<double>& value)
{
    return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}

} // namespace dawson
