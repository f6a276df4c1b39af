#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/study/bids_name.h"
#include "core/study/import.h"

#include <algorithm>
#include <system_error>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

constexpr std::size_t kParents = 3; ///< folders above a lone file that may name its subject

struct Found {
    fs::path file;
    std::vector<std::string> folders; ///< names to guess from, nearest last
};

std::vector<std::string> folderNames(const fs::path& folder)
{
    std::vector<std::string> names;
    for (const auto& part : folder) {
        if (part != "/" && part != "." && !part.empty()) {
            names.push_back(part.string());
        }
    }
    return names;
}

Found loneFile(const fs::path& file)
{
    auto names = folderNames(file.parent_path());
    if (names.size() > kParents) {
        names.erase(names.begin(), names.end() - kParents);
    }
    return {file, names};
}

/// Files below a dropped folder; only names from that folder down can tell the subject.
std::vector<Found> searchFolder(const fs::path& folder, bool& dicom)
{
    std::vector<Found> found;
    std::error_code failure;
    fs::recursive_directory_iterator entry(
        folder, fs::directory_options::skip_permission_denied, failure);
    for (; !failure && entry != fs::recursive_directory_iterator(); entry.increment(failure)) {
        const fs::path& path = entry->path();
        std::error_code gone;
        // Hidden folders are version control, caches and other programs' temporary files.
        if (path.filename().string().starts_with('.')) {
            entry.disable_recursion_pending();
        } else if (entry->is_regular_file(gone)) {
            dicom = dicom || lowerCase(path.extension().string()) == ".dcm";
            if (hasImageExtension(path)) {
                const fs::path inside = path.parent_path().lexically_relative(folder.parent_path());
                found.push_back({path, folderNames(inside)});
            }
        }
    }
    std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
        return naturalLess(a.file.string(), b.file.string());
    });
    return found;
}

ImportItem nothingIn(const fs::path& folder, bool dicom)
{
    ImportItem item;
    item.source = folder;
    item.problem = dicom ? "It holds DICOM files, which are not read; convert them to NIfTI first."
                         : "There is no image in it (.nii, .nii.gz, .nrrd, .mha).";
    return item;
}

ImportItem readHeader(ImportItem item)
{
    std::error_code ignored;
    if (!fs::exists(item.source, ignored)) {
        item.problem = "There is no such file.";
    } else if (!hasImageExtension(item.source)) {
        item.problem = "It is not an image Dawson reads (.nii, .nii.gz, .nrrd, .mha).";
    } else {
        try {
            item.geometry = readImageHeader(item.source).geometry;
        } catch (const Error& error) {
            item.problem = error.what();
        }
    }
    return item;
}

} // namespace

std::vector<ImportItem> guessImport(const std::vector<fs::path>& paths, const Progress& progress)
{
    std::vector<ImportItem> items;
    std::vector<Found> found;
    for (const auto& given : paths) {
        fs::path path = fs::absolute(given).lexically_normal();
        path = path.has_filename() ? path : path.parent_path();
        std::error_code ignored;
        if (!fs::is_directory(path, ignored)) {
            found.push_back(loneFile(path));
            continue;
        }
        bool dicom = false;
        const auto inside = searchFolder(path, dicom);
        if (inside.empty()) {
            items.push_back(nothingIn(path, dicom));
        }
        found.insert(found.end(), inside.begin(), inside.end());
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
        progress.report(static_cast<double>(i) / static_cast<double>(found.size()), "looking");
        items.push_back(readHeader(guessFromNames(found[i].file, found[i].folders)));
    }
    return items;
}

} // namespace dawson
