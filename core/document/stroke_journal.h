#pragma once

#include "core/document/journal_record.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace dawson
{

/// The saved state of a mask that a journal continues: strokes fit this one and no other.
struct JournalGeneration {
    std::string digest; ///< SHA-256 of the mask file, 64 hex digits; empty when there is none yet
    std::array<int, 3> size{0, 0, 0};

    friend bool operator==(const JournalGeneration&, const JournalGeneration&) = default;
};

/// What recover() found.
struct JournalRecovery {
    std::vector<JournalRecord> records; ///< up to the first torn one
    bool torn = false;                  ///< bytes after them were cut off
    std::filesystem::path setAside;     ///< a journal that fits another generation was moved here
};

/// The unsaved strokes and tags of one mask, on disk as they happen. Format:
/// docs/formats/journal.md.
///
/// The file appears with the first stroke and is locked while open, so two windows never write the
/// same one. Nothing is thrown while reading damaged bytes: they end the recovery.
class StrokeJournal
{
public:
    /// Touches nothing on disk.
    StrokeJournal(std::filesystem::path path, JournalGeneration generation);
    ~StrokeJournal();
    StrokeJournal(const StrokeJournal&) = delete;
    StrokeJournal& operator=(const StrokeJournal&) = delete;

    const std::filesystem::path& path() const { return m_path; }

    /// Reads what an earlier session left and makes ready to append after it. Throws Error(Io)
    /// when the file cannot be opened or another window holds it.
    JournalRecovery recover();

    /// Whether a journal can be written here; asked before the first stroke. Throws Error(Io)
    /// saying why not.
    void requireWritable() const;

    /// On disk (fdatasync) when it returns. Throws Error(Io) and leaves the records before intact.
    void append(const JournalRecord& record);

    /// Forgets all records: the mask was saved as `generation`. Throws Error(Io).
    void restart(JournalGeneration generation);

    /// Removes the file. Never throws.
    void remove() noexcept;

private:
    void open(bool create);
    void close() noexcept;
    std::filesystem::path setAside(bool holdsStrokes);
    void upgrade(std::span<const std::byte> records);
    void lock();
    void writeHeader();
    void write(const std::vector<std::byte>& bytes);

    std::filesystem::path m_path;
    JournalGeneration m_generation;
    int m_file = -1;
    std::uint64_t m_end = 0;      ///< bytes that are whole
    std::uint64_t m_sequence = 0; ///< of the last record
};

} // namespace dawson
