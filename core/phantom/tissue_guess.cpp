#include "core/phantom/tissue_guess.h"

#include "core/base/error.h"
#include "core/phantom/anatomy.h"
#include "core/phantom/blur.h"
#include "core/phantom/components.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dawson
{

namespace
{

std::array<double, 3> voxels(double mm, const Geometry& g)
{
    return {mm / g.spacing()[0], mm / g.spacing()[1], mm / g.spacing()[2]};
}

/// Three means by Lloyd's rule, rising: fluid, grey and white matter of a T1.
std::array<double, 3> threeMeans(std::vector<float> values)
{
    std::sort(values.begin(), values.end());
    const auto at = [&](double share) {
        return static_cast<double>(
            values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))]);
    };
    std::array<double, 3> means{at(0.05), at(0.4), at(0.8)};
    for (int round = 0; round < 30; ++round) {
        std::array<double, 3> sum{};
        std::array<double, 3> count{};
        for (const float value : values) {
            const std::size_t n = value < 0.5 * (means[0] + means[1])   ? 0
                                  : value < 0.5 * (means[1] + means[2]) ? 1
                                                                        : 2;
            sum[n] += value;
            count[n] += 1.0;
        }
        for (std::size_t n = 0; n < 3; ++n) {
            means[n] = count[n] > 0.0 ? sum[n] / count[n] : means[n];
        }
    }
    return means;
}

/// Fluid deep within the brain in one large piece: a ventricle.
void findVentricles(LabelVolume& map, const std::vector<float>& depth)
{
    Mask deep(map.geometry);
    for (std::size_t n = 0; n < depth.size(); ++n) {
        deep.labels()[n] = map.labels[n] == 24 && depth[n] > 0.995F ? 1 : 0;
    }
    keepComponents(deep, [](const auto& part) { return part.size() > 300; });
    for (std::size_t n = 0; n < depth.size(); ++n) {
        map.labels[n] = deep.labels()[n] != 0 ? std::uint16_t{4} : map.labels[n];
    }
}

} // namespace

LabelVolume guessTissues(const Volume& t1, const Mask& spared)
{
    const Geometry& g = t1.geometry();
    std::vector<float> smooth(t1.voxels().begin(), t1.voxels().end());
    std::vector<float> depth(smooth.size());
    std::vector<float> near(smooth.size());
    for (std::size_t n = 0; n < smooth.size(); ++n) {
        depth[n] = smooth[n] > 0.0F ? 1.0F : 0.0F;
        near[n] = spared.labels()[n] != 0 ? 1.0F : 0.0F;
    }
    blur(smooth, g.size(), voxels(0.6, g));
    blur(depth, g.size(), voxels(9.0, g));
    blur(near, g.size(), voxels(2.0, g));
    std::vector<float> healthy;
    for (std::size_t n = 0; n < smooth.size(); ++n) {
        if (t1.voxels()[n] > 0.0F && near[n] < 0.01F) {
            healthy.push_back(smooth[n]);
        }
    }
    if (healthy.empty()) {
        throw Error(Error::Kind::Data, "The image holds no healthy brain.");
    }
    const auto means = threeMeans(std::move(healthy));
    LabelVolume map{g, std::vector<std::uint16_t>(smooth.size(), 0)};
    for (std::size_t n = 0; n < smooth.size(); ++n) {
        if (t1.voxels()[n] <= 0.0F) {
            continue;
        }
        map.labels[n] = near[n] > 0.07F                           ? kScalpLabel
                        : smooth[n] < 0.5 * (means[0] + means[1]) ? 24
                        : smooth[n] < 0.5 * (means[1] + means[2]) ? 3
                                                                  : 2;
    }
    findVentricles(map, depth);
    return map;
}

} // namespace dawson
