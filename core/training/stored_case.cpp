#include "core/training/stored_case.h"

#include "core/lesion/lesion_map.h"
#include "core/training/half_float.h"

#include <algorithm>
#include <array>

namespace dawson
{

namespace
{

constexpr hsize_t kChunk = 16; ///< edge; larger ones unpack more than a patch uses
constexpr std::int64_t kMaxAxis = 1 << 20;
constexpr float kLargestHalf = 65504.0F;

/// HDF5 axes run k, j, i.
std::array<hsize_t, 3> axes(const Geometry::Size& size)
{
    return {static_cast<hsize_t>(size[2]),
            static_cast<hsize_t>(size[1]),
            static_cast<hsize_t>(size[0])};
}

void writeGrid(const Hdf5Node& node, const std::string& prefix, const Geometry& grid)
{
    const auto& size = grid.size();
    node.setWholes(prefix + "_size", {{size[0], size[1], size[2]}});
    node.setNumbers(prefix + "_spacing", grid.spacing());
    node.setNumbers(prefix + "_origin", {{grid.origin().x, grid.origin().y, grid.origin().z}});
    std::vector<double> direction;
    for (const Geometry::Vector& row : grid.direction()) {
        direction.insert(direction.end(), row.begin(), row.end());
    }
    node.setNumbers(prefix + "_direction", direction);
}

Geometry readGrid(const Hdf5Node& node, const std::string& prefix)
{
    const auto size = node.wholes(prefix + "_size");
    const auto spacing = node.numbers(prefix + "_spacing");
    const auto origin = node.numbers(prefix + "_origin");
    const auto direction = node.numbers(prefix + "_direction");
    const bool whole = size.size() == 3 && spacing.size() == 3 && origin.size() == 3 &&
                       direction.size() == 9 &&
                       std::all_of(size.begin(), size.end(), [](std::int64_t n) {
                           return n > 0 && n <= kMaxAxis;
                       });
    if (!whole) {
        node.fail("The grid of a case is damaged.");
    }
    Geometry::Matrix matrix{};
    for (std::size_t n = 0; n < 9; ++n) {
        matrix[n / 3][n % 3] = direction[n];
    }
    try {
        return {{static_cast<int>(size[0]), static_cast<int>(size[1]), static_cast<int>(size[2])},
                {spacing[0], spacing[1], spacing[2]},
                {origin[0], origin[1], origin[2]},
                matrix};
    } catch (const Error& error) {
        node.fail(std::string("The grid of a case is impossible: ") + error.what());
    }
}

/// Chunked, shuffled, deflated at the fastest level, with a checksum a chunk.
void writeVoxels(const Hdf5Node& group,
                 const std::string& name,
                 const Geometry::Size& size,
                 hid_t type,
                 const void* voxels)
{
    const std::string failed = "The case cannot be written; check the space on the disk.";
    const auto dims = axes(size);
    std::array<hsize_t, 3> chunk{};
    std::transform(dims.begin(), dims.end(), chunk.begin(), [](hsize_t length) {
        return std::min(length, kChunk);
    });
    const Hdf5Id layout(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    H5Pset_chunk(layout.get(), 3, chunk.data());
    H5Pset_shuffle(layout.get());
    H5Pset_deflate(layout.get(), 1);
    H5Pset_fletcher32(layout.get());
    const Hdf5Id space = group.checked(H5Screate_simple(3, dims.data(), nullptr), H5Sclose, failed);
    const Hdf5Id dataset = group.checked(
        H5Dcreate2(
            group.id(), name.c_str(), type, space.get(), H5P_DEFAULT, layout.get(), H5P_DEFAULT),
        H5Dclose,
        failed);
    if (H5Dwrite(dataset.get(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, voxels) < 0) {
        group.fail(failed);
    }
}

void writeImage(const Hdf5Node& group, const std::string& name, const Volume& volume)
{
    std::vector<std::uint16_t> halves(volume.voxels().size());
    std::transform(volume.voxels().begin(), volume.voxels().end(), halves.begin(), [](float value) {
        return halfFromFloat(std::clamp(value, -kLargestHalf, kLargestHalf));
    });
    writeVoxels(group, name, volume.geometry().size(), halfFloatType().get(), halves.data());
}

void writeOffsets(const Hdf5Node& group,
                  const std::string& name,
                  const std::vector<std::uint32_t>& values)
{
    const std::string failed = "The lesions of a case cannot be written.";
    const hsize_t count = values.size();
    const Hdf5Id space = group.checked(H5Screate_simple(1, &count, nullptr), H5Sclose, failed);
    const Hdf5Id dataset = group.checked(H5Dcreate2(group.id(),
                                                    name.c_str(),
                                                    H5T_STD_U32LE,
                                                    space.get(),
                                                    H5P_DEFAULT,
                                                    H5P_DEFAULT,
                                                    H5P_DEFAULT),
                                         H5Dclose,
                                         failed);
    if (count > 0 &&
        H5Dwrite(dataset.get(), H5T_NATIVE_UINT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) <
            0) {
        group.fail(failed);
    }
}

LesionVoxels lesionVoxels(const Mask& mask)
{
    const LesionMap map = findLesions(mask);
    LesionVoxels voxels;
    voxels.starts.push_back(0);
    for (const Lesion& lesion : map.lesions) {
        voxels.starts.push_back(voxels.starts.back() + static_cast<std::uint32_t>(lesion.voxels));
    }
    voxels.offsets.resize(voxels.starts.back());
    std::vector<std::uint32_t> next(voxels.starts.begin(), voxels.starts.end() - 1);
    for (std::size_t n = 0; n < map.labels.size(); ++n) {
        if (map.labels[n] > 0) {
            voxels.offsets[next[static_cast<std::size_t>(map.labels[n] - 1)]++] =
                static_cast<std::uint32_t>(n);
        }
    }
    return voxels;
}

/// Reads the part of `box` inside the image into a buffer of the whole box.
void readBox(const Hdf5Node& dataset,
             const Geometry::Size& size,
             const Region& box,
             hid_t type,
             void* buffer)
{
    const Region inside = box.intersection(Region{{}, size});
    if (inside.empty()) {
        return;
    }
    const auto boxAxes = axes(box.size);
    const auto count = axes(inside.size);
    const std::array<hsize_t, 3> from{static_cast<hsize_t>(inside.lower.k),
                                      static_cast<hsize_t>(inside.lower.j),
                                      static_cast<hsize_t>(inside.lower.i)};
    const std::array<hsize_t, 3> to{static_cast<hsize_t>(inside.lower.k - box.lower.k),
                                    static_cast<hsize_t>(inside.lower.j - box.lower.j),
                                    static_cast<hsize_t>(inside.lower.i - box.lower.i)};
    const std::string failed = "The voxels of a case cannot be read; the file is damaged.";
    const Hdf5Id file = dataset.checked(H5Dget_space(dataset.id()), H5Sclose, failed);
    const Hdf5Id memory =
        dataset.checked(H5Screate_simple(3, boxAxes.data(), nullptr), H5Sclose, failed);
    const bool selected =
        H5Sselect_hyperslab(
            file.get(), H5S_SELECT_SET, from.data(), nullptr, count.data(), nullptr) >= 0 &&
        H5Sselect_hyperslab(
            memory.get(), H5S_SELECT_SET, to.data(), nullptr, count.data(), nullptr) >= 0;
    if (!selected ||
        H5Dread(dataset.id(), type, memory.get(), file.get(), H5P_DEFAULT, buffer) < 0) {
        dataset.fail(failed);
    }
}

void checkVoxels(const Hdf5Node& group, const std::string& name, const Geometry::Size& size)
{
    const std::vector<std::int64_t> expected{size[2], size[1], size[0]};
    const Hdf5Node dataset = group.child(name);
    if (shapeOf(dataset) != expected) {
        group.fail("The voxels of a case do not fit its grid; the file is damaged.");
    }
    const Hdf5Id type(H5Dget_type(dataset.id()), H5Tclose);
    const bool mask = name == "mask";
    const bool fits = mask ? H5Tget_class(type.get()) == H5T_INTEGER && H5Tget_size(type.get()) == 1
                           : H5Tequal(type.get(), halfFloatType().get()) > 0;
    if (!fits) {
        group.fail("The voxels of a case are of another type; the file is damaged.");
    }
}

} // namespace

std::string caseGroupName(std::size_t source)
{
    std::string digits = std::to_string(source);
    return std::string(digits.size() < 6 ? 6 - digits.size() : 0, '0') + digits;
}

void writeStoredCase(const Hdf5Node& cases, const StoredCase& stored, const PreparedCase& prepared)
{
    const Hdf5Node group = cases.makeGroup(caseGroupName(stored.source));
    const std::vector<Volume>& channels = prepared.images.channels;
    const Geometry& grid = channels.front().geometry();
    group.setText("subject", stored.subject);
    group.setText("session", stored.session);
    group.setText("digest", stored.digest);
    group.setWholes("channels", {{static_cast<std::int64_t>(channels.size())}});
    writeGrid(group, "prepared", grid);
    writeGrid(group, "native", prepared.images.native);
    for (std::size_t n = 0; n < channels.size(); ++n) {
        writeImage(group, "image" + std::to_string(n), channels[n]);
    }
    writeVoxels(group, "mask", grid.size(), H5T_STD_U8LE, prepared.reference.labels().data());
    const LesionVoxels lesions = lesionVoxels(prepared.reference);
    writeOffsets(group, "lesion_offsets", lesions.offsets);
    writeOffsets(group, "lesion_starts", lesions.starts);
}

StoredCase readStoredCase(const Hdf5Node& group, std::size_t source)
{
    StoredCase stored;
    stored.source = source;
    stored.subject = group.text("subject");
    stored.session = group.text("session");
    stored.digest = group.text("digest");
    stored.channels = static_cast<int>(std::clamp<std::int64_t>(wholeOf(group, "channels"), 1, 64));
    stored.prepared = readGrid(group, "prepared");
    stored.native = readGrid(group, "native");
    for (int n = 0; n < stored.channels; ++n) {
        checkVoxels(group, "image" + std::to_string(n), stored.prepared.size());
    }
    checkVoxels(group, "mask", stored.prepared.size());
    stored.lesionVoxels = static_cast<std::size_t>(shapeOf(group.child("lesion_offsets")).at(0));
    stored.lesions = static_cast<int>(shapeOf(group.child("lesion_starts")).at(0)) - 1;
    return stored;
}

std::vector<float>
readImageBox(const Hdf5Node& dataset, const Geometry::Size& size, const Region& box)
{
    std::vector<std::uint16_t> halves(box.voxelCount(), 0);
    readBox(dataset, size, box, halfFloatType().get(), halves.data());
    std::vector<float> values(halves.size());
    std::transform(halves.begin(), halves.end(), values.begin(), floatFromHalf);
    return values;
}

std::vector<std::uint8_t>
readMaskBox(const Hdf5Node& dataset, const Geometry::Size& size, const Region& box)
{
    std::vector<std::uint8_t> labels(box.voxelCount(), 0);
    readBox(dataset, size, box, H5T_NATIVE_UINT8, labels.data());
    return labels;
}

std::vector<std::uint32_t> readOffsets(const Hdf5Node& dataset)
{
    const auto shape = shapeOf(dataset);
    if (shape.size() != 1 || static_cast<std::uint64_t>(shape[0]) * sizeof(std::uint32_t) >
                                 H5Dget_storage_size(dataset.id())) {
        dataset.fail("The lesions of a case are damaged.");
    }
    std::vector<std::uint32_t> values(static_cast<std::size_t>(shape[0]));
    if (!values.empty() &&
        H5Dread(dataset.id(), H5T_NATIVE_UINT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) <
            0) {
        dataset.fail("The lesions of a case cannot be read; the file is damaged.");
    }
    return values;
}

} // namespace dawson
