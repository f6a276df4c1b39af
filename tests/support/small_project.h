#pragma once

#include "core/image/mask.h"
#include "core/study/study.h"

#include <filesystem>
#include <string>

namespace dawson
{

/// The grid of small projects: 24 x 24 x 24 voxels of 1 mm.
Geometry smallGrid();

/// A mask on smallGrid with a box of foreground: 3 x 3 x 3 voxels from `lower`.
Mask boxMask(const VoxelIndex& lower);

/// Sets another such box in a mask.
void addBox(Mask& mask, const VoxelIndex& lower);

/// Makes a project at `root` with a FLAIR of each subject: a bright ball of 9 mm radius in air.
void makeSmallProject(const std::filesystem::path& root, const std::vector<std::string>& subjects);

/// Adds such an image as a file of a visit: `name` is "FLAIR", "ce-gadolinium_T1w", ...
void addSmallImage(const std::filesystem::path& root,
                   const std::string& subject,
                   const std::string& session,
                   const std::string& name);

/// Saves a mask of a subject as an author's.
void saveMask(const std::filesystem::path& root,
              const Author& author,
              const std::string& subject,
              const Mask& mask);

} // namespace dawson
