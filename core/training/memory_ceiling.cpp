#include "core/training/memory_ceiling.h"

#include "core/training/memory_limit.h"
#include "core/training/network_size.h"

#include <algorithm>
#include <fstream>
#include <unistd.h>

namespace dawson
{

namespace
{

constexpr double kShare = 0.75; ///< of the machine's memory; the window and the system need some

/// A number of kilobytes from /proc/meminfo, in bytes; 0 when it is not there.
std::uint64_t memoryOf(const std::string& key)
{
    std::ifstream in("/proc/meminfo");
    std::string name;
    std::uint64_t value = 0;
    std::string unit;
    while (in >> name >> value) {
        std::getline(in, unit);
        if (name == key + ":") {
            return value * 1024U;
        }
    }
    return 0;
}

} // namespace

std::uint64_t installedMemoryBytes()
{
    const std::uint64_t limit = memoryLimitBytes();
    const std::uint64_t machine = memoryOf("MemTotal");
    return limit > 0 ? std::min(limit, machine) : machine;
}

std::uint64_t freeMemoryBytes()
{
    return std::min(memoryOf("MemAvailable"), installedMemoryBytes());
}

std::uint64_t residentMemoryBytes()
{
    std::ifstream in("/proc/self/statm");
    std::uint64_t size = 0;
    std::uint64_t resident = 0;
    in >> size >> resident;
    return in ? resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) : 0;
}

std::uint64_t memoryCeilingBytes(const TrainingSchedule& schedule)
{
    const double bytes = schedule.memoryGb > 0.0
                             ? schedule.memoryGb * 1e9
                             : kShare * static_cast<double>(installedMemoryBytes());
    return static_cast<std::uint64_t>(bytes);
}

std::optional<TrainingSchedule> smallerSchedule(const TrainingSchedule& schedule,
                                                const Architecture& architecture)
{
    TrainingSchedule smaller = schedule;
    if (schedule.batch > 1) {
        smaller.batch = schedule.batch / 2;
        return smaller;
    }
    const int multiple = 1 << std::clamp(architecture.levels, 0, 10);
    smaller.patchSize = (schedule.patchSize - 1) / multiple * multiple;
    return smaller.patchSize >= 2 * multiple ? std::optional(smaller) : std::nullopt;
}

FittedSchedule fittedTo(std::uint64_t ceiling,
                        const TrainingSchedule& schedule,
                        const Architecture& architecture,
                        bool halfFloats)
{
    FittedSchedule fitted{schedule, true, {}};
    const auto tooLarge = [&] {
        return ceiling > 0 && stepMemoryBytes(architecture, fitted.schedule, halfFloats) > ceiling;
    };
    while (fitted.fits && tooLarge()) {
        const auto smaller = smallerSchedule(fitted.schedule, architecture);
        fitted.fits = smaller.has_value();
        fitted.schedule = smaller.value_or(fitted.schedule);
    }
    fitted.change = sizeChange(schedule, fitted.schedule);
    return fitted;
}

std::string sizeChange(const TrainingSchedule& from, const TrainingSchedule& to)
{
    if (from.batch == to.batch && from.patchSize == to.patchSize) {
        return {};
    }
    const auto words = [](const TrainingSchedule& schedule) {
        return std::to_string(schedule.batch) + (schedule.batch == 1 ? " patch" : " patches") +
               " of " + std::to_string(schedule.patchSize) + " voxels";
    };
    return "The memory is not enough for steps of " + words(from) + "; steps of " + words(to) +
           " are used instead.";
}

} // namespace dawson
