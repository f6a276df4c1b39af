#include "widgets/theme/theme.h"

#include <QLatin1StringView>

#include <array>
#include <string_view>

namespace dawson
{

namespace
{

QColor okabeIto(const char* value)
{
    return QColor(QLatin1StringView(value));
}

bool contains(const Author& author, std::string_view part)
{
    return author.folder.find(part) != std::string::npos;
}

/// The same on every computer and in every run, which qHash is not.
std::size_t stableHash(std::string_view text)
{
    std::size_t hash = 2166136261U;
    for (const char letter : text) {
        hash = ((hash ^ static_cast<unsigned char>(letter)) * 16777619U) & 0xFFFFFFFFU;
    }
    return hash;
}

} // namespace

QColor authorColor(const Author& author)
{
    if (author.folder == "grader-1") {
        return okabeIto("#56B4E9");
    }
    if (author.folder == "grader-2") {
        return okabeIto("#E69F00");
    }
    if (author.folder == "prior-lesions") { // of one's own, at the visit before
        return okabeIto("#F0E442");
    }
    if (author.folder == "brain") { // nobody's answer, so no author's colour
        return QColor(Qt::white);
    }
    if (author.role == AuthorRole::Consensus) {
        return okabeIto("#009E73");
    }
    if (contains(author, "tune")) {
        return okabeIto("#F0E442");
    }
    if (contains(author, "scratch")) {
        return okabeIto("#D55E00");
    }
    if (contains(author, "default")) {
        return okabeIto("#CC79A7");
    }
    static constexpr std::array<const char*, 4> family{"#0072B2", "#F0E442", "#D55E00", "#CC79A7"};
    return okabeIto(family.at(stableHash(author.folder) % family.size()));
}

QColor agreedColor()
{
    return okabeIto("#009E73");
}

QColor missedColor()
{
    return okabeIto("#D55E00");
}

QColor spuriousColor()
{
    return okabeIto("#CC79A7");
}

} // namespace dawson
