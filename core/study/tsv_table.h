#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dawson
{

/// A table of tab-separated values as BIDS uses them, first line the column names.
struct TsvTable {
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows; ///< each as long as `columns`

    std::optional<std::size_t> column(std::string_view name) const;
    std::string text() const; ///< as written to disk, a newline after each row
};

/// Reads a table; Windows line ends and a byte order mark are accepted.
/// Throws Error(Io) when it cannot be read, Error(Format) when it is no text, has no column names
/// or a row has another number of fields.
TsvTable readTsv(const std::filesystem::path& path);

} // namespace dawson
