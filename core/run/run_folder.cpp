#include "core/run/run_folder.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/utc_time.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <system_error>
#include <unistd.h>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

constexpr std::size_t kMaxSlug = 48;
constexpr std::size_t kBlock = 1U << 20U; ///< events are read in pieces of this size

std::string reason(int code)
{
    return std::generic_category().message(code);
}

/// "Fine-tune flair-default on 2 subjects" -> "fine-tune-flair-default-on-2-subjects"
std::string slug(const std::string& title)
{
    std::string name;
    for (const char letter : title) {
        const auto code = static_cast<unsigned char>(letter);
        if (code < 128 && std::isalnum(code) != 0) {
            name += static_cast<char>(std::tolower(code));
        } else if (!name.empty() && name.back() != '-') {
            name += '-';
        }
    }
    name.resize(std::min(name.size(), kMaxSlug));
    while (!name.empty() && name.back() == '-') {
        name.pop_back();
    }
    return name.empty() ? "job" : name;
}

const char* requestName(RunFolder::Request request)
{
    switch (request) {
    case RunFolder::Request::Cancel:
        return "cancel";
    case RunFolder::Request::Pause:
        return "pause";
    case RunFolder::Request::Stop:
        return "stop";
    }
    return "cancel";
}

/// Renames onto a free name; a taken one holds job.json and therefore refuses.
fs::path moveToFreeName(const fs::path& from, const fs::path& wanted)
{
    fs::path target = wanted;
    for (int number = 2;; ++number) {
        std::error_code failure;
        fs::rename(from, target, failure);
        if (!failure) {
            return target;
        }
        if (failure != std::errc::directory_not_empty && failure != std::errc::file_exists) {
            throw Error(Error::Kind::Io,
                        "The run folder cannot be made: " + failure.message() + ".",
                        target.string());
        }
        target = wanted.string() + "-" + std::to_string(number);
    }
}

struct flock wholeFile(short type)
{
    struct flock range {
    };

    range.l_type = type;
    range.l_whence = SEEK_SET;
    return range;
}

/// A writer killed in the middle of a line left no newline; what follows must not join it.
bool endsTorn(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary | std::ios::ate);
    if (!in || in.tellg() <= 0) {
        return false;
    }
    in.seekg(-1, std::ios::end);
    return in.get() != '\n';
}

} // namespace

RunFolder RunFolder::create(const fs::path& project, const JobSpec& spec)
{
    const fs::path runs = project / "runs";
    std::string stamp = utcNow();
    std::replace(stamp.begin(), stamp.end(), ':', '-');
    stamp.pop_back(); // the Z
    const std::string name = stamp + "-" + slug(spec.title);
    // The folder appears under its name only when job.json is in it, so nobody sees half a job.
    const fs::path draft = runs / ("." + name + "." + std::to_string(::getpid()));
    try {
        writeJobSpec(draft / "job.json", spec);
        return RunFolder(moveToFreeName(draft, runs / name));
    } catch (...) {
        std::error_code ignored;
        fs::remove_all(draft, ignored);
        throw;
    }
}

void RunFolder::ask(Request request) const
{
    writeTextAtomically(m_path / requestName(request), "");
}

void RunFolder::withdraw(Request request) const
{
    std::error_code failure;
    fs::remove(m_path / requestName(request), failure);
    if (failure) {
        throw Error(Error::Kind::Io,
                    "The request cannot be withdrawn: " + failure.message() + ".",
                    (m_path / requestName(request)).string());
    }
}

bool RunFolder::asked(Request request) const
{
    std::error_code ignored;
    return fs::exists(m_path / requestName(request), ignored);
}

void RunFolder::append(const JobEvent& event) const
{
    JobEvent stamped = event;
    if (stamped.time.empty()) {
        stamped.time = utcNow();
    }
    const std::string line = encodeEvent(stamped);
    appendLine(eventsFile(), endsTorn(eventsFile()) ? "\n" + line : line);
}

std::vector<JobEvent> RunFolder::readEvents(std::uint64_t& offset) const
{
    std::vector<JobEvent> events;
    std::error_code ignored;
    const auto size = fs::file_size(eventsFile(), ignored);
    std::ifstream in(eventsFile(), std::ios::binary);
    if (ignored || !in) {
        return events;
    }
    if (size < offset) {
        offset = 0; // another file now; begin again
    }
    in.seekg(static_cast<std::streamoff>(offset));
    std::string pending;
    std::string block(kBlock, '\0');
    while (in) {
        in.read(block.data(), static_cast<std::streamsize>(block.size()));
        pending.append(block, 0, static_cast<std::size_t>(in.gcount()));
        std::size_t begin = 0;
        for (auto end = pending.find('\n'); end != std::string::npos;
             end = pending.find('\n', begin)) {
            if (auto event = decodeEvent(pending.substr(begin, end - begin))) {
                events.push_back(std::move(*event));
            }
            begin = end + 1;
        }
        pending.erase(0, begin);
        offset += begin;
    }
    return events;
}

bool RunFolder::locked() const
{
    const int file = ::open((m_path / "run.lock").c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return false;
    }
    struct flock range = wholeFile(F_RDLCK);
    const bool asked = ::fcntl(file, F_OFD_GETLK, &range) == 0;
    ::close(file);
    return asked && range.l_type != F_UNLCK;
}

RunLock::RunLock(const RunFolder& folder)
{
    const fs::path path = folder.path() / "run.lock";
    m_file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (m_file < 0) {
        throw Error(
            Error::Kind::Io, "The lock cannot be made: " + reason(errno) + ".", path.string());
    }
    struct flock range = wholeFile(F_WRLCK);
    if (::fcntl(m_file, F_OFD_SETLK, &range) != 0) {
        const int code = errno;
        ::close(m_file);
        if (code == EAGAIN || code == EACCES) {
            throw Error(Error::Kind::Data,
                        "Another worker runs this job already; wait until it has ended.",
                        folder.path().string());
        }
        throw Error(Error::Kind::Io, "It cannot be locked: " + reason(code) + ".", path.string());
    }
    const std::string pid = std::to_string(::getpid()) + "\n";
    // For people only; the lock itself is what counts.
    if (::ftruncate(m_file, 0) == 0) {
        [[maybe_unused]] const auto written = ::write(m_file, pid.data(), pid.size());
    }
}

RunLock::~RunLock()
{
    ::close(m_file);
}

} // namespace dawson
