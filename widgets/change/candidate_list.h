#pragma once

#include "widgets/change/candidate_model.h"

#include <QWidget>

#include <array>
#include <vector>

class QLabel;
class QToolButton;

namespace dawson
{

class RowTable;

/// Candidates by rank, with what the reader thinks of each. Marks are told, not kept: whoever owns
/// the list saves them. Nothing here changes a mask.
class CandidateList : public QWidget
{
    Q_OBJECT

public:
    explicit CandidateList(QWidget* parent = nullptr);
    ~CandidateList() override;

    void setRows(std::vector<CandidateModel::Row> rows);
    /// `what` in place of the list.
    void clear(const QString& what = QString());

    int count() const { return m_model.rowCount(); }

    /// How many have no mark yet.
    int openCount() const;
    void selectNext(); ///< the next without a mark, around the end

Q_SIGNALS:
    void candidateSelected(const dawson::PatientPoint& peak);
    void marked(const dawson::PatientPoint& peak, dawson::CandidateMark mark);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeTable();
    QLayout* makeButtons();
    void retranslate();
    void showButtons();
    void mark(CandidateMark mark);
    void tell(int row);

    CandidateModel m_model;
    QLabel* m_hint;
    QLabel* m_empty;
    QWidget* m_content;
    RowTable* m_table = nullptr;
    std::array<QToolButton*, 3> m_marks{}; ///< seen, confirmed, dismissed
};

} // namespace dawson
