#pragma once

#include "core/base/digest.h"
#include "core/document/case_document.h"
#include "core/image/image_file.h"
#include "core/study/grading_file.h"
#include "core/study/image_pair.h"

#include <QTemporaryDir>

#include <filesystem>
#include <fstream>

namespace dawson
{

/// A project on disk with two visits of one subject. The FLAIR of the first lies on grid(), that
/// of the second on followupGrid(), 3 mm further left; values rise along the patient's x.
class PairProject
{
public:
    PairProject()
    {
        createStudy(root(), "Pair");
        addImage("01", "FLAIR", grid());
        addImage("02", "FLAIR", followupGrid());
        std::ofstream(root() / "sub-01" / "sub-01_sessions.tsv")
            << "session_id\tacq_time\nses-01\t2019-03-02\nses-02\t2020-05-06\n";
    }

    static Geometry grid() { return Geometry::axisAligned({24, 20, 12}, {1, 1, 2}); }

    static Geometry followupGrid()
    {
        return Geometry::axisAligned({28, 22, 10}, {1, 1, 2.5}, {-3.0, 0.0, 0.0});
    }

    std::filesystem::path root() const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / "project";
    }

    static Volume ramp(const Geometry& grid)
    {
        std::vector<float> voxels(grid.voxelCount());
        for (std::size_t n = 0; n < voxels.size(); ++n) {
            voxels[n] = 100.0F + 10.0F * static_cast<float>(grid.toPatient(grid.voxelAt(n)).x);
        }
        return {grid, std::move(voxels)};
    }

    std::filesystem::path anat(const std::string& session) const
    {
        return root() / "sub-01" / ("ses-" + session) / "anat";
    }

    void addImage(const std::string& session, const std::string& suffix, const Geometry& on) const
    {
        std::filesystem::create_directories(anat(session));
        writeVolume(anat(session) / ("sub-01_ses-" + session + "_" + suffix + ".nii.gz"), ramp(on));
    }

    Study study() const { return readStudy(root()); }

    ImagePair pair(Task task = Task::New) const
    {
        return *findPair(study(), "01", "02", task).pair;
    }

    /// As the worker leaves it, on `on` (the baseline's grid when all is well).
    void registerPair(Task task = Task::New, const Geometry& on = grid()) const
    {
        const ImagePair images = pair(task);
        const PairFiles files = pairFiles(root(), images);
        std::filesystem::create_directories(files.registered.parent_path());
        writeVolume(files.registered, ramp(on));
        writeVolume(files.subtraction, Volume(on, std::vector<float>(on.voxelCount(), 0.5F)));
        PairRecord record;
        record.baselineDigest = fileDigest(images.baseline.path);
        record.followupDigest = fileDigest(images.followup.path);
        writePairRecord(root(), images, record);
    }

    /// A mask of one box of 5 x 4 x 3 voxels from (4, 3, 2).
    void addMask(const Author& author, const Grading& place, const Geometry& on) const
    {
        Mask mask(on);
        for (int k = 2; k < 5; ++k) {
            for (int j = 3; j < 7; ++j) {
                for (int i = 4; i < 9; ++i) {
                    mask.set({i, j, k}, 1);
                }
            }
        }
        Grading grading = place;
        grading.author = author.folder;
        grading.path = gradingPath(root(), author, grading);
        writeGrading(root(), author, grading, mask, {});
    }

    static Grading place(const std::string& session, Task task, const std::string& space = {})
    {
        Grading grading;
        grading.subject = "01";
        grading.session = session;
        grading.task = task;
        grading.space = space;
        return grading;
    }

    LoadedCase load(Task task = Task::New, const std::string& session = "02") const
    {
        return loadCase(study(), CaseRequest{"01", session, task, OtherGrid::Refuse}, {});
    }

private:
    QTemporaryDir m_folder;
};

} // namespace dawson
