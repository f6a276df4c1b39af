#pragma once

#include "core/base/error.h"
#include "core/document/active_time.h"
#include "core/document/brush.h"
#include "core/document/cursor.h"
#include "core/document/layer_stack.h"
#include "core/document/lesion_tags.h"
#include "core/document/loaded_case.h"
#include "core/document/prior_lesions.h"
#include "core/document/stroke_journal.h"
#include "core/image/mask_delta.h"
#include "core/study/grading_file.h"
#include "core/study/study.h"

#include <QObject>
#include <QUndoStack>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace dawson
{

class MaskStroke;

/// The colour of an author's mask. Colours belong to the look (widgets/theme), so the window hands
/// them in; without one all masks are white.
using AuthorColors = std::function<QColor(const Author&)>;

/// The open case: one grader's mask being edited, its undo stack and journal, layers and cursor.
/// Input -> document -> signal -> views. GUI thread only.
class CaseDocument : public QObject
{
    Q_OBJECT

public:
    explicit CaseDocument(QObject* parent = nullptr);
    ~CaseDocument() override;

    Cursor& cursor() { return m_cursor; }

    LayerStack& layers() { return m_layers; }

    QUndoStack& undoStack() { return m_undo; }

    LesionTags& lesionTags() { return m_tags; } ///< of the edited mask, saved with it

    bool isOpen() const { return m_open; }

    const std::string& subject() const { return m_subject; }

    const std::string& session() const { return m_session; }

    Task task() const { return m_task; }

    /// The grader whose mask is edited.
    const Author& grader() const { return m_grader; }

    const Geometry& geometry() const; ///< of the primary image

    /// Shows a loaded case; `grader`'s mask becomes editable (empty when there is none yet).
    /// Strokes of a journal that were not saved are replayed; restoredStrokes() says how many.
    /// Unsaved strokes of the case shown before stay in its journal; warning() may have something
    /// to tell. REQUIRES: `loaded` has an image.
    void show(const LoadedCase& loaded,
              const Author& grader,
              const AuthorColors& colors = AuthorColors());

    void close();   ///< unsaved strokes stay in the journal and come back with the next show()
    void discard(); ///< the same, but forgets its unsaved strokes for good

    /// Undo steps brought back from the journal by show().
    int restoredStrokes() const { return m_restored; }

    /// False when nothing is open, or when the grader has a mask that was refused: saving would
    /// replace it. Strokes then change nothing, and warning() says why.
    bool isEditable() const { return m_mask != nullptr; }

    /// Whether a stroke would change the mask: editable, not locked, and a pair is registered.
    bool acceptsStrokes() const { return isEditable() && !m_locked && isComparable(); }

    /// The two images of a task that compares; nothing in other tasks.
    const std::optional<CasePair>& pair() const { return m_pair; }

    void setPairRecord(const PairRecord& record); ///< then pairChanged(). REQUIRES: pair()
    bool isComparable() const; ///< false while a pair is not registered: no strokes, no saving
    void setPriorRule(PriorRule rule); ///< for painting within the grader's lesions of before
    PriorRule priorRule() const;

    /// While others' masks are in sight nothing is painted, so that none is traced. Lasts until
    /// unlocked or until another case is shown.
    void setLocked(bool locked) { m_locked = locked; }

    /// What the user should know of this case, one sentence each, in English: the mask cannot be
    /// edited, unsaved strokes would not survive a crash (read-only project), strokes of another
    /// version were set aside. Empty when all is well.
    const std::vector<std::string>& warnings() const { return m_warnings; }

    /// The mask being edited, which changes in place; null when isEditable() is false. Hand a copy
    /// to another thread.
    std::shared_ptr<const Mask> editedMask() const { return m_mask; }

    bool isModified() const { return !m_undo.isClean(); }

    /// Writes mask and sidecar as "in progress"; the undo stack becomes clean, the journal empty.
    /// Throws Error and stays modified when that fails, the mask is not editable, or its file is no
    /// longer the one that was opened (another window or program saved it).
    void save();
    /// Saves as "submitted": the grader is done with this case. A later save() takes it back. Fails
    /// as save() does.
    void submit();

    /// Erases the whole lesion at a voxel as one undo step; returns whether there was one.
    bool eraseLesionAt(const PatientPoint& point);

    /// A sign that somebody is at work, besides those the document sees itself (cursor, layers,
    /// strokes): the window may call it for keys and scrolling. The sidecar's activeSeconds adds
    /// the gaps between signs, earlier sessions included; gaps of over a minute do not count.
    void noteActivity();

Q_SIGNALS:
    void caseChanged(); ///< another case, or none
    void modifiedChanged(bool modified);
    void saved();
    void pairChanged();              ///< the registration was accepted, or taken back
    void paintedOnPrior(int voxels); ///< by a stroke, and the rule is to warn
    /// warnings() grew while the case was open: the journal can no longer be written.
    void warningAdded(const QString& warning);

private:
    friend class MaskStroke;
    friend class PaintCommand;

    void saveAs(const std::string& status);
    void requireSameFile() const;
    void change(const PaintCommand& step, StepAction action);
    void push(PaintKind kind, MaskDelta delta);
    void record(const JournalRecord& record);
    void stopJournal(const Error& error);
    void warn(const std::string& text);
    void reset();
    void addLayers(const LoadedCase& loaded, const AuthorColors& colors);
    void addPriorLayer(const LoadedCase& loaded, const AuthorColors& colors);
    void openMask(const LoadedCase& loaded);
    void openJournal(const std::string& digest);
    void replay(const JournalRecord& record);

    Cursor m_cursor;
    LayerStack m_layers;
    QUndoStack m_undo;
    LesionTags m_tags{m_undo};
    bool m_open = false;
    bool m_locked = false;
    std::string m_subject;
    std::string m_session;
    Task m_task = Task::Flair;
    std::filesystem::path m_root;
    Author m_grader;
    Grading m_grading;
    std::string m_digest; ///< of the mask's file as it was read or written; empty: there was none
    std::shared_ptr<Mask> m_mask;
    std::shared_ptr<const Volume> m_primary;
    std::optional<CasePair> m_pair;
    std::shared_ptr<const Mask> m_prior;
    PriorRule m_priorRule = PriorRule::Warn;
    GradingSidecar m_sidecar;
    ActiveTime m_active;
    int m_restored = 0;
    bool m_replaying = false;
    std::vector<std::string> m_warnings;
    std::unique_ptr<StrokeJournal> m_journal; ///< null without an editable mask
    bool m_journaling = false;                ///< false when strokes would not survive
    MaskStroke* m_stroke = nullptr;           ///< the gesture going on
};

} // namespace dawson
