#include "tests/support/shared_data.h"

#include <cstdlib>

namespace dawson
{

std::optional<std::filesystem::path> sharedData()
{
    const char* folder = std::getenv("DAWSON_SHARED_DATA");
    std::error_code ignored;
    if (folder == nullptr || !std::filesystem::is_directory(folder, ignored)) {
        return std::nullopt;
    }
    return std::filesystem::canonical(folder);
}

} // namespace dawson
