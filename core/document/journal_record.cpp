#include "core/document/journal_record.h"

#include "core/base/error.h"

#include <bit>
#include <zlib.h>

namespace dawson
{

namespace
{

constexpr std::size_t kRecordHeadBytes = 4 + 8 + 4;
constexpr std::size_t kCrcAt = 4 + 8;
constexpr std::size_t kTagBytes = 3 * 8 + 1;
constexpr std::uint8_t kTagKind = 4; ///< goes on after the numbers of PaintKind

template <typename Integer>
void put(JournalBytes& bytes, Integer value)
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

void putTags(JournalBytes& bytes, const std::vector<LesionTag>& tags)
{
    put(bytes, static_cast<std::uint32_t>(tags.size()));
    for (const LesionTag& tag : tags) {
        for (const double coordinate : {tag.position.x, tag.position.y, tag.position.z}) {
            put(bytes, std::bit_cast<std::uint64_t>(coordinate));
        }
        bytes.push_back(static_cast<std::byte>(tag.pattern == EnhancementPattern::Ring ? 2 : 1));
    }
}

/// Takes the tags from the front of `bytes`; nothing when they make no sense.
std::optional<std::vector<LesionTag>> takeTags(std::span<const std::byte>& bytes)
{
    if (bytes.size() < 4) {
        return std::nullopt;
    }
    const std::size_t count = get<std::uint32_t>(bytes);
    bytes = bytes.subspan(4);
    if (bytes.size() / kTagBytes < count) {
        return std::nullopt;
    }
    std::vector<LesionTag> tags;
    for (std::size_t n = 0; n < count; ++n, bytes = bytes.subspan(kTagBytes)) {
        const auto coordinate = [&](std::size_t axis) {
            return std::bit_cast<double>(get<std::uint64_t>(bytes.subspan(8 * axis)));
        };
        const auto pattern = static_cast<std::uint8_t>(bytes[kTagBytes - 1]);
        if (pattern < 1 || pattern > 2) {
            return std::nullopt;
        }
        tags.push_back({{coordinate(0), coordinate(1), coordinate(2)},
                        pattern == 2 ? EnhancementPattern::Ring : EnhancementPattern::Nodular});
    }
    return tags;
}

std::optional<JournalRecord> decodeTags(StepAction action, std::span<const std::byte> bytes)
{
    auto before = takeTags(bytes);
    auto after = before ? takeTags(bytes) : std::nullopt;
    if (!after || !bytes.empty()) {
        return std::nullopt;
    }
    JournalRecord record;
    record.action = action;
    record.tags = TagStep{std::move(*before), std::move(*after)};
    return record;
}

/// The payload after its checksum was found good; nothing when it still makes no sense.
std::optional<JournalRecord> decodePayload(std::span<const std::byte> payload)
{
    const auto action = static_cast<std::uint8_t>(payload[0]);
    const auto kind = static_cast<std::uint8_t>(payload[1]);
    if (action < 1 || action > 3 || kind < 1 || kind > kTagKind) {
        return std::nullopt;
    }
    if (kind == kTagKind) {
        return decodeTags(static_cast<StepAction>(action), payload.subspan(2));
    }
    try {
        return JournalRecord{static_cast<StepAction>(action),
                             static_cast<PaintKind>(kind),
                             MaskDelta::decode(payload.subspan(2)),
                             std::nullopt};
    } catch (const Error&) {
        return std::nullopt;
    }
}

JournalBytes encodePayload(const JournalRecord& record)
{
    const auto kind = record.tags ? kTagKind : static_cast<std::uint8_t>(record.kind);
    JournalBytes payload{static_cast<std::byte>(record.action), static_cast<std::byte>(kind)};
    if (record.tags) {
        putTags(payload, record.tags->before);
        putTags(payload, record.tags->after);
    } else {
        const JournalBytes delta = record.delta.encode();
        payload.insert(payload.end(), delta.begin(), delta.end());
    }
    return payload;
}

} // namespace

std::uint32_t journalChecksum(std::span<const std::byte> bytes, std::uint32_t before)
{
    return static_cast<std::uint32_t>(
        ::crc32_z(before, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

JournalBytes encodeRecord(const JournalRecord& record, std::uint64_t sequence)
{
    const JournalBytes payload = encodePayload(record);
    JournalBytes bytes;
    put(bytes, static_cast<std::uint32_t>(payload.size()));
    put(bytes, sequence);
    put(bytes, journalChecksum(payload, journalChecksum(bytes)));
    bytes.insert(bytes.end(), payload.begin(), payload.end());
    return bytes;
}

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
    const std::uint32_t checksum = journalChecksum(payload, journalChecksum(bytes.first(kCrcAt)));
    if (checksum != get<std::uint32_t>(bytes.subspan(kCrcAt))) {
        return std::nullopt;
    }
    auto record = decodePayload(payload);
    if (!record) {
        return std::nullopt;
    }
    return std::pair(std::move(*record), kRecordHeadBytes + length);
}

} // namespace dawson
