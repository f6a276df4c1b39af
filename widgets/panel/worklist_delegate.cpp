#include "widgets/panel/worklist_delegate.h"

#include "widgets/panel/worklist_model.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>

namespace dawson
{

namespace
{

constexpr double kGlyph = 14.0;
constexpr int kRowHeight = 44;
constexpr int kBar = 3; ///< mark of the open case

QRectF glyphBox(const QRect& cell)
{
    QRectF box(0.0, 0.0, kGlyph, kGlyph);
    box.moveCenter(QRectF(cell).center());
    return box;
}

void paintCheck(QPainter& painter, const QRectF& box)
{
    QPainterPath check;
    check.moveTo(box.left() + 0.28 * kGlyph, box.top() + 0.52 * kGlyph);
    check.lineTo(box.left() + 0.44 * kGlyph, box.top() + 0.68 * kGlyph);
    check.lineTo(box.left() + 0.73 * kGlyph, box.top() + 0.35 * kGlyph);
    painter.setPen(QPen(tokens().pane, 1.75, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(check);
}

void paintState(QPainter& painter, const QRect& cell, GradingState state, const QColor& color)
{
    const QRectF box = glyphBox(cell).adjusted(0.75, 0.75, -0.75, -0.75);
    const bool none = state == GradingState::None;
    const bool whole = state == GradingState::Submitted || state == GradingState::Present;
    painter.setPen(QPen(none ? tokens().disabled : color, 1.5));
    painter.setBrush(whole ? QBrush(color) : QBrush(Qt::NoBrush));
    painter.drawEllipse(box);
    if (state == GradingState::InProgress) {
        painter.setBrush(color);
        painter.drawPie(box, 180 * 16, 180 * 16);
    }
    if (state == GradingState::Submitted) {
        paintCheck(painter, glyphBox(cell));
    }
}

void paintPredictions(QPainter& painter, const QRect& cell, int models, const QFont& font)
{
    if (models == 0) {
        return;
    }
    const QRectF box = glyphBox(cell);
    QPolygonF diamond;
    diamond << QPointF(box.center().x(), box.top()) << QPointF(box.right(), box.center().y())
            << QPointF(box.center().x(), box.bottom()) << QPointF(box.left(), box.center().y());
    painter.setPen(QPen(tokens().muted, 1.5));
    painter.setBrush(models == 1 ? QBrush(tokens().muted) : QBrush(Qt::NoBrush));
    if (models == 1) {
        painter.drawPolygon(diamond);
        return;
    }
    QFont small = font;
    small.setPixelSize(kCaptionPx);
    painter.setFont(small);
    painter.setPen(tokens().text);
    painter.drawText(cell, Qt::AlignCenter, QString::number(models));
}

/// A line cut off at its end with three dots.
void paintLine(QPainter& painter, const QRect& line, const QString& text)
{
    const QFontMetrics metrics(painter.font());
    painter.drawText(line,
                     Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(text, Qt::ElideRight, line.width()));
}

void paintCase(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const bool open = index.data(WorklistModel::OpenRole).toBool();
    const bool missing = index.data(WorklistModel::MissingRole).toBool();
    if (open) {
        painter.fillRect(QRect(option.rect.topLeft(), QSize(kBar, option.rect.height())),
                         tokens().accent);
    }
    const QRect inside = option.rect.adjusted(kBar + kControlGap, kSpace, -kSpace, -kSpace);
    const QStringList details =
        index.data(WorklistModel::DetailRole).toString().split(QLatin1Char('\n'));
    const int line = inside.height() / (1 + static_cast<int>(details.size()));
    QFont name = option.font;
    name.setWeight(open ? QFont::DemiBold : QFont::Normal);
    painter.setFont(name);
    painter.setPen(missing ? tokens().disabled : tokens().text);
    paintLine(
        painter, QRect(inside.topLeft(), QSize(inside.width(), line)), index.data().toString());
    QFont caption = option.font;
    caption.setPixelSize(kCaptionPx);
    painter.setFont(caption);
    painter.setPen(missing ? tokens().disabled : tokens().muted);
    for (int n = 0; n < details.size(); ++n) {
        const QRect place(inside.left(), inside.top() + (n + 1) * line, inside.width(), line);
        paintLine(painter, place, details[n]);
    }
}

} // namespace

void WorklistDelegate::paint(QPainter* painter,
                             const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    QStyleOptionViewItem plain(option);
    // Rows are chosen as a whole; a frame around one cell would say otherwise.
    plain.state.setFlag(QStyle::State_HasFocus, false);
    const QStyle* style = plain.widget != nullptr ? plain.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &plain, painter, plain.widget);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (index.column() == 0) {
        paintCase(*painter, option, index);
    } else if (const QVariant state = index.data(WorklistModel::StateRole); state.isValid()) {
        paintState(*painter,
                   option.rect,
                   static_cast<GradingState>(state.toInt()),
                   index.data(WorklistModel::ColorRole).value<QColor>());
    } else {
        paintPredictions(
            *painter, option.rect, index.data(WorklistModel::PredictionsRole).toInt(), option.font);
    }
    painter->restore();
}

QSize WorklistDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), kRowHeight};
}

} // namespace dawson

#include "moc_worklist_delegate.cpp"
