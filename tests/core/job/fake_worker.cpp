// A worker that keeps the run-folder protocol and learns nothing. The first word of the job's title
// says how it behaves: "short", "endless", "failing", "mute" (dies before it can say why),
// "preparing" (takes its first step when there is a file "packed", or none when cancelled).

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/run/run_folder.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <thread>

using namespace dawson;
using Kind = JobEvent::Kind;
using Request = RunFolder::Request;

namespace
{

constexpr int kStepsPerEpoch = 5;
constexpr int kMostSteps = 3000; // an endless one ends after a minute, should a test forget it
constexpr std::chrono::milliseconds kStep{20};

void say(const RunFolder& folder, Kind kind, double fraction, const std::string& message = {})
{
    JobEvent event;
    event.kind = kind;
    event.fraction = fraction;
    event.message = message;
    if (kind == Kind::Finished) {
        event.results = {"model.h5"};
    }
    folder.append(event);
}

void recordSurroundings(const RunFolder& folder)
{
    std::ofstream out(folder.path() / "surroundings.txt");
    for (const char* name : {"MALLOC_MMAP_MAX_", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"}) {
        const char* value = std::getenv(name);
        out << name << '=' << (value != nullptr ? value : "") << '\n';
    }
}

void step(const RunFolder& folder, int number, int count)
{
    JobEvent event;
    event.kind = Kind::Step;
    event.step = number;
    event.loss = 1.0 / number;
    event.fraction = static_cast<double>(number) / count;
    event.secondsLeft = 0.02 * (count - number);
    folder.append(event);
    if (number % kStepsPerEpoch != 0) {
        return;
    }
    event = {};
    event.kind = Kind::Epoch;
    event.epoch = EpochMetrics{};
    event.epoch->epoch = number / kStepsPerEpoch;
    event.fraction = static_cast<double>(number) / count;
    folder.append(event);
    writeTextAtomically(folder.latestCheckpoint(), std::to_string(number));
    say(folder, Kind::Checkpoint, 0.0);
}

int lastStepDone(const RunFolder& folder)
{
    std::error_code ignored;
    return std::filesystem::exists(folder.latestCheckpoint(), ignored)
               ? std::stoi(readText(folder.latestCheckpoint()))
               : 0;
}

int work(const RunFolder& folder, int count)
{
    for (int number = lastStepDone(folder) + 1; number <= count; ++number) {
        while (folder.asked(Request::Pause) && !folder.asked(Request::Cancel)) {
            std::this_thread::sleep_for(kStep);
        }
        if (folder.asked(Request::Cancel)) {
            say(folder, Kind::Cancelled, 0.0);
            return 3;
        }
        if (folder.asked(Request::Stop)) {
            break;
        }
        std::this_thread::sleep_for(kStep);
        step(folder, number, count);
    }
    say(folder, Kind::Finished, 1.0);
    return 0;
}

int run(const RunFolder& folder)
{
    std::string behaviour;
    std::istringstream(readJobSpec(folder.jobFile()).title) >> behaviour;
    if (behaviour == "mute") {
        std::cerr << "first line of the log\nsomething terrible happened\n";
        return 139;
    }
    const RunLock lock(folder);
    std::uint64_t begin = 0;
    const auto before = folder.readEvents(begin);
    if (!before.empty() && before.back().kind == Kind::Finished) {
        return 0; // as the real one
    }
    recordSurroundings(folder);
    const bool resumed = lastStepDone(folder) > 0;
    say(folder, Kind::Started, 0.0);
    say(folder, Kind::Phase, 0.0, resumed ? "going on" : "learning");
    if (behaviour == "failing") {
        say(folder, Kind::Warning, 0.0, "One case was left out.");
        say(folder, Kind::Failed, 0.0, "There was nothing to learn from.");
        return 1;
    }
    while (behaviour == "preparing" && !std::filesystem::exists(folder.path() / "packed") &&
           !folder.asked(Request::Cancel)) {
        std::this_thread::sleep_for(kStep);
    }
    const bool endless = behaviour == "endless" && !resumed;
    return work(folder, endless ? kMostSteps : lastStepDone(folder) + 2 * kStepsPerEpoch);
}

} // namespace

int main(int count, char** arguments)
{
    if (count != 3 || std::string(arguments[1]) != "run") {
        return 2;
    }
    try {
        return run(RunFolder(arguments[2]));
    } catch (const Error& failure) {
        std::cerr << failure.describe() << '\n';
        return 2;
    }
}
