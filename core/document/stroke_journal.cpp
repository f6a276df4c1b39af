#include "core/document/stroke_journal.h"

#include "core/base/error.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <span>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;
using Bytes = JournalBytes;

constexpr char kMagic[9] = "DAWSONJ2";
constexpr char kMagic1[9] = "DAWSONJ1"; ///< before there were tags; else the same
constexpr std::size_t kDigestBytes = 64;
constexpr std::size_t kHeaderBytes = 8 + 3 * 4 + kDigestBytes + 4;

template <typename Integer>
void put(Bytes& bytes, Integer value)
{
    for (std::size_t n = 0; n < sizeof(Integer); ++n) {
        bytes.push_back(static_cast<std::byte>((value >> (8 * n)) & 0xFFU));
    }
}

Bytes encodeHeader(const JournalGeneration& generation, const char (&magic)[9] = kMagic)
{
    Bytes bytes;
    for (std::size_t n = 0; n < 8; ++n) {
        bytes.push_back(static_cast<std::byte>(magic[n]));
    }
    for (const int n : generation.size) {
        put(bytes, static_cast<std::uint32_t>(n));
    }
    std::string digest = generation.digest;
    digest.resize(kDigestBytes, '0');
    for (const char c : digest) {
        bytes.push_back(static_cast<std::byte>(c));
    }
    put(bytes, journalChecksum(bytes));
    return bytes;
}

Error failure(const fs::path& path, const std::string& what, int code)
{
    return {Error::Kind::Io,
            "The journal of unsaved strokes cannot be " + what + ": " +
                std::generic_category().message(code) + ".",
            path.string()};
}

Bytes readAll(int file, const fs::path& path)
{
    struct stat state = {};
    if (::fstat(file, &state) != 0) {
        throw failure(path, "read", errno);
    }
    Bytes bytes(static_cast<std::size_t>(state.st_size));
    std::size_t done = 0;
    while (done < bytes.size()) {
        const auto count =
            ::pread(file, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
        if (count < 0 && errno != EINTR) {
            throw failure(path, "read", errno);
        }
        if (count == 0) {
            break;
        }
        done += count > 0 ? static_cast<std::size_t>(count) : 0U;
    }
    bytes.resize(done);
    return bytes;
}

fs::path freeNameBeside(const fs::path& path)
{
    for (int n = 1;; ++n) {
        fs::path name = path;
        name += ".aside-" + std::to_string(n);
        std::error_code ignored;
        if (!fs::exists(name, ignored)) {
            return name;
        }
    }
}

} // namespace

StrokeJournal::StrokeJournal(fs::path path, JournalGeneration generation)
    : m_path(std::move(path))
    , m_generation(std::move(generation))
{
}

StrokeJournal::~StrokeJournal()
{
    close();
}

void StrokeJournal::close() noexcept
{
    if (m_file >= 0) {
        ::close(std::exchange(m_file, -1));
    }
}

void StrokeJournal::open(bool create)
{
    if (create) {
        std::error_code code;
        fs::create_directories(m_path.parent_path(), code);
        if (code) {
            throw failure(m_path, "made", code.value());
        }
    }
    m_file = ::open(m_path.c_str(), O_RDWR | O_CLOEXEC | (create ? O_CREAT : 0), 0644);
    if (m_file < 0) {
        throw failure(m_path, "opened", errno);
    }
    lock();
}

void StrokeJournal::lock()
{
    // File systems without locks answer something else; there the lock is simply not had.
    if (::flock(m_file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        close();
        throw Error(Error::Kind::Io,
                    "This mask is being edited in another window; close it there first.",
                    m_path.string());
    }
}

fs::path StrokeJournal::setAside(bool holdsStrokes)
{
    close();
    std::error_code failed;
    if (!holdsStrokes) {
        fs::remove(m_path, failed);
        return {};
    }
    const fs::path place = freeNameBeside(m_path);
    fs::rename(m_path, place, failed);
    return failed ? m_path : place;
}

JournalRecovery StrokeJournal::recover()
{
    JournalRecovery result;
    std::error_code ignored;
    if (!fs::exists(m_path, ignored)) {
        return result;
    }
    open(false);
    const Bytes bytes = readAll(m_file, m_path);
    const Bytes header = encodeHeader(m_generation);
    const Bytes header1 = encodeHeader(m_generation, kMagic1);
    if (bytes.size() < kHeaderBytes) {
        // Cut short while being made or emptied: it never held a stroke.
        result.torn = !bytes.empty();
        writeHeader();
        return result;
    }
    const bool older = std::equal(header1.begin(), header1.end(), bytes.begin());
    if (!older && !std::equal(header.begin(), header.end(), bytes.begin())) {
        result.setAside = setAside(bytes.size() > kHeaderBytes);
        return result;
    }
    m_end = kHeaderBytes;
    while (auto next = decodeRecord(std::span(bytes).subspan(m_end), m_sequence + 1)) {
        result.records.push_back(std::move(next->first));
        m_end += next->second;
        ++m_sequence;
    }
    result.torn = m_end < bytes.size();
    if (result.torn && ::ftruncate(m_file, static_cast<off_t>(m_end)) != 0) {
        throw failure(m_path, "repaired", errno);
    }
    if (older) {
        upgrade(std::span(bytes).subspan(kHeaderBytes, m_end - kHeaderBytes));
    }
    return result;
}

void StrokeJournal::upgrade(std::span<const std::byte> records)
{
    // A program that knows no tags would cut them off as damaged, so it must see another magic
    // word; changed in place, a crash in the middle would lose the strokes.
    fs::path fresh = m_path;
    fresh += ".upgrade";
    const int old = m_file;
    m_file = ::open(fresh.c_str(), O_RDWR | O_CLOEXEC | O_CREAT | O_TRUNC, 0644);
    const int code = errno;
    Bytes whole = encodeHeader(m_generation);
    whole.insert(whole.end(), records.begin(), records.end());
    m_end = 0;
    try {
        if (m_file < 0) {
            throw failure(fresh, "written", code);
        }
        write(whole);
        lock();
        std::error_code renaming;
        fs::rename(fresh, m_path, renaming);
        if (renaming) {
            throw failure(m_path, "written", renaming.value());
        }
    } catch (...) {
        close();
        ::close(old);
        throw;
    }
    ::close(old);
}

void StrokeJournal::requireWritable() const
{
    fs::path place = m_path;
    std::error_code ignored;
    while (!fs::exists(place, ignored) && place.has_parent_path() && place != place.parent_path()) {
        place = place.parent_path();
    }
    if (place != m_path && !fs::is_directory(place, ignored)) {
        throw failure(place, "written", ENOTDIR);
    }
    if (::access(place.c_str(), W_OK) != 0) {
        throw failure(place, "written", errno);
    }
}

void StrokeJournal::writeHeader()
{
    m_end = 0;
    m_sequence = 0;
    if (::ftruncate(m_file, 0) != 0) {
        throw failure(m_path, "emptied", errno);
    }
    write(encodeHeader(m_generation));
}

void StrokeJournal::write(const Bytes& bytes)
{
    std::size_t done = 0;
    int code = 0;
    while (done < bytes.size() && code == 0) {
        const auto count = ::pwrite(
            m_file, bytes.data() + done, bytes.size() - done, static_cast<off_t>(m_end + done));
        done += count > 0 ? static_cast<std::size_t>(count) : 0U;
        code = count < 0 && errno != EINTR ? errno : 0;
    }
    if (code == 0 && ::fdatasync(m_file) != 0) {
        code = errno;
    }
    if (code != 0) {
        // Half a record is torn and would be found so; cutting it off keeps the file tidy.
        [[maybe_unused]] const int cut = ::ftruncate(m_file, static_cast<off_t>(m_end));
        throw failure(m_path, "written", code);
    }
    m_end += bytes.size();
}

void StrokeJournal::append(const JournalRecord& record)
{
    if (m_file < 0) {
        open(true);
        if (readAll(m_file, m_path).size() > kHeaderBytes) {
            close();
            throw Error(Error::Kind::Io,
                        "Another window left unsaved strokes of this mask; open the case again.",
                        m_path.string());
        }
        writeHeader();
    }
    write(encodeRecord(record, m_sequence + 1));
    ++m_sequence;
}

void StrokeJournal::restart(JournalGeneration generation)
{
    m_generation = std::move(generation);
    std::error_code ignored;
    if (m_file >= 0) {
        writeHeader();
    } else if (fs::exists(m_path, ignored)) {
        // Left by a window that is gone, on a state of the mask that is gone too.
        open(false);
        setAside(readAll(m_file, m_path).size() > kHeaderBytes);
    }
}

void StrokeJournal::remove() noexcept
{
    if (m_file >= 0) {
        ::unlink(m_path.c_str());
        close();
    }
}

} // namespace dawson
