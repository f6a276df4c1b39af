#pragma once

#include "core/base/error.h"
#include "core/document/background_task.h"
#include "core/document/case_document.h"
#include "core/study/study.h"

#include <QObject>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace dawson
{

/// A case by its names.
struct CaseName {
    std::string subject;
    std::string session; ///< empty in datasets without sessions

    friend bool operator==(const CaseName&, const CaseName&) = default;
};

/// The open project and the open case of it. Reads in the background, keeps the graders blind to
/// each other, and tells what changed. GUI thread only.
class ProjectDocument : public QObject
{
    Q_OBJECT

public:
    explicit ProjectDocument(QObject* parent = nullptr);
    ~ProjectDocument() override;

    /// Reads the project's values; then projectOpened or failed. Closes what was open.
    void open(const std::filesystem::path& root);
    void close();
    /// Reads the values again after files changed; the open case stays, and masks of models that
    /// came or changed are shown in it.
    void reload();

    /// Null when nothing is open.
    std::shared_ptr<const Study> study() const { return m_study; }

    bool isOpening() const { return m_opening; } ///< from open() until projectOpened or failed

    bool isReadingCase() const { return m_wanted || m_caseTask.running(); }

    CaseDocument& document() { return m_document; }

    const Author& grader() const { return m_grader; }

    /// Whose mask is edited from now on; the open case is opened again as theirs.
    /// REQUIRES: nothing unsaved.
    void setGrader(const Author& grader);

    Task task() const { return m_task; }

    /// What is masked from now on; then taskChanged. The open case stays as it is until another is
    /// opened. REQUIRES: nothing unsaved.
    void setTask(Task task);

    /// Reads a case of the task; then caseOpened or failed. While the project is being read the
    /// case waits, since a mask of it may have been saved a moment ago. REQUIRES: a project is
    /// open, nothing unsaved.
    void openCase(const CaseName& name, OtherGrid otherGrid = OtherGrid::Refuse);
    /// `wanted` when it is a case of the task, else one of the same subject, else the first.
    std::optional<CaseName> firstCase(const CaseName& wanted) const;
    /// The case of the task before the open one; nothing for the first.
    std::optional<CaseName> previous() const;
    CaseName currentCase() const;
    QString date() const;

    /// What was left out of the open case, and why; nothing of masks that must not be seen.
    const std::vector<std::string>& refused() const { return m_refused; }

    /// While comparing, the masks of these authors (their folders) are shown, too; while reading
    /// (none), of all graders only one's own. Who may be seen is the caller's to know.
    void setCompared(const std::set<std::string>& authors);

    bool isComparing() const { return !m_compared.empty(); }

Q_SIGNALS:
    void busy(const QString& what, double fraction); ///< fraction below 0: not known
    void projectOpened();
    void projectClosed();
    void studyChanged(); ///< values read again
    void taskChanged();
    void caseOpened();
    void failed(const QString& whatWasDone, const dawson::Error& error);

private:
    void readNext();
    void readCase(const CaseRequest& request);
    void showCase();
    void readMasks();
    void takeMasks(LoadedCase loaded, std::shared_ptr<const Study> study);
    bool showOwnMask();
    void refreshMasks();
    void failCase(const Error& error);
    bool isHidden(const Author& author) const;
    LoadedCase blinded() const;
    std::vector<CaseName> cases() const;

    CaseDocument m_document;
    BackgroundTask m_studyTask;
    BackgroundTask m_caseTask;
    BackgroundTask m_maskTask; ///< never in the way of a case being opened
    QString m_doing;
    bool m_opening = false;
    std::shared_ptr<const Study> m_study;
    std::shared_ptr<const Study> m_masksOf; ///< the study by which m_loaded's masks were found
    std::optional<CaseRequest> m_wanted;    ///< waits for the study that is being read
    Author m_grader;
    Task m_task = Task::Flair;
    std::optional<LoadedCase> m_loaded;
    std::vector<std::string> m_refused;
    OtherGrid m_otherGrid = OtherGrid::Refuse;
    std::set<std::string> m_compared;
    bool m_otherGrader = false; ///< chosen, and their mask not yet read
    std::string m_ownDigest;    ///< of the grader's mask as it is shown; empty: there was none
    int m_saves = 0;            ///< of the document
    int m_savesRead = 0;        ///< of those, before m_loaded's masks were read
    int m_savesKnown = 0;       ///< of those, in m_ownDigest
};

} // namespace dawson
