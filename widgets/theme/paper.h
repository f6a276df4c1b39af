#pragma once

namespace dawson
{

struct Tokens;

/// Tokens for what is printed or exported: dark on white in both themes.
const Tokens& paperTokens();

} // namespace dawson
