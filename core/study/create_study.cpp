#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/study/dataset_description.h"
#include "core/study/study.h"

#include <system_error>

namespace dawson
{

namespace fs = std::filesystem;

namespace
{

constexpr const char* kReadme =
    R"(This project was made with Dawson, a workstation for masking multiple-sclerosis lesions.

It is a BIDS dataset: images are under sub-*/, the masks of each grader and each model are
derivative datasets of their own under derivatives/, each with a JSON file that tells who made it.
models/ holds trained networks, runs/ the jobs that were started, .dawson/ caches and journals.

For research use only; not a medical device.
)";

void requireEmpty(const fs::path& root)
{
    std::error_code failure;
    if (!fs::exists(root, failure)) {
        return;
    }
    const bool empty = fs::is_directory(root, failure) && fs::is_empty(root, failure);
    if (failure) {
        throw Error(Error::Kind::Io,
                    "The folder cannot be read: " + failure.message() + ".",
                    root.string());
    }
    if (!empty) {
        throw Error(Error::Kind::Data,
                    "There is something in this place already; choose an empty folder for a new "
                    "project.",
                    root.string());
    }
}

} // namespace

void createStudy(const fs::path& root, const std::string& name)
{
    requireEmpty(root);
    const fs::path folder = fs::absolute(root).lexically_normal();
    const fs::path last =
        folder.has_filename() ? folder.filename() : folder.parent_path().filename();
    writeRawDescription(folder, name.empty() ? last.string() : name);
    writeBidsIgnore(folder);
    writeTextAtomically(folder / "README", kReadme);
    writeTextAtomically(folder / "participants.tsv", "participant_id\n");
}

} // namespace dawson
