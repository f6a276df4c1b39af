#include "core/image/mask_delta.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>
#include <limits>

namespace dawson
{

namespace
{

using Run = MaskDelta::Run;

constexpr std::array<char, 4> kMagic{'M', 'D', 'L', '1'};
constexpr std::size_t kHeaderBytes = 8;
constexpr std::size_t kRunBytes = 10;

/// Appends one voxel, growing the last run where it continues.
void append(std::vector<Run>& runs, const MaskDelta::Change& change)
{
    if (change.before == change.after) {
        return;
    }
    if (!runs.empty()) {
        Run& last = runs.back();
        if (last.offset + last.length == change.offset && last.before == change.before &&
            last.after == change.after) {
            ++last.length;
            return;
        }
    }
    runs.push_back({change.offset, 1, change.before, change.after});
}

void putNumber(std::vector<std::byte>& bytes, std::uint32_t value)
{
    for (unsigned shift = 0; shift < 32; shift += 8) {
        bytes.push_back(static_cast<std::byte>(value >> shift & 0xFFU));
    }
}

std::uint32_t getNumber(std::span<const std::byte> bytes)
{
    std::uint32_t value = 0;
    for (unsigned n = 0; n < 4; ++n) {
        value |= std::to_integer<std::uint32_t>(bytes[n]) << (8 * n);
    }
    return value;
}

[[noreturn]] void refuse()
{
    throw Error(Error::Kind::Format, "A recorded mask change is damaged.");
}

Run decodeRun(std::span<const std::byte> bytes, std::uint64_t firstFree)
{
    const Run run{getNumber(bytes),
                  getNumber(bytes.subspan(4)),
                  std::to_integer<std::uint8_t>(bytes[8]),
                  std::to_integer<std::uint8_t>(bytes[9])};
    const std::uint64_t end = std::uint64_t{run.offset} + run.length;
    if (run.length == 0 || run.before == run.after || run.offset < firstFree ||
        end > std::numeric_limits<std::uint32_t>::max()) {
        refuse();
    }
    return run;
}

/// Turns `from` into `to` (members of Run) after checking every run first.
void change(Mask& mask,
            const std::vector<Run>& runs,
            std::uint8_t Run::*from,
            std::uint8_t Run::*to)
{
    const auto labels = mask.labels();
    const auto holds = [&](const Run& run) {
        if (std::size_t{run.offset} + run.length > labels.size()) {
            return false;
        }
        const auto stretch = labels.subspan(run.offset, run.length);
        return std::all_of(
            stretch.begin(), stretch.end(), [&](std::uint8_t label) { return label == run.*from; });
    };
    if (!std::all_of(runs.begin(), runs.end(), holds)) {
        throw Error(Error::Kind::Data,
                    "The mask is not in the state this change was made for; reload it.");
    }
    for (const Run& run : runs) {
        std::memset(labels.data() + run.offset, run.*to, run.length);
    }
}

} // namespace

MaskDelta MaskDelta::between(const Mask& before, const Mask& after)
{
    assert(before.geometry().size() == after.geometry().size());
    const auto a = before.labels();
    const auto b = after.labels();
    MaskDelta delta;
    for (std::size_t n = 0; n < a.size(); ++n) {
        if (a[n] != b[n]) {
            append(delta.m_runs, {static_cast<std::uint32_t>(n), a[n], b[n]});
        }
    }
    return delta;
}

MaskDelta MaskDelta::fromChanges(std::vector<Change> changes)
{
    std::stable_sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
        return a.offset < b.offset;
    });
    MaskDelta delta;
    for (std::size_t n = 0; n < changes.size();) {
        Change whole = changes[n];
        for (++n; n < changes.size() && changes[n].offset == whole.offset; ++n) {
            whole.after = changes[n].after;
        }
        append(delta.m_runs, whole);
    }
    return delta;
}

std::size_t MaskDelta::voxelCount() const
{
    std::size_t count = 0;
    for (const Run& run : m_runs) {
        count += run.length;
    }
    return count;
}

Region MaskDelta::region(const Geometry& geometry) const
{
    const auto& size = geometry.size();
    Region region;
    for (const Run& run : m_runs) {
        VoxelIndex lower = geometry.voxelAt(run.offset);
        VoxelIndex upper = geometry.voxelAt(std::size_t{run.offset} + run.length - 1);
        // A run that goes on into the next row (slice) covers whole rows (slices) in between.
        if (lower.k != upper.k) {
            lower.j = 0;
            upper.j = size[1] - 1;
        }
        if (lower.k != upper.k || lower.j != upper.j) {
            lower.i = 0;
            upper.i = size[0] - 1;
        }
        region.include(lower);
        region.include(upper);
    }
    return region;
}

void MaskDelta::apply(Mask& mask) const
{
    change(mask, m_runs, &Run::before, &Run::after);
}

void MaskDelta::revert(Mask& mask) const
{
    change(mask, m_runs, &Run::after, &Run::before);
}

std::vector<std::byte> MaskDelta::encode() const
{
    std::vector<std::byte> bytes;
    bytes.reserve(kHeaderBytes + m_runs.size() * kRunBytes);
    for (const char letter : kMagic) {
        bytes.push_back(static_cast<std::byte>(letter));
    }
    putNumber(bytes, static_cast<std::uint32_t>(m_runs.size()));
    for (const Run& run : m_runs) {
        putNumber(bytes, run.offset);
        putNumber(bytes, run.length);
        bytes.push_back(static_cast<std::byte>(run.before));
        bytes.push_back(static_cast<std::byte>(run.after));
    }
    return bytes;
}

MaskDelta MaskDelta::decode(std::span<const std::byte> bytes)
{
    if (bytes.size() < kHeaderBytes || std::memcmp(bytes.data(), kMagic.data(), 4) != 0 ||
        bytes.size() != kHeaderBytes + std::size_t{getNumber(bytes.subspan(4))} * kRunBytes) {
        refuse();
    }
    MaskDelta delta;
    std::uint64_t firstFree = 0;
    for (auto rest = bytes.subspan(kHeaderBytes); !rest.empty(); rest = rest.subspan(kRunBytes)) {
        delta.m_runs.push_back(decodeRun(rest, firstFree));
        firstFree = std::uint64_t{delta.m_runs.back().offset} + delta.m_runs.back().length;
    }
    return delta;
}

} // namespace dawson
