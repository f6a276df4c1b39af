#include "core/study/folder_listing.h"

#include "core/study/bids_name.h"

#include <algorithm>
#include <system_error>

namespace dawson
{

namespace fs = std::filesystem;

FolderListing listFolder(const fs::path& folder)
{
    FolderListing listing;
    std::error_code failure;
    fs::directory_iterator entry(folder, failure);
    for (; !failure && entry != fs::directory_iterator(); entry.increment(failure)) {
        const std::string name = entry->path().filename().string();
        std::error_code gone;
        if (name.starts_with('.')) {
            continue;
        }
        if (entry->is_directory(gone)) {
            listing.folders.push_back(name);
        } else if (entry->is_symlink(gone) && !fs::exists(entry->path(), gone)) {
            listing.brokenLinks.push_back(name);
        } else {
            listing.files.push_back(name);
        }
    }
    if (failure) {
        listing.failure = failure.message();
    }
    for (auto* names : {&listing.folders, &listing.files, &listing.brokenLinks}) {
        std::sort(names->begin(), names->end(), naturalLess);
    }
    return listing;
}

ProblemList::ProblemList(fs::path root)
    : m_root(std::move(root))
{
}

void ProblemList::add(const fs::path& file, const std::string& sentence)
{
    m_problems.push_back(file.lexically_relative(m_root).string() + ": " + sentence);
}

} // namespace dawson
