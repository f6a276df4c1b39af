#pragma once

#include "core/base/error.h"
#include "core/document/active_time.h"
#include "core/document/brush.h"
#include "core/document/case_brain.h"
#include "core/document/cursor.h"
#include "core/document/edit_lock.h"
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
struct ParkedLesions;

/// The colour of an author's mask, from the look (widgets/theme); without one all are white.
using AuthorColors = std::function<QColor(const Author&)>;

/// The open case: one grader's mask being edited, its undo stack and journal, layers and cursor.
/// Input -> document -> signal -> views. GUI thread only.
class CaseDocument : public QObject
{
    Q_OBJECT

public:
    explicit CaseDocument(QObject* parent = nullptr);
    ~CaseDocument() override;

    Cursor& cursor();
    LayerStack& layers();
    QUndoStack& undoStack();
    LesionTags& lesionTags(); ///< of the edited mask, saved with it
    bool isOpen() const;
    const std::string& subject() const;
    const std::string& session() const;
    Task task() const;
    const Author& grader() const;              ///< whose mask is edited
    const std::filesystem::path& root() const; ///< of the project
    const Geometry& geometry() const;          ///< of the primary image

    /// Shows a loaded case; `grader`'s mask becomes editable (empty when there is none yet).
    /// Strokes of a journal that were not saved are replayed; restoredStrokes() says how many.
    /// Unsaved strokes of the case shown before stay in its journal; warning() may have something
    /// to tell. REQUIRES: `loaded` has an image.
    void show(const LoadedCase& loaded,
              const Author& grader,
              const AuthorColors& colors = AuthorColors());

    void close();   ///< unsaved strokes stay in the journal and come back with the next show()
    void discard(); ///< the same, but forgets its unsaved strokes for good

    int restoredStrokes() const; ///< undo steps brought back from the journal by show()
    /// False when nothing is open, or when the grader has a mask that was refused: saving would
    /// replace it. Strokes then change nothing, and warning() says why.
    bool isEditable() const;
    /// Whether a stroke would change the mask: editable, not locked, and a pair is registered.
    bool acceptsStrokes() const;
    /// The two images of a task that compares; nothing in other tasks.
    const std::optional<CasePair>& pair() const;
    void setPairRecord(const PairRecord& record); ///< then pairChanged(). REQUIRES: pair()
    bool isComparable() const; ///< false while a pair is not registered: no strokes, no saving
    void setPriorRule(PriorRule rule); ///< for painting within the grader's lesions of before
    PriorRule priorRule() const;

    /// The brain mask of the image whose grid this is; nothing while no case is open.
    const std::optional<CaseBrain>& brain() const;
    void setBrain(CaseBrain brain); ///< as it is on disk now; left alone while it is repaired
    /// The brain mask takes the lesions' place: strokes, undo, journal and save() are its own.
    /// REQUIRES: nothing unsaved, brain() with a mask.
    void repairBrain();
    void endBrainRepair(bool keep); ///< keep: saves before, and throws as save() does
    bool isRepairingBrain() const;
    QString editedLayer() const; ///< id of the layer that strokes change

    /// Nothing is painted until every lock is given back, or another case is shown.
    void setLocked(EditLock why, bool locked);
    bool isLocked() const;

    /// What the user should know of this case, a sentence each, in English. Empty when all is well.
    const std::vector<std::string>& warnings() const;
    /// Changes in place; null when isEditable() is false. Hand a copy to another thread.
    std::shared_ptr<const Mask> editedMask() const;
    bool isModified() const;
    /// Writes mask and sidecar as "in progress"; the undo stack becomes clean, the journal empty.
    /// Throws Error and stays modified when that fails, the mask is not editable, or its file is no
    /// longer the one that was opened (another window or program saved it).
    void save();
    void submit(); ///< the same as "submitted": the grader is done. A later save() takes it back

    /// Erases the whole lesion at a voxel as one undo step; returns whether there was one.
    bool eraseLesionAt(const PatientPoint& point);

    /// A sign that somebody is at work, besides cursor, layers and strokes. The sidecar's
    /// activeSeconds adds the gaps between signs; those of over a minute do not count.
    void noteActivity();

Q_SIGNALS:
    void caseChanged(); ///< another case, or none
    void lockedChanged();
    void modifiedChanged(bool modified);
    void saved();
    void brainChanged();             ///< its mask, or whether it is repaired
    void pairChanged();              ///< the registration was accepted, or taken back
    void paintedOnPrior(int voxels); ///< by a stroke, and the rule is to warn
    /// warnings() grew while the case was open; for what show() finds there is caseChanged().
    void warningAdded(const QString& warning);

private:
    friend class MaskStroke;
    friend class PaintCommand;

    void saveAs(const std::string& status);
    void saveLesions(const std::string& status);
    void saveBrain();
    void showBrain();
    void markLesions(bool edited);
    void leaveMask();
    void requireSameFile() const;
    void adoptFile();
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
    EditLocks m_locks;
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
    std::optional<CaseBrain> m_brain;
    std::unique_ptr<ParkedLesions> m_lesions; ///< while the brain is repaired
    AuthorColors m_colors;
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
