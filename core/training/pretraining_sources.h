#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dawson
{

/// What a default model is made from: nothing of it shows multiple sclerosis.
struct PretrainingSources {
    std::filesystem::path tumours;     ///< BIDS dataset with FLAIR and derivatives/labels/*_dseg
    std::filesystem::path labelMaps;   ///< folder of anatomical label maps
    std::vector<std::string> leaveOut; ///< tumours not to use: "sub-01477"
    int synthetic = 80;                ///< synthetic brains to learn from
    int planted = 3; ///< images of each tumour with made-up lesions in its healthy tissue
    std::uint64_t seed = 1;

    friend bool operator==(const PretrainingSources&, const PretrainingSources&) = default;
};

inline constexpr std::size_t kHeldOutTumours = 2; ///< the last ones, for validation only
inline constexpr std::size_t kHeldOutAnatomy = 6; ///< every sixth label map is held out

} // namespace dawson
