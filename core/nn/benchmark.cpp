#include "core/nn/benchmark.h"

#include "core/base/error.h"
#include "core/nn/adam.h"
#include "core/nn/compute.h"
#include "core/nn/convolution_kernels.h"
#include "core/nn/loss.h"
#include "core/nn/network.h"
#include "core/nn/predictor.h"
#include "core/training/schedule_check.h"

#include <algorithm>
#include <chrono>

namespace dawson
{

namespace
{

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

BenchmarkResult described(const Compute& compute, const Network& network)
{
    BenchmarkResult result;
    result.parameters = network.trainedParameters();
    result.device = compute.device.is_cuda() ? "cuda" : "cpu";
    result.bf16 = compute.bf16;
    result.threads = at::get_num_threads();
    result.ownKernels =
        (compute.bf16 ? hasBf16Kernels() : hasConvolutionKernels()) && !compute.device.is_cuda();
    return result;
}

} // namespace

BenchmarkResult benchmarkTraining(const BenchmarkSpec& spec, const Progress& progress)
{
    TrainingSchedule schedule;
    schedule.patchSize = spec.patch;
    schedule.batch = spec.batch;
    const auto problems = scheduleProblems(schedule, spec.architecture);
    if (!problems.empty()) {
        throw Error(Error::Kind::Data, problems.front());
    }
    torch::manual_seed(1);
    const Compute compute = chooseCompute(spec.precision, spec.threads);
    const auto network = makeNetwork(spec.architecture);
    network->to(compute.device);
    Adam adam(*network);
    const std::int64_t edge = spec.patch;
    const auto image = torch::randn({spec.batch, spec.architecture.inputChannels, edge, edge, edge})
                           .to(compute.device);
    const auto target = (torch::rand({spec.batch, 1, edge, edge, edge}) > 0.97)
                            .to(torch::kFloat)
                            .to(compute.device);
    const int steps = std::max(1, spec.steps);
    auto begin = Clock::now();
    for (int n = 0; n <= steps; ++n) {
        progress.report(static_cast<double>(n) / (steps + 1), "Training");
        if (n == 1) {
            begin = Clock::now();
        }
        torch::Tensor logits;
        {
            const AutocastScope scope(compute);
            logits = network->forward(image);
        }
        auto loss = lossOf("cross-entropy", logits, target);
        loss.backward();
        adam.step(1e-5);
        [[maybe_unused]] const auto waited = loss.item<double>(); // a GPU computes on its own
    }
    BenchmarkResult result = described(compute, *network);
    result.seconds = secondsSince(begin) / steps;
    return result;
}

BenchmarkResult benchmarkPrediction(const BenchmarkSpec& spec, const Progress& progress)
{
    torch::manual_seed(1);
    const auto network = makeNetwork(spec.architecture);
    ModelFile model;
    model.architecture = spec.architecture;
    model.patchSize = spec.patch;
    model.weights = weightsOf(*network);
    Predictor predictor(model, spec.threads, spec.precision);
    const auto values = torch::randn({spec.size[2], spec.size[1], spec.size[0]});
    const Volume volume(
        Geometry::axisAligned({spec.size[0], spec.size[1], spec.size[2]}, {1.0, 1.0, 1.0}),
        {values.data_ptr<float>(), values.data_ptr<float>() + values.numel()});
    const auto begin = Clock::now();
    predictor.probability({volume}, {.size = spec.patch, .gaussian = false}, progress);
    const double seconds = secondsSince(begin);
    BenchmarkResult result = described(chooseCompute(spec.precision, spec.threads), *network);
    result.seconds = seconds;
    return result;
}

} // namespace dawson
