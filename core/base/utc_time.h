#pragma once

#include <string>

namespace dawson
{

/// Now as ISO 8601 in UTC, to the second: "2026-11-24T19:42:21Z".
std::string utcNow();

} // namespace dawson
