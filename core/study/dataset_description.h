#pragma once

#include "core/study/study.h"

#include <filesystem>
#include <string>

namespace dawson
{

/// Name told by the dataset_description.json of `dataset`; empty when there is no such file or no
/// name in it. Throws Error(Io) when it cannot be read, Error(Format) when it is damaged.
std::string readDatasetName(const std::filesystem::path& dataset);

/// Writes dataset_description.json of a project (raw images). Throws Error(Io).
void writeRawDescription(const std::filesystem::path& dataset, const std::string& name);

/// The same for the derivative dataset of one author.
void writeAuthorDescription(const std::filesystem::path& dataset, const Author& author);

/// Adds what Dawson keeps beside the images (models/, runs/, .dawson/) to .bidsignore, when it is
/// not named there. Throws Error(Io).
void writeBidsIgnore(const std::filesystem::path& root);

/// Adds the subject to participants.tsv unless it is there; other columns get "n/a".
/// Throws Error(Io), or Error(Format) when the table is damaged.
void addParticipant(const std::filesystem::path& root, const std::string& subject);

} // namespace dawson
