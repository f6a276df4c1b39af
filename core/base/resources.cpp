#include "core/base/resources.h"

#include "core/base/error.h"

#include <cstdlib>

namespace dawson
{

std::string softwareVersion()
{
    return DAWSON_VERSION;
}

std::filesystem::path programFolder()
{
    std::error_code failure;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", failure);
    if (failure) {
        throw Error(Error::Kind::Io,
                    "The folder of the running program is not known: " + failure.message() + ".");
    }
    return program.parent_path();
}

std::filesystem::path resourceFile(const std::string& relative)
{
    const char* named = std::getenv("DAWSON_RESOURCES");
    const auto folder = named != nullptr && *named != '\0'
                            ? std::filesystem::path(named)
                            : programFolder().parent_path() / "share" / "dawson";
    const auto file = folder / relative;
    if (!std::filesystem::exists(file)) {
        throw Error(Error::Kind::Io,
                    "This file of the installation is missing; install Dawson again.",
                    file.string());
    }
    return file;
}

} // namespace dawson
