#include "core/nn/network.h"

#include "core/base/error.h"
#include "core/nn/conv_unit.h"
#include "core/nn/plain_unet.h"
#include "core/nn/unet3d.h"

#include <array>
#include <map>

namespace dawson
{

namespace
{

using torch::Tensor;

std::string shapeText(const std::vector<std::int64_t>& shape)
{
    std::string text;
    for (const std::int64_t size : shape) {
        text += (text.empty() ? "" : "x") + std::to_string(size);
    }
    return text.empty() ? "a single number" : text;
}

/// Every named tensor of the network, in order: parameters, then running statistics.
std::vector<std::pair<std::string, Tensor>> namedTensors(const Network& network)
{
    std::vector<std::pair<std::string, Tensor>> result;
    for (const auto& parameter : network.named_parameters()) {
        result.emplace_back(parameter.key(), parameter.value());
    }
    for (const auto& buffer : network.named_buffers()) {
        result.emplace_back(buffer.key(), buffer.value());
    }
    return result;
}

/// Whether a child of the network belongs to a part of it.
bool belongs(const std::string& child, const std::string& part)
{
    if (part == "everything") {
        return true;
    }
    if (part == "last-block") {
        return child == "up0" || child == "decoder0" || child.starts_with("head");
    }
    return child.starts_with("up") || child.starts_with("decoder") || child.starts_with("head");
}

} // namespace

std::int64_t Network::trainedParameters() const
{
    std::int64_t count = 0;
    for (const auto& parameter : parameters()) {
        count += parameter.numel();
    }
    return count;
}

std::shared_ptr<Network> makeNetwork(const Architecture& architecture)
{
    if (architecture.family == "plain") {
        return std::make_shared<PlainUNetImpl>(architecture);
    }
    return std::make_shared<UNet3dImpl>(architecture);
}

void trainOnly(Network& network, const std::string& part)
{
    if (part != "everything" && part != "decoder" && part != "last-block") {
        throw Error(Error::Kind::Data, "No part of a network is called \"" + part + "\".");
    }
    for (const auto& child : network.named_children()) {
        const bool learns = belongs(child.key(), part);
        child.value()->train(learns);
        for (auto& parameter : child.value()->parameters()) {
            parameter.set_requires_grad(learns);
        }
    }
}

void setNormMomentum(Network& network, double momentum)
{
    for (const auto& module : network.modules()) {
        if (auto* unit = dynamic_cast<ConvUnitImpl*>(module.get())) {
            unit->setMomentum(momentum);
        }
    }
}

std::vector<WeightTensor> weightsOf(const Network& network)
{
    std::vector<WeightTensor> result;
    const std::size_t parameters = network.named_parameters().size();
    for (const auto& [name, tensor] : namedTensors(network)) {
        const Tensor plain = tensor.detach().to(torch::kCPU, torch::kFloat).contiguous();
        result.push_back({name,
                          plain.sizes().vec(),
                          {plain.data_ptr<float>(), plain.data_ptr<float>() + plain.numel()},
                          result.size() < parameters});
    }
    return result;
}

void loadWeights(Network& network, const std::vector<WeightTensor>& weights)
{
    std::map<std::string, const WeightTensor*> byName;
    for (const WeightTensor& weight : weights) {
        byName[weight.name] = &weight;
    }
    const auto tensors = namedTensors(network);
    for (const auto& [name, tensor] : tensors) {
        const auto found = byName.find(name);
        if (found == byName.end()) {
            throw Error(Error::Kind::Model, "The model lacks the weights \"" + name + "\".");
        }
        const WeightTensor& weight = *found->second;
        if (weight.shape != tensor.sizes().vec() ||
            static_cast<std::int64_t>(weight.values.size()) != tensor.numel()) {
            throw Error(Error::Kind::Model,
                        "The weights \"" + name + "\" are " + shapeText(weight.shape) +
                            ", but this network needs " + shapeText(tensor.sizes().vec()) + ".");
        }
    }
    if (byName.size() != tensors.size()) {
        throw Error(Error::Kind::Model,
                    "The model has weights that its network does not have; it is damaged or of "
                    "another program version.");
    }
    const torch::NoGradGuard off;
    for (auto [name, tensor] : tensors) {
        const WeightTensor& weight = *byName.at(name);
        tensor.copy_(torch::from_blob(const_cast<float*>(weight.values.data()), weight.shape));
    }
}

} // namespace dawson
