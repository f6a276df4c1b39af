#pragma once

#include "core/base/atomic_file.h"
#include "core/run/run_folder.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <sys/types.h>

namespace dawson
{

inline JobSpec training(const std::string& title)
{
    JobSpec spec;
    spec.title = title;
    TrainingSpec work;
    work.name = "test";
    work.training.push_back({"a", "", {"a.nii.gz"}, "a_mask.nii.gz"});
    spec.work = work;
    return spec;
}

inline pid_t workerOf(const std::filesystem::path& folder)
{
    return static_cast<pid_t>(std::stol(readText(folder / "run.lock")));
}

inline std::string timeOf(const std::filesystem::path& folder, JobEvent::Kind kind)
{
    std::uint64_t offset = 0;
    for (const JobEvent& event : RunFolder(folder).readEvents(offset)) {
        if (event.kind == kind) {
            return event.time;
        }
    }
    return {};
}

inline JobEvent stepEvent(int step, double loss)
{
    JobEvent event;
    event.kind = JobEvent::Kind::Step;
    event.step = step;
    event.loss = loss;
    event.fraction = 0.5;
    return event;
}

inline JobEvent plainEvent(JobEvent::Kind kind)
{
    JobEvent event;
    event.kind = kind;
    return event;
}

} // namespace dawson
