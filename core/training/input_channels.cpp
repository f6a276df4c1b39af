#include "core/training/input_channels.h"

#include "core/base/error.h"

#include <cassert>
#include <cstddef>
#include <utility>
#include <vector>

namespace dawson
{

namespace
{

/// The convolutions that see the input: of both families of networks.
bool seesInput(const WeightTensor& weight)
{
    const bool first =
        weight.name.starts_with("encoder0.first.") || weight.name.starts_with("encoder0.short.");
    return first && weight.shape.size() == 5 && weight.shape[1] == 1;
}

} // namespace

bool comparesTwo(const std::string& task)
{
    return task == "new" || task == "enhancing";
}

bool looksAtCurrent(const ModelFile& model)
{
    return comparesTwo(model.card.task) && model.architecture.inputChannels == 2;
}

bool looksAtCurrent(const TrainingSpec& spec)
{
    return comparesTwo(spec.task) &&
           (spec.architecture.inputChannels == 2 ||
            (!spec.startFrom.empty() &&
             readModelHeader(spec.startFrom).architecture.inputChannels == 2));
}

bool learnsFromLesionFree(const std::string& task)
{
    return comparesTwo(task);
}

std::string channelsOf(const ModelFile& model)
{
    if (!comparesTwo(model.card.task)) {
        return {};
    }
    return looksAtCurrent(model) ? kSubtractionAndCurrent : kSubtraction;
}

void setInputChannels(TrainingSpec& spec, const std::string& channels)
{
    if (channels.empty()) {
        return;
    }
    if (!comparesTwo(spec.task)) {
        throw Error(Error::Kind::Data,
                    "Only the tasks \"new\" and \"enhancing\" have a subtraction to look at.");
    }
    spec.architecture.inputChannels = channels == kSubtractionAndCurrent ? 2 : 1;
    if (channels == kSubtraction && looksAtCurrent(spec)) {
        throw Error(Error::Kind::Model,
                    "This model looks at the current image, too; a training from it or like it "
                    "cannot have the subtraction alone.",
                    spec.startFrom.string());
    }
}

void addInputChannel(ModelFile& model)
{
    assert(model.architecture.inputChannels == 1);
    model.architecture.inputChannels = 2;
    for (WeightTensor& weight : model.weights) {
        if (!seesInput(weight)) {
            continue;
        }
        const auto kernel =
            static_cast<std::size_t>(weight.shape[2] * weight.shape[3] * weight.shape[4]);
        std::vector<float> wider(2 * weight.values.size(), 0.0F);
        for (std::size_t n = 0; n < weight.values.size(); ++n) {
            wider[n / kernel * 2 * kernel + n % kernel] = weight.values[n];
        }
        weight.shape[1] = 2;
        weight.values = std::move(wider);
    }
}

} // namespace dawson
