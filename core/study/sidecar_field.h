#pragma once

#include "core/base/error.h"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

namespace dawson
{

/// Private to this folder: the fields of JSON files that stand beside images and masks.

inline Error damagedSidecar(const std::filesystem::path& file, const std::string& sentence)
{
    return Error(Error::Kind::Format, sentence, file.string());
}

/// A missing key keeps the default, null too. Throws Error(Format) for a value of the wrong type.
template <typename Json, typename Value>
void readField(const Json& json, const char* key, Value& value, const std::filesystem::path& file)
{
    const auto found = json.find(key);
    if (found == json.end() || found->is_null()) {
        return;
    }
    try {
        value = found->template get<Value>();
    } catch (const nlohmann::json::exception&) {
        throw damagedSidecar(file, "The value of " + std::string(key) + " is of the wrong type.");
    }
}

} // namespace dawson
