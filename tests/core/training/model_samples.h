#pragma once

#include "core/training/checkpoint_file.h"

#include <random>

namespace dawson
{

/// A small model with every field set to something that is not its default.
inline ModelFile sampleModel()
{
    ModelFile model;
    model.architecture = {3, 0.25, 2, "lab", "instance", "plain"};
    model.preprocessing = {1.25, true, 6};
    model.threshold = 0.7;
    model.minimumVolumeMm3 = 3.5;
    model.coreProbability = 0.875;
    model.patchSize = 64;
    model.mirrored = true;
    model.windows = "average";
    model.card.name = "Flair \xC3\xA4";
    model.card.task = "flair";
    model.card.kind = "fine-tuned";
    model.card.parentDigest = "ab";
    model.card.parentName = "parent";
    model.card.trainedOn = "Two subjects.";
    model.card.subjects = {"cross07", "x", "sub with space"};
    model.card.validationSubjects = {"v"};
    model.card.ancestorSubjects = {"z", "a"};
    model.card.reference = "grader-1";
    model.card.preset = "quick";
    model.card.settings = {"epochs=12", "loss=tversky"};
    model.card.created = "2026-11-23T16:40:12Z";
    model.card.softwareVersion = "0.1.0";
    model.card.dataDigest = "cd";
    model.card.intendedUse = "Research use only.";
    model.card.limits = "";
    model.card.seed = 0xFFFFFFFFFFFFFFFFULL;
    model.card.epochs = 12;
    model.card.metrics = {{"validation sensitivity", 0.625}, {"validation ppv", 0.5}};
    std::mt19937 random(7);
    std::normal_distribution<float> normal(0.0F, 0.1F);
    const auto tensor = [&](const char* name, std::vector<std::int64_t> shape, bool trained) {
        WeightTensor made{name, std::move(shape), {}, trained};
        std::size_t count = 1;
        for (const auto length : made.shape) {
            count *= static_cast<std::size_t>(length);
        }
        for (std::size_t n = 0; n < count; ++n) {
            made.values.push_back(normal(random));
        }
        return made;
    };
    model.weights = {tensor("enc.0.weight", {4, 2, 3, 3, 3}, true),
                     tensor("enc.0.bias", {4}, true),
                     tensor("b.running_mean", {4}, false),
                     tensor("a.scalar", {}, true)};
    return model;
}

/// The same with a second network beside the first.
inline ModelFile sampleEnsemble()
{
    ModelFile model = sampleModel();
    model.secondMember = model.weights;
    for (WeightTensor& tensor : model.secondMember) {
        for (float& value : tensor.values) {
            value += 1.0F;
        }
    }
    return model;
}

} // namespace dawson
