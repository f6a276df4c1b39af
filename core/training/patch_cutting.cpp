#include "core/training/augmentation.h"
#include "core/training/elastic_field.h"
#include "core/training/image_degradation.h"
#include "core/training/intensity_change.h"
#include "core/training/random_stream.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <span>

namespace dawson
{

namespace
{

using Point = std::array<float, 3>;

/// Source positions of all voxels of a patch, and the box that interpolating there may touch.
struct SourcePoints {
    std::vector<Point> points;
    Region box;
};

/// Position of the patch's centre in the source, in voxels.
std::array<double, 3> centerOf(const PatchSource& source, const AugmentationDraw& draw)
{
    return {source.center.i + draw.shift[0] * source.imageSize[0],
            source.center.j + draw.shift[1] * source.imageSize[1],
            source.center.k + draw.shift[2] * source.imageSize[2]};
}

/// The affine part; a row of voxels is a straight line in the source.
void placeAffine(std::vector<Point>& points,
                 int size,
                 const std::array<double, 3>& center,
                 const AugmentationDraw& draw)
{
    const auto& m = draw.matrix;
    const int half = size / 2;
    Point* next = points.data();
    for (int k = -half; k < size - half; ++k) {
        for (int j = -half; j < size - half; ++j) {
            Point start{};
            for (std::size_t axis = 0; axis < 3; ++axis) {
                start[axis] = static_cast<float>(center[axis] - m[axis][0] * half + m[axis][1] * j +
                                                 m[axis][2] * k);
            }
            const Point step{static_cast<float>(m[0][0]),
                             static_cast<float>(m[1][0]),
                             static_cast<float>(m[2][0])};
            for (int i = 0; i < size; ++i, ++next) {
                const auto along = static_cast<float>(i);
                *next = {start[0] + along * step[0],
                         start[1] + along * step[1],
                         start[2] + along * step[2]};
            }
        }
    }
}

void addElastic(std::vector<Point>& points, int size, const ElasticField& field)
{
    std::vector<float> row(3 * static_cast<std::size_t>(size));
    Point* next = points.data();
    for (int k = 0; k < size; ++k) {
        for (int j = 0; j < size; ++j) {
            field.row(j, k, row);
            for (const float* moved = row.data(); moved != row.data() + row.size(); moved += 3) {
                *next = {(*next)[0] + moved[0], (*next)[1] + moved[1], (*next)[2] + moved[2]};
                ++next;
            }
        }
    }
}

void addJitter(std::vector<Point>& points, float range, RandomStream random)
{
    for (Point& point : points) {
        const auto shake = random.symmetrics();
        point = {
            point[0] + range * shake[0], point[1] + range * shake[1], point[2] + range * shake[2]};
    }
}

Region boxAround(const std::vector<Point>& points)
{
    Point lowest = points.front();
    Point highest = points.front();
    for (const Point& point : points) {
        for (std::size_t axis = 0; axis < 3; ++axis) {
            lowest[axis] = std::min(lowest[axis], point[axis]);
            highest[axis] = std::max(highest[axis], point[axis]);
        }
    }
    std::array<int, 3> first{};
    Region box;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        first[axis] = static_cast<int>(std::floor(lowest[axis]));
        // As cellsOf rounds: a point just below a voxel may become that voxel.
        box.size[axis] = static_cast<int>(highest[axis] - static_cast<float>(first[axis])) + 2;
    }
    box.lower = {first[0], first[1], first[2]};
    return box;
}

SourcePoints
sourcePoints(const PatchSource& source, int size, const AugmentationDraw& draw, std::uint64_t seed)
{
    const auto length = static_cast<std::size_t>(size);
    SourcePoints made{std::vector<Point>(length * length * length), {}};
    placeAffine(made.points, size, centerOf(source, draw), draw);
    const ElasticField field(size, draw.elasticRms, draw.elasticSigma, mixSeed(seed, 1));
    if (!field.empty()) {
        addElastic(made.points, size, field);
    }
    if (draw.jitter > 0.0) {
        addJitter(made.points, static_cast<float>(draw.jitter), RandomStream(mixSeed(seed, 2)));
    }
    made.box = boxAround(made.points);
    return made;
}

/// A point's voxel below, as an offset in the box, and the way to the next voxels.
struct Cell {
    std::uint32_t offset;
    Point weight;
};

std::vector<Cell> cellsOf(const SourcePoints& source)
{
    const Point lower{static_cast<float>(source.box.lower.i),
                      static_cast<float>(source.box.lower.j),
                      static_cast<float>(source.box.lower.k)};
    const int row = source.box.size[0];
    const int plane = row * source.box.size[1];
    std::vector<Cell> cells(source.points.size());
    for (std::size_t n = 0; n < cells.size(); ++n) {
        // Never negative, see boxAround, so that cutting off is rounding down.
        const Point& point = source.points[n];
        const Point inside{point[0] - lower[0], point[1] - lower[1], point[2] - lower[2]};
        const std::array<int, 3> below{
            static_cast<int>(inside[0]), static_cast<int>(inside[1]), static_cast<int>(inside[2])};
        cells[n] = {static_cast<std::uint32_t>(below[0] + row * below[1] + plane * below[2]),
                    {inside[0] - static_cast<float>(below[0]),
                     inside[1] - static_cast<float>(below[1]),
                     inside[2] - static_cast<float>(below[2])}};
    }
    return cells;
}

void readLinear(const std::vector<Cell>& cells,
                const Region& box,
                const std::vector<float>& voxels,
                std::span<float> out)
{
    const auto row = static_cast<std::size_t>(box.size[0]);
    const std::size_t plane = row * static_cast<std::size_t>(box.size[1]);
    for (std::size_t n = 0; n < cells.size(); ++n) {
        const Point& w = cells[n].weight;
        const float* v = voxels.data() + cells[n].offset;
        const float a = v[0] + w[0] * (v[1] - v[0]);
        const float b = v[row] + w[0] * (v[row + 1] - v[row]);
        const float c = v[plane] + w[0] * (v[plane + 1] - v[plane]);
        const float d = v[plane + row] + w[0] * (v[plane + row + 1] - v[plane + row]);
        const float low = a + w[1] * (b - a);
        const float high = c + w[1] * (d - c);
        out[n] = low + w[2] * (high - low);
    }
}

void readNearest(const std::vector<Cell>& cells,
                 const Region& box,
                 const std::vector<std::uint8_t>& labels,
                 std::span<std::uint8_t> out)
{
    const auto row = static_cast<std::size_t>(box.size[0]);
    const std::size_t plane = row * static_cast<std::size_t>(box.size[1]);
    for (std::size_t n = 0; n < cells.size(); ++n) {
        const Point& w = cells[n].weight;
        out[n] = labels[cells[n].offset + (w[0] < 0.5F ? 0 : 1) + (w[1] < 0.5F ? 0 : row) +
                        (w[2] < 0.5F ? 0 : plane)];
    }
}

/// Where there is background no slice reaches: an image of thick slices has a brain mask of its
/// own.
void thicken(std::span<float> image, int size, const ThickSlices& slices)
{
    if (slices.thickness <= 1.0) {
        return;
    }
    const std::vector<float> before(image.begin(), image.end());
    thickenSlices(image, size, slices);
    for (std::size_t n = 0; n < before.size(); ++n) {
        image[n] = before[n] == 0.0F ? 0.0F : image[n];
    }
}

bool changesIntensity(const AugmentationDraw& draw)
{
    return draw.gamma != 1.0 || draw.contrast != 1.0 || draw.brightness != 0.0 || draw.noise > 0.0;
}

} // namespace

Patch cutPatch(const PatchSource& source,
               int size,
               const AugmentationDraw& draw,
               std::uint64_t seed)
{
    assert(size > 0 && source.channels > 0);
    SourcePoints where = sourcePoints(source, size, draw, seed);
    const std::vector<Cell> cells = cellsOf(where);
    const Region box = where.box;
    where.points = {};
    Patch patch;
    patch.size = size;
    patch.channels = source.channels;
    patch.image.resize(cells.size() * static_cast<std::size_t>(source.channels));
    for (int channel = 0; channel < source.channels; ++channel) {
        const auto number = static_cast<std::size_t>(channel);
        const auto part = std::span(patch.image).subspan(number * cells.size(), cells.size());
        readLinear(cells, box, source.image(channel, box), part);
        thicken(part, size, draw.slices);
        degrade(part, size, draw, mixSeed(seed, 0x100 + number));
        if (changesIntensity(draw)) {
            changeIntensity(part, draw, mixSeed(seed, 3 + number));
        }
    }
    patch.mask.resize(cells.size());
    readNearest(cells, box, source.mask(box), patch.mask);
    return patch;
}

} // namespace dawson
