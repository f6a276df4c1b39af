#pragma once

#include <filesystem>
#include <string>

namespace dawson
{

/// Version of this build, "0.1.0".
std::string softwareVersion();

/// A file Dawson ships, such as "presets/quick.json" or "models/flair-default.h5": looked for in
/// the folder named by the environment variable DAWSON_RESOURCES, then in ../share/dawson beside
/// the program. Throws Error(Io) when it is not there: the installation is incomplete.
std::filesystem::path resourceFile(const std::string& relative);

/// Folder of the running program.
std::filesystem::path programFolder();

} // namespace dawson
