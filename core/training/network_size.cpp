#include "core/training/network_size.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace dawson
{

namespace
{

constexpr std::array<int, 5> kBlockChannels{16, 64, 128, 256, 256};
constexpr std::array<int, 5> kDownChannels{64, 128, 256, 256, 256};
constexpr std::array<int, 5> kUpChannels{16, 16, 64, 128, 128};
constexpr int kHeadChannels = 16;
constexpr std::array<int, 6> kPlainChannels{32, 64, 128, 256, 320, 320}; ///< the plain family
constexpr double kProgramBytes = 300e6; ///< libraries, packed case, patches
constexpr double kCopiesKept = 3.0;     ///< of each output; fits what was measured

/// One convolution with what follows it.
struct Unit {
    std::int64_t inputs = 1;
    std::int64_t outputs = 1;
    std::int64_t kernelVoxels = 27;
    bool norm = true;
    int level = 0; ///< its output has patchSize / 2^level voxels along each axis
};

std::int64_t scaled(int channels, double width)
{
    return std::max<std::int64_t>(1, std::llround(channels * width));
}

void addBlock(std::vector<Unit>& units, std::int64_t inputs, std::int64_t outputs, int level)
{
    units.push_back({inputs, outputs, 27, true, level});
    units.push_back({outputs, outputs, 27, true, level});
    units.push_back({inputs, outputs, 1, true, level});
}

/// The plain family, unit by unit.
std::vector<Unit> plainUnitsOf(const Architecture& network)
{
    const int levels = std::clamp(network.levels, 1, static_cast<int>(kPlainChannels.size()) - 1);
    const auto channels = [&](int level) {
        return scaled(kPlainChannels[static_cast<std::size_t>(level)], network.width);
    };
    std::vector<Unit> units;
    std::int64_t inputs = network.inputChannels;
    for (int level = 0; level <= levels; ++level) {
        units.push_back({inputs, channels(level), 27, true, level});
        units.push_back({channels(level), channels(level), 27, true, level});
        inputs = channels(level);
    }
    for (int level = levels - 1; level >= 0; --level) {
        units.push_back({channels(level + 1), channels(level), 27, false, level});
        units.push_back({2 * channels(level), channels(level), 27, true, level});
        units.push_back({channels(level), channels(level), 27, true, level});
    }
    units.push_back({channels(0), 1, 1, false, 0});
    return units;
}

/// The residual family (science 2.1), unit by unit.
std::vector<Unit> residualUnitsOf(const Architecture& network)
{
    std::vector<Unit> units;
    std::int64_t channels = network.inputChannels;
    const int levels = std::clamp(network.levels, 1, static_cast<int>(kBlockChannels.size()));
    const auto width = [&](const std::array<int, 5>& table, int level) {
        return scaled(table[static_cast<std::size_t>(level)], network.width);
    };
    for (int level = 0; level < levels; ++level) {
        addBlock(units, channels, width(kBlockChannels, level), level);
        channels = width(kDownChannels, level);
        units.push_back({width(kBlockChannels, level), channels, 27, true, level + 1});
    }
    for (int level = levels - 1; level >= 0; --level) {
        addBlock(units, channels, width(kBlockChannels, level), level + 1);
        const std::int64_t up = width(kUpChannels, level);
        units.push_back({width(kBlockChannels, level), up, 27, true, level});
        channels = up + width(kBlockChannels, level);
    }
    const std::int64_t middle = scaled(kHeadChannels, network.width);
    if (network.head == "lab") {
        units.push_back({channels, middle, 1, true, 0});
        units.push_back({middle, middle, 1, true, 0});
        units.push_back({middle, 1, 1, true, 0});
    } else {
        units.push_back({channels, 1, 1, false, 0});
    }
    return units;
}

std::vector<Unit> unitsOf(const Architecture& network)
{
    return network.family == "plain" ? plainUnitsOf(network) : residualUnitsOf(network);
}

} // namespace

std::int64_t parameterCount(const Architecture& architecture)
{
    std::int64_t count = 0;
    for (const Unit& unit : unitsOf(architecture)) {
        count += unit.outputs * (unit.inputs * unit.kernelVoxels + 1 + (unit.norm ? 2 : 0));
    }
    return count;
}

std::uint64_t
stepMemoryBytes(const Architecture& architecture, const TrainingSchedule& schedule, bool halfFloats)
{
    const double elementBytes = halfFloats ? 2.0 : 4.0;
    double kept = 0.0;
    double largest = 0.0;
    for (const Unit& unit : unitsOf(architecture)) {
        const double edge = schedule.patchSize / std::pow(2.0, unit.level);
        const double values =
            edge * edge * edge * static_cast<double>(unit.outputs) * schedule.batch;
        kept += kCopiesKept * values;
        largest = std::max(largest, values);
    }
    // While one layer's gradient is made, three arrays of its size live besides the kept ones.
    const double activations = elementBytes * kept + 4.0 * 3.0 * largest;
    const double weights = 16.0 * static_cast<double>(parameterCount(architecture));
    return static_cast<std::uint64_t>(activations + weights + kProgramBytes);
}

} // namespace dawson
