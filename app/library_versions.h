#pragma once

#include <QString>

#include <vector>

namespace dawson
{

/// A library of the window program, as the About box names it.
struct LibraryVersion {
    QString name;
    QString version;
    QString licence;
};

/// Those linked into this program, with the versions in use where they can be asked.
std::vector<LibraryVersion> libraryVersions();

} // namespace dawson
