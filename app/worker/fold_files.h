#pragma once

#include "app/worker/cross_validation.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace dawson
{

/// What a cross-validation keeps in its work folder, and what that was made with: models and masks
/// of another call are taken over only when nothing that decides them has changed, neither setting
/// nor model nor the content of an image or mask.
class FoldFiles
{
public:
    /// Reads all files of `cases` (by subject) once. Throws Error(Io).
    FoldFiles(const CrossValidationSpec& spec,
              const std::vector<std::vector<TrainingCase>>& cases,
              TrainingWatcher& watcher);

    /// "fine-tuned-cross07-seed1": names models and masks of a fold.
    static std::string stem(const std::string& arm, const std::string& subject, std::uint64_t seed);
    /// "-rate0.001"
    static std::string rateSuffix(double rate);

    std::filesystem::path modelOf(const std::string& stem) const;
    std::filesystem::path trainingOf(const std::string& stem) const; ///< a folder
    std::filesystem::path maskOf(const std::string& stem, const TrainingCase& one) const;
    /// What is left out inside one fold is learned from in another: each is trained once.
    std::filesystem::path innerFolder(const TrainingSpec& spec, const std::string& arm) const;

    /// Removes what a call with other settings or another model or on other images or masks left
    /// under this name, finished or not, and tells so. Of a trained fold.
    void forgetOthers(const std::string& stem,
                      const TrainingSpec& training,
                      const std::vector<TrainingCase>& leftOut) const;
    /// The same of the model as it is, which has nothing to do with the other subjects.
    void forgetOthers(const std::string& stem, const std::vector<TrainingCase>& leftOut) const;

private:
    std::string settingsDigest(const TrainingSpec& training) const;
    void keepOnly(const std::string& stem,
                  const std::string& digest,
                  const std::vector<TrainingCase>& leftOut) const;

    const CrossValidationSpec& m_spec;
    TrainingWatcher& m_watcher;
    std::map<std::filesystem::path, std::string> m_contents; ///< digest of each file
    std::string m_parent;                                    ///< the model and how it predicts
};

} // namespace dawson
