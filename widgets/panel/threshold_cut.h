#pragma once

#include "core/base/progress.h"
#include "core/document/layer_stack.h"
#include "core/image/mask.h"
#include "core/image/volume.h"
#include "core/lesion/probability.h"
#include "core/study/study.h"

#include <QString>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace dawson
{

/// What a probability map cut at a threshold holds, and how that stands against a reference.
struct CutCount {
    std::size_t lesions = 0; ///< 26-connected
    double volumeMl = 0.0;
    bool compared = false; ///< there was a reference
    std::optional<double> sensitivity;
    std::optional<double> ppv;
};

/// Any overlap, 26-connected. Some 0.3 s on a brain of 1 mm: for a BackgroundTask.
CutCount countCut(const Mask& cut, const std::optional<Mask>& reference);

/// A map cut at a point.
struct MapCut {
    Mask mask;
    OperatingPoint point;
};

/// In words, two lines at most; undefined ratios as such. The core is said where it is above
/// the threshold.
QString cutText(const CutCount& count, const OperatingPoint& point);

/// The operating point of the model whose masks stand in this author folder; nothing when its file
/// is not among the project's and the installation's.
std::optional<OperatingPoint> pointOf(const std::string& authorFolder,
                                      const std::filesystem::path& project);

/// A model's map of a case, as it is tried.
struct ThresholdTrial {
    std::shared_ptr<const Volume> map;
    Author author;
    std::optional<OperatingPoint> models; ///< the model's, when it is at hand
    OperatingPoint own;         ///< of its mask, as far as that is known, else the model's
    std::optional<double> kept; ///< the threshold its mask was cut at, when that is known
};

/// Reads map, sidecar and the models' headers: for a BackgroundTask. Throws Error.
ThresholdTrial readTrial(const Grading& grading,
                         const Author& author,
                         const std::filesystem::path& project,
                         const Progress& progress);

/// Tells whether a file was written anew. Two that cannot be read are alike.
struct FileState {
    std::filesystem::path path;
    std::filesystem::file_time_type written{};
    std::uintmax_t size = 0;

    friend bool operator==(const FileState&, const FileState&) = default;
};

FileState readStateOf(const std::filesystem::path& path);

/// A layer that draws a probability map in bands, from faint to strong in one hue, so that their
/// order can be seen without colour vision too.
MaskLayer bandLayer(const QString& id, const QString& name, const Volume& probability);

} // namespace dawson
