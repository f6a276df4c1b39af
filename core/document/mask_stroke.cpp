#include "core/document/mask_stroke.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

namespace dawson
{

namespace
{

Region regionOf(const Geometry& geometry, std::span<const MaskDelta::Change> changes)
{
    Region region;
    for (const MaskDelta::Change& change : changes) {
        region.include(geometry.voxelAt(change.offset));
    }
    return region;
}

} // namespace

MaskStroke::MaskStroke(CaseDocument& document,
                       const Brush& brush,
                       const SlicePlane& plane,
                       std::uint8_t label)
    : m_document(document)
    , m_brush(brush)
    , m_plane(plane)
    , m_label(label)
    , m_over(!document.acceptsStrokes())
{
    Q_ASSERT(document.isOpen());
    if (document.m_stroke != nullptr) {
        document.m_stroke->cancel();
    }
    if (!m_over) {
        document.m_stroke = this;
    }
}

MaskStroke::~MaskStroke()
{
    cancel();
}

bool MaskStroke::covers(std::uint32_t offset) const
{
    if (m_label == 0) {
        return true;
    }
    if (m_document.m_priorRule == PriorRule::Forbid && onPrior(offset)) {
        return false;
    }
    if (!m_brush.threshold) {
        return true;
    }
    const double value = m_document.m_primary->voxels()[offset];
    return value >= m_brush.threshold->low && value <= m_brush.threshold->high;
}

bool MaskStroke::onPrior(std::uint32_t offset) const
{
    return m_document.m_prior && !m_document.isRepairingBrain() &&
           m_document.m_prior->labels()[offset] != 0;
}

void MaskStroke::moveTo(const PatientPoint& point)
{
    if (m_over) {
        return;
    }
    Mask& mask = *m_document.m_mask;
    const auto labels = mask.labels();
    const std::size_t before = m_changes.size();
    for (const std::uint32_t offset :
         sweptVoxels(mask.geometry(), m_brush, m_plane, m_last.value_or(point), point)) {
        if (labels[offset] != m_label && covers(offset)) {
            m_changes.push_back({offset, labels[offset], m_label});
            labels[offset] = m_label;
        }
    }
    m_last = point;
    m_document.noteActivity();
    m_document.m_layers.noteMaskChange(
        m_document.editedLayer(), regionOf(mask.geometry(), std::span(m_changes).subspan(before)));
}

void MaskStroke::cancel()
{
    if (std::exchange(m_over, true)) {
        return;
    }
    m_document.m_stroke = nullptr;
    Mask& mask = *m_document.m_mask;
    for (const MaskDelta::Change& change : m_changes) {
        mask.labels()[change.offset] = change.before;
    }
    const Region region = regionOf(mask.geometry(), m_changes);
    m_changes.clear();
    m_document.m_layers.noteMaskChange(m_document.editedLayer(), region);
}

void MaskStroke::commit()
{
    if (std::exchange(m_over, true)) {
        return;
    }
    m_document.m_stroke = nullptr;
    const auto within = std::count_if(
        m_changes.begin(), m_changes.end(), [&](const auto& c) { return onPrior(c.offset); });
    MaskDelta delta = MaskDelta::fromChanges(m_changes);
    if (!delta.empty()) {
        m_document.push(m_label == 0 ? PaintKind::Erase : PaintKind::Paint, std::move(delta));
    }
    if (m_label != 0 && within > 0 && m_document.m_priorRule == PriorRule::Warn) {
        Q_EMIT m_document.paintedOnPrior(static_cast<int>(within));
    }
}

} // namespace dawson
