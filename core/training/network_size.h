#pragma once

#include "core/training/training_spec.h"

#include <cstdint>

namespace dawson
{

/// Trained weights of an architecture, as core/nn builds it: convolutions with their biases, and
/// two numbers a channel for each normalisation.
std::int64_t parameterCount(const Architecture& architecture);

/// Peak memory of a training step, estimated: what every layer keeps for the gradient, plus
/// weights, gradients and Adam's moments, plus the program itself. `halfFloats`: activations are
/// kept as bf16. Formula and how it was checked: docs/formats/run_folder.md.
std::uint64_t stepMemoryBytes(const Architecture& architecture,
                              const TrainingSchedule& schedule,
                              bool halfFloats);

} // namespace dawson
