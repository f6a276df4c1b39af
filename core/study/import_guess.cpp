#include "core/image/image_file.h"
#include "core/study/bids_name.h"
#include "core/study/import.h"
#include "core/study/name_guess.h"

#include <array>
#include <regex>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

struct SuffixRule {
    const char* suffix;
    std::regex words;
};

/// The first that fits a word wins: "t2_flair" is a FLAIR, "t1_post_t2star" a T2*.
const std::array<SuffixRule, 5>& suffixRules()
{
    static const std::array<SuffixRule, 5> rules{
        {{"FLAIR", std::regex("flair|tirm|darkfluid|^dafl")},
         {"T2starw", std::regex("^t2(s|star)w?$")},
         {"T1w",
          std::regex("^t1(w|wi|c|ce|gd|gad|gado|post|pre|km|mpr|mprage|se|tse|tfe|vibe|spgr|space|"
                     "nativ|native|contrast|3d)*$|mprage|mp2rage|spgr|bravo|^mpr$")},
         {"T2w", std::regex("^t2(w|wi|tse|fse|space|spc|3d)*$")},
         {"PDw", std::regex("^(pd|pdw|pdwi|dp|protondensity)$")}}};
    return rules;
}

std::string suffixOf(const NameWords& words)
{
    for (const auto& rule : suffixRules()) {
        if (words.has(rule.words)) {
            return rule.suffix;
        }
    }
    return {};
}

bool saysContrast(const NameWords& words)
{
    static const std::regex none("^(pre|nativ|native|precontrast|noncontrast|nocontrast|unenhanced|"
                                 "without|ohne|non|no)$|^t1w?(pre|nativ|native)$");
    static const std::regex agent(
        "gado|^(gd|gad|ce|km|kontrast|kontrastmittel|contrast|post|postcontrast|postgd|postgad|"
        "enhanced|enhancing)$|^(t1w?|mprage|spgr|bravo)(c|ce|gd|gad|gado|post|km|contrast)+$");
    return words.has(agent) && !words.has(none);
}

bool saysMask(const NameWords& words)
{
    static const std::regex marks("mask|lesion|laesion|^seg$|^segm|^label|^roi|annot|^manual$|^gt$|"
                                  "groundtruth|^wmh|delineat|^msk$|^les$|^consensus$|^staple$");
    return words.has(marks);
}

bool saysBrainMask(const NameWords& words)
{
    static const std::regex brain("^(brain|brainmask|skull|head|bet)$");
    static const std::regex lesion("lesion|laesion|^wmh|^les$");
    return words.has(brain) && !words.has(lesion);
}

Task taskOf(const NameWords& words)
{
    static const std::regex fresh("^new(lesions?)?$|^neu$");
    static const std::regex flair("flair");
    if (words.has(fresh)) {
        return Task::New;
    }
    return saysContrast(words) && !words.has(flair) ? Task::Enhancing : Task::Flair;
}

/// Who drew a mask: the derivative dataset it lies in, else "rater2" in the nearest name.
std::string authorOf(const NameWords& file, const std::vector<NameWords>& folders)
{
    for (std::size_t i = 0; i + 1 < folders.size(); ++i) {
        if (folders[i].text() == "derivatives") {
            return folders[i + 1].text();
        }
    }
    static const std::regex people(
        "^(rater|grader|reader|expert|annotator|observer)([0-9]*|[a-z])$");
    static const std::regex together("^(consensus|majority|staple)$");
    std::vector<NameWords> names{file};
    names.insert(names.end(), folders.rbegin(), folders.rend());
    for (const auto& name : names) {
        if (name.has(together)) {
            return "consensus";
        }
        if (const auto number = name.labelAfter(people)) {
            return "grader-" + *number;
        }
    }
    return "grader-1";
}

/// A name that BIDS itself wrote is taken at its word.
void readBidsName(const BidsName& name, ImportItem& item)
{
    item.subject = name.value("sub");
    item.session = name.value("ses");
    item.mask = name.suffix == "mask" || name.suffix == "dseg" || name.suffix == "seg";
    item.contrast = !item.mask && name.contrast();
    item.suffix = item.mask ? std::string() : name.suffix;
    const std::string label = lowerCase(name.value("label"));
    bool known = label.empty() || label == labelEntity(Task::Flair);
    for (const Task task : {Task::New, Task::Enhancing}) {
        item.task = label == labelEntity(task) ? task : item.task;
        known = known || label == labelEntity(task);
    }
    // Such a mask is somebody's answer to another question; as lesions it would mislead.
    if (item.mask && (!known || !name.value("desc").empty())) {
        item.problem =
            "Its label or description in the name is none of a lesion mask; leave it out.";
    }
}

void readWords(const NameWords& words, const std::vector<NameWords>& folders, ImportItem& item)
{
    item.mask = saysMask(words);
    item.suffix = item.mask ? std::string() : suffixOf(words);
    item.contrast = !item.mask && saysContrast(words);
    if (item.contrast && item.suffix.empty()) {
        item.suffix = "T1w";
    }
    item.task = item.mask ? taskOf(words) : Task::Flair;
    item.session = guessSession(words);
    for (auto folder = folders.rbegin(); folder != folders.rend() && item.session.empty();
         ++folder) {
        item.session = guessSession(*folder);
    }
    item.subject = guessSubject(words, folders);
}

} // namespace

ImportItem guessFromNames(const fs::path& file, const std::vector<std::string>& folders)
{
    ImportItem item;
    item.source = file;
    const std::string stem = imageStem(file);
    const NameWords words(stem);
    std::vector<NameWords> folderWords;
    for (const auto& folder : folders) {
        folderWords.emplace_back(folder);
    }
    const auto bids = parseBidsName(file.filename().string());
    if (bids && bids->isImage()) {
        readBidsName(*bids, item);
    } else {
        readWords(words, folderWords, item);
    }
    if (item.mask) {
        item.maskAuthor = authorOf(words, folderWords);
        if (item.problem.empty() && saysBrainMask(words)) {
            item.problem = "It looks like a mask of the brain, not of lesions; leave it out.";
        }
    }
    return item;
}

} // namespace dawson
