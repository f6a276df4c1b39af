#pragma once

#include "core/image/geometry.h"
#include "core/study/study.h"

#include <filesystem>
#include <string>
#include <vector>

namespace dawson
{

/// What a reader thinks of a candidate for a new lesion.
enum class CandidateMark { None, Seen, Confirmed, Dismissed };

/// The marks of one reader in one pair. They are about places, since candidates are found anew each
/// time and are the same where their peaks lie within kSamePlaceMm of each other.
class CandidateMarks
{
public:
    static constexpr double kSamePlaceMm = 3.0;

    struct Place {
        PatientPoint position;
        CandidateMark mark = CandidateMark::Seen;
        std::string at; ///< ISO 8601, UTC

        friend bool operator==(const Place&, const Place&) = default;
    };

    /// The mark of the nearest place within kSamePlaceMm; None where there is none.
    CandidateMark at(const PatientPoint& position) const;
    /// Replaces the mark there; None takes it away. `when` is empty for now.
    void set(const PatientPoint& position, CandidateMark mark, const std::string& when = {});

    const std::vector<Place>& places() const { return m_places; }

private:
    std::size_t nearest(const PatientPoint& position) const;

    std::vector<Place> m_places;
};

/// Beside the reader's mask of the pair: ..._label-newlesion_candidates.json
std::filesystem::path candidateMarksPath(const std::filesystem::path& maskPath);

/// Empty when there is no such file. Throws Error(Io) when it cannot be read, Error(Format) when it
/// is damaged or newer. Format: docs/formats/project.md.
CandidateMarks readCandidateMarks(const std::filesystem::path& path);

/// Atomic. Makes the reader's derivative dataset when it is new. Throws Error(Io).
void writeCandidateMarks(const std::filesystem::path& root,
                         const Author& author,
                         const std::filesystem::path& path,
                         const CandidateMarks& marks);

} // namespace dawson
