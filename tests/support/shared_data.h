#pragma once

#include <filesystem>
#include <optional>

namespace dawson
{

/// Folder of open MRI data that some tests read, named by the environment variable
/// DAWSON_SHARED_DATA; nothing when it is not there, and the test must then QSKIP with a message.
std::optional<std::filesystem::path> sharedData();

} // namespace dawson
