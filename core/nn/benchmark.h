#pragma once

#include "core/base/progress.h"
#include "core/training/training_spec.h"

#include <array>
#include <cstdint>
#include <string>

namespace dawson
{

/// What is measured; random values of a fixed seed, no files.
struct BenchmarkSpec {
    Architecture architecture{.head = "lab"};
    int patch = 96;
    int batch = 1;
    int steps = 3; ///< measured, after one that is not
    int threads = 0;
    std::string precision = "auto";
    std::array<int, 3> size{182, 218, 182}; ///< of the volume predicted, i, j, k
};

struct BenchmarkResult {
    double seconds = 0.0; ///< per step (mean), or per volume
    std::int64_t parameters = 0;
    std::string device; ///< "cpu", "cuda"
    bool bf16 = false;
    int threads = 0;
    bool ownKernels = false; ///< core/nn/convolution_kernels.h
};

/// Forward, backward and Adam on one batch.
BenchmarkResult benchmarkTraining(const BenchmarkSpec& spec, const Progress& progress = {});

/// Sliding windows of `patch`, half overlapping, plain average, over a volume without background.
BenchmarkResult benchmarkPrediction(const BenchmarkSpec& spec, const Progress& progress = {});

} // namespace dawson
