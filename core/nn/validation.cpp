#include "core/nn/validation.h"

#include "core/lesion/comparison.h"
#include "core/nn/predictor.h"

#include <cmath>

namespace dawson
{

namespace
{

/// A mean over the values that are defined.
class DefinedMean
{
public:
    void add(const std::optional<double>& value)
    {
        if (value) {
            m_sum += *value;
            ++m_count;
        }
    }

    std::optional<double> value() const
    {
        return m_count > 0 ? std::optional(m_sum / m_count) : std::nullopt;
    }

private:
    double m_sum = 0.0;
    int m_count = 0;
};

/// Nothing for an image without foreground. Background has probability 0 and does not count.
std::optional<double> crossEntropy(const Mask& reference, const Volume& probability)
{
    DefinedMean mean;
    for (std::size_t n = 0; n < probability.voxels().size(); ++n) {
        const double p = static_cast<double>(probability.voxels()[n]);
        if (p > 0.0) {
            const double right = reference.labels()[n] != 0 ? p : 1.0 - p;
            mean.add(-std::log(std::max(right, 1e-7)));
        }
    }
    return mean.value();
}

} // namespace

std::vector<Volume>
predictStore(const CaseStore& store, const Prediction& predict, const Progress& progress)
{
    std::vector<Volume> result;
    const auto count = static_cast<double>(store.cases().size());
    for (std::size_t n = 0; n < store.cases().size(); ++n) {
        std::vector<Volume> channels;
        for (int channel = 0; channel < store.cases()[n].channels; ++channel) {
            channels.push_back(store.wholeImage(n, channel));
        }
        const auto done = static_cast<double>(n);
        result.push_back(predict(channels, progress.part(done / count, (done + 1.0) / count)));
    }
    return result;
}

ValidationScore
scoreOf(const CaseStore& store, const std::vector<Volume>& probabilities, double threshold)
{
    DefinedMean sensitivity;
    DefinedMean ppv;
    DefinedMean dice;
    DefinedMean overall;
    DefinedMean loss;
    for (std::size_t n = 0; n < probabilities.size(); ++n) {
        const Mask reference = store.wholeMask(n);
        const auto result =
            compareMasks(reference, thresholded(probabilities[n], threshold), MatchRule{});
        loss.add(crossEntropy(reference, probabilities[n]));
        sensitivity.add(result.lesions.sensitivity());
        ppv.add(result.lesions.positivePredictiveValue());
        dice.add(result.dice);
        if (!result.reference.lesions.empty()) {
            const double f1 = result.lesions.f1().value_or(0.0);
            overall.add(0.5 * f1 + 0.5 * result.dice.value_or(0.0));
        }
    }
    return {sensitivity.value(),
            ppv.value(),
            dice.value(),
            loss.value(),
            overall.value().value_or(0.0)};
}

double bestThreshold(const CaseStore& store, const std::vector<Volume>& probabilities)
{
    double best = 0.5;
    double bestScore = scoreOf(store, probabilities, best).overall;
    for (int step = 1; step <= 10; ++step) {
        // Outwards from 0.5, so that ties stay near it.
        for (const double side : {-1.0, 1.0}) {
            const double threshold = 0.5 + side * std::min(0.05 * step, 0.48);
            const double score = scoreOf(store, probabilities, threshold).overall;
            if (score > bestScore + 1e-9) {
                best = threshold;
                bestScore = score;
            }
        }
    }
    return best;
}

} // namespace dawson
