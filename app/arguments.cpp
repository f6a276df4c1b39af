#include "app/arguments.h"

#include "core/base/resources.h"

#include <CLI/CLI.hpp>

namespace dawson
{

std::optional<Arguments> readArguments(int argc, char** argv, int& exitCode)
{
    Arguments arguments;
    CLI::App program(
        "Dawson: mask multiple-sclerosis lesions, train models on the masks, compare.\n"
        "Research use only. Not a medical device.",
        "dawson");
    program.set_version_flag("--version", softwareVersion());
    program.add_option(
        "PROJECT", arguments.project, "Folder of a project (a BIDS dataset) to open");
    program.add_option("--project", arguments.project, "The same, for use with --tour");
    program.add_option(
        "--tour",
        arguments.tourFolder,
        "Drive the window through the main job and write pictures of each screen and "
        "summary.json into this folder");
    program.add_option("--tour-part", arguments.tourPart, "How much of the tour")
        ->check(CLI::IsMember({"all", "look", "pairs", "compare", "faults"}))
        ->default_val("all");
    program.add_option("--theme", arguments.theme, "Colours of the window")
        ->check(CLI::IsMember({"dark", "light"}));
    program.add_flag("--self-test", arguments.selfTest, "Start, check the installation and quit");
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        exitCode = program.exit(error) == 0 ? 0 : 2;
        return std::nullopt;
    }
    return arguments;
}

} // namespace dawson
