#include "core/study/name_words.h"

#include "core/study/bids_name.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace dawson
{

namespace
{

/// Joins what belongs together and would be lost between words: "T1+C", "follow-up".
std::string joinTerms(std::string_view name)
{
    struct Term {
        std::regex spelled;
        const char* word;
    };

    const auto term = [](const char* pattern) { return std::regex(pattern, std::regex::icase); };
    static const std::array<Term, 5> terms{
        {{term("\\+ ?(c|km|gd|gad)(?![A-Za-z0-9])"), "_gad"},
         {term("follow[-_ ]up"), "followup"},
         {term("time[-_ ]point"), "timepoint"},
         {term("dark[-_ ]fluid|da[-_ ]fl(?![A-Za-z0-9])"), "darkfluid"},
         {term("ground[-_ ]truth"), "groundtruth"}}};
    std::string joined(name);
    for (const auto& [spelled, word] : terms) {
        joined = std::regex_replace(joined, spelled, word);
    }
    return joined;
}

std::vector<std::string> splitWords(const std::string& name)
{
    std::vector<std::string> words(1);
    for (const char c : name) {
        const bool ascii = static_cast<unsigned char>(c) < 128;
        if (ascii && std::isalnum(static_cast<unsigned char>(c)) != 0) {
            words.back() += c;
        } else if (ascii && !words.back().empty()) {
            words.emplace_back();
        }
    }
    if (words.back().empty()) {
        words.pop_back();
    }
    return words;
}

bool isSequence(const std::string& word)
{
    static const std::regex sequence("^(flair|t1|t2|pd|mprage).*");
    return std::regex_match(lowerCase(word), sequence);
}

/// Removes "to FLAIR", "2 FLAIR" after a sequence, "reg2T1".
void dropTargets(std::vector<std::string>& words)
{
    static const std::regex target("^(in|reg|reg2|to)(flair|t1|t2).*$");
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::string word = lowerCase(words[i]);
        const bool toNext = word == "to" || word == "onto" || word == "into" ||
                            (word == "2" && isSequence(words[i - 1]));
        const bool two = toNext && i + 1 < words.size() && isSequence(words[i + 1]);
        if (two || std::regex_match(word, target)) {
            const auto first = words.begin() + static_cast<std::ptrdiff_t>(i);
            words.erase(first, first + (two ? 2 : 1));
        }
    }
}

bool isNumberOrLetter(const std::string& word)
{
    const auto digit = [](unsigned char c) { return std::isdigit(c) != 0; };
    return word.size() == 1 || std::all_of(word.begin(), word.end(), digit);
}

} // namespace

NameWords::NameWords(std::string_view name)
    : m_text(name)
    , m_words(splitWords(joinTerms(name)))
{
    dropTargets(m_words);
}

bool NameWords::has(const std::regex& pattern) const
{
    return std::any_of(m_words.begin(), m_words.end(), [&](const std::string& word) {
        return std::regex_search(lowerCase(word), pattern);
    });
}

std::optional<std::string> NameWords::labelAfter(const std::regex& pattern) const
{
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        std::smatch match;
        const std::string word = lowerCase(m_words[i]);
        if (!std::regex_match(word, match, pattern)) {
            continue;
        }
        const auto length = static_cast<std::size_t>(match[match.size() - 1].length());
        if (length > 0) {
            return m_words[i].substr(word.size() - length);
        }
        if (i + 1 < m_words.size() && isNumberOrLetter(m_words[i + 1])) {
            return m_words[i + 1];
        }
    }
    return std::nullopt;
}

} // namespace dawson
