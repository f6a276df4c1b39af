#include "core/document/stroke_journal.h"

#include "core/base/error.h"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <span>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <zlib.h>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;
using Bytes = std::vector<std::byte>;

constexpr char kMagic[9] = "DAWSONJ1";
constexpr std::size_t kDigestBytes = 64;
constexpr std::size_t kHeaderBytes = 8 + 3 * 4 + kDigestBytes + 4;
constexpr std::size_t kRecordHeadBytes = 4 + 8 + 4;
constexpr std::size_t kCrcAt = 4 + 8;

template <typename Integer>
void put(Bytes& bytes, Integer value)
{
    for (std::size_t n = 0; n < sizeof(Integer); ++n) {
        bytes.push_back(static_cast<std::byte>((value >> (8 * n)) & 0xFFU));
    }
}

template <typename Integer>
Integer get(std::span<const std::byte> bytes)
{
    Integer value = 0;
    for (std::size_t n = 0; n < sizeof(Integer); ++n) {
        value |= static_cast<Integer>(static_cast<Integer>(bytes[n]) << (8 * n));
    }
    return value;
}

std::uint32_t crcOf(std::span<const std::byte> bytes, std::uint32_t before = 0)
{
    return static_cast<std::uint32_t>(
        ::crc32_z(before, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

Bytes encodeHeader(const JournalGeneration& generation)
{
    Bytes bytes;
    for (std::size_t n = 0; n < 8; ++n) {
        bytes.push_back(static_cast<std::byte>(kMagic[n]));
    }
    for (const int n : generation.size) {
        put(bytes, static_cast<std::uint32_t>(n));
    }
    std::string digest = generation.digest;
    digest.resize(kDigestBytes, '0');
    for (const char c : digest) {
        bytes.push_back(static_cast<std::byte>(c));
    }
    put(bytes, crcOf(bytes));
    return bytes;
}

Bytes encodeRecord(const JournalRecord& record, std::uint64_t sequence)
{
    Bytes payload{static_cast<std::byte>(record.action), static_cast<std::byte>(record.kind)};
    const Bytes delta = record.delta.encode();
    payload.insert(payload.end(), delta.begin(), delta.end());
    Bytes bytes;
    put(bytes, static_cast<std::uint32_t>(payload.size()));
    put(bytes, sequence);
    put(bytes, crcOf(payload, crcOf(bytes)));
    bytes.insert(bytes.end(), payload.begin(), payload.end());
    return bytes;
}

/// The payload after its checksum was found good; nothing when it still makes no sense.
std::optional<JournalRecord> decodePayload(std::span<const std::byte> payload)
{
    const auto action = static_cast<std::uint8_t>(payload[0]);
    const auto kind = static_cast<std::uint8_t>(payload[1]);
    if (action < 1 || action > 3 || kind < 1 || kind > 3) {
        return std::nullopt;
    }
    try {
        return JournalRecord{static_cast<StepAction>(action),
                             static_cast<PaintKind>(kind),
                             MaskDelta::decode(payload.subspan(2))};
    } catch (const Error&) {
        return std::nullopt;
    }
}

/// The record at the start of `bytes` and its length; nothing when it is torn.
std::optional<std::pair<JournalRecord, std::size_t>> decodeRecord(std::span<const std::byte> bytes,
                                                                  std::uint64_t sequence)
{
    if (bytes.size() < kRecordHeadBytes) {
        return std::nullopt;
    }
    const std::size_t length = get<std::uint32_t>(bytes);
    if (length < 2 || bytes.size() - kRecordHeadBytes < length ||
        get<std::uint64_t>(bytes.subspan(4)) != sequence) {
        return std::nullopt;
    }
    const auto payload = bytes.subspan(kRecordHeadBytes, length);
    if (crcOf(payload, crcOf(bytes.first(kCrcAt))) != get<std::uint32_t>(bytes.subspan(kCrcAt))) {
        return std::nullopt;
    }
    auto record = decodePayload(payload);
    if (!record) {
        return std::nullopt;
    }
    return std::pair(std::move(*record), kRecordHeadBytes + length);
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
    if (bytes.size() < kHeaderBytes) {
        // Cut short while being made or emptied: it never held a stroke.
        result.torn = !bytes.empty();
        writeHeader();
        return result;
    }
    if (!std::equal(header.begin(), header.end(), bytes.begin())) {
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
    return result;
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
