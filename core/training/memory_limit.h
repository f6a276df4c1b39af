#pragma once

#include <cstdint>
#include <filesystem>

namespace dawson
{

/// The smallest memory limit of the control groups this process is in, in bytes: what a container
/// or a batch system lets it have, however much the machine has. 0 where there is none. Knows
/// version 1 and 2 of control groups; `groups` is /proc/PID/cgroup, `mount` where they are mounted.
std::uint64_t memoryLimitBytes(const std::filesystem::path& groups = "/proc/self/cgroup",
                               const std::filesystem::path& mount = "/sys/fs/cgroup");

} // namespace dawson
