#include "core/training/memory_limit.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

constexpr std::uint64_t kNone = 1ULL << 60U; // version 1 says "no limit" by a number like this

/// What a file of one number says; "max", no file and nonsense are no limit.
std::uint64_t numberIn(const fs::path& file)
{
    std::ifstream in(file);
    std::uint64_t value = 0;
    return in >> value ? value : kNone;
}

/// Of a group and all it lies in. In a container the group's path is the host's and may not be
/// there; then its mount holds the limit.
std::uint64_t limitOf(const fs::path& mount, const std::string& group, const char* file)
{
    std::uint64_t least = numberIn(mount / file);
    fs::path inner = mount;
    for (const fs::path& part : fs::path(group).relative_path()) {
        inner /= part;
        least = std::min(least, numberIn(inner / file));
    }
    return least;
}

} // namespace

std::uint64_t memoryLimitBytes(const fs::path& groups, const fs::path& mount)
{
    std::ifstream in(groups);
    std::string number;
    std::string controllers;
    std::string group;
    std::uint64_t least = kNone;
    // "4:memory:/some/group" is version 1, "0::/some/group" version 2.
    while (std::getline(in, number, ':') && std::getline(in, controllers, ':') &&
           std::getline(in, group)) {
        if (controllers.empty()) {
            least = std::min(least, limitOf(mount, group, "memory.max"));
        }
        std::istringstream names(controllers);
        for (std::string name; std::getline(names, name, ',');) {
            if (name == "memory") {
                least = std::min(least, limitOf(mount / name, group, "memory.limit_in_bytes"));
            }
        }
    }
    return least < kNone ? least : 0;
}

} // namespace dawson
