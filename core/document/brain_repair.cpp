#include "core/document/brain_repair.h"

#include "core/base/digest.h"
#include "core/document/case_document.h"
#include "core/document/mask_stroke.h"

#include <utility>

namespace dawson
{

const std::optional<CaseBrain>& CaseDocument::brain() const
{
    return m_brain;
}

bool CaseDocument::isRepairingBrain() const
{
    return m_lesions != nullptr;
}

QString CaseDocument::editedLayer() const
{
    return m_lesions ? QLatin1String(kBrainLayer) : QString::fromStdString(m_grader.folder);
}

void CaseDocument::setBrain(CaseBrain brain)
{
    if (!m_open || m_lesions) {
        return;
    }
    m_brain = std::move(brain);
    showBrain();
    Q_EMIT brainChanged();
}

void CaseDocument::showBrain()
{
    if (!m_brain || !m_brain->mask) {
        m_layers.removeMask(QLatin1String(kBrainLayer));
        return;
    }
    MaskLayer layer;
    layer.id = QLatin1String(kBrainLayer);
    layer.name = tr("Brain mask");
    layer.note = brainOriginText(*m_brain, m_root);
    layer.mask = m_lesions ? m_mask : m_brain->mask;
    layer.color = m_colors ? m_colors({kBrainLayer, {}, AuthorRole::Other}) : QColor(Qt::white);
    layer.visible = false;
    layer.outline = true;
    layer.editable = m_lesions != nullptr;
    layer.inSpace = false; // it would hide the lesions
    m_layers.addMask(std::move(layer));
}

/// Whose mask the strokes go to is told by a pencil in the list of layers.
void CaseDocument::markLesions(bool edited)
{
    if (const MaskLayer* lesions = m_layers.mask(QString::fromStdString(m_grader.folder))) {
        MaskLayer layer = *lesions;
        layer.editable = edited;
        m_layers.addMask(std::move(layer));
    }
}

void CaseDocument::repairBrain()
{
    Q_ASSERT(m_open && !isModified() && m_brain && m_brain->mask);
    if (m_lesions) {
        return;
    }
    leaveMask();
    m_lesions = std::make_unique<ParkedLesions>(ParkedLesions{m_mask, m_grading, m_digest});
    m_mask = std::make_shared<Mask>(*m_brain->mask);
    m_grading.path = brainMaskPath(m_root, m_brain->image);
    m_digest = m_brain->own(m_root) ? m_brain->digest : std::string();
    openJournal(m_digest);
    showBrain();
    m_layers.setMaskVisible(QLatin1String(kBrainLayer), true);
    markLesions(false);
    if (isModified()) {
        Q_EMIT modifiedChanged(true); // strokes of the last time came back
    }
    Q_EMIT brainChanged();
}

void CaseDocument::endBrainRepair(bool keep)
{
    if (!m_lesions) {
        return;
    }
    if (keep && isModified()) {
        save();
    }
    const bool dropped = isModified();
    if (dropped && m_journal) {
        m_journal->remove();
    }
    leaveMask();
    const std::unique_ptr<ParkedLesions> lesions = std::move(m_lesions);
    m_mask = lesions->mask;
    m_grading = lesions->grading;
    m_digest = lesions->digest;
    if (m_mask) {
        openJournal(m_digest);
    }
    showBrain();
    markLesions(true);
    if (dropped) {
        Q_EMIT modifiedChanged(false);
    }
    Q_EMIT brainChanged();
}

void CaseDocument::saveBrain()
{
    CaseBrain& brain = *m_brain;
    BrainMaskRecord record = brain.record;
    if (!brain.own(m_root)) {
        record.publishedIn = brain.file.lexically_relative(m_root).generic_string();
    }
    record.repairedBy = m_grader.name;
    record.repairedAt.clear(); // now
    writeBrainMask(m_root, brain.image, *m_mask, record);
    brain.file = brainMaskPath(m_root, brain.image);
    brain.record = readBrainMaskRecord(brain.file);
    brain.doubt.clear();
    brain.digest = fileDigest(brain.file);
    brain.mask = std::make_shared<const Mask>(*m_mask);
}

} // namespace dawson
