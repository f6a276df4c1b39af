#pragma once

#include <CLI/CLI.hpp>
#include <cmath>
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

} // namespace dawson
