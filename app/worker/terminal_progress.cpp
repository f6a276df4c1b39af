#include "app/worker/terminal_progress.h"

#include <atomic>
#include <csignal>
#include <cstdio>
#include <memory>
#include <string>
#include <unistd.h>

namespace dawson
{

namespace
{

std::atomic<bool> askedToStop{false};
static_assert(std::atomic<bool>::is_always_lock_free, "set from a signal handler");

extern "C" void onInterrupt(int signal)
{
    askedToStop = true;
    std::signal(signal, SIG_DFL);
}

/// What was printed last, so that nothing is printed twice.
struct Printed {
    int percent = -1;
    std::string phase;
};

void print(double fraction, std::string_view phase, Printed& last)
{
    const bool terminal = isatty(STDERR_FILENO) == 1;
    const int step = terminal ? 1 : 10;
    const int percent = static_cast<int>(fraction * 100.0) / step * step;
    const bool phaseChanged = !phase.empty() && phase != last.phase;
    if (percent == last.percent && !phaseChanged) {
        return;
    }
    if (phaseChanged) {
        last.phase = phase;
    }
    last.percent = percent;
    const char* ending = terminal && fraction < 1.0 ? "\033[K" : "\n";
    std::fprintf(
        stderr, "%s%3d %% %s%s", terminal ? "\r" : "", percent, last.phase.c_str(), ending);
    std::fflush(stderr);
}

} // namespace

Progress terminalProgress()
{
    auto last = std::make_shared<Printed>();
    return Progress([last](double fraction, std::string_view phase) {
        print(fraction, phase, *last);
        return !interrupted();
    });
}

void catchInterrupts()
{
    std::signal(SIGINT, onInterrupt);
    std::signal(SIGTERM, onInterrupt);
}

bool interrupted()
{
    return askedToStop;
}

} // namespace dawson
