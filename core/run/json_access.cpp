#include "core/run/json_access.h"

#include <cmath>
#include <limits>
#include <utility>

namespace dawson
{

JsonObject::JsonObject(const nlohmann::json& value, std::string where)
    : m_value(&value)
    , m_where(std::move(where))
{
    if (!value.is_object()) {
        const std::string what = m_where.empty() ? "The file" : "The key \"" + m_where + "\"";
        throw Error(Error::Kind::Format, what + " must hold a JSON object.");
    }
}

const nlohmann::json* JsonObject::find(const std::string& key) const
{
    const auto found = m_value->find(key);
    return found == m_value->end() ? nullptr : &*found;
}

bool JsonObject::has(const std::string& key) const
{
    return find(key) != nullptr;
}

std::string JsonObject::path(const std::string& key) const
{
    return m_where.empty() ? key : m_where + "." + key;
}

void JsonObject::fail(const std::string& key, const std::string& expected) const
{
    throw Error(Error::Kind::Format, "The key \"" + path(key) + "\" must be " + expected + ".");
}

JsonObject JsonObject::object(const std::string& key) const
{
    static const nlohmann::json empty = nlohmann::json::object();
    const auto* value = find(key);
    return {value == nullptr ? empty : *value, path(key)};
}

std::vector<JsonObject> JsonObject::objects(const std::string& key) const
{
    std::vector<JsonObject> list;
    const auto* value = find(key);
    if (value == nullptr) {
        return list;
    }
    if (!value->is_array()) {
        fail(key, "a list");
    }
    for (std::size_t n = 0; n < value->size(); ++n) {
        list.emplace_back((*value)[n], path(key) + "[" + std::to_string(n) + "]");
    }
    return list;
}

void JsonObject::read(const std::string& key, std::string& value) const
{
    if (const auto* found = find(key)) {
        if (!found->is_string()) {
            fail(key, "text");
        }
        value = found->get<std::string>();
    }
}

void JsonObject::read(const std::string& key, bool& value) const
{
    if (const auto* found = find(key)) {
        if (!found->is_boolean()) {
            fail(key, "true or false");
        }
        value = found->get<bool>();
    }
}

void JsonObject::read(const std::string& key, double& value) const
{
    if (const auto* found = find(key)) {
        if (!found->is_number() || !std::isfinite(found->get<double>())) {
            fail(key, "a number");
        }
        value = found->get<double>();
    }
}

void JsonObject::read(const std::string& key, int& value) const
{
    if (const auto* found = find(key)) {
        using Limits = std::numeric_limits<int>;
        if (!found->is_number_integer() || found->get<double>() < Limits::min() ||
            found->get<double>() > Limits::max()) {
            fail(key, "a whole number");
        }
        value = found->get<int>();
    }
}

void JsonObject::read(const std::string& key, std::uint64_t& value) const
{
    if (const auto* found = find(key)) {
        if (!found->is_number_unsigned()) {
            fail(key, "a whole number that is not negative");
        }
        value = found->get<std::uint64_t>();
    }
}

void JsonObject::read(const std::string& key, std::filesystem::path& value) const
{
    std::string text = value.string();
    read(key, text);
    value = text;
}

void JsonObject::read(const std::string& key, std::vector<double>& value) const
{
    const auto* found = find(key);
    if (found == nullptr) {
        return;
    }
    value.clear();
    if (!found->is_array()) {
        fail(key, "a list of numbers");
    }
    for (const auto& item : *found) {
        if (!item.is_number() || !std::isfinite(item.get<double>())) {
            fail(key, "a list of numbers");
        }
        value.push_back(item.get<double>());
    }
}

void JsonObject::read(const std::string& key, std::vector<std::string>& value) const
{
    const auto* found = find(key);
    if (found == nullptr) {
        return;
    }
    if (!found->is_array()) {
        fail(key, "a list of texts");
    }
    value.clear();
    for (const auto& item : *found) {
        if (!item.is_string()) {
            fail(key, "a list of texts");
        }
        value.push_back(item.get<std::string>());
    }
}

void JsonObject::read(const std::string& key, std::vector<std::filesystem::path>& value) const
{
    if (has(key)) {
        std::vector<std::string> texts;
        read(key, texts);
        value.assign(texts.begin(), texts.end());
    }
}

} // namespace dawson
