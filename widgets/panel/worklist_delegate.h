#pragma once

#include <QStyledItemDelegate>

namespace dawson
{

/// Paints the rows of the worklist: the case in two lines, an author's state as a glyph whose shape
/// says as much as its colour, the number of models as a diamond.
class WorklistDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter,
               const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace dawson
