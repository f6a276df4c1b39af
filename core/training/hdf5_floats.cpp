#include "core/training/half_float.h"
#include "core/training/hdf5_node.h"

#include <algorithm>

namespace dawson
{

namespace
{

constexpr int kMaxAxes = 8;
constexpr std::uint64_t kBestCompression = 1100; ///< deflate's limit is 1032 to 1

std::uint64_t valueCount(const std::vector<std::int64_t>& shape)
{
    std::uint64_t count = 1;
    for (const std::int64_t length : shape) {
        count *= static_cast<std::uint64_t>(length);
    }
    return count;
}

bool isHalf(hid_t type)
{
    return H5Tequal(type, halfFloatType().get()) > 0;
}

} // namespace

Hdf5Node writeFloats(const Hdf5Node& parent,
                     const std::string& name,
                     const std::vector<std::int64_t>& shape,
                     std::span<const float> values,
                     FloatStorage storage)
{
    const std::string failed = "The numbers of \"" + name + "\" cannot be written.";
    std::vector<hsize_t> sizes(shape.begin(), shape.end());
    const Hdf5Id space = parent.checked(
        sizes.empty() ? H5Screate(H5S_SCALAR)
                      : H5Screate_simple(static_cast<int>(sizes.size()), sizes.data(), nullptr),
        H5Sclose,
        failed);
    const Hdf5Id half = halfFloatType();
    const hid_t type = storage == FloatStorage::Half ? half.get() : H5T_IEEE_F32LE;
    const Hdf5Id dataset = parent.checked(
        H5Dcreate2(
            parent.id(), name.c_str(), type, space.get(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
        H5Dclose,
        failed);
    std::vector<std::uint16_t> packed;
    const void* memory = values.data();
    if (storage == FloatStorage::Half) {
        packed.resize(values.size());
        std::transform(values.begin(), values.end(), packed.begin(), halfFromFloat);
        memory = packed.data();
    }
    if (!values.empty() &&
        H5Dwrite(dataset.get(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, memory) < 0) {
        parent.fail(failed);
    }
    return parent.child(name);
}

std::vector<std::int64_t> shapeOf(const Hdf5Node& dataset)
{
    if (H5Iget_type(dataset.id()) != H5I_DATASET) {
        dataset.fail("A part that should hold numbers is no dataset.");
    }
    const Hdf5Id space =
        dataset.checked(H5Dget_space(dataset.id()), H5Sclose, "A dataset is damaged.");
    const int axes = H5Sget_simple_extent_ndims(space.get());
    if (axes < 0 || axes > kMaxAxes) {
        dataset.fail("A dataset has an absurd number of axes.");
    }
    std::vector<hsize_t> sizes(static_cast<std::size_t>(axes));
    H5Sget_simple_extent_dims(space.get(), sizes.data(), nullptr);
    const bool fits =
        std::all_of(sizes.begin(), sizes.end(), [](hsize_t size) { return size < (1ULL << 31U); });
    std::vector<std::int64_t> shape(sizes.begin(), sizes.end());
    double product = 1.0;
    for (const hsize_t size : sizes) {
        product *= static_cast<double>(size);
    }
    if (!fits || product > 0x1p40) {
        dataset.fail("A dataset has an absurd size.");
    }
    return shape;
}

std::vector<float> readFloats(const Hdf5Node& dataset)
{
    const std::uint64_t count = valueCount(shapeOf(dataset));
    const Hdf5Id type =
        dataset.checked(H5Dget_type(dataset.id()), H5Tclose, "A dataset is damaged.");
    if (H5Tget_class(type.get()) != H5T_FLOAT) {
        dataset.fail("A dataset that should hold floating point numbers holds something else.");
    }
    const std::uint64_t bytes = count * H5Tget_size(type.get());
    if (bytes > H5Dget_storage_size(dataset.id()) * kBestCompression) {
        dataset.fail("A dataset declares more numbers than the file holds.");
    }
    std::vector<float> values(count);
    std::vector<std::uint16_t> packed(isHalf(type.get()) ? count : 0);
    void* memory = packed.empty() ? static_cast<void*>(values.data()) : packed.data();
    const hid_t memoryType = packed.empty() ? H5T_NATIVE_FLOAT : type.get();
    if (count > 0 && H5Dread(dataset.id(), memoryType, H5S_ALL, H5S_ALL, H5P_DEFAULT, memory) < 0) {
        dataset.fail("The numbers of a dataset cannot be read; the file is damaged.");
    }
    std::transform(packed.begin(), packed.end(), values.begin(), floatFromHalf);
    return values;
}

} // namespace dawson
