#include "widgets/chart/tick_name.h"

#include <QStringList>

namespace dawson
{

namespace
{

constexpr int kNameLines = 4;

/// The name in pieces that a line may end after.
QStringList piecesOf(const QString& name)
{
    QStringList pieces{QString()};
    for (const QChar c : name) {
        pieces.back() += c;
        if (c == QLatin1Char(' ') || c == QLatin1Char('-') || c == QLatin1Char('_')) {
            pieces << QString();
        }
    }
    return pieces;
}

} // namespace

QString tickName(const QString& name, const QFontMetricsF& metrics, double width)
{
    QStringList lines{QString()};
    for (const QString& piece : piecesOf(name)) {
        const QString longer = lines.back() + piece;
        if (lines.back().isEmpty() || metrics.horizontalAdvance(longer.trimmed()) <= width) {
            lines.back() = longer;
        } else {
            lines << piece;
        }
    }
    if (lines.size() > kNameLines) {
        lines[kNameLines - 1] = lines.mid(kNameLines - 1).join(QString());
        lines = lines.mid(0, kNameLines);
    }
    for (QString& line : lines) {
        line = metrics.elidedText(line.trimmed(), Qt::ElideRight, width);
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace dawson
