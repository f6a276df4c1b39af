#pragma once

#include "core/lesion/change_candidates.h"
#include "core/study/candidate_marks.h"

#include <QAbstractTableModel>
#include <QIcon>

#include <vector>

namespace dawson
{

/// "Seen", "Confirmed", "Dismissed" in the user's language; empty for None.
QString markName(CandidateMark mark);
/// The sign of a mark; none for None.
QIcon markIcon(CandidateMark mark);

/// The rows of a CandidateList, best first.
class CandidateModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Mark, Rank, Score, Volume, Position, ColumnCount };

    struct Row {
        ChangeCandidate candidate;
        CandidateMark mark = CandidateMark::None;
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<Row> rows);
    void setMark(int row, CandidateMark mark);

    const std::vector<Row>& rows() const { return m_rows; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Texts are made when asked for; a change of language or theme needs only this.
    void refresh();

private:
    std::vector<Row> m_rows;
};

} // namespace dawson
