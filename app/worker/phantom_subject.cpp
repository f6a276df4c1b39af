#include "app/worker/phantom_subject.h"

#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/image/image_file.h"
#include "core/phantom/random_source.h"
#include "core/study/dataset_description.h"
#include "core/study/grading_file.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace dawson
{

namespace fs = std::filesystem;

namespace
{

constexpr const char* kFirst = "01";
constexpr const char* kSecond = "02";

std::string fileName(const std::string& id, const std::string& session, const char* kind)
{
    return "sub-" + id + (session.empty() ? "" : "_ses-" + session) + "_" + kind + ".nii.gz";
}

fs::path folderOf(const std::string& id, const std::string& session)
{
    const fs::path subject = "sub-" + id;
    return (session.empty() ? subject : subject / ("ses-" + session)) / "anat";
}

/// The session a file's name tells.
std::string sessionOf(const std::string& file)
{
    const auto at = file.find("_ses-");
    return at == std::string::npos ? "" : file.substr(at + 5, file.find('_', at + 5) - at - 5);
}

/// Two visits, four months to two years apart.
std::vector<std::pair<std::string, std::string>> datesFor(std::uint64_t seed)
{
    using namespace std::chrono;
    RandomSource random(seed ^ 0xDA7EULL);
    const sys_days first = sys_days(2022y / March / 1d) + days(random.whole(0, 300));
    const auto text = [](sys_days day) {
        const year_month_day date(day);
        std::array<char, 32> line{};
        std::snprintf(line.data(),
                      line.size(),
                      "%04d-%02u-%02u",
                      static_cast<int>(date.year()),
                      static_cast<unsigned>(date.month()),
                      static_cast<unsigned>(date.day()));
        return std::string(line.data());
    };
    return {{kFirst, text(first)}, {kSecond, text(first + days(random.whole(120, 730)))}};
}

PhantomSubjectFiles
flairSubject(const std::string& id, const PhantomSpec& spec, const Progress& progress)
{
    Phantom made = makePhantom(spec, progress);
    PhantomSubjectFiles files;
    const std::string flair = fileName(id, "", "FLAIR");
    files.images.emplace_back(flair, std::move(made.flair));
    files.images.emplace_back(fileName(id, "", "T1w"), std::move(made.t1));
    files.masks.push_back(
        {Task::Flair,
         "",
         "",
         flair,
         {std::move(made.truth), std::move(made.grader1), std::move(made.grader2)}});
    return files;
}

PhantomSubjectFiles
changeSubject(const std::string& id, const PhantomSpec& spec, const Progress& progress)
{
    PhantomChange made = makePhantomChange(spec, progress);
    PhantomSubjectFiles files;
    const std::string before = fileName(id, kFirst, "FLAIR");
    const std::string after = fileName(id, kSecond, "FLAIR");
    files.images.emplace_back(before, std::move(made.baselineFlair));
    files.images.emplace_back(fileName(id, kFirst, "T1w"), std::move(made.baselineT1));
    files.images.emplace_back(after, std::move(made.followupFlair));
    files.images.emplace_back(fileName(id, kSecond, "T1w"), std::move(made.followupT1));
    files.masks.push_back({Task::New, kSecond, "ses01", after, std::move(made.change)});
    files.masks.push_back({Task::Flair, kFirst, "", before, std::move(made.prior)});
    files.dates = datesFor(spec.anatomy.seed);
    return files;
}

PhantomSubjectFiles
enhancingSubject(const std::string& id, const PhantomSpec& spec, const Progress& progress)
{
    PhantomEnhancement made = makePhantomEnhancement(spec, progress);
    PhantomSubjectFiles files;
    const std::string after = fileName(id, "", "ce-gadolinium_T1w");
    files.images.emplace_back(fileName(id, "", "FLAIR"), std::move(made.flair));
    files.images.emplace_back(fileName(id, "", "T1w"), std::move(made.t1));
    files.images.emplace_back(after, std::move(made.t1Contrast));
    files.masks.push_back({Task::Enhancing, "", "T1w", after, std::move(made.enhancing)});
    return files;
}

void writeMasks(const fs::path& root,
                const std::string& id,
                const PhantomSubjectFiles::Masks& masks)
{
    const fs::path image = folderOf(id, sessionOf(masks.image)) / masks.image;
    GradingSidecar sidecar;
    sidecar.status = "submitted";
    sidecar.imagePath = image.generic_string();
    sidecar.imageDigest = fileDigest(root / image);
    const std::array<std::pair<Author, const Mask*>, 3> authors{
        {{graderAuthor("grader-1", "Grader 1"), &masks.drawn.grader1},
         {graderAuthor("grader-2", "Grader 2"), &masks.drawn.grader2},
         {{"consensus", "Known truth", AuthorRole::Consensus}, &masks.drawn.truth}}};
    for (const auto& [author, mask] : authors) {
        Grading grading;
        grading.author = author.folder;
        grading.subject = id;
        grading.session = masks.session;
        grading.task = masks.task;
        grading.space = masks.space;
        sidecar.authorName = author.name;
        sidecar.role = author.role;
        writeGrading(root, author, grading, *mask, sidecar);
    }
}

} // namespace

PhantomSubjectFiles makePhantomSubject(const std::string& id,
                                       Task task,
                                       const PhantomSpec& spec,
                                       const Progress& progress)
{
    PhantomSubjectFiles files = task == Task::New         ? changeSubject(id, spec, progress)
                                : task == Task::Enhancing ? enhancingSubject(id, spec, progress)
                                                          : flairSubject(id, spec, progress);
    files.id = id;
    return files;
}

void writePhantomSubject(const fs::path& root, const PhantomSubjectFiles& files)
{
    for (const auto& [name, image] : files.images) {
        writeVolume(root / folderOf(files.id, sessionOf(name)) / name, image);
    }
    if (!files.dates.empty()) {
        std::string table = "session_id\tacq_time\n";
        for (const auto& [session, date] : files.dates) {
            table += "ses-" + session + "\t" + date + "\n";
        }
        const std::string subject = "sub-" + files.id;
        writeTextAtomically(root / subject / (subject + "_sessions.tsv"), table);
    }
    addParticipant(root, files.id);
    for (const PhantomSubjectFiles::Masks& masks : files.masks) {
        writeMasks(root, files.id, masks);
    }
}

} // namespace dawson
