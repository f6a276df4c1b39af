#pragma once

#include "core/base/atomic_file.h"
#include "core/study/image_pair.h"
#include "tests/app/tiny_project.h"
#include "tests/core/registration/analytic_head.h"

#include <random>

namespace dawson
{

/// Where the new lesion of a PairProject is, in the baseline's space.
inline constexpr PatientPoint kLesion{22.0, 14.0, 20.0};

/// A project of heads at 3 mm: ses-01 and ses-02 with FLAIR (the second moved, with a new lesion)
/// and, in ses-02, T1w without and with gadolinium (moved too, with an enhancing lesion).
struct PairProject {
    QTemporaryDir folder;
    std::filesystem::path root = std::filesystem::path(folder.path().toStdString()) / "project";
    AffineMap toHead = turned({1, 2, 3}, 3.0, {2.0, -3.0, 1.5}); ///< from the moved image's space

    PairProject() { createStudy(root, "Pairs"); }

    std::filesystem::path
    image(const std::string& subject, const std::string& session, const std::string& kind) const
    {
        return root / ("sub-" + subject) / ("ses-" + session) / "anat" /
               ("sub-" + subject + "_ses-" + session + "_" + kind + ".nii.gz");
    }

    /// The head as the patient lies; with the lesion, and noise of its own.
    Volume head(const AffineMap& look, bool lesion, unsigned seed) const
    {
        const Volume clean = headOn(headGrid(3.0), look);
        std::vector<float> voxels(clean.voxels().begin(), clean.voxels().end());
        std::mt19937 random(seed);
        std::normal_distribution<float> noise(0.0F, 8.0F);
        for (std::size_t n = 0; n < voxels.size(); ++n) {
            const Geometry& g = clean.geometry();
            const PatientPoint p = look(g.toPatient(g.voxelAt(n)));
            const double r = std::hypot(p.x - kLesion.x, p.y - kLesion.y, p.z - kLesion.z);
            const double more = lesion && r < 7.0 ? 400.0 : 0.0;
            // Background stays exactly 0, as in an extracted brain.
            voxels[n] = voxels[n] < 20.0F
                            ? 0.0F
                            : std::max(1.0F, voxels[n] + static_cast<float>(more) + noise(random));
        }
        return {clean.geometry(), std::move(voxels)};
    }

    void addVisits(const std::string& subject, const QString& firstDate, const QString& secondDate)
    {
        writeVolume(image(subject, "01", "FLAIR"), head({}, false, 1));
        writeVolume(image(subject, "02", "FLAIR"), head(toHead, true, 2));
        if (!firstDate.isEmpty()) {
            writeTextAtomically(root / ("sub-" + subject) / ("sub-" + subject + "_sessions.tsv"),
                                "session_id\tacq_time\nses-01\t" + firstDate.toStdString() +
                                    "\nses-02\t" + secondDate.toStdString() + "\n");
        }
    }

    void addContrast(const std::string& subject)
    {
        writeVolume(image(subject, "02", "T1w"), head({}, false, 3));
        writeVolume(image(subject, "02", "ce-gadolinium_T1w"), head(toHead, true, 4));
    }

    /// The lesion as an author's mask in the pair's space.
    void addMask(const Author& author, const std::string& subject, Task task) const
    {
        const ImagePair images = pair(subject, task);
        Mask mask(readVolume(images.baseline.path).geometry());
        for (std::size_t n = 0; n < mask.labels().size(); ++n) {
            const PatientPoint p = mask.geometry().toPatient(mask.geometry().voxelAt(n));
            const double r = std::hypot(p.x - kLesion.x, p.y - kLesion.y, p.z - kLesion.z);
            mask.labels()[n] = r < 7.0 ? 1 : 0;
        }
        Grading grading;
        grading.subject = subject;
        grading.session = "02";
        grading.task = task;
        grading.space = images.space();
        writeGrading(root, author, grading, mask, {});
    }

    ImagePair pair(const std::string& subject, Task task) const
    {
        return findPair(readStudy(root), subject, "02", task).pair.value();
    }

    RegistrationJob job(const std::vector<std::string>& subjects, const std::string& task) const
    {
        RegistrationJob work;
        work.project = root;
        work.task = task;
        for (const std::string& subject : subjects) {
            work.items.push_back({subject, "02", std::nullopt});
        }
        return work;
    }

    RunFolder folderOf(const RegistrationJob& work) const
    {
        return RunFolder::create(root, {"Register", work});
    }
};

inline WorkerRun runJob(const RunFolder& run)
{
    return runWorker({QStringLiteral("run"), text(run.path())}, 3 * kTimeoutMs);
}

inline PairRecord recordOf(const PairProject& project, const std::string& subject, Task task)
{
    return readPairRecord(pairFiles(project.root, project.pair(subject, task)).record).value();
}

inline std::string warningsOf(const RunFolder& run)
{
    std::string all;
    for (const JobEvent& event : eventsOf(run)) {
        all += event.kind == JobEvent::Kind::Warning ? event.message + "\n" : "";
    }
    return all;
}

} // namespace dawson
