#include "core/training/epoch_history.h"

#include <cmath>
#include <limits>

namespace dawson
{

double stored(const std::optional<double>& value)
{
    return value.value_or(std::numeric_limits<double>::quiet_NaN());
}

std::optional<double> present(double value)
{
    return std::isnan(value) ? std::nullopt : std::optional(value);
}

void writeHistory(const Hdf5Node& node, const std::vector<EpochMetrics>& history)
{
    const auto column = [&](const char* name, auto value) {
        std::vector<double> values;
        for (const EpochMetrics& epoch : history) {
            values.push_back(value(epoch));
        }
        node.setNumbers(name, values);
    };
    column("epoch", [](const EpochMetrics& e) { return static_cast<double>(e.epoch); });
    column("training_loss", [](const EpochMetrics& e) { return e.trainingLoss; });
    column("validation_loss", [](const EpochMetrics& e) { return stored(e.validationLoss); });
    column("sensitivity", [](const EpochMetrics& e) { return stored(e.sensitivity); });
    column("ppv", [](const EpochMetrics& e) { return stored(e.ppv); });
    column("f1", [](const EpochMetrics& e) { return stored(e.f1); });
    column("dice", [](const EpochMetrics& e) { return stored(e.dice); });
    column("seconds", [](const EpochMetrics& e) { return e.seconds; });
}

std::vector<EpochMetrics> readHistory(const Hdf5Node& node, bool withF1)
{
    std::vector<EpochMetrics> history(node.numbers("epoch").size());
    const auto column = [&](const char* name, auto set) {
        const auto values = node.numbers(name);
        if (values.size() != history.size()) {
            node.fail("The history of epochs is damaged.");
        }
        for (std::size_t n = 0; n < values.size(); ++n) {
            set(history[n], values[n]);
        }
    };
    column("epoch", [](EpochMetrics& e, double v) { e.epoch = static_cast<int>(v); });
    column("training_loss", [](EpochMetrics& e, double v) { e.trainingLoss = v; });
    column("validation_loss", [](EpochMetrics& e, double v) { e.validationLoss = present(v); });
    column("sensitivity", [](EpochMetrics& e, double v) { e.sensitivity = present(v); });
    column("ppv", [](EpochMetrics& e, double v) { e.ppv = present(v); });
    if (withF1) {
        column("f1", [](EpochMetrics& e, double v) { e.f1 = present(v); });
    }
    column("dice", [](EpochMetrics& e, double v) { e.dice = present(v); });
    column("seconds", [](EpochMetrics& e, double v) { e.seconds = v; });
    return history;
}

} // namespace dawson
