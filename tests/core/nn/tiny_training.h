#pragma once

#include "core/nn/trainer.h"
#include "tests/core/training/study_samples.h"

#include <QTemporaryDir>

#include <functional>

namespace dawson
{

/// Remembers what it was told; wishes what `decide` says after so many steps.
class Recorder : public TrainingWatcher
{
public:
    std::function<Wish(int steps)> decide = [](int) { return Wish::Continue; };
    std::vector<StepReport> steps;
    std::vector<EpochMetrics> epochs;
    std::vector<std::string> warnings;
    int asked = 0;
    std::string lastPhase;

    Wish wish() override
    {
        ++asked;
        return decide(static_cast<int>(steps.size()));
    }

    void phase(std::string_view name, double) override { lastPhase = name; }

    void step(const StepReport& report) override { steps.push_back(report); }

    void epoch(const EpochMetrics& metrics, double) override { epochs.push_back(metrics); }

    void checkpoint(const std::filesystem::path&) override {}

    void warning(const std::string& text) override { warnings.push_back(text); }
};

/// A training of seconds: two studies with bright balls, a thin network of three levels.
struct TinyTraining {
    QTemporaryDir folder;
    TrainingSpec spec;

    TinyTraining()
    {
        const std::filesystem::path root = folder.path().toStdString();
        const std::vector<Ball> balls{
            {{16, 16, 16}, 3.0}, {{22, 12, 18}, 2.0}, {{12, 20, 14}, 2.0}};
        spec.name = "tiny";
        spec.training = {writeStudy(root, "A", balls, 32), writeStudy(root, "B", balls, 32)};
        spec.architecture = {.levels = 3, .width = 0.25, .normalisation = "instance"};
        spec.schedule.epochs = 2;
        spec.schedule.stepsPerEpoch = 4;
        spec.schedule.patchSize = 16;
        spec.schedule.positivePatches = 4;
        spec.schedule.negativePatches = 0;
        spec.schedule.copies = 1;
        spec.schedule.learningRate = 3e-3;
        spec.schedule.threads = 1;
        spec.schedule.precision = "fp32";
        spec.schedule.redraw = true;
    }

    TrainingFiles files(const std::string& run) const
    {
        const std::filesystem::path root = std::filesystem::path(folder.path().toStdString()) / run;
        std::filesystem::create_directories(root);
        return {root / "cases.h5",
                root / "validation.h5",
                root / "latest.h5",
                root / "best.h5",
                root / "inner"};
    }
};

inline std::vector<float> allWeights(const ModelFile& model)
{
    std::vector<float> values;
    for (const WeightTensor& weight : model.weights) {
        values.insert(values.end(), weight.values.begin(), weight.values.end());
    }
    return values;
}

} // namespace dawson
