#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dawson
{

/// A NIfTI-1 file put together field by field, to make files no program would write. Starts as a
/// sound image of 4 x 3 x 2 floats counting up from 0, 1 x 2 x 3 mm, sform only.
class NiftiBytes
{
public:
    NiftiBytes();

    /// `at` is the byte offset the NIfTI-1 definition gives for the field.
    template <typename Field>
    NiftiBytes& set(std::size_t at, Field value)
    {
        const auto* bytes = reinterpret_cast<const char*>(&value);
        m_bytes.replace(at, sizeof(Field), bytes, sizeof(Field));
        return *this;
    }

    NiftiBytes& dims(const std::array<std::int16_t, 8>& dim);
    NiftiBytes& type(std::int16_t datatype, std::int16_t bits);
    NiftiBytes& sform(const std::array<float, 12>& rows);
    NiftiBytes& qform(const std::array<float, 3>& quaternion, const std::array<float, 3>& offset);

    template <typename Voxel>
    NiftiBytes& voxels(const std::vector<Voxel>& values)
    {
        m_bytes.resize(352);
        m_bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(Voxel));
        return *this;
    }

    /// Every field and every 4-byte voxel in the other byte order.
    std::string swapped() const;

    const std::string& plain() const { return m_bytes; }

    std::string gzipped() const;

private:
    std::string m_bytes;
};

/// The text as one gzip member.
std::string gzip(const std::string& bytes);

void writeBytes(const std::filesystem::path& path, const std::string& bytes);
std::string readBytes(const std::filesystem::path& path);

} // namespace dawson
