#include "core/training/hdf5_node.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace dawson
{

namespace
{

constexpr std::size_t kMaxTextBytes = 1U << 20U;
constexpr hssize_t kMaxAttributeValues = 1 << 20;

Hdf5Id accessList()
{
    Hdf5Id list(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    H5Pset_libver_bounds(list.get(), H5F_LIBVER_V110, H5F_LIBVER_V110);
    // Files are never changed in place, and network disks often refuse locks.
    H5Pset_file_locking(list.get(), 0, 1);
    return list;
}

/// HDF5 prints every error by itself; ours carry the message. And a file must not make it load a
/// filter as a library from somewhere.
void silence()
{
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    H5PLset_loading_state(0);
}

/// Whether a dataset's values lie in other files. False for a group.
bool liesElsewhere(hid_t id)
{
    if (H5Iget_type(id) != H5I_DATASET) {
        return false;
    }
    const Hdf5Id list(H5Dget_create_plist(id), H5Pclose);
    return H5Pget_layout(list.get()) == H5D_VIRTUAL || H5Pget_external_count(list.get()) > 0;
}

Hdf5Id textType(std::size_t bytes)
{
    Hdf5Id type(H5Tcopy(H5T_C_S1), H5Tclose);
    H5Tset_size(type.get(), std::max<std::size_t>(1, bytes));
    H5Tset_strpad(type.get(), H5T_STR_NULLPAD);
    H5Tset_cset(type.get(), H5T_CSET_UTF8);
    return type;
}

std::string quoted(const std::string& name)
{
    return "\"" + name + "\"";
}

/// An attribute open for reading, with its type and number of values.
struct OpenAttribute {
    Hdf5Id id;
    Hdf5Id type;
    std::size_t values = 0;
};

OpenAttribute openAttribute(const Hdf5Node& node, const std::string& name)
{
    const std::string missing = "The attribute " + quoted(name) + " is missing or damaged.";
    Hdf5Id id = node.checked(H5Aopen(node.id(), name.c_str(), H5P_DEFAULT), H5Aclose, missing);
    Hdf5Id type = node.checked(H5Aget_type(id.get()), H5Tclose, missing);
    const Hdf5Id space = node.checked(H5Aget_space(id.get()), H5Sclose, missing);
    const hssize_t values = H5Sget_simple_extent_npoints(space.get());
    if (values < 0 || values > kMaxAttributeValues) {
        node.fail("The attribute " + quoted(name) + " has an absurd number of values.");
    }
    return {std::move(id), std::move(type), static_cast<std::size_t>(values)};
}

void writeAttribute(const Hdf5Node& node,
                    const std::string& name,
                    hid_t type,
                    const void* values,
                    std::size_t count)
{
    const std::string failed = "The attribute " + quoted(name) + " cannot be written.";
    const hsize_t size = count;
    const Hdf5Id space = node.checked(
        count == 1 ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, &size, nullptr), H5Sclose, failed);
    const Hdf5Id id = node.checked(
        H5Acreate2(node.id(), name.c_str(), type, space.get(), H5P_DEFAULT, H5P_DEFAULT),
        H5Aclose,
        failed);
    if (count > 0 && H5Awrite(id.get(), type, values) < 0) {
        node.fail(failed);
    }
}

std::vector<std::string>
readVariableTexts(const Hdf5Node& node, const std::string& name, const OpenAttribute& attribute)
{
    std::vector<char*> raw(attribute.values, nullptr);
    const Hdf5Id memory(H5Tcopy(attribute.type.get()), H5Tclose);
    if (!raw.empty() && H5Aread(attribute.id.get(), memory.get(), raw.data()) < 0) {
        node.fail("The attribute " + quoted(name) + " cannot be read.");
    }
    std::vector<std::string> texts;
    for (char* text : raw) {
        texts.emplace_back(text == nullptr ? "" : text);
        H5free_memory(text);
    }
    return texts;
}

} // namespace

Hdf5Id halfFloatType()
{
    Hdf5Id type(H5Tcopy(H5T_IEEE_F32LE), H5Tclose);
    H5Tset_fields(type.get(), 15, 10, 5, 0, 10);
    H5Tset_size(type.get(), 2);
    H5Tset_ebias(type.get(), 15);
    return type;
}

Hdf5Node::Hdf5Node(Hdf5Id id, std::filesystem::path path, Error::Kind kind)
    : m_id(std::move(id))
    , m_path(std::move(path))
    , m_kind(kind)
{
}

Hdf5Node Hdf5Node::create(const std::filesystem::path& path, const std::filesystem::path& target)
{
    silence();
    Hdf5Id id(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, accessList().get()), H5Fclose);
    if (!id) {
        throw Error(
            Error::Kind::Io, "It cannot be written; check space and permission.", target.string());
    }
    return {std::move(id), target, Error::Kind::Io};
}

Hdf5Node Hdf5Node::open(const std::filesystem::path& path, Error::Kind kind)
{
    silence();
    // HDF5 reports a missing file, a forbidden one and a foreign one alike.
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        const std::string why = std::generic_category().message(errno);
        throw Error(
            Error::Kind::Io, "It cannot be opened for reading: " + why + ".", path.string());
    }
    ::close(file);
    Hdf5Id id(H5Fopen(path.c_str(), H5F_ACC_RDONLY, accessList().get()), H5Fclose);
    if (!id) {
        throw Error(kind, "It is not an HDF5 file, or it is cut short.", path.string());
    }
    return {std::move(id), path, kind};
}

Hdf5Node Hdf5Node::makeGroup(const std::string& name) const
{
    const hid_t made = H5Gcreate2(id(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    return {checked(made, H5Gclose, "The group " + quoted(name) + " cannot be written."),
            m_path,
            m_kind};
}

Hdf5Node Hdf5Node::child(const std::string& name) const
{
    if (const auto end = name.find('/'); end != std::string::npos) {
        return child(name.substr(0, end)).child(name.substr(end + 1));
    }
    const std::string missing = "The part " + quoted(name) + " is missing or damaged.";
    H5L_info_t link{};
    if (H5Lget_info(id(), name.c_str(), &link, H5P_DEFAULT) < 0) {
        fail(missing);
    }
    if (link.type != H5L_TYPE_HARD) {
        fail("The part " + quoted(name) + " is a link; a file of Dawson holds all of itself.");
    }
    const hid_t found = H5Oopen(id(), name.c_str(), H5P_DEFAULT);
    Hdf5Node part(checked(found, H5Oclose, missing), m_path, m_kind);
    if (liesElsewhere(part.id())) {
        fail("The part " + quoted(name) +
             " lies in another file; a file of Dawson holds all of "
             "itself.");
    }
    return part;
}

bool Hdf5Node::hasChild(const std::string& name) const
{
    return H5Lexists(id(), name.c_str(), H5P_DEFAULT) > 0;
}

std::vector<std::string> Hdf5Node::childNames() const
{
    std::vector<std::string> names;
    const auto add = [](hid_t, const char* name, const H5L_info_t*, void* list) -> herr_t {
        static_cast<std::vector<std::string>*>(list)->emplace_back(name);
        return 0;
    };
    if (H5Literate(id(), H5_INDEX_NAME, H5_ITER_INC, nullptr, add, &names) < 0) {
        fail("Its list of contents is damaged.");
    }
    return names;
}

std::vector<std::string> Hdf5Node::attributeNames() const
{
    std::vector<std::string> names;
    const auto add = [](hid_t, const char* name, const H5A_info_t*, void* list) -> herr_t {
        static_cast<std::vector<std::string>*>(list)->emplace_back(name);
        return 0;
    };
    if (H5Aiterate2(id(), H5_INDEX_NAME, H5_ITER_INC, nullptr, add, &names) < 0) {
        fail("Its list of attributes is damaged.");
    }
    return names;
}

void Hdf5Node::setText(const std::string& name, const std::string& text) const
{
    setTexts(name, {text});
}

void Hdf5Node::setTexts(const std::string& name, const std::vector<std::string>& texts) const
{
    std::size_t longest = 1;
    for (const std::string& text : texts) {
        longest = std::max(longest, text.size());
    }
    std::string packed(longest * texts.size(), '\0');
    for (std::size_t n = 0; n < texts.size(); ++n) {
        packed.replace(n * longest, texts[n].size(), texts[n]);
    }
    writeAttribute(*this, name, textType(longest).get(), packed.data(), texts.size());
}

void Hdf5Node::setNumbers(const std::string& name, std::span<const double> values) const
{
    writeAttribute(*this, name, H5T_IEEE_F64LE, values.data(), values.size());
}

void Hdf5Node::setWholes(const std::string& name, std::span<const std::int64_t> values) const
{
    writeAttribute(*this, name, H5T_STD_I64LE, values.data(), values.size());
}

std::string Hdf5Node::text(const std::string& name) const
{
    const auto all = texts(name);
    if (all.size() != 1) {
        fail("The attribute " + quoted(name) + " must be one text.");
    }
    return all.front();
}

std::vector<std::string> Hdf5Node::texts(const std::string& name) const
{
    const OpenAttribute attribute = openAttribute(*this, name);
    if (H5Tget_class(attribute.type.get()) != H5T_STRING) {
        fail("The attribute " + quoted(name) + " must be text.");
    }
    if (H5Tis_variable_str(attribute.type.get()) > 0) {
        return readVariableTexts(*this, name, attribute);
    }
    const std::size_t bytes = H5Tget_size(attribute.type.get());
    if (bytes == 0 || bytes * std::max<std::size_t>(1, attribute.values) > kMaxTextBytes) {
        fail("The attribute " + quoted(name) + " is absurdly long.");
    }
    std::string packed(bytes * attribute.values, '\0');
    if (attribute.values > 0 &&
        H5Aread(attribute.id.get(), attribute.type.get(), packed.data()) < 0) {
        fail("The attribute " + quoted(name) + " cannot be read.");
    }
    std::vector<std::string> texts;
    for (std::size_t n = 0; n < attribute.values; ++n) {
        const std::string padded = packed.substr(n * bytes, bytes);
        texts.push_back(padded.substr(0, padded.find('\0')));
    }
    return texts;
}

std::vector<double> Hdf5Node::numbers(const std::string& name) const
{
    const OpenAttribute attribute = openAttribute(*this, name);
    const H5T_class_t kind = H5Tget_class(attribute.type.get());
    std::vector<double> values(attribute.values);
    if ((kind != H5T_FLOAT && kind != H5T_INTEGER) ||
        (!values.empty() && H5Aread(attribute.id.get(), H5T_NATIVE_DOUBLE, values.data()) < 0)) {
        fail("The attribute " + quoted(name) + " must be a number.");
    }
    return values;
}

std::vector<std::int64_t> Hdf5Node::wholes(const std::string& name) const
{
    const OpenAttribute attribute = openAttribute(*this, name);
    std::vector<std::int64_t> values(attribute.values);
    if (H5Tget_class(attribute.type.get()) != H5T_INTEGER ||
        (!values.empty() && H5Aread(attribute.id.get(), H5T_NATIVE_INT64, values.data()) < 0)) {
        fail("The attribute " + quoted(name) + " must be a whole number.");
    }
    return values;
}

void Hdf5Node::flush() const
{
    if (H5Fflush(id(), H5F_SCOPE_GLOBAL) < 0) {
        fail("It cannot be written; check the space on the disk.");
    }
}

void Hdf5Node::fail(const std::string& sentence) const
{
    throw Error(m_kind, sentence, m_path.string());
}

Hdf5Id Hdf5Node::checked(hid_t id, Hdf5Id::Close close, const std::string& sentence) const
{
    if (id < 0) {
        fail(sentence);
    }
    return {id, close};
}

double numberOf(const Hdf5Node& node, const std::string& name)
{
    const auto values = node.numbers(name);
    if (values.size() != 1) {
        node.fail("The attribute " + quoted(name) + " must be one number.");
    }
    return values.front();
}

std::int64_t wholeOf(const Hdf5Node& node, const std::string& name)
{
    const auto values = node.wholes(name);
    if (values.size() != 1) {
        node.fail("The attribute " + quoted(name) + " must be one whole number.");
    }
    return values.front();
}

} // namespace dawson
