#pragma once

#include "core/document/brush.h"
#include "core/document/cursor.h"
#include "core/document/layer_stack.h"
#include "core/image/mask_delta.h"
#include "core/study/grading_file.h"
#include "core/study/study.h"

#include <QObject>
#include <QUndoStack>

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace dawson
{

class MaskStroke;

/// What loading a case in the background yields: pixels and masks, no Qt objects.
struct LoadedCase {
    std::string subject;
    std::string session;
    Task task = Task::Flair;
    std::filesystem::path root;

    struct Image {
        Series series;
        std::shared_ptr<const Volume> volume;
        IntensityWindow window;
    };

    std::vector<Image> images; ///< the task's primary image first

    struct LoadedMask {
        Author author;
        Grading grading;
        std::shared_ptr<Mask> mask;
        std::optional<GradingSidecar> sidecar;
    };

    std::vector<LoadedMask> masks;    ///< on the primary image's grid
    std::vector<std::string> refused; ///< masks and images left out, with the difference named
};

/// Reads a case: pure function for a BackgroundTask. Throws Error when the primary image cannot be
/// read.
LoadedCase loadCase(const Study& study,
                    const std::string& subject,
                    const std::string& session,
                    Task task,
                    const Progress& progress);

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

    bool isOpen() const { return m_open; }

    const std::string& subject() const { return m_subject; }

    const std::string& session() const { return m_session; }

    Task task() const { return m_task; }

    /// The grader whose mask is edited.
    const Author& grader() const { return m_grader; }

    const Geometry& geometry() const; ///< of the primary image

    /// Shows a loaded case; `grader`'s mask becomes editable (empty when there is none yet).
    /// Strokes of a journal that were not saved are replayed; restoredStrokes() says how many.
    void show(const LoadedCase& loaded, const Author& grader);
    void close();

    int restoredStrokes() const { return m_restored; }

    /// Null when nothing is open.
    std::shared_ptr<const Mask> editedMask() const { return m_mask; }

    bool isModified() const;
    /// Writes mask and sidecar; the undo stack becomes clean, the journal empty. Throws Error.
    void save();

    /// Erases the whole lesion at a voxel as one undo step; returns whether there was one.
    bool eraseLesionAt(const PatientPoint& point);

Q_SIGNALS:
    void caseChanged(); ///< another case, or none
    void modifiedChanged(bool modified);
    void saved();

private:
    friend class MaskStroke;
    friend class PaintCommand;
    struct Journal;

    void change(const MaskDelta& delta, bool forward);
    void push(const MaskDelta& delta, const QString& text);

    Cursor m_cursor;
    LayerStack m_layers;
    QUndoStack m_undo;
    bool m_open = false;
    std::string m_subject;
    std::string m_session;
    Task m_task = Task::Flair;
    std::filesystem::path m_root;
    Author m_grader;
    std::shared_ptr<Mask> m_mask;
    std::shared_ptr<const Volume> m_primary;
    GradingSidecar m_sidecar;
    int m_restored = 0;
    std::unique_ptr<Journal> m_journal;
};

} // namespace dawson
