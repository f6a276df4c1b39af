#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/resources.h"
#include "core/document/brain_repair.h"
#include "core/document/case_document.h"
#include "core/document/mask_stroke.h"

#include <QDateTime>

namespace dawson
{

namespace
{

std::string nowUtc()
{
    return QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString();
}

} // namespace

void CaseDocument::save()
{
    saveAs("in progress");
}

void CaseDocument::submit()
{
    saveAs("submitted");
}

bool CaseDocument::isComparable() const
{
    if (!m_pair) {
        return true;
    }
    // Enhancing lesions can be told from the image after gadolinium alone, new ones not.
    return m_pair->images ? m_pair->registered() : m_task == Task::Enhancing;
}

void CaseDocument::requireSameFile() const
{
    std::error_code ignored;
    const bool there = std::filesystem::exists(m_grading.path, ignored);
    if (there ? fileDigest(m_grading.path) != m_digest : !m_digest.empty()) {
        throw Error(Error::Kind::Data,
                    "Another window or program has changed this mask since it was opened, so it is "
                    "not overwritten. Your strokes are kept in the journal; move that file away to "
                    "save yours.",
                    m_grading.path.string());
    }
}

void CaseDocument::adoptFile()
{
    std::error_code ignored;
    try {
        m_digest = std::filesystem::exists(m_grading.path, ignored) ? fileDigest(m_grading.path)
                                                                    : std::string();
    } catch (const Error& error) {
        logWarning(error.describe());
    }
}

void CaseDocument::saveAs(const std::string& status)
{
    if (!isEditable()) {
        throw Error(Error::Kind::Data, "This mask cannot be edited, so it is not saved.");
    }
    if (!isComparable() && !m_lesions) {
        throw Error(Error::Kind::Data,
                    "There are no two registered images to compare, so no mask is saved.");
    }
    if (m_stroke != nullptr) {
        m_stroke->cancel();
    }
    requireSameFile();
    try {
        m_lesions ? saveBrain() : saveLesions(status);
    } catch (...) {
        // Whatever lies there now is ours: it was the file that was opened a moment ago. A mask
        // whose sidecar could not be written is written again by the next save.
        adoptFile();
        throw;
    }
    m_digest = fileDigest(m_grading.path);
    m_undo.setClean();
    try {
        m_journal->restart({m_digest, geometry().size()});
        m_journaling = true;
    } catch (const Error& error) {
        stopJournal(error);
    }
    Q_EMIT saved();
}

void CaseDocument::saveLesions(const std::string& status)
{
    GradingSidecar sidecar = m_sidecar;
    sidecar.status = status;
    sidecar.tags = m_tags.within(*m_mask);
    sidecar.activeSeconds = m_active.seconds();
    sidecar.softwareVersion = softwareVersion();
    sidecar.modified = nowUtc();
    if (sidecar.created.empty()) {
        sidecar.created = sidecar.modified;
    }
    writeGrading(m_root, m_grader, m_grading, *m_mask, sidecar);
    m_sidecar = sidecar;
}

bool CaseDocument::eraseLesionAt(const PatientPoint& point)
{
    if (!acceptsStrokes()) {
        return false;
    }
    if (m_stroke != nullptr) {
        m_stroke->cancel();
    }
    const auto offsets = connectedVoxels(*m_mask, geometry().nearestVoxel(point));
    // A click takes away what hangs about beside the brain, never the brain itself.
    if (offsets.empty() || (m_lesions && 2 * offsets.size() > m_mask->foregroundCount())) {
        return false;
    }
    std::vector<MaskDelta::Change> changes;
    changes.reserve(offsets.size());
    for (const std::uint32_t offset : offsets) {
        changes.push_back({offset, m_mask->labels()[offset], 0});
    }
    MaskDelta delta = MaskDelta::fromChanges(std::move(changes));
    delta.apply(*m_mask);
    const Region region = delta.region(m_mask->geometry());
    push(PaintKind::EraseLesion, std::move(delta));
    m_layers.noteMaskChange(editedLayer(), region);
    noteActivity();
    return true;
}

} // namespace dawson
