#pragma once

#include "core/study/visit_changes.h"

#include <QAbstractTableModel>

#include <string>
#include <vector>

namespace dawson
{

/// A change as the table lists it, with the ids of its lesions at both visits.
struct ChangeRow {
    LesionChange change;
    std::vector<int> priorIds;   ///< rising
    std::vector<int> currentIds; ///< rising

    /// "3"; of merged and split lesions what became of which: "1+2 \u2192 1".
    QString idText() const;
};

/// The rows of two visits in the order of the classes.
std::vector<ChangeRow> changeRows(const VisitChanges& changes);

/// The rows of a ChangeTable: what stands in each cell, and what it sorts by (kSortRole).
class ChangeModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Kind, Id, Before, Now, Change, Share, ColumnCount };

    static constexpr int kSortRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<ChangeRow> rows);

    const std::vector<ChangeRow>& rows() const { return m_rows; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Texts are made when asked for; a change of language or theme needs only this.
    void refresh();

private:
    std::vector<ChangeRow> m_rows;
};

/// The rows as CSV with a head: numbers with a decimal point and units in the head, positions in mm
/// (LPS) of the earlier visit, the rule beside every row, in English. UTF-8.
std::string changeCsv(const std::vector<ChangeRow>& rows, const VisitChanges& changes);

} // namespace dawson
