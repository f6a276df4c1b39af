#include "widgets/panel/worklist_delegate.h"

#include "widgets/panel/worklist_model.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace dawson
{

namespace
{

constexpr double kGlyph = 14.0;
constexpr int kNameLine = 20;
constexpr int kCaptionLine = 16;
constexpr int kBar = 3;          ///< mark of the open case
constexpr int kWidestCase = 240; ///< longer names are cut, the tooltip has them whole

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

/// A name that is too long for any column keeps its beginning and its end, where numbers stand.
void paintLine(QPainter& painter, const QRect& line, const QString& text)
{
    const QFontMetrics metrics(painter.font());
    painter.drawText(line,
                     Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(text, Qt::ElideMiddle, line.width()));
}

QFont nameFont(QFont font, bool open)
{
    font.setWeight(open ? QFont::DemiBold : QFont::Normal);
    return font;
}

QFont captionFont(QFont font)
{
    font.setPixelSize(kCaptionPx);
    return font;
}

void paintCase(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const bool open = index.data(WorklistModel::OpenRole).toBool();
    const bool missing = index.data(WorklistModel::MissingRole).toBool();
    if (open) {
        painter.fillRect(QRect(option.rect.topLeft(), QSize(kBar, option.rect.height())),
                         tokens().accent);
    }
    const QRect inside = option.rect.adjusted(kBar + kControlGap, 0, -kSpace, 0);
    const QFont caption = captionFont(option.font);
    QStringList lines = index.data(WorklistModel::LinesRole).toStringList();
    const QStringList names = index.data(WorklistModel::SequencesRole).toStringList();
    if (!names.isEmpty()) {
        lines << WorklistDelegate::shortened(names, caption, inside.width());
    }
    const int height = kNameLine + static_cast<int>(lines.size()) * kCaptionLine;
    QRect line(inside.left(), inside.center().y() - height / 2, inside.width(), kNameLine);
    painter.setFont(nameFont(option.font, open));
    painter.setPen(missing ? tokens().disabled : tokens().text);
    paintLine(painter, line, index.data().toString());
    painter.setFont(caption);
    painter.setPen(missing ? tokens().disabled : tokens().muted);
    line.translate(0, kNameLine);
    line.setHeight(kCaptionLine);
    for (const QString& text : lines) {
        paintLine(painter, line, text);
        line.translate(0, kCaptionLine);
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

QString WorklistDelegate::shortened(const QStringList& names, const QFont& font, int width)
{
    const QFontMetrics metrics(font);
    QString text = names.join(QStringLiteral(", "));
    for (qsizetype shown = names.size() - 1; shown > 0; --shown) {
        if (metrics.horizontalAdvance(text) <= width) {
            break;
        }
        text =
            QStringLiteral("%1 +%2").arg(QStringList(names.first(shown)).join(QStringLiteral(", ")),
                                         QString::number(names.size() - shown));
    }
    return text;
}

int WorklistDelegate::rowHeight(int linesBelow)
{
    return kNameLine + linesBelow * kCaptionLine + kControlGap;
}

QSize WorklistDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    int widest =
        QFontMetrics(nameFont(option.font, true)).horizontalAdvance(index.data().toString());
    const QStringList lines = index.data(WorklistModel::LinesRole).toStringList();
    for (const QString& line : lines) {
        widest = std::max(widest, QFontMetrics(captionFont(option.font)).horizontalAdvance(line));
    }
    return {std::min(kBar + kControlGap + widest + kSpace, kWidestCase),
            rowHeight(static_cast<int>(lines.size()) + 1)};
}

} // namespace dawson

#include "moc_worklist_delegate.cpp"
