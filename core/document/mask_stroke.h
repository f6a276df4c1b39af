#pragma once

#include "core/document/brush.h"
#include "core/document/case_document.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace dawson
{

/// One gesture on the edited mask. Each sweep changes the mask at once (live) and tells the layers
/// which region; commit() makes it one undo step and one journal record; destruction without commit
/// puts the mask back. So does whatever else changes the mask meanwhile (undo, another stroke or
/// case): the stroke is then over, and later calls do nothing. On a mask that is not editable a
/// stroke changes nothing. The document must outlive a stroke that is not over.
class MaskStroke
{
public:
    /// REQUIRES: document.isOpen(). `label` 0 erases.
    MaskStroke(CaseDocument& document,
               const Brush& brush,
               const SlicePlane& plane,
               std::uint8_t label);
    ~MaskStroke();
    MaskStroke(const MaskStroke&) = delete;
    MaskStroke& operator=(const MaskStroke&) = delete;
    MaskStroke(MaskStroke&&) = delete;
    MaskStroke& operator=(MaskStroke&&) = delete;

    /// Sweeps the brush from the last point to this one.
    void moveTo(const PatientPoint& point);

    /// Number of voxels changed so far.
    std::size_t changedVoxels() const { return m_changes.size(); }

    /// Puts the mask back and ends the stroke.
    void cancel();
    /// Ends the stroke as one undo step; one that changed nothing leaves no step.
    void commit();

private:
    bool covers(std::uint32_t offset) const;
    bool onPrior(std::uint32_t offset) const; ///< in a lesion of the visit before

    CaseDocument& m_document;
    Brush m_brush;
    SlicePlane m_plane;
    std::uint8_t m_label;
    std::optional<PatientPoint> m_last;
    std::vector<MaskDelta::Change> m_changes;
    bool m_over = false;
};

} // namespace dawson
