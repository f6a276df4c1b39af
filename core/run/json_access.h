#pragma once

#include "core/base/error.h"

#include <concepts>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace dawson
{

/// Reading of JSON objects key by key. A missing key keeps the default, an unknown key is left
/// alone (a newer Dawson may have written it), a wrong type is an Error(Format) naming the key.
/// Instances read the members of one object; `where` is its path for messages: "work.schedule".
class JsonObject
{
public:
    JsonObject(const nlohmann::json& value, std::string where);

    bool has(const std::string& key) const;
    JsonObject object(const std::string& key) const;
    /// The objects of an array; none when the key is missing.
    std::vector<JsonObject> objects(const std::string& key) const;

    void read(const std::string& key, std::string& value) const;
    void read(const std::string& key, bool& value) const;
    void read(const std::string& key, double& value) const;
    void read(const std::string& key, int& value) const;
    void read(const std::string& key, std::uint64_t& value) const;
    void read(const std::string& key, std::filesystem::path& value) const;
    void read(const std::string& key, std::vector<double>& value) const;
    void read(const std::string& key, std::vector<std::string>& value) const;
    void read(const std::string& key, std::vector<std::filesystem::path>& value) const;

    /// Path of a key, for messages.
    std::string path(const std::string& key) const;
    [[noreturn]] void fail(const std::string& key, const std::string& expected) const;

private:
    const nlohmann::json* find(const std::string& key) const;

    const nlohmann::json* m_value;
    std::string m_where;
};

} // namespace dawson
