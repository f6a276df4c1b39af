#pragma once

#include "core/study/task_cases.h"

#include <QAbstractTableModel>

#include <memory>
#include <optional>
#include <vector>

namespace dawson
{

/// How far an author is with a mask. Present: a mask whose sidecar tells no state.
enum class GradingState { None, InProgress, Submitted, Present };

/// Cases of a task as rows, for FLAIR also the visits without one: first the case, then a column an
/// author, then one for all models.
class WorklistModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        StateRole = Qt::UserRole, ///< GradingState as int, of an author's column
        ColorRole,                ///< the author's colour
        PredictionsRole,          ///< number of models with a mask, of the models' column
        LinesRole,                ///< QStringList below the first line: what is compared, dates
        SequencesRole,            ///< QStringList; the last line, which may be shortened
        OpenRole,                 ///< whether this is the open case
        MissingRole,              ///< whether the image of the task is missing
        SearchRole                ///< all that the search field looks through
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setStudy(const std::shared_ptr<const Study>& study);
    void setGrader(const Author& grader);
    void setTask(Task task);
    void setOpenCase(const QString& subject, const QString& session);

    const Author& grader() const { return m_grader; }

    Task task() const { return m_task; }

    QString subjectAt(int row) const;
    QString sessionAt(int row) const;
    /// -1 when no row is that case.
    int rowOf(const QString& subject, const QString& session) const;
    int openRow() const;
    /// Next row after `row`, from the top again after the last, that the grader has still to do.
    std::optional<int> nextUndone(int row) const;
    int count(GradingState state) const; ///< cases of the grader in this state
    /// Most lines that a case has below its first one: rows are equally high.
    int linesBelow() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Case {
        QString subject;
        QString session;
        QStringList lines;
        QStringList sequences;
        QString words; ///< all that is known of it
        bool missing = false;
        std::vector<GradingState> states; ///< as m_authors
        std::vector<QString> models;      ///< names of those with a mask
    };

    void rebuild();
    void addStates();
    Case caseOf(const TaskCase& one) const;
    bool isAuthorColumn(int column) const;
    QVariant caseData(const Case& row, int role) const;
    QVariant authorData(const Case& row, std::size_t author, int role) const;
    QVariant modelsData(const Case& row, int role) const;
    QString words(GradingState state) const;

    std::shared_ptr<const Study> m_study;
    Author m_grader{"grader-1", "Grader 1", AuthorRole::Grader};
    Task m_task = Task::Flair;
    QString m_openSubject;
    QString m_openSession;
    std::vector<Author> m_authors; ///< with a column of their own
    std::vector<Case> m_cases;
};

} // namespace dawson
