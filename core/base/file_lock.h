#pragma once

#include "core/base/progress.h"

#include <filesystem>
#include <string_view>

namespace dawson
{

/// Held by one program at a time for as long as the object lives; the system gives it back however
/// that program ends. It binds those who ask for it only. Within one program two objects of one
/// file exclude each other, too.
class FileLock
{
public:
    /// Waits while another holds the lock, reporting `waiting` as the phase every 100 ms. Makes the
    /// file, an empty one that stays, and its folder. Where that cannot be (no path, a read-only
    /// place, a file system without locks) nothing is held.
    /// Throws Error(Cancelled).
    FileLock(const std::filesystem::path& file, const Progress& progress, std::string_view waiting);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    FileLock(FileLock&&) = delete;
    FileLock& operator=(FileLock&&) = delete;

    bool held() const { return m_file >= 0; }

private:
    int m_file = -1;
};

} // namespace dawson
