#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace dawson
{

/// SHA-256, fed piece by piece; printed as 64 hex digits.
class Digest
{
public:
    Digest();
    ~Digest();
    Digest(const Digest&) = delete;
    Digest& operator=(const Digest&) = delete;
    Digest(Digest&&) noexcept;
    Digest& operator=(Digest&&) noexcept;

    void add(std::span<const std::byte> bytes);
    void add(std::string_view text);

    /// The digest of all that was added. REQUIRES: called once, last.
    std::string hex();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// SHA-256 of a file's bytes. Throws Error(Io) when it cannot be read.
std::string fileDigest(const std::filesystem::path& path);

} // namespace dawson
