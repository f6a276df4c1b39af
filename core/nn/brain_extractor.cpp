#include "core/nn/brain_extractor.h"

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/resources.h"
#include "core/image/brain_border.h"
#include "core/image/image_file.h"
#include "core/image/mask_repair.h"
#include "core/image/preprocessing.h"
#include "core/lesion/probability.h"
#include "core/nn/predictor.h"

namespace dawson
{

namespace
{

constexpr const char* kTask = "brain";

ModelFile readBrainModel(const std::filesystem::path& path)
{
    ModelFile model = readModel(path);
    if (model.card.task != kTask) {
        throw Error(Error::Kind::Model,
                    "This model was made for the task \"" + model.card.task +
                        "\", not to find the brain.",
                    path.string());
    }
    return model;
}

} // namespace

struct BrainExtractor::State {
    ModelFile model; ///< without weights
    Predictor predictor;

    State(ModelFile file, int threads)
        : predictor(file, threads)
    {
        dropWeights(file);
        model = std::move(file);
    }
};

BrainExtractor::BrainExtractor(const std::filesystem::path& model, int threads)
    : m_state(std::make_unique<State>(readBrainModel(model), threads))
{
}

BrainExtractor::~BrainExtractor() = default;
BrainExtractor::BrainExtractor(BrainExtractor&&) noexcept = default;
BrainExtractor& BrainExtractor::operator=(BrainExtractor&&) noexcept = default;

Mask BrainExtractor::brainOf(const Volume& image, const Progress& progress)
{
    const ModelFile& model = m_state->model;
    const PreparedImage prepared =
        prepareImage(image, model.preprocessing, progress.part(0.0, 0.2));
    const Volume map = m_state->predictor.probability(
        {prepared.image}, windowPlanOf(model), progress.part(0.2, 0.9));
    const Volume native = toNative(map, image.geometry());
    const Mask region = largestPartFilled(maskAt(native, {model.threshold, 0.0, 0.0}));
    Mask brain = brainWithin(region, image);
    if (brain.foregroundCount() == 0) {
        throw Error(Error::Kind::Data,
                    "No brain was found in the image; give a brain mask of your own.");
    }
    progress.report(1.0);
    return brain;
}

const std::string& BrainExtractor::modelDigest() const
{
    return m_state->model.digest;
}

std::optional<std::filesystem::path> installedBrainModel()
{
    try {
        return resourceFile("models/brain-default.h5");
    } catch (const Error&) {
        return std::nullopt;
    }
}

std::string headWithoutBrain(const std::filesystem::path& image)
{
    return image.filename().string() +
           " shows a whole head, and no model that finds brains is installed: lesions may be "
           "marked outside the brain.";
}

std::optional<Mask>
brainFor(const PredictionSpec& spec, const ModelFile& model, const Progress& progress)
{
    if (!spec.brain.empty()) {
        return readBinaryMask(spec.brain, true);
    }
    if (model.card.task == kTask || spec.images.empty()) {
        return std::nullopt;
    }
    const auto finder = installedBrainModel();
    const Volume image = readVolume(spec.images.front());
    if (!showsHead(image)) {
        return std::nullopt;
    }
    if (!finder) {
        logWarning(headWithoutBrain(spec.images.front()));
        return std::nullopt;
    }
    progress.report(0.0, "Finding the brain");
    return BrainExtractor(*finder, spec.threads).brainOf(image, progress);
}

} // namespace dawson
