#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/study/bids_name.h"
#include "core/study/folder_listing.h"
#include "core/study/import_place.h"

#include <algorithm>
#include <map>
#include <set>
#include <system_error>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

bool isKnownSuffix(const std::string& suffix)
{
    static const std::set<std::string> known{"FLAIR",
                                             "T1w",
                                             "T2w",
                                             "PDw",
                                             "T2starw",
                                             "PDT2",
                                             "inplaneT1",
                                             "inplaneT2",
                                             "angio",
                                             "UNIT1"};
    return known.contains(suffix);
}

bool isAuthorFolder(const std::string& name)
{
    return !name.empty() && name.front() != '-' &&
           std::all_of(name.begin(), name.end(), [](char c) {
               return c == '-' || isBidsLabel(std::string_view(&c, 1));
           });
}

/// What is wrong with the item by itself; empty when nothing is.
std::string ownProblem(const ImportItem& item)
{
    if (!item.problem.empty()) {
        return item.problem;
    }
    if (item.subject.empty()) {
        return "Type which subject it shows.";
    }
    if (!isBidsLabel(item.subject)) {
        return "The subject may have letters and digits only.";
    }
    if (!item.session.empty() && !isBidsLabel(item.session)) {
        return "The session may have letters and digits only.";
    }
    if (item.mask) {
        return isAuthorFolder(item.maskAuthor)
                   ? std::string()
                   : "The author of the mask may have letters, digits and dashes only.";
    }
    if (item.suffix.empty()) {
        return "Choose its sequence.";
    }
    return isKnownSuffix(item.suffix) ? std::string()
                                      : "\"" + item.suffix + "\" is not a sequence of BIDS.";
}

/// One check over all items, which knows those before: of two that clash, the second is told.
class ImportCheck
{
public:
    ImportCheck(fs::path root, const std::vector<ImportItem>& items)
        : m_root(std::move(root))
        , m_items(items)
    {
    }

    std::string problemOf(const ImportItem& item)
    {
        auto problem = ownProblem(item);
        if (!problem.empty()) {
            return problem;
        }
        const fs::path target = importPath(m_root, item);
        const auto [other, fresh] = m_targets.emplace(target, item.source.filename().string());
        std::error_code ignored;
        if (!fresh) {
            return "It would become the same file as " + other->second +
                   "; give it another session, sequence or author, or leave one out.";
        }
        if (fs::exists(target, ignored)) {
            return "The project has this already (" + target.filename().string() +
                   "); leave it out or give it another session.";
        }
        problem = sessionProblem(item);
        return problem.empty() && item.mask ? gridProblem(item) : problem;
    }

private:
    /// A subject has sessions throughout or none at all.
    std::string sessionProblem(const ImportItem& item)
    {
        const auto [known, fresh] = m_sessions.emplace(item.subject, Sessions{});
        Sessions& sessions = known->second;
        if (fresh) {
            for (const auto& name : listFolder(m_root / ("sub-" + item.subject)).folders) {
                sessions.with = sessions.with || name.starts_with("ses-");
                sessions.without = sessions.without || name == "anat";
            }
        }
        (item.session.empty() ? sessions.without : sessions.with) = true;
        if (sessions.with && sessions.without) {
            return item.session.empty()
                       ? "Subject " + item.subject + " has sessions; give this one a session too."
                       : "Subject " + item.subject + " has images without a session; give all of " +
                             "them one, or none.";
        }
        return {};
    }

    std::string gridProblem(const ImportItem& mask) const
    {
        const auto image = primaryGeometry(mask);
        if (!image || !mask.geometry) {
            return image ? std::string()
                         : "There is no " + primaryName(mask.task) +
                               " of this subject and session that the mask belongs to.";
        }
        return sameGrid(*image, *mask.geometry)
                   ? std::string()
                   : "The mask does not lie on the grid of its " + primaryName(mask.task) + ": " +
                         difference(*image, *mask.geometry).describe() + ".";
    }

    std::optional<Geometry> primaryGeometry(const ImportItem& mask) const
    {
        for (const auto& item : m_items) {
            if (isPrimaryOf(item, mask) && item.geometry) {
                return item.geometry;
            }
        }
        ImportItem image = mask;
        image.mask = false;
        image.contrast = mask.task == Task::Enhancing;
        image.suffix = image.contrast ? "T1w" : "FLAIR";
        try {
            return readImageHeader(importPath(m_root, image)).geometry;
        } catch (const Error&) {
            return std::nullopt;
        }
    }

    struct Sessions {
        bool with = false;
        bool without = false;
    };

    fs::path m_root;
    const std::vector<ImportItem>& m_items;
    std::map<fs::path, std::string> m_targets;
    std::map<std::string, Sessions> m_sessions;
};

} // namespace

std::vector<std::string> checkEachImport(const fs::path& root, const std::vector<ImportItem>& items)
{
    std::vector<std::string> problems;
    ImportCheck check(root, items);
    for (const auto& item : items) {
        problems.push_back(check.problemOf(item));
    }
    return problems;
}

std::vector<std::string> checkImport(const fs::path& root, const std::vector<ImportItem>& items)
{
    if (items.empty()) {
        return {"There is nothing to import yet."};
    }
    std::vector<std::string> problems;
    const auto each = checkEachImport(root, items);
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (!each[i].empty()) {
            problems.push_back(items[i].source.filename().string() + ": " + each[i]);
        }
    }
    return problems;
}

} // namespace dawson
