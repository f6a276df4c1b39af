#include "app/worker/prediction_job.h"

#include "app/worker/brain_masks.h"
#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/nn/predictor.h"
#include "core/study/grading_file.h"

#include <optional>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

/// A model in use; kept while the next item wants the same.
struct LoadedModel {
    fs::path path;
    ModelFile header;
    Predictor predictor;
};

LoadedModel load(const PredictionSpec& spec)
{
    ModelFile model = readModel(spec.model);
    Predictor predictor(model, spec.threads);
    model.weights.clear();
    return {spec.model, std::move(model), std::move(predictor)};
}

std::string relativeTo(const fs::path& root, const fs::path& path)
{
    return path.lexically_proximate(root).generic_string();
}

/// With the brain mask of a whole head, kept in the project.
ChannelSources sourcesOf(const PredictionSpec& spec,
                         const ModelFile& model,
                         BrainMasks& masks,
                         const Progress& progress)
{
    PredictionSpec with = spec;
    if (with.brain.empty() && model.card.task != "brain") {
        with.brain = masks.maskOf(spec.images.front(), progress.part(0.0, 0.3));
    }
    ChannelSources sources{with.images, std::nullopt};
    if (!with.brain.empty()) {
        sources.brain = readBinaryMask(with.brain, true);
    }
    return sources;
}

void writeResult(const PredictionJob& job,
                 const PredictionJob::Item& item,
                 const ModelFile& model,
                 const Volume& probability)
{
    const auto task = taskFromName(job.task);
    if (!task) {
        throw Error(Error::Kind::Data, "There is no task called \"" + job.task + "\".");
    }
    const OperatingPoint point = predictionPlan(item.spec, model).point;
    Grading grading;
    grading.author = job.authorFolder;
    grading.subject = item.subject;
    grading.session = item.session;
    grading.task = *task;
    grading.path = item.spec.mask;
    GradingSidecar sidecar;
    sidecar.authorName = job.authorName;
    sidecar.role = AuthorRole::Model;
    sidecar.status = "submitted";
    sidecar.task = *task;
    sidecar.modelDigest = model.digest;
    sidecar.threshold = point.threshold;
    sidecar.imageDigest = fileDigest(item.spec.images.front());
    sidecar.imagePath = relativeTo(job.project, item.spec.images.front());
    writeGrading(job.project,
                 {job.authorFolder, job.authorName, AuthorRole::Model},
                 grading,
                 maskAt(probability, point),
                 sidecar);
    if (!item.spec.probability.empty()) {
        writeVolume(item.spec.probability, probability);
    }
}

} // namespace

std::vector<std::string>
predictJob(const PredictionJob& job, const fs::path& spare, const Progress& progress)
{
    std::vector<std::string> written;
    std::optional<LoadedModel> model;
    BrainMasks masks(job.project, spare / "brain", 0);
    const auto count = static_cast<double>(job.items.size());
    for (std::size_t n = 0; n < job.items.size(); ++n) {
        const PredictionJob::Item& item = job.items[n];
        const auto done = static_cast<double>(n);
        const Progress part = progress.part(done / count, (done + 1.0) / count);
        part.report(0.0, "Predicting sub-" + item.subject);
        if (item.spec.images.empty()) {
            throw Error(Error::Kind::Data, "There is no image to predict.", item.subject);
        }
        if (!model || model->path != item.spec.model) {
            model.emplace(load(item.spec));
        }
        const WindowPlan windows = predictionPlan(item.spec, model->header).windows;
        const Volume map = model->predictor.probability(
            sourcesOf(item.spec, model->header, masks, part), windows, part.part(0.3, 1.0));
        writeResult(job, item, model->header, map);
        written.push_back(relativeTo(job.project, item.spec.mask));
        if (!item.spec.probability.empty()) {
            written.push_back(relativeTo(job.project, item.spec.probability));
        }
    }
    return written;
}

} // namespace dawson
