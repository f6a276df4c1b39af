#include "app/worker/prediction_job.h"

#include "app/worker/brain_masks.h"
#include "app/worker/model_task.h"
#include "app/worker/project_pairs.h"
#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/nn/predictor.h"
#include "core/study/grading_file.h"
#include "core/training/input_channels.h"

#include <exception>
#include <new>
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
    dropWeights(model);
    return {spec.model, std::move(model), std::move(predictor)};
}

std::string relativeTo(const fs::path& root, const fs::path& path)
{
    return path.lexically_proximate(root).generic_string();
}

Author authorOf(const PredictionJob& job)
{
    return {job.authorFolder, job.authorName, AuthorRole::Model};
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

std::string nameOf(const PredictionJob::Item& item)
{
    return "sub-" + item.subject + (item.session.empty() ? "" : " ses-" + item.session);
}

/// One number for the whole program: LibTorch has no other.
int threadsOf(const PredictionJob& job)
{
    return job.items.empty() ? 0 : job.items.front().spec.threads;
}

/// What the mask is drawn on and where it lies.
struct Target {
    fs::path image;
    std::string space;
};

/// The pairs of a job for new or enhancing lesions.
class PairItems
{
public:
    PairItems(const PredictionJob& job,
              const fs::path& spare,
              const std::function<void(const std::string&)>& warn)
        : m_job(job)
        , m_warn(warn)
        , m_task(pairTask(job.task))
    {
        if (m_task) {
            m_study = readStudy(job.project);
            m_pairs.emplace(m_study.root, spare, threadsOf(job), warn);
        }
    }

    /// Where the item is a pair's, completes it: the subtraction, made when it is missing, the
    /// brain, and the mask's place. Throws Error(Model) for a model of another task.
    Target complete(PredictionJob::Item& item, const ModelFile& model, const Progress& progress)
    {
        const bool given = !item.spec.images.empty();
        Target target{given ? item.spec.images.front() : fs::path(), {}};
        if (!m_task) {
            return target;
        }
        const PairSearch search = findPair(m_study, item.subject, item.session, *m_task);
        if (given &&
            (!search.pair || target.image != pairFiles(m_study.root, *search.pair).subtraction)) {
            return target; // such as T1w with gadolinium alone
        }
        requireTask(model.card.task, m_job.task, item.spec.model);
        item.spec.images = {m_pairs->subtractionOf(search, progress)};
        for (const std::string& warning : m_pairs->warnings(*search.pair)) {
            m_warn(nameOf(item) + ": " + warning);
        }
        if (looksAtCurrent(model)) {
            item.spec.images.push_back(m_pairs->currentOf(*search.pair, progress));
        }
        if (item.spec.brain.empty()) {
            item.spec.brain = m_pairs->brainOf(*search.pair, progress);
        }
        target = {search.pair->followup.path, search.pair->space()};
        if (item.spec.mask.empty()) {
            Grading place;
            place.subject = item.subject;
            place.session = item.session;
            place.task = *m_task;
            place.space = target.space;
            item.spec.mask = gradingPath(m_job.project, authorOf(m_job), place);
        }
        return target;
    }

private:
    const PredictionJob& m_job;
    const std::function<void(const std::string&)>& m_warn;
    std::optional<Task> m_task;
    Study m_study;
    std::optional<ProjectPairs> m_pairs;
};

/// What somebody kept for this mask of this network. Read as late as can be: a job may wait for
/// hours.
std::optional<OperatingPoint> keptPoint(const PredictionSpec& spec, const ModelFile& model)
{
    const bool asked =
        spec.threshold >= 0.0 || spec.minimumVolumeMm3 >= 0.0 || spec.coreProbability >= 0.0;
    if (asked) {
        return std::nullopt;
    }
    try {
        const auto sidecar = readSidecar(spec.mask);
        if (sidecar && sidecar->thresholdKept && sidecar->modelDigest == model.digest) {
            const OperatingPoint own = pointOf(model);
            return OperatingPoint{sidecar->threshold.value_or(own.threshold),
                                  sidecar->minimumVolumeMm3.value_or(own.minimumVolumeMm3),
                                  sidecar->coreProbability.value_or(own.coreProbability)};
        }
    } catch (const Error&) {
        // A damaged sidecar is replaced with its mask.
    }
    return std::nullopt;
}

void writeResult(const PredictionJob& job,
                 const PredictionJob::Item& item,
                 const Target& target,
                 const ModelFile& model,
                 const Volume& probability,
                 const std::function<void(const std::string&)>& warn)
{
    const auto task = taskFromName(job.task);
    if (!task) {
        throw Error(Error::Kind::Data, "There is no task called \"" + job.task + "\".");
    }
    const auto kept = keptPoint(item.spec, model);
    const OperatingPoint point = kept.value_or(predictionPlan(item.spec, model).point);
    if (kept) {
        warn(nameOf(item) + ": masked at the threshold that was kept for it, not at the model's.");
    }
    Grading grading;
    grading.author = job.authorFolder;
    grading.subject = item.subject;
    grading.session = item.session;
    grading.task = *task;
    grading.space = target.space;
    grading.path = item.spec.mask;
    GradingSidecar sidecar;
    sidecar.authorName = job.authorName;
    sidecar.role = AuthorRole::Model;
    sidecar.status = "submitted";
    sidecar.task = *task;
    sidecar.modelDigest = model.digest;
    sidecar.threshold = point.threshold;
    sidecar.thresholdKept = kept.has_value();
    sidecar.coreProbability = point.coreProbability;
    sidecar.minimumVolumeMm3 = point.minimumVolumeMm3;
    sidecar.imageDigest = fileDigest(target.image);
    sidecar.imagePath = relativeTo(job.project, target.image);
    writeGrading(job.project, authorOf(job), grading, maskAt(probability, point), sidecar);
    if (!item.spec.probability.empty()) {
        writeVolume(item.spec.probability, probability);
    }
}

/// The items of one job, one after another.
class ItemPredictor
{
public:
    ItemPredictor(const PredictionJob& job,
                  const fs::path& spare,
                  const std::function<void(const std::string&)>& warn)
        : m_job(job)
        , m_warn(warn)
        , m_masks(job.project, spare / "brain", threadsOf(job), warn)
        , m_pairs(job, spare / "brain", warn)
    {
    }

    /// The files written, relative to the project.
    std::vector<std::string> predict(PredictionJob::Item item, const Progress& progress)
    {
        if (!m_model || m_model->path != item.spec.model) {
            m_model.reset();
            m_model.emplace(load(item.spec));
        }
        const ModelFile& model = m_model->header;
        const Target target = m_pairs.complete(item, model, progress.part(0.0, 0.2));
        if (item.spec.images.empty()) {
            throw Error(Error::Kind::Data, "There is no image to predict.", item.subject);
        }
        const WindowPlan windows = predictionPlan(item.spec, model).windows;
        const Volume map = m_model->predictor.probability(
            sourcesOf(item.spec, model, m_masks, progress), windows, progress.part(0.3, 1.0));
        writeResult(m_job, item, target, model, map, m_warn);
        std::vector<std::string> written{relativeTo(m_job.project, item.spec.mask)};
        if (!item.spec.probability.empty()) {
            written.push_back(relativeTo(m_job.project, item.spec.probability));
        }
        return written;
    }

private:
    const PredictionJob& m_job;
    const std::function<void(const std::string&)>& m_warn;
    BrainMasks m_masks;
    PairItems m_pairs;
    std::optional<LoadedModel> m_model;
};

/// Why an item failed, from the exception that is being handled; a stop goes through.
std::string reasonOfFailure()
{
    try {
        throw;
    } catch (const Error& error) {
        if (error.kind() == Error::Kind::Cancelled) {
            throw;
        }
        return error.describe();
    } catch (const std::bad_alloc&) {
        return "The memory of this machine is not enough for it.";
    } catch (const std::exception& error) {
        return error.what();
    }
}

/// By its name a folder is a reader's, the consensus' or a model's (core/study/study.h): a model
/// writes into none but its own, and not out of the project.
void requireModelFolder(const std::string& name)
{
    if (!name.starts_with("model-") || fs::path(name) != fs::path(name).filename()) {
        throw Error(Error::Kind::Data,
                    "A model's masks lie in a folder below derivatives/ whose name begins with "
                    "\"model-\"; name one.",
                    name);
    }
}

std::string summaryOf(const PredictionOutcome& outcome, std::size_t items)
{
    return std::to_string(outcome.failures.size()) + " of " + std::to_string(items) +
           " cases failed; the others are done.";
}

} // namespace

PredictionOutcome predictJob(const PredictionJob& job,
                             const fs::path& spare,
                             const std::function<void(const std::string&)>& warn,
                             const Progress& progress)
{
    requireModelFolder(job.authorFolder);
    PredictionOutcome outcome;
    std::exception_ptr first;
    ItemPredictor predictor(job, spare, warn);
    const auto count = static_cast<double>(job.items.size());
    for (std::size_t n = 0; n < job.items.size(); ++n) {
        const PredictionJob::Item& item = job.items[n];
        const auto done = static_cast<double>(n);
        const Progress part = progress.part(done / count, (done + 1.0) / count);
        part.report(0.0, "Predicting sub-" + item.subject);
        try {
            const auto files = predictor.predict(item, part);
            outcome.written.insert(outcome.written.end(), files.begin(), files.end());
        } catch (...) {
            outcome.failures.push_back({item.subject, item.session, reasonOfFailure()});
            first = first ? first : std::current_exception();
            if (job.items.size() > 1) {
                warn(nameOf(item) + ": " + outcome.failures.back().sentence);
            }
        }
    }
    if (first && outcome.written.empty()) {
        std::rethrow_exception(first);
    }
    if (first) {
        warn(summaryOf(outcome, job.items.size()));
    }
    return outcome;
}

} // namespace dawson
