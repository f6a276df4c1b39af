#pragma once

#include <CLI/CLI.hpp>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

namespace dawson
{

/// `--json [FILE]`: results for a program to read. Without FILE they replace the readable text on
/// stdout; with FILE they are written there (atomically) and the text stays.
class JsonOutput
{
public:
    /// Adds the option to a command. REQUIRES: this outlives parsing.
    void addTo(CLI::App& command);

    /// Whether readable text belongs on stdout.
    bool textWanted() const;

    /// Prints or writes the results as asked; does nothing when they were not asked for.
    /// Throws Error(Io).
    void write(const nlohmann::ordered_json& results) const;

private:
    CLI::Option* m_option = nullptr;
    std::string m_file;
};

/// A file name that ends in .json, or none: by a slip of the hand neither an image nor a mask is
/// replaced.
CLI::Validator jsonName();

/// What is undefined is null, never 0.
nlohmann::ordered_json numberOrNull(const std::optional<double>& value);

} // namespace dawson
