#include "tests/support/small_project.h"

#include "core/image/image_file.h"
#include "core/study/grading_file.h"

#include <vector>

namespace dawson
{

namespace
{

constexpr int kSide = 24;
constexpr int kBox = 3;
constexpr double kRadius = 9.0;

Volume brightBall()
{
    const Geometry grid = smallGrid();
    std::vector<float> voxels(grid.voxelCount(), 0.0F);
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        const VoxelIndex v = grid.voxelAt(n);
        const double half = (kSide - 1) / 2.0;
        const double squared =
            (v.i - half) * (v.i - half) + (v.j - half) * (v.j - half) + (v.k - half) * (v.k - half);
        voxels[n] = squared < kRadius * kRadius ? 100.0F + static_cast<float>(v.i + v.j) : 0.0F;
    }
    return {grid, std::move(voxels)};
}

} // namespace

Geometry smallGrid()
{
    return Geometry::axisAligned({kSide, kSide, kSide}, {1.0, 1.0, 1.0});
}

void addBox(Mask& mask, const VoxelIndex& lower)
{
    for (int n = 0; n < kBox * kBox * kBox; ++n) {
        mask.set({lower.i + n % kBox, lower.j + n / kBox % kBox, lower.k + n / kBox / kBox}, 1);
    }
}

Mask boxMask(const VoxelIndex& lower)
{
    Mask mask(smallGrid());
    addBox(mask, lower);
    return mask;
}

void makeSmallProject(const std::filesystem::path& root, const std::vector<std::string>& subjects)
{
    createStudy(root, "Small project");
    for (const std::string& subject : subjects) {
        const std::string name = "sub-" + subject;
        writeVolume(root / name / "anat" / (name + "_FLAIR.nii.gz"), brightBall());
    }
}

void addSmallImage(const std::filesystem::path& root,
                   const std::string& subject,
                   const std::string& session,
                   const std::string& name)
{
    const std::string who = "sub-" + subject;
    const std::string visit = "ses-" + session;
    writeVolume(root / who / visit / "anat" / (who + "_" + visit + "_" + name + ".nii.gz"),
                brightBall());
}

void saveMask(const std::filesystem::path& root,
              const Author& author,
              const std::string& subject,
              const Mask& mask)
{
    Grading grading;
    grading.author = author.folder;
    grading.subject = subject;
    grading.path = gradingPath(root, author, subject, {}, Task::Flair);
    GradingSidecar sidecar;
    sidecar.authorName = author.name;
    sidecar.role = author.role;
    writeGrading(root, author, grading, mask, sidecar);
}

} // namespace dawson
