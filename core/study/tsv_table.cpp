#include "core/study/tsv_table.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"

#include <algorithm>

namespace dawson
{

namespace
{

std::vector<std::string> split(std::string_view line)
{
    std::vector<std::string> fields;
    for (auto tab = line.find('\t'); tab != std::string_view::npos; tab = line.find('\t')) {
        fields.emplace_back(line.substr(0, tab));
        line.remove_prefix(tab + 1);
    }
    fields.emplace_back(line);
    return fields;
}

std::string join(const std::vector<std::string>& fields)
{
    std::string line;
    for (const auto& field : fields) {
        line += line.empty() ? field : "\t" + field;
    }
    return line;
}

/// The next line without its end; removed from `text`.
std::string_view takeLine(std::string_view& text)
{
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    return line;
}

} // namespace

std::optional<std::size_t> TsvTable::column(std::string_view name) const
{
    const auto found = std::find(columns.begin(), columns.end(), name);
    if (found == columns.end()) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - columns.begin());
}

std::string TsvTable::text() const
{
    std::string all = join(columns) + "\n";
    for (const auto& row : rows) {
        all += join(row) + "\n";
    }
    return all;
}

TsvTable readTsv(const std::filesystem::path& path)
{
    const std::string content = readText(path);
    std::string_view text = content;
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (text.starts_with(kByteOrderMark)) {
        text.remove_prefix(kByteOrderMark.size());
    }
    if (text.find('\0') != std::string_view::npos) {
        throw Error(Error::Kind::Format, "It is not a text file.", path.string());
    }
    TsvTable table;
    const std::string_view head = takeLine(text);
    if (head.empty()) {
        throw Error(Error::Kind::Format, "It has no line of column names.", path.string());
    }
    table.columns = split(head);
    for (std::size_t line = 2; !text.empty(); ++line) {
        const std::string_view row = takeLine(text);
        if (row.empty()) {
            continue;
        }
        table.rows.push_back(split(row));
        if (table.rows.back().size() != table.columns.size()) {
            throw Error(Error::Kind::Format,
                        "Line " + std::to_string(line) + " has " +
                            std::to_string(table.rows.back().size()) + " fields, the head has " +
                            std::to_string(table.columns.size()) + ".",
                        path.string());
        }
    }
    return table;
}

} // namespace dawson
