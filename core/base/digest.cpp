#include "core/base/digest.h"

#include "core/base/error.h"

#include <array>
#include <fstream>
#include <openssl/evp.h>
#include <vector>

namespace dawson
{

struct Digest::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();

    State() { EVP_DigestInit_ex(context, EVP_sha256(), nullptr); }

    ~State() { EVP_MD_CTX_free(context); }

    State(const State&) = delete;
    State& operator=(const State&) = delete;
};

Digest::Digest()
    : m_state(std::make_unique<State>())
{
}

Digest::~Digest() = default;
Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;

void Digest::add(std::span<const std::byte> bytes)
{
    EVP_DigestUpdate(m_state->context, bytes.data(), bytes.size());
}

void Digest::add(std::string_view text)
{
    add(std::as_bytes(std::span(text.data(), text.size())));
}

std::string Digest::hex()
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> raw{};
    unsigned int size = 0;
    EVP_DigestFinal_ex(m_state->context, raw.data(), &size);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (unsigned int i = 0; i < size; ++i) {
        text += digits[raw[i] >> 4U];
        text += digits[raw[i] & 15U];
    }
    return text;
}

std::string fileDigest(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        throw Error(Error::Kind::Io, "It cannot be opened for reading.", path.string());
    }
    Digest digest;
    std::vector<char> block(1U << 20U);
    while (in) {
        in.read(block.data(), static_cast<std::streamsize>(block.size()));
        digest.add(std::string_view(block.data(), static_cast<std::size_t>(in.gcount())));
    }
    if (in.bad()) {
        throw Error(Error::Kind::Io, "Reading stopped half-way.", path.string());
    }
    return digest.hex();
}

} // namespace dawson
