#pragma once

#include <QTableView>

namespace dawson
{

/// A table whose rows are places to jump to: one row is chosen at a time. Looks and behaves the
/// same wherever lesions, changes or candidates are listed.
class RowTable : public QTableView
{
    Q_OBJECT

public:
    /// REQUIRES: `rows` outlives this.
    explicit RowTable(QAbstractItemModel& rows, QWidget* parent = nullptr);

    int selectedRow() const; ///< -1: none
    /// With rowChosen, also where that row is chosen already.
    void chooseRow(int row);
    /// Without rowChosen; -1 selects none.
    void selectQuietly(int row);
    /// Makes a column as wide as its widest cell and its head need, with room for the arrow of a
    /// sorted one beside the head's last line.
    void fitColumn(int column);

Q_SIGNALS:
    void rowChosen(int row); ///< by hand, by key or by chooseRow(), or pressed again

protected:
    void mousePressEvent(QMouseEvent* event) override;

private:
    bool m_quiet = false;
};

} // namespace dawson
