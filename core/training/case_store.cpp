#include "core/training/case_store.h"

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/training/stored_case.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace dawson
{

struct CaseStore::State {
    explicit State(const std::filesystem::path& path)
        : file(Hdf5Node::open(path, Error::Kind::Format))
    {
        if (!file.hasChild("cases")) {
            file.fail("It is not a " + std::string(kCaseStoreFormat) + " file.");
        }
    }

    Hdf5Node group(std::size_t number) const
    {
        assert(number < cases.size());
        return file.child("cases/" + caseGroupName(cases[number].source));
    }

    Hdf5Node file;
    std::vector<StoredCase> cases;
};

CaseStore::CaseStore(std::filesystem::path path)
    : m_state(std::make_unique<State>(path))
{
    const Hdf5Node& file = m_state->file;
    if (file.text("format") != kCaseStoreFormat || wholeOf(file, "version") != kCaseStoreVersion) {
        file.fail("It is not a case store of this version; delete it, it will be made again.");
    }
    const Hdf5Node cases = file.child("cases");
    for (const std::string& name : cases.childNames()) {
        const bool digits =
            !name.empty() && name.size() < 10 && name.find_first_not_of("0123456789") == name.npos;
        if (!digits) {
            file.fail("It holds a part that is no case; the file is damaged.");
        }
        m_state->cases.push_back(readStoredCase(cases.child(name), std::stoul(name)));
    }
}

CaseStore::~CaseStore() = default;
CaseStore::CaseStore(CaseStore&&) noexcept = default;
CaseStore& CaseStore::operator=(CaseStore&&) noexcept = default;

const std::vector<StoredCase>& CaseStore::cases() const
{
    return m_state->cases;
}

std::string CaseStore::digest() const
{
    Digest digest;
    for (const StoredCase& stored : m_state->cases) {
        digest.add(stored.digest + "\n");
    }
    return digest.hex();
}

std::vector<float> CaseStore::image(std::size_t number, int channel, const Region& box) const
{
    const StoredCase& stored = m_state->cases.at(number);
    assert(channel >= 0 && channel < stored.channels);
    const Hdf5Node dataset = m_state->group(number).child("image" + std::to_string(channel));
    return readImageBox(dataset, stored.prepared.size(), box);
}

std::vector<std::uint8_t> CaseStore::mask(std::size_t number, const Region& box) const
{
    const Hdf5Node dataset = m_state->group(number).child("mask");
    return readMaskBox(dataset, m_state->cases.at(number).prepared.size(), box);
}

Volume CaseStore::wholeImage(std::size_t number, int channel) const
{
    const Geometry& grid = m_state->cases.at(number).prepared;
    return {grid, image(number, channel, Region::whole(grid))};
}

Mask CaseStore::wholeMask(std::size_t number) const
{
    const Geometry& grid = m_state->cases.at(number).prepared;
    return {grid, mask(number, Region::whole(grid))};
}

LesionVoxels CaseStore::lesionVoxels(std::size_t number) const
{
    const Hdf5Node group = m_state->group(number);
    LesionVoxels lesions{readOffsets(group.child("lesion_offsets")),
                         readOffsets(group.child("lesion_starts"))};
    const std::size_t voxels = m_state->cases.at(number).prepared.voxelCount();
    const bool whole = !lesions.starts.empty() && lesions.starts.front() == 0 &&
                       lesions.starts.back() == lesions.offsets.size() &&
                       std::is_sorted(lesions.starts.begin(), lesions.starts.end()) &&
                       std::all_of(lesions.offsets.begin(),
                                   lesions.offsets.end(),
                                   [&](std::uint32_t offset) { return offset < voxels; });
    if (!whole) {
        group.fail("The lesions of a case are damaged.");
    }
    return lesions;
}

} // namespace dawson
