#include "core/nn/compute.h"

#include "core/nn/convolution_kernels.h"

#include <algorithm>
#include <ATen/autocast_mode.h>
#include <fstream>
#include <string>
#include <thread>

#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
#define DAWSON_AUTOCAST_BY_DEVICE // LibTorch's names of autocast's switches since 2.4
#endif

namespace dawson
{

namespace
{

void switchAutocast(const torch::Device& device, bool on)
{
#ifdef DAWSON_AUTOCAST_BY_DEVICE
    at::autocast::set_autocast_dtype(device.type(), at::kBFloat16);
    at::autocast::set_autocast_enabled(device.type(), on);
#else
    if (device.is_cuda()) {
        at::autocast::set_autocast_gpu_dtype(at::kBFloat16);
        at::autocast::set_enabled(on);
    } else {
        at::autocast::set_autocast_cpu_dtype(at::kBFloat16);
        at::autocast::set_cpu_enabled(on);
    }
#endif
}

} // namespace

bool autocastsOnProcessor()
{
#ifdef DAWSON_AUTOCAST_BY_DEVICE
    return at::autocast::is_autocast_enabled(at::kCPU);
#else
    return at::autocast::is_cpu_enabled();
#endif
}

bool processorHasBf16()
{
    if (hasConvolutionKernels()) {
        return hasBf16Kernels(); // what oneDNN can use, which LibTorch computes with as well
    }
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("flags")) {
            return line.find(" avx512_bf16") != std::string::npos ||
                   line.find(" amx_bf16") != std::string::npos;
        }
    }
    return false;
}

Compute chooseCompute(const std::string& precision, int threads)
{
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    at::set_num_threads(threads > 0 ? threads : cores);
    Compute compute;
    if (torch::cuda::is_available()) {
        compute.device = torch::Device(torch::kCUDA);
        compute.bf16 = precision != "fp32";
        return compute;
    }
    compute.bf16 = precision != "fp32" && processorHasBf16();
    return compute;
}

std::string describeArithmetic(const Compute& compute)
{
    if (compute.device.is_cuda()) {
        return compute.bf16 ? "CUDA, bf16" : "CUDA, fp32";
    }
    const int threads = at::get_num_threads();
    return std::to_string(threads) + (threads == 1 ? " thread, " : " threads, ") +
           (compute.bf16 ? "bf16" : "fp32");
}

torch::Tensor onDevice(const torch::Tensor& tensor, const Compute& compute)
{
    return compute.device.is_cuda() ? tensor.pin_memory().to(compute.device, true) : tensor;
}

AutocastScope::AutocastScope(const Compute& compute)
    : m_device(compute.device)
    , m_on(compute.bf16)
{
    if (m_on) {
        switchAutocast(m_device, true);
        at::autocast::increment_nesting();
    }
}

AutocastScope::~AutocastScope()
{
    if (!m_on) {
        return;
    }
    if (at::autocast::decrement_nesting() == 0) {
        at::autocast::clear_cache();
    }
    switchAutocast(m_device, false);
}

} // namespace dawson
