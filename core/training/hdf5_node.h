#pragma once

#include "core/base/error.h"

#include <hdf5.h>

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace dawson
{

/// An HDF5 identifier that closes itself.
class Hdf5Id
{
public:
    using Close = herr_t (*)(hid_t);

    Hdf5Id(hid_t id, Close close)
        : m_id(id)
        , m_close(close)
    {
    }

    ~Hdf5Id()
    {
        if (m_id >= 0) {
            m_close(m_id);
        }
    }

    Hdf5Id(const Hdf5Id&) = delete;
    Hdf5Id& operator=(const Hdf5Id&) = delete;

    Hdf5Id(Hdf5Id&& other) noexcept
        : m_id(std::exchange(other.m_id, -1))
        , m_close(other.m_close)
    {
    }

    Hdf5Id& operator=(Hdf5Id&& other) noexcept
    {
        std::swap(m_id, other.m_id);
        std::swap(m_close, other.m_close);
        return *this;
    }

    hid_t get() const { return m_id; }

    explicit operator bool() const { return m_id >= 0; }

private:
    hid_t m_id;
    Close m_close;
};

/// How floats are stored.
enum class FloatStorage { Single, Half };

/// The HDF5 type of IEEE half floats, which h5py reads as float16.
Hdf5Id halfFloatType();

/// A file, group or dataset of an HDF5 file, with its attributes. Every failure is an Error of the
/// kind given when the file was opened, naming the file.
///
/// Files are written in HDF5's newer format, whose metadata carry checksums, and texts have fixed
/// length so that they lie in checksummed metadata too.
class Hdf5Node
{
public:
    /// A new file; failures are Error(Io) and name `target`, where it will be renamed to.
    static Hdf5Node create(const std::filesystem::path& path, const std::filesystem::path& target);
    /// Read only. Throws Error(Io) when there is no such file or no permission.
    static Hdf5Node open(const std::filesystem::path& path, Error::Kind kind);

    Hdf5Node makeGroup(const std::string& name) const;
    Hdf5Node child(const std::string& name) const;
    bool hasChild(const std::string& name) const;
    /// Sorted by name.
    std::vector<std::string> childNames() const;
    std::vector<std::string> attributeNames() const;

    void setText(const std::string& name, const std::string& text) const;
    void setTexts(const std::string& name, const std::vector<std::string>& texts) const;
    void setNumbers(const std::string& name, std::span<const double> values) const;
    void setWholes(const std::string& name, std::span<const std::int64_t> values) const;
    std::string text(const std::string& name) const;
    std::vector<std::string> texts(const std::string& name) const;
    std::vector<double> numbers(const std::string& name) const;
    std::vector<std::int64_t> wholes(const std::string& name) const;

    /// Writes everything to the file, so that a full disk is noticed before the rename.
    void flush() const;

    hid_t id() const { return m_id.get(); }

    [[noreturn]] void fail(const std::string& sentence) const;
    /// The id itself, or an Error with `sentence` when HDF5 gave none.
    Hdf5Id checked(hid_t id, Hdf5Id::Close close, const std::string& sentence) const;

private:
    Hdf5Node(Hdf5Id id, std::filesystem::path path, Error::Kind kind);

    Hdf5Id m_id;
    std::filesystem::path m_path;
    Error::Kind m_kind;
};

/// One value of an attribute; fails when there are more or none.
double numberOf(const Hdf5Node& node, const std::string& name);
std::int64_t wholeOf(const Hdf5Node& node, const std::string& name);

/// A contiguous dataset of floats below `parent`, and back. Reading checks the declared size
/// against what is stored before it allocates.
Hdf5Node writeFloats(const Hdf5Node& parent,
                     const std::string& name,
                     const std::vector<std::int64_t>& shape,
                     std::span<const float> values,
                     FloatStorage storage = FloatStorage::Single);
std::vector<float> readFloats(const Hdf5Node& dataset);
std::vector<std::int64_t> shapeOf(const Hdf5Node& dataset);

} // namespace dawson
