#include "core/nn/learner.h"

#include "core/base/error.h"
#include "core/nn/conv_unit.h"
#include "core/nn/loss.h"

#include <algorithm>
#include <cmath>
#include <new>
#include <string_view>

namespace dawson
{

namespace
{

const TrainingSchedule& seeded(const TrainingSchedule& schedule)
{
    torch::manual_seed(schedule.seed);
    return schedule;
}

/// Gives a network its weights and its momentum back.
class OwnWeights
{
public:
    explicit OwnWeights(Network& network)
        : m_network(network)
        , m_weights(weightsOf(network))
    {
    }

    ~OwnWeights()
    {
        loadWeights(m_network, m_weights);
        setNormMomentum(m_network, kNormMomentum);
    }

    OwnWeights(const OwnWeights&) = delete;
    OwnWeights& operator=(const OwnWeights&) = delete;
    OwnWeights(OwnWeights&&) = delete;
    OwnWeights& operator=(OwnWeights&&) = delete;

private:
    Network& m_network;
    std::vector<WeightTensor> m_weights;
};

} // namespace

Learner::Learner(const Architecture& architecture, const TrainingSchedule& schedule)
    : m_schedule(seeded(schedule))
    , m_compute(chooseCompute(schedule.precision, schedule.threads))
    , m_network(makeNetwork(architecture))
{
    m_network->to(m_compute.device);
    trainOnly(*m_network, schedule.trained);
    m_adam = std::make_unique<Adam>(*m_network);
}

torch::Tensor Learner::loss(const TrainingBatch& batch)
{
    torch::Tensor logits;
    {
        const AutocastScope scope(m_compute);
        logits = m_network->forward(onDevice(batch.image, m_compute));
    }
    return lossOf(m_schedule.loss,
                  logits,
                  onDevice(batch.target, m_compute),
                  {m_schedule.tverskyAlpha, m_schedule.tverskyBeta},
                  batch.voxelWeights.defined() ? onDevice(batch.voxelWeights, m_compute)
                                               : torch::Tensor());
}

double Learner::step(const TrainingBatch& batch, double rate)
{
    const auto value = loss(batch);
    value.backward();
    const auto number = value.item<double>();
    if (!std::isfinite(number)) {
        throw Error(Error::Kind::Data,
                    "The training ran off: its loss is not a number any more. Use a lower "
                    "learning rate.");
    }
    m_adam->step(rate);
    return number;
}

double Learner::lossWithoutLearning(const TrainingBatch& batch)
{
    const torch::NoGradGuard off;
    m_network->eval();
    const auto value = loss(batch).item<double>();
    trainOnly(*m_network, m_schedule.trained);
    return value;
}

std::vector<WeightTensor> Learner::withStatistics(const std::vector<WeightTensor>& weights,
                                                  BatchQueue& batches,
                                                  int count,
                                                  const std::function<bool()>& goOn)
{
    const torch::NoGradGuard off;
    const OwnWeights own(*m_network);
    load(weights);
    for (int n = 0; n < std::min(count, batches.count()); ++n) {
        if (!goOn()) {
            throw Error(Error::Kind::Cancelled, "The training was cancelled.");
        }
        setNormMomentum(*m_network, 1.0 / (n + 1.0)); // a mean of all so far
        const AutocastScope scope(m_compute);
        m_network->forward(onDevice(batches.next().image, m_compute)); // in training mode
    }
    return this->weights();
}

bool isOutOfMemory(const std::exception& failure)
{
    if (dynamic_cast<const std::bad_alloc*>(&failure) != nullptr) {
        return true;
    }
    // LibTorch on a CPU and oneDNN have no type of their own for it.
    const std::string_view text = failure.what();
    for (const std::string_view sign :
         {"can't allocate memory", "out of memory", "out_of_memory"}) {
        if (text.find(sign) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

} // namespace dawson
