#pragma once

#include "core/training/case_store.h"
#include "core/training/hdf5_node.h"
#include "core/training/prepared_case.h"

#include <string>

namespace dawson
{

/// How a case lies in a case store: one group with attributes, one half-float dataset a channel,
/// the mask, and its lesions. The group's name is its place in the list of sources.

inline constexpr const char* kCaseStoreFormat = "dawson-cases";
inline constexpr std::int64_t kCaseStoreVersion = 1;

std::string caseGroupName(std::size_t source);

/// The values of `stored` that follow from the pixels (grids, lesions) are filled in here.
void writeStoredCase(const Hdf5Node& cases, const StoredCase& stored, const PreparedCase& prepared);

/// Checks that datasets have the sizes the attributes say.
StoredCase readStoredCase(const Hdf5Node& group, std::size_t source);

std::vector<float>
readImageBox(const Hdf5Node& dataset, const Geometry::Size& size, const Region& box);
std::vector<std::uint8_t>
readMaskBox(const Hdf5Node& dataset, const Geometry::Size& size, const Region& box);
std::vector<std::uint32_t> readOffsets(const Hdf5Node& dataset);

} // namespace dawson
