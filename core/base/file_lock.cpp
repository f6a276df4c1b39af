#include "core/base/file_lock.h"

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <sys/file.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

namespace dawson
{

FileLock::FileLock(const std::filesystem::path& file,
                   const Progress& progress,
                   std::string_view waiting)
{
    std::error_code readOnly;
    std::filesystem::create_directories(file.parent_path(), readOnly);
    int opened = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (opened < 0) {
        opened = ::open(file.c_str(), O_RDONLY | O_CLOEXEC); // another user's
    }
    if (opened < 0) {
        return;
    }
    try {
        while (::flock(opened, LOCK_EX | LOCK_NB) != 0) {
            if (errno != EWOULDBLOCK && errno != EINTR) {
                ::close(opened);
                return;
            }
            progress.report(0.0, waiting);
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
    } catch (...) {
        ::close(opened);
        throw;
    }
    m_file = opened;
}

FileLock::~FileLock()
{
    if (m_file >= 0) {
        ::close(m_file);
    }
}

} // namespace dawson
