#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace dawson
{

/// What a folder holds, in natural order, without hidden entries. Values only: nothing is opened.
struct FolderListing {
    std::vector<std::string> folders;
    std::vector<std::string> files;
    std::vector<std::string> brokenLinks; ///< symbolic links whose target is missing
    std::string failure;                  ///< why it could not be read, empty when it could
};

/// Never throws for a folder that is missing or not readable: `failure` says so.
FolderListing listFolder(const std::filesystem::path& folder);

/// Sentences about a project, each led by the file it is about, relative to the root.
class ProblemList
{
public:
    explicit ProblemList(std::filesystem::path root);

    void add(const std::filesystem::path& file, const std::string& sentence);

    std::vector<std::string> take() { return std::move(m_problems); }

private:
    std::filesystem::path m_root;
    std::vector<std::string> m_problems;
};

} // namespace dawson
