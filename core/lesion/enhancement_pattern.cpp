#include "core/lesion/enhancement_pattern.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace dawson
{

namespace
{

constexpr double kAroundMm = 4.0;
constexpr double kLeastDepthMm = 2.0;
constexpr double kCoreDepth = 2.0 / 3.0; ///< share of the depth from which on it is core
constexpr double kHollow = 0.4;

/// A lesion's box and a margin, cut out.
struct Cut {
    std::array<int, 3> size{};
    std::array<double, 3> spacing{};
    std::vector<float> values;
    std::vector<char> lesion; ///< the lesion's own voxels, later its holes too
    std::vector<char> others; ///< of another lesion

    std::size_t at(int i, int j, int k) const
    {
        return static_cast<std::size_t>(i) +
               static_cast<std::size_t>(size[0]) *
                   (static_cast<std::size_t>(j) +
                    static_cast<std::size_t>(size[1]) * static_cast<std::size_t>(k));
    }

    std::array<int, 3> place(std::size_t n) const
    {
        const auto nx = static_cast<std::size_t>(size[0]);
        const auto ny = static_cast<std::size_t>(size[1]);
        return {
            static_cast<int>(n % nx), static_cast<int>(n / nx % ny), static_cast<int>(n / nx / ny)};
    }
};

Cut cutOut(const Volume& image, const LesionMap& map, const Lesion& lesion)
{
    Cut cut;
    VoxelIndex first = lesion.region.lower;
    const Geometry& grid = image.geometry();
    std::array<int*, 3> lower{&first.i, &first.j, &first.k};
    for (std::size_t c = 0; c < 3; ++c) {
        const int margin = static_cast<int>(std::ceil(kAroundMm / grid.spacing()[c]));
        const int upper = std::min(*lower[c] + lesion.region.size[c] + margin, grid.size()[c]);
        *lower[c] = std::max(*lower[c] - margin, 0);
        cut.size[c] = upper - *lower[c];
        cut.spacing[c] = grid.spacing()[c];
    }
    const std::size_t count = static_cast<std::size_t>(cut.size[0]) *
                              static_cast<std::size_t>(cut.size[1]) *
                              static_cast<std::size_t>(cut.size[2]);
    for (std::size_t n = 0; n < count; ++n) {
        const auto [i, j, k] = cut.place(n);
        const std::size_t offset = grid.offset({first.i + i, first.j + j, first.k + k});
        cut.values.push_back(image.voxels()[offset]);
        cut.lesion.push_back(map.labels[offset] == lesion.label ? 1 : 0);
        cut.others.push_back(map.labels[offset] != lesion.label && map.labels[offset] != 0 ? 1 : 0);
    }
    return cut;
}

/// Marks what can be reached from the border of one plane across `axis` without crossing the
/// lesion.
void floodPlane(const Cut& cut, std::size_t axis, int plane, std::vector<char>& reached)
{
    const std::size_t u = (axis + 1) % 3;
    const std::size_t v = (axis + 2) % 3;
    std::vector<std::array<int, 3>> open;
    const auto visit = [&](const std::array<int, 3>& p) {
        if (p[u] < 0 || p[v] < 0 || p[u] >= cut.size[u] || p[v] >= cut.size[v]) {
            return;
        }
        char& seen = reached[cut.at(p[0], p[1], p[2])];
        if (seen == 0 && cut.lesion[cut.at(p[0], p[1], p[2])] == 0) {
            seen = 1;
            open.push_back(p);
        }
    };
    std::array<int, 3> p{};
    p[axis] = plane;
    for (const std::size_t along : {u, v}) {
        const std::size_t other = along == u ? v : u;
        for (p[along] = 0; p[along] < cut.size[along]; ++p[along]) {
            for (const int end : {0, cut.size[other] - 1}) {
                p[other] = end;
                visit(p);
            }
        }
    }
    while (!open.empty()) {
        const std::array<int, 3> from = open.back();
        open.pop_back();
        for (const std::size_t along : {u, v}) {
            for (const int step : {-1, 1}) {
                std::array<int, 3> next = from;
                next[along] += step;
                visit(next);
            }
        }
    }
}

void fillHoles(Cut& cut)
{
    std::vector<char> filled = cut.lesion;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        std::vector<char> reached(cut.lesion.size(), 0);
        for (int plane = 0; plane < cut.size[axis]; ++plane) {
            floodPlane(cut, axis, plane, reached);
        }
        for (std::size_t n = 0; n < filled.size(); ++n) {
            filled[n] = filled[n] != 0 || (reached[n] == 0 && cut.others[n] == 0) ? 1 : 0;
        }
    }
    cut.lesion = std::move(filled);
}

/// Voxels outside that touch the lesion by a face: whatever is nearest is one of them.
std::vector<std::array<int, 3>> borderOf(const Cut& cut)
{
    std::vector<std::array<int, 3>> border;
    for (std::size_t n = 0; n < cut.lesion.size(); ++n) {
        if (cut.lesion[n] != 0) {
            continue;
        }
        const std::array<int, 3> p = cut.place(n);
        bool touches = false;
        for (std::size_t c = 0; c < 3; ++c) {
            for (const int step : {-1, 1}) {
                std::array<int, 3> q = p;
                q[c] += step;
                touches = touches || (q[c] >= 0 && q[c] < cut.size[c] &&
                                      cut.lesion[cut.at(q[0], q[1], q[2])] != 0);
            }
        }
        if (touches) {
            border.push_back(p);
        }
    }
    return border;
}

/// Distance in mm from each voxel of the lesion to the nearest outside, with its brightness.
std::vector<std::pair<double, double>> depthsOf(const Cut& cut)
{
    const auto border = borderOf(cut);
    std::vector<std::pair<double, double>> depths;
    for (std::size_t n = 0; n < cut.lesion.size(); ++n) {
        if (cut.lesion[n] == 0) {
            continue;
        }
        const std::array<int, 3> p = cut.place(n);
        double nearest = std::numeric_limits<double>::infinity();
        for (const auto& q : border) {
            double square = 0.0;
            for (std::size_t c = 0; c < 3; ++c) {
                const double mm = (p[c] - q[c]) * cut.spacing[c];
                square += mm * mm;
            }
            nearest = std::min(nearest, square);
        }
        depths.emplace_back(std::sqrt(nearest), static_cast<double>(cut.values[n]));
    }
    return depths;
}

double surroundings(const Cut& cut)
{
    std::vector<float> around;
    for (std::size_t n = 0; n < cut.values.size(); ++n) {
        if (cut.lesion[n] == 0 && cut.others[n] == 0) {
            around.push_back(cut.values[n]);
        }
    }
    if (around.empty()) {
        return 0.0;
    }
    const auto middle = around.begin() + static_cast<std::ptrdiff_t>(around.size() / 2);
    std::nth_element(around.begin(), middle, around.end());
    return static_cast<double>(*middle);
}

/// Mean brightness of a range of depths; nothing in it: -infinity.
double meanBetween(const std::vector<std::pair<double, double>>& depths, double from, double to)
{
    double sum = 0.0;
    double count = 0.0;
    for (const auto& [depth, value] : depths) {
        if (depth >= from && depth < to) {
            sum += value;
            count += 1.0;
        }
    }
    return count > 0.0 ? sum / count : -std::numeric_limits<double>::infinity();
}

EnhancementPattern patternOf(Cut cut)
{
    const double around = surroundings(cut);
    fillHoles(cut);
    const auto depths = depthsOf(cut);
    const double deepest = std::max_element(depths.begin(), depths.end())->first;
    if (deepest < kLeastDepthMm || !std::isfinite(deepest)) { // infinite: it fills the image
        return EnhancementPattern::Nodular;
    }
    const double step = *std::min_element(cut.spacing.begin(), cut.spacing.end());
    const double coreFrom = kCoreDepth * deepest;
    double brightest = -std::numeric_limits<double>::infinity();
    for (double from = 0.0; from < coreFrom; from += step) {
        brightest = std::max(brightest, meanBetween(depths, from, std::min(from + step, coreFrom)));
    }
    const double core = meanBetween(depths, coreFrom, std::numeric_limits<double>::infinity());
    const bool hollow = brightest > around && brightest - core >= kHollow * (brightest - around);
    return hollow ? EnhancementPattern::Ring : EnhancementPattern::Nodular;
}

} // namespace

std::vector<EnhancementPattern> suggestPatterns(const Volume& image, const LesionMap& map)
{
    if (!sameGrid(image.geometry(), map.geometry)) {
        throw Error(Error::Kind::Geometry,
                    "The mask does not lie on the image: " +
                        difference(image.geometry(), map.geometry).describe() + ".");
    }
    std::vector<EnhancementPattern> patterns;
    for (const Lesion& lesion : map.lesions) {
        patterns.push_back(patternOf(cutOut(image, map, lesion)));
    }
    return patterns;
}

} // namespace dawson
