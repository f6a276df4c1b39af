#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace dawson
{

/// What the command line asks of the window program.
struct Arguments {
    std::filesystem::path project;    ///< empty: what was open last, or the demo
    std::filesystem::path tourFolder; ///< where the tour's pictures go; empty: no tour
    std::string tourPart;             ///< "all", "look", "pairs" or "compare"
    std::string theme;                ///< "dark", "light" or empty: as remembered
    bool selfTest = false;            ///< start, check, quit
};

/// Reads the command line. When there is nothing to start (--help, --version, a mistake), prints
/// what there is to say and sets `exitCode`.
std::optional<Arguments> readArguments(int argc, char** argv, int& exitCode);

} // namespace dawson
