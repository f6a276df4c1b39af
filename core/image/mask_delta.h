#pragma once

#include "core/image/mask.h"
#include "core/image/region.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dawson
{

/// What a gesture changed in a mask, run-length coded, able to apply and to revert itself.
///
/// A run is a stretch of consecutive offsets with one old and one new label, so a brush stroke of
/// 10,000 voxels takes some hundred runs.
class MaskDelta
{
public:
    struct Run {
        std::uint32_t offset = 0; ///< first voxel, as Geometry::offset gives it
        std::uint32_t length = 0;
        std::uint8_t before = 0;
        std::uint8_t after = 0;

        friend bool operator==(const Run&, const Run&) = default;
    };

    MaskDelta() = default;

    /// The difference of two masks. REQUIRES: same size.
    static MaskDelta between(const Mask& before, const Mask& after);

    /// The same, from changes given voxel by voxel in any order; later changes of the same voxel
    /// keep its first `before`. Voxels that end as they began are dropped.
    struct Change {
        std::uint32_t offset = 0;
        std::uint8_t before = 0;
        std::uint8_t after = 0;
    };

    static MaskDelta fromChanges(std::vector<Change> changes);

    bool empty() const { return m_runs.empty(); }

    const std::vector<Run>& runs() const { return m_runs; }

    std::size_t voxelCount() const;
    /// Smallest box around the changed voxels in a mask of this geometry.
    Region region(const Geometry& geometry) const;

    /// Sets the changed voxels to their new (old) labels. Throws Error(Data) and changes nothing
    /// when the mask does not hold the old (new) labels there: the delta belongs to another state.
    void apply(Mask& mask) const;
    void revert(Mask& mask) const;

    /// Little-endian bytes for the journal, and back. decode throws Error(Format) on damage.
    std::vector<std::byte> encode() const;
    static MaskDelta decode(std::span<const std::byte> bytes);

    friend bool operator==(const MaskDelta&, const MaskDelta&) = default;

private:
    std::vector<Run> m_runs; ///< by rising offset, not overlapping
};

} // namespace dawson
