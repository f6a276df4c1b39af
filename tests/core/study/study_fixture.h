#pragma once

#include "core/base/atomic_file.h"
#include "core/image/geometry.h"
#include "core/image/mask.h"
#include "core/image/volume.h"

#include <QTemporaryDir>

#include <filesystem>
#include <string>
#include <unistd.h>
#include <vector>

namespace dawson
{

/// A folder that vanishes with the test, filled file by file.
class Folder
{
public:
    Folder() = default;

    /// In memory where the system has a place for that: making thousands of files on a busy disk
    /// takes a minute.
    static Folder inMemory()
    {
        const bool there = ::access("/dev/shm", W_OK) == 0;
        return there ? Folder(QStringLiteral("/dev/shm/dawson-XXXXXX")) : Folder();
    }

    std::filesystem::path path() const { return m_folder.path().toStdString(); }

    void write(const std::string& relative, const std::string& text = {}) const
    {
        writeTextAtomically(path() / relative, text);
    }

private:
    explicit Folder(const QString& place)
        : m_folder(place)
    {
    }

    QTemporaryDir m_folder;
};

/// Permissions bind nobody who runs as root: while this lives, file access is an ordinary user's.
class OrdinaryUser
{
public:
    OrdinaryUser()
    {
        if (m_root) {
            m_dropped = ::seteuid(65534) == 0;
        }
    }

    ~OrdinaryUser()
    {
        if (m_dropped && ::seteuid(0) != 0) {
            std::abort();
        }
    }

    OrdinaryUser(const OrdinaryUser&) = delete;
    OrdinaryUser& operator=(const OrdinaryUser&) = delete;
    OrdinaryUser(OrdinaryUser&&) = delete;
    OrdinaryUser& operator=(OrdinaryUser&&) = delete;

    /// Whether permissions count now.
    bool bound() const { return !m_root || m_dropped; }

private:
    bool m_root = ::geteuid() == 0;
    bool m_dropped = false;
};

/// A small oblique grid.
inline Geometry smallGrid(double originX = -12.5)
{
    const double c = 0.9659258262890683; // 15 degrees
    const double s = 0.25881904510252074;
    return Geometry(
        {6, 5, 4}, {0.9, 1.0, 3.0}, {originX, 20.0, 7.25}, {{{c, -s, 0}, {s, c, 0}, {0, 0, 1}}});
}

/// Voxels count up by a half, so that none is like another.
inline Volume smallVolume()
{
    std::vector<float> voxels(smallGrid().voxelCount());
    for (std::size_t i = 0; i < voxels.size(); ++i) {
        voxels[i] = 0.5F * static_cast<float>(i);
    }
    return Volume(smallGrid(), voxels);
}

inline Mask smallMask(std::uint8_t label = 1, double originX = -12.5)
{
    Mask mask(smallGrid(originX));
    mask.set({2, 3, 1}, label);
    mask.set({3, 3, 1}, label);
    return mask;
}

} // namespace dawson
