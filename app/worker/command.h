#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <span>

namespace dawson
{

/// How dawson-worker ends; the window reads it. Anything else means it died.
enum class ExitCode {
    Ok = 0,
    Failed = 1,        ///< an Error: one sentence on stderr
    NotUnderstood = 2, ///< options or the job file are wrong
    Cancelled = 3      ///< asked to stop by a signal, or by the run folder
};

/// What a command does once its options are understood. Throws Error; main turns it into an exit
/// code.
using Action = std::function<ExitCode()>;

/// Adds one subcommand with its options to `program`. When the user chose it, its CLI11 callback
/// puts what is to be done into `action`; nothing runs while options are still being read.
/// Convention: results on stdout, progress on stderr (terminalProgress), `--json [FILE]` through
/// JsonOutput.
using AddCommand = void (*)(CLI::App& program, Action& action);

/// Every command of this build, in the order of `--help`. One file per command; a new one adds its
/// line to command_list.cpp.
std::span<const AddCommand> commandList();

} // namespace dawson
