#pragma once

#include "core/study/study.h"

#include <QWidget>

#include <functional>
#include <memory>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace dawson
{

class WorklistModel;

/// All cases of the project, one row a visit, with the state of every author's mask of a task.
class Worklist : public QWidget
{
    Q_OBJECT

public:
    explicit Worklist(QWidget* parent = nullptr);

    /// Shows this project, or the empty state without one. Keeps search, selection and the mark of
    /// the open case, so it also serves after every save.
    void setStudy(const std::shared_ptr<const Study>& study);
    /// Who grades now: the first column, and whose cases are undone.
    void setGrader(const Author& grader);
    /// Lists the cases of this task, with its states.
    void setTask(Task task);
    /// Marks the open case and brings it into sight; an empty subject marks none.
    void setCurrentCase(const QString& subject, const QString& session);

    /// Asks for the next case, after the open one and then from the top, that has the image of the
    /// task and that the grader has not submitted. False when there is none.
    bool openNextUndone();

Q_SIGNALS:
    void openRequested(const QString& subject, const QString& session);
    void importRequested(); ///< the button of an empty project

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildList();
    void buildTable();
    QWidget* buildEmpty();
    void retranslate();
    void change(const std::function<void()>& change);
    void refresh();

    struct LeftOut {
        QStringList subjects;
        QStringList sentences;
    };

    LeftOut leftOut() const;
    void makeRoomForCases();
    void showCounts();
    void showProblems();
    void openRow(int row);

    std::shared_ptr<const Study> m_study;
    WorklistModel* m_model = nullptr;
    QSortFilterProxyModel* m_filter = nullptr;
    QLineEdit* m_search = nullptr;
    QToolButton* m_next = nullptr;
    QStackedWidget* m_pages = nullptr;
    QTableView* m_table = nullptr;
    QLabel* m_empty = nullptr;
    QPushButton* m_import = nullptr;
    QLabel* m_counts = nullptr;
    QToolButton* m_problems = nullptr;
    QListWidget* m_problemList = nullptr;
};

} // namespace dawson
