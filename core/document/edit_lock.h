#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

namespace dawson
{

/// Why nobody may paint for now; each is taken and given back by itself.
enum class EditLock {
    Comparison, ///< others' masks are in sight
    Correction, ///< an image of the pair is being moved by hand
    Loading     ///< another case, or another grader's mask, is on its way
};

class EditLocks
{
public:
    void set(EditLock why, bool locked) { m_locked[static_cast<std::size_t>(why)] = locked; }

    bool any() const
    {
        return std::ranges::any_of(m_locked, [](bool locked) { return locked; });
    }

private:
    std::array<bool, 3> m_locked{};
};

} // namespace dawson
