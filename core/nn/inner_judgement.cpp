#include "core/nn/inner_judgement.h"

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/nn/part_watcher.h"
#include "core/nn/validation.h"
#include "core/training/inner_folds.h"

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

/// One of the folds: told as a part of them all, its steps without loss.
class FoldWatcher : public PartWatcher
{
public:
    FoldWatcher(TrainingWatcher& whole, std::size_t fold, std::size_t folds)
        : PartWatcher(whole, shareOf(fold, folds), shareOf(fold + 1, folds))
        , m_fold(fold)
        , m_folds(folds)
        , m_name("Choosing the threshold, inner fold " + std::to_string(fold + 1) + " of " +
                 std::to_string(folds))
    {
    }

    /// The best model of half a fold is of no use.
    Wish wish() override
    {
        const Wish wish = PartWatcher::wish();
        return wish == Wish::Stop ? Wish::Cancel : wish;
    }

    void phase(std::string_view name, double fraction) override
    {
        PartWatcher::phase(name == "Paused" ? name : m_name, fraction);
    }

    void step(const StepReport& report) override
    {
        StepReport told = report;
        const auto foldsLeft = static_cast<double>(m_folds - m_fold - 1);
        const auto stepsLeft = static_cast<double>(report.steps - report.step);
        told.step += static_cast<std::int64_t>(m_fold) * report.steps;
        told.steps *= static_cast<std::int64_t>(m_folds);
        told.loss.reset();
        if (stepsLeft > 0.0) {
            m_secondsPerStep = report.secondsLeft / stepsLeft;
        }
        told.secondsLeft += m_secondsPerStep * foldsLeft * static_cast<double>(report.steps);
        PartWatcher::step(told);
    }

private:
    static double shareOf(std::size_t fold, std::size_t folds)
    {
        return static_cast<double>(fold) / static_cast<double>(folds);
    }

    std::size_t m_fold;
    std::size_t m_folds;
    std::string m_name;
    double m_secondsPerStep = 0.0;
};

/// "on-A-B", the same for the same cases; many have a digest instead, for names have an end.
std::string folderName(const InnerFold& fold)
{
    constexpr std::size_t kReadable = 100;
    std::string name = "on";
    for (const TrainingCase& one : fold.spec.training) {
        name += "-" + one.subject + (one.session.empty() ? "" : "-" + one.session);
    }
    if (name.size() <= kReadable) {
        return name;
    }
    Digest digest;
    digest.add(name);
    return "on-" + digest.hex();
}

/// All folds' subjects left out, and the point that the folds' models began with.
struct Judged {
    std::optional<OperatingPointSearch> search;
    OperatingPoint parent;
};

void judge(const InnerFold& fold, const fs::path& folder, TrainingWatcher& watcher, Judged& judged)
{
    constexpr double kTrained = 0.95;
    fs::create_directories(folder);
    Trainer trainer(fold.spec,
                    {folder / "cases.h5",
                     folder / "none.h5",
                     folder / "latest.h5",
                     folder / "best.h5",
                     {},
                     true},
                    watcher);
    const ModelFile model = trainer.run(Trainer::Point::Leave);
    judged.parent = pointOf(model);
    if (!judged.search) {
        judged.search.emplace(operatingPointSearch(fold.spec, judged.parent));
    }
    const Progress progress([&](double, std::string_view) {
        watcher.phase("", kTrained);
        return watcher.wish() != TrainingWatcher::Wish::Cancel;
    });
    const fs::path path = folder / "left_out.h5";
    PackOptions options;
    options.preprocessing = model.preprocessing;
    options.keepWithoutLesion = true;
    packCases(path, fold.leftOut, options, progress);
    const CaseStore store(path);
    const TrainingSchedule& schedule = fold.spec.schedule;
    const Scoring scoring{store.cases().size(), schedule.threads, schedule.precision, kFullOverlap};
    scoreModel(model, store, scoring, *judged.search, progress);
}

} // namespace

std::optional<InnerJudgement>
judgeInnerFolds(const TrainingSpec& spec, const fs::path& folder, TrainingWatcher& watcher)
{
    const auto folds = innerFoldsOf(spec);
    if (folds.empty()) {
        return std::nullopt;
    }
    Judged judged;
    for (std::size_t n = 0; n < folds.size(); ++n) {
        FoldWatcher part(watcher, n, folds.size());
        try {
            judge(folds[n], folder / folderName(folds[n]), part, judged);
        } catch (const Error& error) {
            if (error.kind() == Error::Kind::Cancelled &&
                watcher.wish() == TrainingWatcher::Wish::Stop) {
                return std::nullopt;
            }
            throw;
        }
    }
    const OperatingPoint point = chosenPoint(*judged.search, spec, judged.parent);
    return InnerJudgement{point, judged.search->score(point)};
}

} // namespace dawson
