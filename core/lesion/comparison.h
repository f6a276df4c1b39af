#pragma once

#include "core/lesion/lesion_map.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dawson
{

/// When a lesion of one mask counts as found in the other.
///
/// The rule is part of every reported number: a lesion-wise sensitivity without its rule means
/// nothing, so reports print it beside the result.
struct MatchRule {
    double minOverlap = 0.0;  ///< share of the lesion that must be covered; 0 asks for one voxel
    double minVolumeMl = 0.0; ///< smaller lesions are ignored on both sides
    Connectivity connectivity = Connectivity::Corners;

    /// In English, for reports and JSON: "any overlap (at least one voxel), 26-connected lesions".
    std::string describe() const;
    /// Short key for JSON: "any-overlap" or "overlap-0.10".
    std::string key() const;
};

/// Lesion-wise outcome of a prediction against a reference.
struct LesionComparison {
    std::vector<std::int32_t> detected;  ///< reference lesions found by the prediction
    std::vector<std::int32_t> missed;    ///< reference lesions not found
    std::vector<std::int32_t> confirmed; ///< predicted lesions found in the reference
    std::vector<std::int32_t> spurious;  ///< predicted lesions not found there

    /// Detected share of the reference lesions; nothing when there are none.
    std::optional<double> sensitivity() const;
    /// Confirmed share of the predicted lesions; nothing when there are none.
    std::optional<double> positivePredictiveValue() const;
    /// Harmonic mean of the two; nothing when either is undefined; 0 when both are 0.
    std::optional<double> f1() const;
};

/// Compares `prediction` with `reference` lesion by lesion, many to many. Source: science 7.2.
/// Throws Error(Geometry), saying the difference, when the grids do not agree.
LesionComparison
compareLesions(const LesionMap& reference, const LesionMap& prediction, const MatchRule& rule);

/// Voxel-wise Dice of two masks; nothing when both are empty. Throws Error(Geometry) like above.
std::optional<double> dice(const Mask& reference, const Mask& prediction);

/// One row of the table that window and CSV show.
struct LesionOutcome {
    enum class State { Detected, Missed, Spurious };
    State state = State::Detected;
    Lesion lesion; ///< of the reference when detected or missed, of the prediction when spurious
};

/// All of it for one pair of masks.
struct MaskComparison {
    MatchRule rule;
    LesionMap reference;
    LesionMap prediction;
    LesionComparison lesions;
    std::optional<double> dice;

    /// Reference lesions (detected and missed) by label, then the spurious ones.
    std::vector<LesionOutcome> outcomes() const;
};

MaskComparison compareMasks(const Mask& reference, const Mask& prediction, const MatchRule& rule);

/// Labels of the outcome mask.
constexpr std::uint8_t kAgreedLabel = 1;
constexpr std::uint8_t kMissedLabel = 2;
constexpr std::uint8_t kSpuriousLabel = 3;

/// The overlay of agreement, lesion by lesion: voxels of detected and confirmed lesions are agreed,
/// of missed and spurious ones so labelled.
Mask outcomeMask(const MaskComparison& comparison);

} // namespace dawson
