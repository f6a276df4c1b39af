#pragma once

#include <QStyledItemDelegate>

namespace dawson
{

/// Paints the rows of the worklist: the case in a few lines, an author's state as a glyph whose
/// shape says as much as its colour, the number of models as a diamond. Of a case's lines only the
/// sequences are shortened, to whole names and a count; sizeHint is wide enough for the others.
class WorklistDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter,
               const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    /// "FLAIR, T1w" where all fit, else "FLAIR +1": whole names and how many more there are.
    static QString shortened(const QStringList& names, const QFont& font, int width);
    /// Height of a row with this many lines below its first one.
    static int rowHeight(int linesBelow);
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace dawson
