#include "core/study/name_guess.h"

#include "core/study/bids_name.h"

#include <algorithm>
#include <cctype>

namespace dawson
{

namespace
{

bool allDigits(const std::string& word)
{
    return std::all_of(
        word.begin(), word.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

bool hasDigit(const std::string& word)
{
    return std::any_of(
        word.begin(), word.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// "20210304" from one word or three ("2021-03-04", "04.03.2021"); a year alone counts too.
std::string guessDate(const std::vector<std::string>& words)
{
    static const std::regex day("^((?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))"
                                "([0-9]{4}|[0-9]{6})?$");
    static const std::regex year("^(19|20)[0-9]{2}$");
    const auto two = [](const std::string& word) { return word.size() == 2 && allDigits(word); };
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::smatch match;
        if (std::regex_match(words[i], match, day)) {
            return match[1];
        }
        if (!std::regex_match(words[i], year)) {
            continue;
        }
        if (i + 2 < words.size() && two(words[i + 1]) && two(words[i + 2])) {
            return words[i] + words[i + 1] + words[i + 2];
        }
        const bool dayFirst = i >= 2 && two(words[i - 1]) && two(words[i - 2]);
        return dayFirst ? words[i] + words[i - 1] + words[i - 2] : words[i];
    }
    return {};
}

/// "sub-01", "patient3", "MS_042": words that announce a subject. "sub" itself is no part of it.
std::string namedSubject(const NameWords& name)
{
    static const std::regex plain("^(sub|subj|subject|proband)([0-9]+[a-z0-9]*)?$");
    static const std::regex kept(
        "^(patient|pat|pt|case|ms|id|control|hc|mspat|ppms|rrms|p(?=[0-9]{2}|$))([0-9]+)?$");
    const auto& words = name.words();
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string word = lowerCase(words[i]);
        std::smatch match;
        const bool bare = std::regex_match(word, match, plain);
        if (!bare && !std::regex_match(word, match, kept)) {
            continue;
        }
        const auto number = static_cast<std::size_t>(match[2].length());
        if (number > 0) {
            return bare ? words[i].substr(word.size() - number) : words[i];
        }
        if (i + 1 < words.size() && (hasDigit(words[i + 1]) || word == "sub")) {
            return bare ? words[i + 1] : words[i] + words[i + 1];
        }
    }
    return {};
}

/// Words of sequences, visits, masks and processing: never a subject.
bool isFieldWord(const std::string& word)
{
    static const std::regex field(
        ".*(flair|mprage|spgr|lesion|laesion|mask|gado|contrast|label|segm|annot).*|"
        "t[12].*|pd.*|[23]d|iso.*|reg.*|coreg.*|warp.*|brain.*|strip.*|skull.*|bet|n4.*|"
        "mni.*|norm.*|(r|w)?(sag|ax|axial|tra|cor).*|space|spc|tirm|darkfluid|da|fl|tse|"
        "fse|se|tfe|vibe|vol|volume|img|image|images|nii|nifti|dicom|dcm|scan[0-9]*|mri|mr|"
        "anat|raw|rawdata|derivatives|data|dataset|bids|gd|gad|ce|km|post|pre|nativ.*|new|"
        "seg|manual|gt|roi|wmh|les|msk|consensus|staple|final|orig|original|copy|v[0-9]+|"
        "(rater|grader|reader|expert|annotator|observer)[0-9a-z]?|(tp|ses|session|visit|"
        "timepoint|time|month|year|m|y|fu|followup|day|week)[0-9]*|bl|baseline|"
        "screening|enhanc.*|native|tmp|temp|downloads|desktop|documents|home|user|users|"
        "studies|study|project|projects|patients|subjects|cases|new|neu|follow|up|dark|"
        "fluid|proton|density|series[0-9]*|ms|and|the|of");
    return std::regex_match(lowerCase(word), field);
}

enum class Kind { Mixed, Number, Letters };

/// The first word of a kind that is no word of the field and no date.
std::string leftOver(const NameWords& name, Kind kind)
{
    for (const auto& word : name.words()) {
        const Kind is = allDigits(word)  ? Kind::Number
                        : hasDigit(word) ? Kind::Mixed
                                         : Kind::Letters;
        if (is == kind && !isFieldWord(word) && guessDate({word}).empty()) {
            return word;
        }
    }
    return {};
}

} // namespace

std::string guessSession(const NameWords& name)
{
    static const std::regex counted("^(ses|session|visit|v|tp|timepoint|time|exam)([0-9]*)$");
    static const std::regex later("^(?:m|month|y|year|w|week)[0-9]+$");
    static const std::regex follow("^(fu|followup)([0-9]*)$");
    static const std::regex start("^(bl|baseline|screening)$");
    const auto& words = name.words();
    if (const auto label = name.labelAfter(counted)) {
        return *label;
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string word = lowerCase(words[i]);
        if (word == "ses" && i + 1 < words.size()) {
            return words[i + 1];
        }
        if (std::regex_match(word, later)) {
            return words[i];
        }
        if (std::regex_match(word, start)) {
            return word == "bl" ? "baseline" : word;
        }
        if (std::regex_match(word, follow)) {
            return "followup" + name.labelAfter(follow).value_or("");
        }
    }
    return guessDate(words);
}

std::string guessSubject(const NameWords& file, const std::vector<NameWords>& folders)
{
    std::vector<const NameWords*> nearestFirst{&file};
    for (auto folder = folders.rbegin(); folder != folders.rend(); ++folder) {
        nearestFirst.push_back(&*folder);
    }
    for (const auto* name : nearestFirst) {
        if (const auto subject = namedSubject(*name); !subject.empty()) {
            return subject;
        }
    }
    for (const Kind kind : {Kind::Mixed, Kind::Number, Kind::Letters}) {
        // A lone number in a file's name counts series more often than people.
        const bool folderFirst = kind != Kind::Mixed && nearestFirst.size() > 1;
        for (std::size_t i = folderFirst ? 1 : 0; i < nearestFirst.size(); ++i) {
            if (const auto subject = leftOver(*nearestFirst[i], kind); !subject.empty()) {
                return subject;
            }
        }
        if (folderFirst) {
            if (const auto subject = leftOver(file, kind); !subject.empty()) {
                return subject;
            }
        }
    }
    return {};
}

} // namespace dawson
