#include "core/base/atomic_file.h"

#include "core/base/error.h"

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <system_error>
#include <unistd.h>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

std::string reason()
{
    return std::generic_category().message(errno);
}

/// "a/mask.nii.gz" -> "a/.mask.<pid>-<n>.nii.gz": writers choose the format by all extensions.
fs::path temporaryBeside(const fs::path& path)
{
    static std::atomic<unsigned> counter{0};
    const std::string name = path.filename().string();
    const auto dot = name.find('.', 1);
    const std::string stem = name.substr(0, dot);
    const std::string extension = dot == std::string::npos ? std::string() : name.substr(dot);
    const std::string tag = "." + std::to_string(::getpid()) + "-" + std::to_string(counter++);
    return path.parent_path() / ("." + stem + tag + extension);
}

void syncToDisk(const fs::path& path, int flags)
{
    const int file = ::open(path.c_str(), flags | O_CLOEXEC);
    if (file < 0) {
        throw Error(
            Error::Kind::Io, "It cannot be opened to sync it: " + reason() + ".", path.string());
    }
    const int failed = ::fsync(file);
    const std::string why = reason();
    ::close(file);
    if (failed != 0) {
        throw Error(Error::Kind::Io, "It cannot be written to disk: " + why + ".", path.string());
    }
}

/// Some file systems refuse to sync a folder; the rename itself has succeeded then.
void syncFolder(const fs::path& folder)
{
    const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file >= 0) {
        ::fsync(file);
        ::close(file);
    }
}

} // namespace

void writeAtomically(const fs::path& path, const std::function<void(const fs::path&)>& write)
{
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure) {
        throw Error(Error::Kind::Io,
                    "The folder cannot be made: " + failure.message() + ".",
                    folder.string());
    }
    const fs::path temporary = temporaryBeside(path);
    try {
        write(temporary);
        syncToDisk(temporary, O_RDONLY);
        fs::rename(temporary, path, failure);
        if (failure) {
            throw Error(Error::Kind::Io,
                        "It cannot be replaced: " + failure.message() + ".",
                        path.string());
        }
    } catch (...) {
        std::error_code ignored;
        fs::remove(temporary, ignored);
        throw;
    }
    syncFolder(folder);
}

void writeTextAtomically(const fs::path& path, std::string_view text)
{
    writeAtomically(path, [&](const fs::path& temporary) {
        std::ofstream out(temporary, std::ios::binary);
        out.write(text.data(), static_cast<std::streamsize>(text.size()));
        out.close();
        if (!out) {
            throw Error(Error::Kind::Io, "It cannot be written: " + reason() + ".", path.string());
        }
    });
}

std::string readText(const fs::path& path, std::size_t maxBytes)
{
    std::error_code failure;
    const auto size = fs::file_size(path, failure);
    if (failure) {
        throw Error(
            Error::Kind::Io, "It cannot be read: " + failure.message() + ".", path.string());
    }
    if (size > maxBytes) {
        throw Error(Error::Kind::Io, "It is larger than such a file can be.", path.string());
    }
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in || (size > 0 && text.str().empty())) {
        throw Error(Error::Kind::Io, "It cannot be read: " + reason() + ".", path.string());
    }
    return text.str();
}

void appendLine(const fs::path& path, std::string_view line)
{
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (file < 0) {
        throw Error(
            Error::Kind::Io, "It cannot be opened for writing: " + reason() + ".", path.string());
    }
    std::string whole(line);
    whole += '\n';
    const auto written = ::write(file, whole.data(), whole.size());
    const bool good = written == static_cast<ssize_t>(whole.size()) && ::fdatasync(file) == 0;
    const std::string why = reason();
    ::close(file);
    if (!good) {
        throw Error(Error::Kind::Io, "It cannot be written: " + why + ".", path.string());
    }
}

} // namespace dawson
