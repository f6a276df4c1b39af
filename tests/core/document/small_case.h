#pragma once

#include "core/document/case_document.h"
#include "core/image/image_file.h"
#include "core/study/grading_file.h"
#include "core/study/study.h"

#include <QTemporaryDir>

#include <filesystem>

namespace dawson
{

/// A project on disk with one subject, whose FLAIR's values rise along i: 0, 10, 20, ...
class SmallProject
{
public:
    explicit SmallProject(const Geometry& grid = Geometry::axisAligned({24, 20, 12}, {1, 1, 3}))
        : m_grid(grid)
    {
        createStudy(root(), "Small");
        addImage("FLAIR", grid);
    }

    std::filesystem::path root() const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / "project";
    }

    const Geometry& grid() const { return m_grid; }

    std::filesystem::path anat() const { return root() / "sub-01" / "anat"; }

    void addImage(const std::string& suffix, const Geometry& grid) const
    {
        std::vector<float> voxels(grid.voxelCount());
        for (std::size_t n = 0; n < voxels.size(); ++n) {
            voxels[n] = 10.0F * static_cast<float>(grid.voxelAt(n).i);
        }
        std::filesystem::create_directories(anat());
        writeVolume(anat() / ("sub-01_" + suffix + ".nii.gz"), Volume(grid, voxels));
    }

    /// A mask of one box, written as a grader's (on any grid).
    void addMask(const Author& author, const Geometry& grid) const
    {
        Mask mask(grid);
        for (int k = 2; k < 5; ++k) {
            for (int j = 3; j < 7; ++j) {
                for (int i = 4; i < 9; ++i) {
                    mask.set({i, j, k}, 1);
                }
            }
        }
        Grading grading;
        grading.author = author.folder;
        grading.subject = "01";
        grading.path = gradingPath(root(), author, "01", "", Task::Flair);
        writeGrading(root(), author, grading, mask, {});
    }

    LoadedCase load(OtherGrid otherGrid = OtherGrid::Refuse) const
    {
        return loadCase(readStudy(root()), CaseRequest{"01", "", Task::Flair, otherGrid}, {});
    }

    std::filesystem::path maskPath(const Author& author) const
    {
        return gradingPath(root(), author, "01", "", Task::Flair);
    }

private:
    QTemporaryDir m_folder;
    Geometry m_grid;
};

inline const Author kGrader1 = graderAuthor("grader-1", "Grader 1");
inline const Author kGrader2 = graderAuthor("grader-2", "Grader 2");

} // namespace dawson
