#include "core/study/session_dates.h"

#include "core/base/error.h"
#include "core/study/tsv_table.h"

#include <functional>
#include <system_error>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

/// Date of an ISO 8601 time, "2021-03-04T10:00:00" -> "2021-03-04"; empty for n/a.
std::string dateOf(const std::string& time)
{
    // The hour can identify a person's visit, and no view needs it.
    return time == "n/a" ? std::string() : time.substr(0, time.find('T'));
}

using Row = std::function<void(const std::string& key, const std::string& date)>;

/// Calls `use` for each row with the value of column `key` and its date.
void eachDate(const fs::path& file, const char* key, ProblemList& problems, const Row& use)
{
    try {
        const TsvTable table = readTsv(file);
        const auto keyColumn = table.column(key);
        const auto timeColumn = table.column("acq_time");
        if (!keyColumn) {
            problems.add(file, "It has no column " + std::string(key) + ".");
        } else if (timeColumn) {
            for (const auto& row : table.rows) {
                use(row[*keyColumn], dateOf(row[*timeColumn]));
            }
        }
    } catch (const Error& error) {
        problems.add(file, error.what());
    }
}

void readScans(const fs::path& file, Session& session, ProblemList& problems)
{
    std::error_code ignored;
    if (!session.date.empty() || !fs::exists(file, ignored)) {
        return;
    }
    eachDate(file, "filename", problems, [&](const std::string&, const std::string& date) {
        if (!date.empty() && (session.date.empty() || date < session.date)) {
            session.date = date;
        }
    });
}

} // namespace

void readSessionDates(const fs::path& folder,
                      const FolderListing& listing,
                      Subject& subject,
                      ProblemList& problems)
{
    const std::string stem = "sub-" + subject.id;
    for (const auto& file : listing.files) {
        if (!file.ends_with("_sessions.tsv")) {
            continue;
        }
        eachDate(folder / file,
                 "session_id",
                 problems,
                 [&](const std::string& key, const std::string& date) {
                     for (auto& session : subject.sessions) {
                         session.date = key == "ses-" + session.id ? date : session.date;
                     }
                 });
    }
    for (auto& session : subject.sessions) {
        const bool own = session.id.empty();
        const std::string scans = own ? stem : stem + "_ses-" + session.id;
        const fs::path place = own ? folder : folder / ("ses-" + session.id);
        readScans(place / (scans + "_scans.tsv"), session, problems);
    }
}

} // namespace dawson
