#include "core/lesion/lesion_map.h"

#include "core/lesion/lesion_shape.h"
#include "core/lesion/voxel_runs.h"

#include <algorithm>
#include <utility>

namespace dawson
{

namespace
{

/// The runs of one component, within all runs sorted by component.
struct Component {
    std::span<const VoxelRun> runs;
    std::size_t voxels = 0;
};

std::vector<Component> componentsOf(std::span<const VoxelRun> sortedRuns)
{
    std::vector<Component> components;
    for (std::size_t begin = 0; begin < sortedRuns.size();) {
        std::size_t end = begin;
        std::size_t voxels = 0;
        while (end < sortedRuns.size() &&
               sortedRuns[end].component == sortedRuns[begin].component) {
            voxels += sortedRuns[end].length();
            ++end;
        }
        components.push_back({sortedRuns.subspan(begin, end - begin), voxels});
        begin = end;
    }
    return components;
}

void fill(std::span<const VoxelRun> runs, std::int32_t label, LesionMap& map)
{
    for (const VoxelRun& run : runs) {
        const auto first = map.labels.begin() + static_cast<std::ptrdiff_t>(
                                                    map.geometry.offset({run.first, run.j, run.k}));
        std::fill_n(first, run.length(), label);
    }
}

} // namespace

std::int32_t LesionMap::labelAt(const VoxelIndex& voxel) const
{
    return geometry.contains(voxel) && !labels.empty() ? labels[geometry.offset(voxel)] : 0;
}

LesionMap findLesions(const Mask& mask, Connectivity connectivity, double minVolumeMl)
{
    std::vector<VoxelRun> runs = connectedRuns(mask, connectivity);
    // Stable sorts keep runs, and components of equal size, by rising offset.
    std::stable_sort(runs.begin(), runs.end(), [](const VoxelRun& a, const VoxelRun& b) {
        return a.component < b.component;
    });
    std::vector<Component> components = componentsOf(runs);
    std::stable_sort(components.begin(),
                     components.end(),
                     [](const Component& a, const Component& b) { return a.voxels > b.voxels; });

    LesionMap map{mask.geometry(), connectivity, {}, {}};
    map.labels.resize(mask.labels().size());
    // A lesion of exactly the smallest volume stays, also when its product is rounded down.
    const double smallest = minVolumeMl * (1.0 - 1e-9);
    for (const Component& component : components) {
        Lesion lesion = describeLesion(component.runs, map.geometry);
        if (lesion.volumeMl < smallest) {
            break;
        }
        lesion.label = static_cast<std::int32_t>(map.lesions.size()) + 1;
        fill(component.runs, lesion.label, map);
        map.lesions.push_back(lesion);
    }
    return map;
}

} // namespace dawson
