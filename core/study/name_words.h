#pragma once

#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace dawson
{

/// A file or folder name as a person reads it: words between signs, "P017_T1+C.v2" -> P017, T1,
/// gad, v2. What follows "to" ("T1_to_FLAIR") tells where an image was moved, so it is left out.
class NameWords
{
public:
    explicit NameWords(std::string_view name);

    const std::string& text() const { return m_text; } ///< as it was given

    const std::vector<std::string>& words() const { return m_words; }

    /// Whether a word fits; patterns are written in lower case.
    bool has(const std::regex& pattern) const;

    /// The label of a counted thing: "rater2" -> "2", "rater_B" -> "B". The pattern's last group is
    /// the label inside the word; when it is empty the next word is taken, if it is a number or a
    /// single letter. Nothing when no word fits.
    std::optional<std::string> labelAfter(const std::regex& pattern) const;

private:
    std::string m_text;
    std::vector<std::string> m_words;
};

} // namespace dawson
