#include "app/worker/command.h"
#include "app/worker/terminal_progress.h"
#include "core/base/error.h"
#include "core/base/resources.h"

#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>

#ifdef __GLIBC__
#include <malloc.h>
#endif

using dawson::Action;
using dawson::Error;
using dawson::ExitCode;

namespace
{

/// Keeps large blocks in the process. By default every activation of a network is mapped and
/// unmapped again, and the page faults cost up to half of a training step.
void keepMemory()
{
#ifdef __GLIBC__
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, -1);
    mallopt(M_TOP_PAD, 64 * 1024 * 1024);
    mallopt(M_ARENA_MAX, 1); // the heaps of other threads are too small for it
#endif
}

/// With the version of LibTorch, which only this program has.
std::string versionText()
{
    std::string text = "dawson-worker " + dawson::softwareVersion();
#ifdef DAWSON_WITH_TORCH
    text += "\nLibTorch " DAWSON_TORCH_VERSION;
#endif
    return text;
}

ExitCode perform(const Action& action)
{
    try {
        return action();
    } catch (const Error& error) {
        std::fprintf(stderr, "dawson-worker: %s\n", error.describe().c_str());
        return error.kind() == Error::Kind::Cancelled ? ExitCode::Cancelled : ExitCode::Failed;
    } catch (const std::bad_alloc&) {
        std::fputs("dawson-worker: The memory of this machine is not enough for this.\n", stderr);
    } catch (const std::filesystem::filesystem_error& error) {
        std::fprintf(stderr,
                     "dawson-worker: %s: It cannot be made or read: %s.\n",
                     error.path1().c_str(),
                     error.code().message().c_str());
    } catch (const std::exception& error) {
        std::fprintf(stderr, "dawson-worker: %s\n", error.what());
    }
    return ExitCode::Failed;
}

} // namespace

int main(int argc, char** argv)
{
    keepMemory();
    dawson::catchInterrupts();

    CLI::App program("Dawson's headless jobs. Research use only, not a medical device.",
                     "dawson-worker");
    program.set_version_flag("--version", versionText());
    program.require_subcommand(1);
    Action action;
    for (const dawson::AddCommand add : dawson::commandList()) {
        add(program, action);
    }
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return program.exit(error) == 0 ? 0 : static_cast<int>(ExitCode::NotUnderstood);
    }
    return static_cast<int>(perform(action));
}
