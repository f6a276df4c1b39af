#pragma once

#include <charconv>
#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdint>
#include <string>

namespace dawson
{

/// Refuses "nan" and "inf", which CLI11's ranges let through since nothing compares with them.
inline CLI::Validator finiteNumber()
{
    return CLI::Validator(
        [](std::string& text) {
            double value = 0.0;
            const bool number = CLI::detail::lexical_cast(text, value);
            return number && std::isfinite(value) ? std::string()
                                                  : text + " is not a finite number";
        },
        std::string());
}

/// A whole number that fits: CLI11 takes the largest there is for one that does not.
inline CLI::Validator seedNumber()
{
    return CLI::Validator(
        [](std::string& text) {
            std::uint64_t value = 0;
            const char* end = text.data() + text.size();
            const auto read = std::from_chars(text.data(), end, value);
            const bool octal = text.size() > 1 && text.front() == '0'; // to CLI11
            return read.ec == std::errc() && read.ptr == end && !octal
                       ? std::string()
                       : text + " is not a whole number from 0 to 18446744073709551615, without "
                                "leading zeros";
        },
        std::string());
}

/// Threads of a computation. Thousands would take minutes to start and then wait for each other.
inline CLI::Range threadCount()
{
    return CLI::Range(0, 1024);
}

} // namespace dawson
