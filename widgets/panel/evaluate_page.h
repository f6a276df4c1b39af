#pragma once

#include "core/document/background_task.h"
#include "core/document/case_document.h"
#include "core/study/evaluation.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace dawson
{

class LesionChart;
class LesionTable;
class LesionThumbnails;
class MatchRuleForm;

/// The Evaluate workspace: authors and rule on the left, chart and lesion table in the centre, the
/// chosen lesion in three planes on the right. All of it linked.
class EvaluatePage : public QWidget
{
    Q_OBJECT

public:
    explicit EvaluatePage(QWidget* parent = nullptr);
    ~EvaluatePage() override;

    /// Compares again when the masks on disk may have changed.
    void setStudy(const std::shared_ptr<const Study>& study);
    void refresh();

    /// Compares the masks of this task: only authors with one of them can be chosen.
    void setTask(Task task);

    /// Who reads now: other graders' masks of a case stay hidden until this one's is submitted.
    void setGrader(const Author& grader);

    /// The last comparison; nothing before the first.
    const std::optional<StudyEvaluation>& evaluation() const { return m_evaluation; }

    /// Whether there is something to export.
    bool hasComparison() const { return m_evaluation && !m_evaluation->authors.empty(); }

    /// Asks for a file and writes chart (PNG, PDF by extension) or table (CSV) there.
    void askForExport();
    /// Throws Error.
    void exportTo(const QString& path);

    LesionThumbnails& thumbnails() const { return *m_thumbnails; }

Q_SIGNALS:
    void compared(); ///< evaluation() is another
    /// A dot or a lesion was opened: show this case in Read, `author` compared with `reference`, at
    /// `point` if there is one.
    void caseRequested(const QString& subject,
                       const QString& session,
                       const QString& author,
                       const QString& reference,
                       const std::optional<dawson::PatientPoint>& point);
    void problem(const QString& sentence);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* buildRule();
    QWidget* buildResults();
    void retranslate();
    void putAway();
    void fillReferences();
    void fillAuthors();
    std::vector<Author> maskingAuthors() const;
    QStringList untickedAuthors() const; ///< folders; as left the last time in this project
    void noteTick(const QListWidgetItem& item);
    EvaluationRequest request() const;
    void showEvaluation(const StudyEvaluation& evaluation);
    void fillCases();
    void showCase();
    void loadThumbnails();
    const AuthorEvaluation* shownAuthor() const;
    const CaseEvaluation* shownCase() const;
    void openCase(const std::optional<PatientPoint>& point);

    std::shared_ptr<const Study> m_study;
    Task m_task = Task::Flair;
    std::string m_grader; ///< Author::folder
    std::optional<StudyEvaluation> m_evaluation;
    BackgroundTask m_comparing;
    BackgroundTask m_loading;
    QComboBox* m_reference = nullptr;
    QListWidget* m_authors = nullptr;
    MatchRuleForm* m_match = nullptr;
    QPushButton* m_export = nullptr;
    QLabel* m_rule = nullptr;
    QLabel* m_notes = nullptr;
    LesionChart* m_chart = nullptr;
    QComboBox* m_author = nullptr;
    QComboBox* m_case = nullptr;
    LesionTable* m_table = nullptr;
    LesionThumbnails* m_thumbnails = nullptr;
    std::vector<QLabel*> m_labels;
};

} // namespace dawson
