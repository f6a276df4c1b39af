#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace dawson
{

/// Why nobody may paint for now; each is taken and given back by itself.
enum class EditLock {
    Comparison,   ///< others' masks are in sight
    Correction,   ///< an image of the pair is being moved by hand
    Loading,      ///< another case, or another grader's mask, is on its way
    Registration, ///< the pair is being registered, and is read anew after that
};

class EditLocks
{
public:
    /// Whether that changed anything.
    bool set(EditLock why, bool locked)
    {
        return std::exchange(m_locked[static_cast<std::size_t>(why)], locked) != locked;
    }

    bool any() const
    {
        return std::ranges::any_of(m_locked, [](bool locked) { return locked; });
    }

private:
    std::array<bool, static_cast<std::size_t>(EditLock::Registration) + 1> m_locked{};
};

} // namespace dawson
