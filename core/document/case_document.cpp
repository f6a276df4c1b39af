#include "core/document/case_document.h"

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/resources.h"
#include "core/document/brain_repair.h"
#include "core/document/mask_stroke.h"
#include "core/document/paint_command.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

namespace dawson
{

namespace
{

std::filesystem::path journalPath(const std::filesystem::path& root,
                                  const QString& author,
                                  const std::filesystem::path& maskPath)
{
    std::string stem = maskPath.filename().string();
    stem = stem.substr(0, stem.find('.'));
    return root / ".dawson" / "journal" / author.toStdString() / (stem + ".journal");
}

MaskDelta inverse(const MaskDelta& delta)
{
    std::vector<MaskDelta::Change> changes;
    for (const MaskDelta::Run& run : delta.runs()) {
        for (std::uint32_t n = 0; n < run.length; ++n) {
            changes.push_back({run.offset + n, run.after, run.before});
        }
    }
    return MaskDelta::fromChanges(std::move(changes));
}

} // namespace

CaseDocument::CaseDocument(QObject* parent)
    : QObject(parent)
{
    connect(&m_undo, &QUndoStack::cleanChanged, this, [this](bool clean) {
        if (!m_replaying) {
            Q_EMIT modifiedChanged(!clean);
        }
    });
    connect(&m_tags, &LesionTags::stepped, this, [this](const JournalRecord& step) {
        if (!m_replaying) {
            record(step);
            noteActivity();
        }
    });
    connect(&m_cursor, &Cursor::moved, this, &CaseDocument::noteActivity);
    connect(&m_layers, &LayerStack::appearanceChanged, this, &CaseDocument::noteActivity);
}

CaseDocument::~CaseDocument()
{
    reset();
}

Cursor& CaseDocument::cursor()
{
    return m_cursor;
}

LayerStack& CaseDocument::layers()
{
    return m_layers;
}

QUndoStack& CaseDocument::undoStack()
{
    return m_undo;
}

LesionTags& CaseDocument::lesionTags()
{
    return m_tags;
}

bool CaseDocument::isOpen() const
{
    return m_open;
}

const std::string& CaseDocument::subject() const
{
    return m_subject;
}

const std::string& CaseDocument::session() const
{
    return m_session;
}

Task CaseDocument::task() const
{
    return m_task;
}

const std::filesystem::path& CaseDocument::root() const
{
    return m_root;
}

const Author& CaseDocument::grader() const
{
    return m_grader;
}

const Geometry& CaseDocument::geometry() const
{
    static const Geometry none;
    return m_primary ? m_primary->geometry() : none;
}

int CaseDocument::restoredStrokes() const
{
    return m_restored;
}

bool CaseDocument::isEditable() const
{
    return m_mask != nullptr;
}

bool CaseDocument::acceptsStrokes() const
{
    return isEditable() && !isLocked() && (m_lesions || isComparable());
}

void CaseDocument::setLocked(EditLock why, bool locked)
{
    if (m_locks.set(why, locked)) {
        Q_EMIT lockedChanged();
    }
}

bool CaseDocument::isLocked() const
{
    return m_locks.any();
}

const std::vector<std::string>& CaseDocument::warnings() const
{
    return m_warnings;
}

std::shared_ptr<const Mask> CaseDocument::editedMask() const
{
    return m_mask;
}

bool CaseDocument::isModified() const
{
    return !m_undo.isClean();
}

const std::optional<CasePair>& CaseDocument::pair() const
{
    return m_pair;
}

void CaseDocument::noteActivity()
{
    if (m_open && !m_lesions) {
        m_active.note(ActiveTime::Clock::now());
    }
}

/// Unsaved strokes stay in the journal.
void CaseDocument::leaveMask()
{
    if (m_stroke != nullptr) {
        m_stroke->cancel();
    }
    if (m_journal && !isModified()) {
        m_journal->remove();
    }
    m_journal.reset();
    m_journaling = false;
    m_replaying = true;
    m_undo.clear();
    m_replaying = false;
}

void CaseDocument::reset()
{
    leaveMask();
    m_open = false;
    m_lesions.reset();
    m_brain.reset();
    m_locks = {};
    m_pair.reset();
    m_prior.reset();
    m_mask.reset();
    m_primary.reset();
    m_warnings.clear();
    m_restored = 0;
}

void CaseDocument::show(const LoadedCase& loaded, const Author& grader, const AuthorColors& colors)
{
    const bool wasModified = isModified();
    reset();
    m_layers.clear();
    m_subject = loaded.subject;
    m_session = loaded.session;
    m_task = loaded.task;
    m_root = loaded.root;
    m_grader = grader;
    m_primary = loaded.images.front().volume;
    m_pair = loaded.pair;
    m_brain = loaded.brain;
    m_colors = colors;
    openMask(loaded);
    m_open = true;
    addLayers(loaded, colors);
    showBrain();
    m_cursor.moveTo(geometry().center());
    m_active.restart(m_sidecar.activeSeconds);
    noteActivity();
    if (isModified() != wasModified) {
        Q_EMIT modifiedChanged(isModified());
    }
    Q_EMIT caseChanged();
}

void CaseDocument::close()
{
    if (!m_open) {
        return;
    }
    const bool wasModified = isModified();
    reset();
    m_layers.clear();
    if (wasModified) {
        Q_EMIT modifiedChanged(false);
    }
    Q_EMIT caseChanged();
}

void CaseDocument::discard()
{
    if (m_journal) {
        m_journal->remove();
    }
    close();
}

void CaseDocument::openMask(const LoadedCase& loaded)
{
    m_grading = Grading();
    m_grading.author = m_grader.folder;
    m_grading.subject = m_subject;
    m_grading.session = m_session;
    m_grading.task = m_task;
    m_grading.space = m_pair && m_pair->images ? m_pair->images->space() : std::string();
    m_grading.path = gradingPath(m_root, m_grader, m_grading);
    const LoadedCase::LoadedMask* existing = loaded.mask(m_grader.folder);
    if (existing != nullptr && !existing->mask && existing->grading.path != m_grading.path) {
        existing = nullptr; // refused on another grid, and saving in the pair's space keeps it
    }
    if (existing != nullptr) {
        m_grading = existing->grading;
    }
    m_sidecar = existing != nullptr && existing->sidecar ? *existing->sidecar : GradingSidecar();
    m_sidecar.authorName = m_grader.name;
    m_sidecar.role = m_grader.role;
    m_sidecar.task = m_task;
    m_tags.reset(m_sidecar.tags);
    m_sidecar.imageDigest = loaded.primaryDigest;
    m_sidecar.imagePath =
        loaded.images.front().series.path.lexically_relative(m_root).generic_string();
    if (existing != nullptr && existing->mask && existing->resampled) {
        warn("This mask lies on another grid than the image. It is shown resampled and cannot be "
             "edited, since saving would replace it.");
        return;
    }
    if (existing != nullptr && !existing->mask) {
        warn("This mask cannot be edited, since saving would replace it. " + existing->refusal);
        return;
    }
    // A copy: what was loaded stays as it was read.
    m_mask = existing != nullptr ? std::make_shared<Mask>(*existing->mask)
                                 : std::make_shared<Mask>(geometry());
    m_digest = existing != nullptr ? existing->digest : std::string();
    openJournal(m_digest);
}

void CaseDocument::openJournal(const std::string& digest)
{
    m_journal = std::make_unique<StrokeJournal>(journalPath(m_root, editedLayer(), m_grading.path),
                                                JournalGeneration{digest, geometry().size()});
    m_replaying = true;
    try {
        const JournalRecovery found = m_journal->recover();
        for (const JournalRecord& step : found.records) {
            replay(step);
        }
        if (!found.setAside.empty()) {
            warn("Unsaved strokes of another version of this mask were not restored; they are kept "
                 "in " +
                 found.setAside.string() + ".");
        }
        m_journal->requireWritable();
        m_journaling = true;
    } catch (const Error& error) {
        stopJournal(error);
    }
    m_replaying = false;
    m_restored = m_undo.index();
}

void CaseDocument::stopJournal(const Error& error)
{
    m_journaling = false;
    warn("Unsaved strokes would not survive a crash. " + error.describe());
}

void CaseDocument::replay(const JournalRecord& record)
{
    const auto does = [&](const QUndoCommand* command) {
        if (record.tags) {
            const auto* tag = dynamic_cast<const TagCommand*>(command);
            return tag != nullptr && tag->step() == *record.tags;
        }
        const auto* paint = dynamic_cast<const PaintCommand*>(command);
        return paint != nullptr && paint->delta() == record.delta;
    };
    // Undoing a step from before the last save: history knows it no longer, so the way back is a
    // step of its own.
    const bool undo = record.action == StepAction::Undo;
    if (undo && does(m_undo.command(m_undo.index() - 1))) {
        m_undo.undo();
    } else if (record.action == StepAction::Redo && does(m_undo.command(m_undo.index()))) {
        m_undo.redo();
    } else if (record.tags) {
        m_tags.replay(undo ? TagStep{record.tags->after, record.tags->before} : *record.tags);
    } else {
        MaskDelta delta = undo ? inverse(record.delta) : record.delta;
        delta.apply(*m_mask);
        m_undo.push(new PaintCommand(*this, record.kind, std::move(delta)));
    }
}

void CaseDocument::change(const PaintCommand& step, StepAction action)
{
    if (m_stroke != nullptr) {
        m_stroke->cancel();
    }
    if (action == StepAction::Undo) {
        step.delta().revert(*m_mask);
    } else {
        step.delta().apply(*m_mask);
    }
    if (!m_replaying) {
        record({action, step.kind(), step.delta(), std::nullopt});
        noteActivity();
    }
    m_layers.noteMaskChange(editedLayer(), step.delta().region(m_mask->geometry()));
}

void CaseDocument::push(PaintKind kind, MaskDelta delta)
{
    record({StepAction::Do, kind, delta, std::nullopt});
    m_undo.push(new PaintCommand(*this, kind, std::move(delta)));
}

void CaseDocument::record(const JournalRecord& record)
{
    if (!m_journaling) {
        return;
    }
    try {
        m_journal->append(record);
    } catch (const Error& error) {
        // A journal with a hole could not be replayed, so it ends here until the next save.
        stopJournal(error);
    }
}

void CaseDocument::warn(const std::string& text)
{
    logWarning(text);
    m_warnings.push_back(text);
    if (m_open) {
        Q_EMIT warningAdded(QString::fromStdString(text));
    }
}

} // namespace dawson
