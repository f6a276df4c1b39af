#pragma once

#include "core/image/image_file.h"
#include "core/run/run_folder.h"
#include "core/study/grading_file.h"
#include "tests/app/worker_run.h"
#include "tests/core/training/study_samples.h"

#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>

namespace dawson
{

inline constexpr int kTimeoutMs = 240'000;

inline QString text(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

/// A project of three subjects with bright balls, masked by grader 1, and a training of seconds.
struct TinyProject {
    QTemporaryDir folder;
    std::filesystem::path root = std::filesystem::path(folder.path().toStdString()) / "project";

    TinyProject()
    {
        createStudy(root, "Tiny");
        const Author grader = graderAuthor("grader-1", "Grader 1");
        for (const std::string subject : {"A", "B", "C"}) {
            const auto made = writeStudy(folder.path().toStdString(),
                                         subject,
                                         {{{16, 16, 16}, 3.0}, {{22, 12, 18}, 2.0}},
                                         32);
            const std::filesystem::path image =
                root / ("sub-" + subject) / "anat" / ("sub-" + subject + "_FLAIR.nii.gz");
            writeVolume(image, readVolume(made.images.front()));
            Grading grading;
            grading.subject = subject;
            writeGrading(root, grader, grading, readMask(made.reference), {});
        }
    }

    TrainingCase caseOf(const std::string& subject) const
    {
        const Author grader = graderAuthor("grader-1", "Grader 1");
        return {subject,
                {},
                {root / ("sub-" + subject) / "anat" / ("sub-" + subject + "_FLAIR.nii.gz")},
                gradingPath(root, grader, subject, {}, Task::Flair)};
    }

    /// On A and B.
    TrainingSpec training(int epochs, int steps) const
    {
        TrainingSpec spec;
        spec.name = "Tiny model";
        spec.project = root;
        spec.reference = "grader-1";
        spec.training = {caseOf("A"), caseOf("B")};
        spec.architecture = {.levels = 3, .width = 0.125, .normalisation = "instance"};
        spec.schedule.epochs = epochs;
        spec.schedule.stepsPerEpoch = steps;
        spec.schedule.patchSize = 16;
        spec.schedule.positivePatches = 4;
        spec.schedule.negativePatches = 0;
        spec.schedule.copies = 1;
        spec.schedule.threads = 1;
        return spec;
    }

    RunFolder job(const TrainingSpec& spec) const
    {
        return RunFolder::create(root, {"Tiny training", spec});
    }

    /// A model that was trained for a moment.
    std::filesystem::path model() const
    {
        const RunFolder run = job(training(1, 1));
        runWorker({QStringLiteral("run"), text(run.path())});
        return run.modelFile();
    }
};

inline std::vector<JobEvent> eventsOf(const RunFolder& run)
{
    std::uint64_t offset = 0;
    return run.readEvents(offset);
}

inline int countOf(const RunFolder& run, JobEvent::Kind kind)
{
    const auto events = eventsOf(run);
    return static_cast<int>(std::count_if(
        events.begin(), events.end(), [&](const JobEvent& event) { return event.kind == kind; }));
}

inline bool started(QProcess& worker, const RunFolder& run)
{
    worker.start(qEnvironmentVariable("DAWSON_WORKER"), {QStringLiteral("run"), text(run.path())});
    return worker.waitForStarted(kTimeoutMs);
}

} // namespace dawson
