#include "core/study/candidate_marks.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/utc_time.h"
#include "core/study/dataset_description.h"

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;
constexpr const char* kVersionKey = "DawsonCandidatesVersion";
constexpr std::array kMarks{
    CandidateMark::Seen, CandidateMark::Confirmed, CandidateMark::Dismissed};
constexpr std::array<const char*, 4> kNames{"", "seen", "confirmed", "dismissed"};

std::string nameOf(CandidateMark mark)
{
    return kNames[static_cast<std::size_t>(mark)];
}

std::optional<CandidateMark> markFrom(const std::string& name)
{
    for (const CandidateMark mark : kMarks) {
        if (name == nameOf(mark)) {
            return mark;
        }
    }
    return std::nullopt;
}

CandidateMarks::Place placeFrom(const Json& json)
{
    CandidateMarks::Place place;
    const auto position = json.at("Position").get<std::array<double, 3>>();
    place.position = {position[0], position[1], position[2]};
    const auto mark = markFrom(json.at("Mark").get<std::string>());
    if (!mark) {
        throw Error(Error::Kind::Format, "unknown mark");
    }
    place.mark = *mark;
    place.at = json.value("At", "");
    return place;
}

} // namespace

std::size_t CandidateMarks::nearest(const PatientPoint& position) const
{
    std::size_t best = m_places.size();
    double bestMm = kSamePlaceMm;
    for (std::size_t n = 0; n < m_places.size(); ++n) {
        const PatientPoint& p = m_places[n].position;
        const double mm = std::hypot(p.x - position.x, p.y - position.y, p.z - position.z);
        if (mm <= bestMm) {
            bestMm = mm;
            best = n;
        }
    }
    return best;
}

CandidateMark CandidateMarks::at(const PatientPoint& position) const
{
    const std::size_t n = nearest(position);
    return n < m_places.size() ? m_places[n].mark : CandidateMark::None;
}

void CandidateMarks::set(const PatientPoint& position, CandidateMark mark, const std::string& when)
{
    const std::size_t n = nearest(position);
    if (n < m_places.size()) {
        m_places.erase(m_places.begin() + static_cast<std::ptrdiff_t>(n));
    }
    if (mark != CandidateMark::None) {
        m_places.push_back({position, mark, when.empty() ? utcNow() : when});
    }
}

fs::path candidateMarksPath(const fs::path& maskPath)
{
    std::string name = maskPath.filename().string();
    if (const auto end = name.rfind("_mask"); end != std::string::npos) {
        name.erase(end);
    }
    return maskPath.parent_path() / (name + "_candidates.json");
}

CandidateMarks readCandidateMarks(const fs::path& path)
{
    CandidateMarks marks;
    if (!fs::exists(path)) {
        return marks;
    }
    try {
        const auto json = Json::parse(readText(path));
        if (json.at(kVersionKey).get<int>() > kVersion) {
            throw Error(Error::Kind::Format, "newer");
        }
        for (const auto& entry : json.at("Places")) {
            const CandidateMarks::Place place = placeFrom(entry);
            marks.set(place.position, place.mark, place.at);
        }
    } catch (const Json::exception&) {
        throw Error(
            Error::Kind::Format, "The marks of candidates cannot be understood.", path.string());
    } catch (const Error& error) {
        if (error.kind() != Error::Kind::Format) {
            throw;
        }
        throw Error(Error::Kind::Format,
                    "The marks of candidates are of a newer version or damaged.",
                    path.string());
    }
    return marks;
}

void writeCandidateMarks(const fs::path& root,
                         const Author& author,
                         const fs::path& path,
                         const CandidateMarks& marks)
{
    const fs::path dataset = root / "derivatives" / author.folder;
    if (!fs::exists(dataset / "dataset_description.json")) {
        writeAuthorDescription(dataset, author);
    }
    Json places = Json::array();
    for (const CandidateMarks::Place& place : marks.places()) {
        const PatientPoint& p = place.position;
        places.push_back(
            {{"Position", {p.x, p.y, p.z}}, {"Mark", nameOf(place.mark)}, {"At", place.at}});
    }
    const Json json{{kVersionKey, kVersion}, {"Author", author.name}, {"Places", places}};
    writeTextAtomically(path, json.dump(2) + '\n');
}

} // namespace dawson
