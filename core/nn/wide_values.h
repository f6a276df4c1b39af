#pragma once

#include <cstdint>

// Memory-bound loops: wide registers help, the instruction set is chosen when the program starts.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define DAWSON_WIDE __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define DAWSON_WIDE
#endif

namespace dawson
{

/// A number in bf16: the upper half of a float.
struct Bf16 {
    std::uint16_t bits;
};

void widen(const Bf16* values, std::int64_t count, float* output);
/// Rounds to even; what is not a number stays so.
void narrow(const float* values, std::int64_t count, Bf16* output);

} // namespace dawson
