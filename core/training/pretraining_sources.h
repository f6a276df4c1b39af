#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dawson
{

/// What a default model is made from. Nothing of it shows multiple sclerosis, but for lesion masks
/// where such are given.
struct PretrainingSources {
    std::filesystem::path tumours;     ///< BIDS dataset with FLAIR and derivatives/labels/*_dseg
    std::filesystem::path labelMaps;   ///< folder of anatomical label maps
    std::vector<std::string> leaveOut; ///< tumours not to use: "sub-01477"
    int synthetic = 80;                ///< synthetic brains to learn from
    int planted = 3; ///< images of each tumour with made-up lesions in its healthy tissue
    /// Masks of patients' lesions in the template's space, whose shapes and places then take the
    /// place of made-up ones; task "flair" only. Empty: none.
    std::filesystem::path lesionMasks;
    std::filesystem::path brainTemplate;    ///< folder of t1, prob_gm and prob_wm.nii.gz
    std::vector<std::string> leaveOutMasks; ///< how names of masks not to use begin: "patient07"
    std::uint64_t seed = 1;

    friend bool operator==(const PretrainingSources&, const PretrainingSources&) = default;
};

inline constexpr std::size_t kHeldOutTumours = 2; ///< the last ones, for validation only
inline constexpr std::size_t kHeldOutAnatomy = 6; ///< every sixth label map is held out

} // namespace dawson
