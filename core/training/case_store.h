#pragma once

#include "core/base/progress.h"
#include "core/image/geometry.h"
#include "core/image/mask.h"
#include "core/image/region.h"
#include "core/image/volume.h"
#include "core/training/training_spec.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace dawson
{

/// A case that cannot be learned from, and why, in one sentence.
struct ExcludedCase {
    TrainingCase source;
    std::string reason;
};

/// One prepared case in a store.
struct StoredCase {
    std::size_t source = 0; ///< its place in the list given to packCases
    std::string subject;
    std::string session;
    Geometry prepared; ///< grid of image and mask in the store
    Geometry native;   ///< grid of the image it was made from
    int channels = 1;
    int lesions = 0; ///< 26-connected, in the prepared mask
    std::size_t lesionVoxels = 0;
    std::string digest; ///< SHA-256 over source files and preprocessing
};

/// Voxels of all lesions of a case, as offsets into the prepared grid, lesion after lesion.
struct LesionVoxels {
    std::vector<std::uint32_t> offsets;
    std::vector<std::uint32_t> starts; ///< of each lesion in `offsets`, plus the end

    std::size_t lesions() const { return starts.empty() ? 0 : starts.size() - 1; }

    std::span<const std::uint32_t> lesion(std::size_t number) const
    {
        return std::span(offsets).subspan(starts[number], starts[number + 1] - starts[number]);
    }
};

/// What packCases did.
struct PackReport {
    std::vector<ExcludedCase> excluded;
    std::size_t prepared = 0; ///< cases prepared anew
    std::size_t reused = 0;   ///< cases taken over from the file that was there
};

/// How cases are packed.
struct PackOptions {
    Preprocessing preprocessing;
    /// Keep cases whose mask is empty: those of validation, and pairs in which nothing is new.
    bool keepWithoutLesion = false;
};

/// Prepares cases once (core/image/preprocessing.h) into one HDF5 file, image as half floats, mask
/// as bytes. Cases already in `path` whose sources have not changed are copied, not prepared again;
/// a store that is up to date is left alone. Memory: one case at a time.
///
/// A bad case is reported, never the end: missing or unreadable files, an empty mask, lesions of
/// which resampling leaves nothing, another grid.
/// Throws Error(Data) when no case is left, Error(Io) when the store cannot be written, and
/// Error(Cancelled).
PackReport packCases(const std::filesystem::path& path,
                     const std::vector<TrainingCase>& cases,
                     const PackOptions& options,
                     const Progress& progress = {});

/// Reads cases and parts of cases from a packed file, on demand: memory does not grow with the
/// number of cases. One thread at a time.
class CaseStore
{
public:
    /// Throws Error(Format) naming the file when it is not a case store or damaged.
    explicit CaseStore(std::filesystem::path path);
    ~CaseStore();
    CaseStore(const CaseStore&) = delete;
    CaseStore& operator=(const CaseStore&) = delete;
    CaseStore(CaseStore&&) noexcept;
    CaseStore& operator=(CaseStore&&) noexcept;

    const std::vector<StoredCase>& cases() const;
    /// SHA-256 over the digests of all cases: what was trained on.
    std::string digest() const;

    /// A box of one channel, i fastest; 0 outside the image. Throws Error(Format) when damaged.
    std::vector<float> image(std::size_t number, int channel, const Region& box) const;
    /// A box of the mask, 0 or 1; 0 outside.
    std::vector<std::uint8_t> mask(std::size_t number, const Region& box) const;

    Volume wholeImage(std::size_t number, int channel = 0) const;
    Mask wholeMask(std::size_t number) const;
    LesionVoxels lesionVoxels(std::size_t number) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace dawson
