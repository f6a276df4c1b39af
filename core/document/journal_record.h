#pragma once

#include "core/document/paint_command.h"
#include "core/image/mask_delta.h"
#include "core/study/grading_file.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace dawson
{

/// What happened to a step of the undo stack.
enum class StepAction : std::uint8_t { Do = 1, Undo = 2, Redo = 3 };

/// A step that changed tags of lesions and no voxel: all tags before and after it.
struct TagStep {
    std::vector<LesionTag> before;
    std::vector<LesionTag> after;

    friend bool operator==(const TagStep&, const TagStep&) = default;
};

/// One entry of the journal. `delta` always runs from the step's old to its new labels.
struct JournalRecord {
    StepAction action = StepAction::Do;
    PaintKind kind = PaintKind::Paint; ///< counts when there are no tags
    MaskDelta delta;                   ///< empty when there are tags
    std::optional<TagStep> tags;

    friend bool operator==(const JournalRecord&, const JournalRecord&) = default;
};

using JournalBytes = std::vector<std::byte>;

/// CRC-32 (zlib's polynomial) of the bytes, going on from that of the bytes before.
std::uint32_t journalChecksum(std::span<const std::byte> bytes, std::uint32_t before = 0);

/// The record as docs/formats/journal.md lays it out, head and payload.
JournalBytes encodeRecord(const JournalRecord& record, std::uint64_t sequence);

/// The record at the start of `bytes` and its length; nothing when it is torn, damaged or not the
/// one of that sequence. Never throws on damaged bytes.
std::optional<std::pair<JournalRecord, std::size_t>> decodeRecord(std::span<const std::byte> bytes,
                                                                  std::uint64_t sequence);

} // namespace dawson
