#pragma once

#include "core/base/error.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace dawson
{

/// What `read` threw; nothing when it did not.
inline std::optional<Error> failureOf(const std::function<void()>& read)
{
    try {
        read();
    } catch (const Error& failure) {
        return failure;
    }
    return std::nullopt;
}

inline std::string nrrd(const std::string& fields, const std::string& voxels)
{
    return "NRRD0004\n" + fields + "\n" + voxels;
}

/// 4 x 3 x 2 floats.
inline std::string soundNrrd(const std::string& encoding, const std::string& voxels)
{
    return nrrd("type: float\ndimension: 3\nspace: left-posterior-superior\nsizes: 4 3 2\n"
                "space directions: (1,0,0) (0,2,0) (0,0,3)\nspace origin: (1,2,3)\n"
                "endian: little\nencoding: " +
                    encoding + "\n",
                voxels);
}

inline std::string meta(const std::string& fields, const std::string& voxels)
{
    return "ObjectType = Image\n" + fields + "ElementDataFile = LOCAL\n" + voxels;
}

inline std::string soundMeta(const std::string& voxels)
{
    return meta("NDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = False\nDimSize = 4 3 2\n"
                "ElementSpacing = 1 2 3\nElementType = MET_FLOAT\n",
                voxels);
}

inline std::string floats(std::size_t count, float value = 1.0F)
{
    const std::vector<float> values(count, value);
    return {reinterpret_cast<const char*>(values.data()), count * sizeof(float)};
}

} // namespace dawson
