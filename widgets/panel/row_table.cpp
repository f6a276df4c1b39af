#include "widgets/panel/row_table.h"

#include "widgets/theme/theme.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QMouseEvent>

#include <algorithm>
#include <utility>

namespace dawson
{

RowTable::RowTable(QAbstractItemModel& rows, QWidget* parent)
    : QTableView(parent)
{
    setModel(&rows);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(kBodyPx + 3 * kSpace);
    horizontalHeader()->setHighlightSections(false);
    // Not the current row, which a mere focus sets.
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (!m_quiet && selectedRow() >= 0) {
            Q_EMIT rowChosen(selectedRow());
        }
    });
}

int RowTable::selectedRow() const
{
    const QModelIndexList selected = selectionModel()->selectedRows();
    return selected.isEmpty() ? -1 : selected.first().row();
}

void RowTable::chooseRow(int row)
{
    if (row == selectedRow()) {
        Q_EMIT rowChosen(row);
    } else {
        selectRow(row);
    }
}

void RowTable::selectQuietly(int row)
{
    m_quiet = true;
    selectionModel()->clear();
    if (row >= 0) {
        selectRow(row);
    }
    m_quiet = false;
}

void RowTable::fitColumn(int column)
{
    QFont font = horizontalHeader()->font();
    font.setPixelSize(kCaptionPx);
    const QString head = model()->headerData(column, Qt::Horizontal).toString();
    const int text = QFontMetrics(font).size(0, head).width();
    setColumnWidth(column, std::max(sizeHintForColumn(column), text + 2 * kSpace));
}

void RowTable::mousePressEvent(QMouseEvent* event)
{
    const int row = indexAt(event->position().toPoint()).row();
    const bool again = row >= 0 && row == selectedRow();
    QTableView::mousePressEvent(event);
    if (again) {
        Q_EMIT rowChosen(row);
    }
}

} // namespace dawson
