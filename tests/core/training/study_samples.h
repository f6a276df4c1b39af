#pragma once

#include "core/image/image_file.h"
#include "core/training/training_spec.h"

#include <cmath>
#include <random>
#include <vector>

namespace dawson
{

/// A ball of a lesion in voxels of a sample study.
struct Ball {
    VoxelIndex center;
    double radius = 2.0;
};

/// Writes an image (a bright, noisy ellipsoid in air) and a mask with balls inside, and returns the
/// case. `edge`: voxels along each axis.
inline TrainingCase writeStudy(const std::filesystem::path& folder,
                               const std::string& subject,
                               const std::vector<Ball>& lesions,
                               int edge = 48,
                               double spacing = 1.0)
{
    const auto grid =
        Geometry::axisAligned({edge, edge, edge}, {spacing, spacing, spacing}, {-10.0, 5.0, 20.0});
    std::vector<float> voxels(grid.voxelCount(), 0.0F);
    Mask mask(grid);
    std::mt19937 random(static_cast<unsigned>(std::hash<std::string>()(subject)));
    std::normal_distribution<float> noise(100.0F, 10.0F);
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        const VoxelIndex v = grid.voxelAt(n);
        const double middle = (edge - 1) / 2.0;
        const double apart = std::hypot(v.i - middle, v.j - middle, v.k - middle);
        if (apart > 0.45 * edge) {
            continue;
        }
        voxels[n] = std::max(1.0F, noise(random));
        for (const Ball& ball : lesions) {
            if (std::hypot(v.i - ball.center.i, v.j - ball.center.j, v.k - ball.center.k) <=
                ball.radius) {
                voxels[n] += 100.0F;
                mask.set(v, 1);
            }
        }
    }
    TrainingCase made;
    made.subject = subject;
    made.images = {folder / (subject + "_FLAIR.nii.gz")};
    made.reference = folder / (subject + "_mask.nii.gz");
    writeVolume(made.images[0], Volume(grid, std::move(voxels)));
    writeMask(made.reference, mask);
    return made;
}

} // namespace dawson
