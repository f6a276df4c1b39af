#include "core/nn/predictor.h"

#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/nn/brain_extractor.h"
#include "core/nn/compute.h"
#include "core/nn/learner.h"
#include "core/nn/network.h"
#include "core/nn/plain_errors.h"
#include "core/nn/window_crew.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <thread>

namespace dawson
{

namespace
{

using torch::Tensor;
using torch::indexing::Slice;

/// Channels as (1, C, k, j, i). Shares the voxels of a single channel.
Tensor toTensor(const std::vector<Volume>& channels)
{
    std::vector<Tensor> parts;
    for (const Volume& channel : channels) {
        const auto& size = channel.geometry().size();
        parts.push_back(torch::from_blob(const_cast<float*>(channel.voxels().data()),
                                         {1, 1, size[2], size[1], size[0]}));
    }
    return parts.size() == 1 ? parts.front() : torch::cat(parts, 1);
}

using Edges = std::array<int, 3>; ///< along k, j, i

/// Edges of the windows of an image: no longer than the image needs, so that a small one is not
/// drowned in padding.
Edges windowEdges(const Tensor& image, int size, int multiple)
{
    const auto rounded = [&](std::int64_t length) {
        return (static_cast<int>(length) + multiple - 1) / multiple * multiple;
    };
    Edges edges{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const auto length = image.size(static_cast<std::int64_t>(axis) + 2);
        edges[axis] = std::min(rounded(std::max(1, size)), rounded(length));
    }
    return edges;
}

/// How much the voxels of a window count along one axis: 1, or a Gaussian of sigma edge / 8.
Tensor lineWeights(int edge, bool gaussian)
{
    if (!gaussian) {
        return torch::ones({edge});
    }
    const double sigma = edge / 8.0;
    const auto offset = torch::arange(edge, torch::kFloat) - (edge - 1) / 2.0;
    return torch::exp(-offset * offset / (2.0 * sigma * sigma));
}

/// Never 0, so that every voxel has a mean.
Tensor windowWeights(const Edges& edges, bool gaussian)
{
    const auto cube = lineWeights(edges[0], gaussian).view({-1, 1, 1}) *
                      lineWeights(edges[1], gaussian).view({1, -1, 1}) *
                      lineWeights(edges[2], gaussian).view({1, 1, -1});
    return torch::clamp_min(cube, 1e-3);
}

/// The part of a window that lies in the image.
struct Window {
    std::array<int, 3> begin{}; ///< k, j, i
    std::array<int, 3> size{};

    Tensor of(const Tensor& image) const
    {
        Tensor part = image;
        for (int axis = 0; axis < 3; ++axis) {
            const auto n = static_cast<std::size_t>(axis);
            part = part.narrow(image.dim() - 3 + axis, begin[n], size[n]);
        }
        return part;
    }
};

/// Windows that hold anything but background.
std::vector<Window> windowsOf(const Tensor& image, const WindowPlan& plan, const Edges& edges)
{
    std::array<int, 3> length{};
    std::array<std::vector<int>, 3> starts;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        length[axis] = static_cast<int>(image.size(static_cast<std::int64_t>(axis) + 2));
        starts[axis] = windowStarts(length[axis], {.size = edges[axis], .overlap = plan.overlap});
    }
    std::vector<Window> result;
    const std::size_t count = starts[0].size() * starts[1].size() * starts[2].size();
    for (std::size_t n = 0; n < count; ++n) {
        Window window;
        window.begin = {starts[0][n / (starts[1].size() * starts[2].size())],
                        starts[1][n / starts[2].size() % starts[1].size()],
                        starts[2][n % starts[2].size()]};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            window.size[axis] = std::min(edges[axis], length[axis] - window.begin[axis]);
        }
        if (window.of(image).any().item<bool>()) {
            result.push_back(window);
        }
    }
    return result;
}

/// 0 outside the brain: interpolation carries a little of the map across its border.
Volume inside(const Volume& map, const Mask& brain)
{
    std::vector<float> voxels(map.voxels().begin(), map.voxels().end());
    const auto labels = brain.labels();
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        voxels[n] = labels[n] != 0 ? voxels[n] : 0.0F;
    }
    return {map.geometry(), std::move(voxels)};
}

} // namespace

WindowPlan windowPlanOf(const ModelFile& model)
{
    return {.size = model.patchSize,
            .gaussian = model.windows != "average",
            .mirrored = model.mirrored};
}

std::vector<int> windowStarts(int length, const WindowPlan& plan)
{
    const int step = std::max(1, static_cast<int>(std::lround(plan.size * (1.0 - plan.overlap))));
    const int last = std::max(0, length - plan.size);
    std::vector<int> starts;
    for (int start = 0; start < last; start += step) {
        starts.push_back(start);
    }
    starts.push_back(last);
    return starts;
}

struct Predictor::State {
    ModelFile model; ///< without weights
    Compute compute;
    std::vector<std::shared_ptr<Network>> members; ///< one, or two whose mean it is

    void add(const std::vector<WeightTensor>& weights)
    {
        members.push_back(makeNetwork(model.architecture));
        loadWeights(*members.back(), weights);
        members.back()->to(compute.device);
        members.back()->eval();
    }

    Tensor probabilities(const Tensor& input)
    {
        const AutocastScope scope(compute);
        const Tensor image = onDevice(input, compute);
        Tensor sum;
        for (const auto& network : members) {
            const Tensor logits = network->forward(image).to(torch::kCPU, torch::kFloat);
            const Tensor one = torch::sigmoid(logits)[0][0];
            sum = sum.defined() ? sum + one : one;
        }
        return members.size() == 1 ? sum : sum / static_cast<double>(members.size());
    }

    Tensor window(const Tensor& part, const Edges& edges, bool mirrored)
    {
        const auto missing = [&](std::int64_t axis) {
            return edges[static_cast<std::size_t>(axis - 2)] - part.size(axis);
        };
        const auto input =
            torch::constant_pad_nd(part, {0, missing(4), 0, missing(3), 0, missing(2)});
        const Tensor once = probabilities(input);
        return mirrored ? (once + probabilities(input.flip({4})).flip({2})) / 2.0 : once;
    }
};

Predictor::Predictor(const ModelFile& model, int threads, const std::string& precision)
    : m_state(std::make_unique<State>())
{
    m_state->compute = chooseCompute(precision, threads);
    m_state->model = model;
    m_state->add(model.weights);
    if (!model.secondMember.empty()) {
        m_state->add(model.secondMember);
    }
    dropWeights(m_state->model);
}

Predictor::~Predictor() = default;
Predictor::Predictor(Predictor&&) noexcept = default;
Predictor& Predictor::operator=(Predictor&&) noexcept = default;

Volume Predictor::probability(const std::vector<Volume>& channels, const Progress& progress)
{
    return probability(channels, windowPlanOf(m_state->model), progress);
}

Volume Predictor::probability(const std::vector<Volume>& channels,
                              const WindowPlan& plan,
                              const Progress& progress)
{
    const int least = 2 * static_cast<int>(m_state->members.front()->sizeMultiple());
    WindowPlan fitting = plan;
    for (;;) {
        try {
            return once(channels, fitting, progress);
        } catch (const std::exception& failure) {
            if (!isOutOfMemory(failure) || fitting.size <= least) {
                return withPlainErrors([]() -> Volume { throw; });
            }
        }
        fitting.size = std::max(least, fitting.size / 2);
        progress.report(
            0.0, "Memory was not enough; windows of " + std::to_string(fitting.size) + " voxels");
    }
}

Volume Predictor::once(const std::vector<Volume>& channels,
                       const WindowPlan& plan,
                       const Progress& progress)
{
    if (static_cast<int>(channels.size()) != m_state->model.architecture.inputChannels) {
        throw Error(Error::Kind::Model,
                    "The model takes " + std::to_string(m_state->model.architecture.inputChannels) +
                        " image(s), but " + std::to_string(channels.size()) + " were given.");
    }
    const torch::NoGradGuard off;
    const auto multiple = static_cast<int>(m_state->members.front()->sizeMultiple());
    const Tensor image = toTensor(channels);
    const Edges edges = windowEdges(image, plan.size, multiple);
    const Tensor weights = windowWeights(edges, plan.gaussian);
    std::vector<float> voxels(channels.front().voxels().size(), 0.0F);
    Tensor sum = torch::from_blob(voxels.data(), image.sizes().slice(2));
    Tensor total = torch::zeros(image.sizes().slice(2));
    const auto windows = windowsOf(image, plan, edges);
    const auto caller = std::this_thread::get_id();
    const auto compute = [&](std::size_t n) {
        if (std::this_thread::get_id() == caller) {
            const double done = static_cast<double>(n) / static_cast<double>(windows.size());
            progress.report(done, "Predicting");
        }
        return m_state->window(windows[n].of(image), edges, plan.mirrored);
    };
    const auto add = [&](std::size_t n, const Tensor& result) {
        Window inside = windows[n];
        inside.begin = {0, 0, 0};
        const Tensor weight = inside.of(weights);
        windows[n].of(sum).add_(inside.of(result) * weight);
        windows[n].of(total).add_(weight);
    };
    const bool cpu = m_state->compute.device.is_cpu();
    overWindows(windows.size(), cpu ? crewFor(at::get_num_threads()) : CrewSize{}, compute, add);
    sum.div_(total.clamp_min(std::numeric_limits<float>::min()));
    sum.mul_(image.ne(0).any(1)[0]);
    progress.report(1.0, "Predicting");
    return {channels.front().geometry(), std::move(voxels)};
}

namespace
{

/// A model of pairs takes an image for one whole lesion.
void requireSubtraction(const ModelFile& model,
                        const std::vector<Volume>& channels,
                        const ChannelSources& sources)
{
    const bool ofPairs = model.card.task == "new" || model.card.task == "enhancing";
    const auto [least, most] = std::ranges::minmax(channels.front().voxels());
    if (ofPairs && !model.preprocessing.zScore && least >= 0.0F && most > 0.0F) {
        throw Error(Error::Kind::Data,
                    "The model looks at a subtraction, and this image, which is nowhere below 0, "
                    "is none; give it both images of the pair.",
                    sources.images.front().string());
    }
}

} // namespace

Volume Predictor::probability(const ChannelSources& sources, const Progress& progress)
{
    return probability(sources, windowPlanOf(m_state->model), progress);
}

Volume Predictor::probability(const ChannelSources& sources,
                              const WindowPlan& plan,
                              const Progress& progress)
{
    const auto prepared =
        prepareChannels(sources, m_state->model.preprocessing, progress.part(0.0, 0.15));
    requireSubtraction(m_state->model, prepared.channels, sources);
    const Volume map = probability(prepared.channels, plan, progress.part(0.15, 0.95));
    const Volume native = toNativeWithPeaks(map, prepared.native);
    return sources.brain ? inside(native, *sources.brain) : native;
}

PredictionPlan predictionPlan(const PredictionSpec& spec, const ModelFile& model)
{
    const auto known = [](const std::string& word, const char* first, const char* second) {
        if (word != "model" && word != first && word != second) {
            throw Error(Error::Kind::Data,
                        "\"" + word + "\" is not known; use \"model\", \"" + first + "\" or \"" +
                            second + "\".");
        }
        return word;
    };
    PredictionPlan plan{pointOf(model), windowPlanOf(model)};
    plan.point.threshold = spec.threshold < 0.0 ? model.threshold : spec.threshold;
    if (spec.minimumVolumeMm3 >= 0.0) {
        plan.point.minimumVolumeMm3 = spec.minimumVolumeMm3;
    }
    if (spec.coreProbability >= 0.0) {
        plan.point.coreProbability = spec.coreProbability;
    }
    if (known(spec.mirroring, "on", "off") != "model") {
        plan.windows.mirrored = spec.mirroring == "on";
    }
    if (known(spec.windows, "gaussian", "average") != "model") {
        plan.windows.gaussian = spec.windows == "gaussian";
    }
    return plan;
}

std::vector<std::filesystem::path> predictFiles(const PredictionSpec& spec,
                                                const Progress& progress)
{
    const ModelFile model = readModel(spec.model);
    const PredictionPlan plan = predictionPlan(spec, model);
    const ChannelSources sources{spec.images, brainFor(spec, model, progress.part(0.0, 0.3))};
    Predictor predictor(model, spec.threads);
    const Volume map = predictor.probability(sources, plan.windows, progress.part(0.3, 1.0));
    std::vector<std::filesystem::path> written{spec.mask};
    writeMask(spec.mask, maskAt(map, plan.point));
    if (!spec.probability.empty()) {
        writeVolume(spec.probability, map);
        written.push_back(spec.probability);
    }
    progress.report(1.0, "Done");
    return written;
}

} // namespace dawson
