#pragma once

#include <filesystem>
#include <string>

namespace dawson
{

/// A model of one task sees nothing in the images of another. `made`: the task in the model's card.
/// Throws Error(Model).
void requireTask(const std::string& made,
                 const std::string& wanted,
                 const std::filesystem::path& model);

} // namespace dawson
