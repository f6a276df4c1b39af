#pragma once

#include <torch/torch.h>

#include <string>

namespace dawson
{

/// Where and how networks are computed in this process.
struct Compute {
    torch::Device device{torch::kCPU};
    bool bf16 = false; ///< activations in bf16 (under autocast), weights and sums in fp32
};

/// CUDA when this LibTorch and machine have it, then bf16 unless `precision` is "fp32" (devices
/// before Ampere only emulate it). On the CPU bf16 only where the processor computes
/// in it (else it is slower than fp32), and not when `precision` is "fp32". Sets the number of
/// threads; 0 means one for each core.
Compute chooseCompute(const std::string& precision, int threads);

/// What the last bits of a training depend on besides its spec: "2 threads, bf16", "1 thread,
/// fp32", "CUDA, bf16".
std::string describeArithmetic(const Compute& compute);

/// Whether the processor has bf16 arithmetic: as oneDNN sees it, without it as in /proc/cpuinfo
/// (avx512_bf16 or amx_bf16).
bool processorHasBf16();

/// The tensor where networks are computed; to a CUDA device through pinned memory, without waiting
/// for the copy. On the CPU the tensor itself.
torch::Tensor onDevice(const torch::Tensor& tensor, const Compute& compute);

/// Whether autocast is on for the processor in the calling thread.
bool autocastsOnProcessor();

/// bf16 autocast for the calling thread while it lives, when asked for.
class AutocastScope
{
public:
    explicit AutocastScope(const Compute& compute);
    ~AutocastScope();
    AutocastScope(const AutocastScope&) = delete;
    AutocastScope& operator=(const AutocastScope&) = delete;
    AutocastScope(AutocastScope&&) = delete;
    AutocastScope& operator=(AutocastScope&&) = delete;

private:
    torch::Device m_device;
    bool m_on;
};

} // namespace dawson
