#include "app/worker/model_show.h"

#include "app/worker/json_output.h"
#include "app/worker/model_convert.h"
#include "core/training/input_channels.h"
#include "core/training/model_file.h"
#include "core/training/model_library.h"

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace dawson
{

namespace
{

struct ShowOptions {
    std::filesystem::path model;
    JsonOutput json;
};

nlohmann::ordered_json cardJson(const ModelCard& card)
{
    return {{"name", card.name},
            {"kind", card.kind},
            {"parentName", card.parentName},
            {"parentDigest", card.parentDigest},
            {"trainedOn", card.trainedOn},
            {"subjects", card.subjects},
            {"validationSubjects", card.validationSubjects},
            {"ancestorSubjects", card.ancestorSubjects},
            {"reference", card.reference},
            {"dataDigest", card.dataDigest},
            {"preset", card.preset},
            {"settings", card.settings},
            {"epochs", card.epochs},
            {"seed", card.seed},
            {"created", card.created},
            {"softwareVersion", card.softwareVersion},
            {"intendedUse", card.intendedUse},
            {"limits", card.limits},
            {"metrics", card.metrics}};
}

nlohmann::ordered_json toJson(const ModelFile& model)
{
    const Architecture& network = model.architecture;
    return {{"task", model.card.task},
            {"channels", channelsOf(model)},
            {"architecture",
             {{"levels", network.levels},
              {"width", network.width},
              {"inputChannels", network.inputChannels},
              {"head", network.head},
              {"normalisation", network.normalisation},
              {"family", network.family}}},
            {"parameters", parameterCount(model)},
            {"digest", model.digest},
            {"preprocessing",
             {{"spacingMm", model.preprocessing.spacingMm},
              {"biasCorrection", model.preprocessing.biasCorrection},
              {"marginVoxels", model.preprocessing.marginVoxels},
              {"zScore", model.preprocessing.zScore}}},
            {"threshold", model.threshold},
            {"minimumVolumeMm3", model.minimumVolumeMm3},
            {"coreProbability", model.coreProbability},
            {"patchSize", model.patchSize},
            {"mirrored", model.mirrored},
            {"members", model.secondMember.empty() ? 1 : 2},
            {"windows", model.windows},
            {"card", cardJson(model.card)}};
}

void line(const char* name, const std::string& value)
{
    if (!value.empty()) {
        std::printf("%-24s%s\n", name, value.c_str());
    }
}

std::string joined(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

void printText(const ModelFile& model)
{
    const Architecture& network = model.architecture;
    const ModelCard& card = model.card;
    line("Name", card.name);
    line("Task", card.task);
    line("Looks at", channelsOf(model));
    line("Kind", card.kind);
    line("Start", card.parentName);
    std::printf("%-24s%s, %d levels, width %g, %d channel(s), head %s, %s norm\n",
                "Network",
                network.family.c_str(),
                network.levels,
                network.width,
                network.inputChannels,
                network.head.c_str(),
                network.normalisation.c_str());
    line("Parameters", std::to_string(parameterCount(model)));
    std::printf("%-24svoxels of %g mm%s\n",
                "Images",
                model.preprocessing.spacingMm,
                model.preprocessing.biasCorrection ? ", N4" : "");
    line("Ensemble", model.secondMember.empty() ? "" : "mean of its own network and its start's");
    std::printf("%-24s%.2f\n", "Threshold", model.threshold);
    std::printf("%-24s%g mm3\n", "Smallest lesion", model.minimumVolumeMm3);
    if (model.coreProbability > model.threshold) {
        std::printf("%-24s%.2f somewhere in each lesion\n", "Core", model.coreProbability);
    }
    std::printf("%-24s%d voxels, %s%s\n",
                "Windows",
                model.patchSize,
                model.windows.c_str(),
                model.mirrored ? ", with the mirror image" : "");
    line("Trained on", card.trainedOn);
    line("Subjects", joined(card.subjects));
    line("Validation", joined(card.validationSubjects));
    line("Known to its ancestors", joined(card.ancestorSubjects));
    line("Masks", card.reference);
    line("Preset", card.preset);
    line("Schedule", joined(card.settings));
    line("Made", card.created);
    line("Use", card.intendedUse);
    line("Limits", card.limits);
    for (const auto& [name, value] : card.metrics) {
        std::printf("%-24s%.4f\n", name.c_str(), value);
    }
    line("Digest", model.digest);
}

/// Reads the weights too, so that a damaged model is refused here already.
ExitCode show(const ShowOptions& options)
{
    const ModelFile model = readModel(options.model);
    requireWeightsOfItsNetwork(model, options.model);
    if (options.json.textWanted()) {
        printText(model);
    }
    options.json.write(toJson(model));
    return ExitCode::Ok;
}

} // namespace

void addModel(CLI::App& program, Action& action)
{
    CLI::App* group = program.add_subcommand("model", "Look at model files, convert them");
    group->require_subcommand(1);
    auto options = std::make_shared<ShowOptions>();
    CLI::App* command = group->add_subcommand("show", "Print what a model file holds");
    command->add_option("model", options->model, "Model file")->required()->type_name("MODEL");
    options->json.addTo(*command);
    command->callback([options, &action] { action = [options] { return show(*options); }; });
    addModelExport(*group, action);
    addModelImport(*group, action);
}

} // namespace dawson
