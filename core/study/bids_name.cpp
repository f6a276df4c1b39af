#include "core/study/bids_name.h"

#include <algorithm>
#include <cctype>

namespace dawson
{

namespace
{

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Not isalnum: its answer depends on the locale, a file name on disk must not.
bool isLabelCharacter(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// The run of digits at the front, without leading zeros; removed from `text`.
std::string_view takeNumber(std::string_view& text)
{
    const auto end = std::find_if_not(text.begin(), text.end(), isDigit);
    std::string_view number = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(number.size());
    const auto first = number.find_first_not_of('0');
    return first == std::string_view::npos ? std::string_view() : number.substr(first);
}

} // namespace

std::string BidsName::value(std::string_view entity) const
{
    const auto found = std::find_if(
        entities.begin(), entities.end(), [&](const auto& pair) { return pair.first == entity; });
    return found == entities.end() ? std::string() : found->second;
}

bool BidsName::isImage() const
{
    return extension == ".nii" || extension == ".nii.gz";
}

bool BidsName::contrast() const
{
    const std::string agent = lowerCase(value("ce"));
    return !agent.empty() && agent != "none" && agent != "no" && agent != "pre" && agent != "0";
}

std::optional<BidsName> parseBidsName(const std::string& fileName)
{
    BidsName name;
    // BIDS allows no dot in a label, so everything from the first one on is the extension.
    const auto dot = fileName.find('.');
    if (dot == std::string::npos || dot == 0) {
        return std::nullopt;
    }
    name.extension = fileName.substr(dot);
    std::string_view rest = std::string_view(fileName).substr(0, dot);
    for (auto bar = rest.find('_'); bar != std::string_view::npos; bar = rest.find('_')) {
        const std::string_view part = rest.substr(0, bar);
        const auto dash = part.find('-');
        if (dash == std::string_view::npos || dash == 0 || dash + 1 == part.size()) {
            return std::nullopt;
        }
        name.entities.emplace_back(part.substr(0, dash), part.substr(dash + 1));
        rest.remove_prefix(bar + 1);
    }
    name.suffix = rest;
    if (!isBidsLabel(name.suffix) || name.value("sub").empty()) {
        return std::nullopt;
    }
    return name;
}

bool isBidsLabel(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), isLabelCharacter);
}

bool naturalLess(std::string_view a, std::string_view b)
{
    const std::string_view wholeA = a;
    const std::string_view wholeB = b;
    while (!a.empty() && !b.empty()) {
        if (isDigit(a.front()) && isDigit(b.front())) {
            const auto numberA = takeNumber(a);
            const auto numberB = takeNumber(b);
            if (numberA != numberB) {
                return numberA.size() != numberB.size() ? numberA.size() < numberB.size()
                                                        : numberA < numberB;
            }
            continue;
        }
        if (a.front() != b.front()) {
            return a.front() < b.front();
        }
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    // "1" and "01" are different subjects: the order must stay a strict one.
    return a.size() != b.size() ? a.size() < b.size() : wholeA < wholeB;
}

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    return lower;
}

} // namespace dawson
