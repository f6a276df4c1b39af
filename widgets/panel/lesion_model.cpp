#include "widgets/panel/lesion_model.h"

#include "widgets/panel/csv_export.h"
#include "widgets/theme/theme.h"

#include <QLocale>
#include <QPainter>

#include <cmath>
#include <sstream>
#include <utility>

namespace dawson
{

namespace
{

using State = LesionOutcome::State;

constexpr int kIconPx = 16;
constexpr double kIconScale = 3.0; ///< sharp up to 300 %

QString number(double value, int decimals)
{
    return QLocale().toString(value, 'f', decimals);
}

/// Lesions of the prediction have numbers of their own.
QString numberText(const LesionRow& row)
{
    const QString label = QString::number(row.lesion.label);
    return row.state == State::Spurious ? QStringLiteral("P%1").arg(label) : label;
}

QString numberTip(const LesionRow& row)
{
    return (row.state == State::Spurious ? LesionModel::tr("Lesion %1 of the compared mask")
                                         : LesionModel::tr("Lesion %1 of the reference"))
        .arg(row.lesion.label);
}

const char* stateKey(const LesionRow& row)
{
    if (!row.state) {
        return "";
    }
    switch (*row.state) {
    case State::Detected:
        return "detected";
    case State::Missed:
        return "missed";
    case State::Spurious:
        return "spurious";
    }
    return "";
}

/// The last cell of a CSV row, "?" where it is only suggested.
std::string patternKey(const LesionRow& row)
{
    if (!row.pattern) {
        return {};
    }
    const bool ring = row.pattern->pattern == EnhancementPattern::Ring;
    return std::string(ring ? ",ring" : ",nodular") + (row.pattern->suggested ? "?" : "");
}

QVariant sortKey(const LesionRow& row, int column)
{
    const int state = row.state ? static_cast<int>(*row.state) : -1;
    switch (column) {
    case LesionModel::Number:
        return (state == static_cast<int>(State::Spurious) ? 1 << 24 : 0) + row.lesion.label;
    case LesionModel::Volume:
        return row.lesion.volumeMl;
    case LesionModel::Size:
        return row.lesion.diameterMm;
    case LesionModel::State:
        return state;
    case LesionModel::Pattern:
        return row.pattern ? static_cast<int>(row.pattern->pattern) : -1;
    default:
        return row.lesion.inside.z;
    }
}

QVariant shownText(const LesionRow& row, int column)
{
    switch (column) {
    case LesionModel::Number:
        return numberText(row);
    case LesionModel::Volume:
        return number(row.lesion.volumeMl, 3);
    case LesionModel::Size:
        return number(row.lesion.diameterMm, 1);
    case LesionModel::State:
        return row.state ? stateName(*row.state) : QString();
    case LesionModel::Pattern:
        return row.pattern ? patternText(*row.pattern) : QString();
    default:
        return positionText(row.lesion.inside);
    }
}

} // namespace

std::vector<LesionRow> lesionRows(const std::vector<LesionOutcome>& outcomes)
{
    std::vector<LesionRow> rows;
    for (const LesionOutcome& outcome : outcomes) {
        rows.push_back({outcome.lesion, outcome.state});
    }
    return rows;
}

std::vector<LesionRow> lesionRows(const std::vector<Lesion>& lesions,
                                  const std::vector<LesionPattern>& patterns)
{
    std::vector<LesionRow> rows;
    for (std::size_t n = 0; n < lesions.size(); ++n) {
        rows.push_back({lesions[n], std::nullopt});
        if (!patterns.empty()) {
            rows.back().pattern = patterns[n];
        }
    }
    return rows;
}

QString patternText(const LesionPattern& pattern)
{
    const QString word = pattern.pattern == EnhancementPattern::Ring ? LesionModel::tr("Ring")
                                                                     : LesionModel::tr("Nodular");
    return pattern.suggested ? word + QLatin1Char('?') : word;
}

QString stateName(State state)
{
    switch (state) {
    case State::Detected:
        return LesionModel::tr("Detected");
    case State::Missed:
        return LesionModel::tr("Missed");
    case State::Spurious:
        return LesionModel::tr("Spurious");
    }
    return {};
}

QIcon stateIcon(State state)
{
    const bool detected = state == State::Detected;
    const bool missed = state == State::Missed;
    const QIcon plain =
        icon(detected ? QStringLiteral("detected")
                      : (missed ? QStringLiteral("missed") : QStringLiteral("spurious")));
    QPixmap pixmap = plain.pixmap(QSize(kIconPx, kIconPx), kIconScale);
    QPainter painter(&pixmap);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(QRect(0, 0, kIconPx, kIconPx),
                     detected ? agreedColor() : (missed ? missedColor() : spuriousColor()));
    painter.end();
    return QIcon(pixmap);
}

QString positionText(const PatientPoint& p)
{
    const auto part = [](double mm, const QString& positive, const QString& negative) {
        const auto whole = static_cast<int>(std::lround(mm));
        return QStringLiteral("%1\u2009%2")
            .arg(whole < 0 ? negative : positive)
            .arg(std::abs(whole));
    };
    return QStringList{part(p.x, LesionModel::tr("L"), LesionModel::tr("R")),
                       part(p.y, LesionModel::tr("P"), LesionModel::tr("A")),
                       part(p.z, LesionModel::tr("S"), LesionModel::tr("I"))}
        .join(QLatin1Char(' '));
}

void LesionModel::setRows(std::vector<LesionRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int LesionModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int LesionModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LesionModel::data(const QModelIndex& index, int role) const
{
    const LesionRow& row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return m_signs && column == State ? QString() : shownText(row, column);
    case kSortRole:
        return sortKey(row, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((column == State || column == Pattern || column == Position
                                        ? Qt::AlignLeft
                                        : Qt::AlignRight) |
                                   Qt::AlignVCenter);
    case Qt::DecorationRole:
        return column == State && row.state ? QVariant(stateIcon(*row.state)) : QVariant();
    case Qt::ToolTipRole:
        return column == Position ? QVariant(positionText(row.lesion.inside))
               : column == State  ? QVariant(shownText(row, column))
               : column == Pattern && row.pattern && row.pattern->suggested
                   ? QVariant(LesionModel::tr("Suggested by the lesion's shape on this image"))
               : column == Number && row.state ? QVariant(numberTip(row))
                                               : QVariant();
    default:
        return {};
    }
}

void LesionModel::setStatesAsSigns(bool signs)
{
    if (m_signs != signs) {
        m_signs = signs;
        refresh();
    }
}

QVariant LesionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue((section == State || section == Pattern || section == Position
                                        ? Qt::AlignLeft
                                        : Qt::AlignRight) |
                                   Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole) {
        return section == Size ? LesionModel::tr("Longest extent of the lesion") : QString();
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    const std::array<QString, ColumnCount> heads{LesionModel::tr("No."),
                                                 m_signs ? QString() : LesionModel::tr("State"),
                                                 LesionModel::tr("Pattern"),
                                                 LesionModel::tr("Volume\nml"),
                                                 LesionModel::tr("Size\nmm"),
                                                 LesionModel::tr("Position\nmm")};
    return heads[static_cast<std::size_t>(section)];
}

void LesionModel::refresh()
{
    if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

std::string lesionCsv(const std::vector<LesionRow>& rows, const QString& rule)
{
    std::ostringstream csv;
    csv.imbue(std::locale::classic());
    const bool patterns = !rows.empty() && rows.front().pattern.has_value();
    csv << "lesion,mask,volume_ml,size_mm,state,x_left_mm,y_posterior_mm,z_superior_mm,rule"
        << (patterns ? ",pattern\n" : "\n");
    csv.setf(std::ios::fixed);
    for (const LesionRow& row : rows) {
        const Lesion& lesion = row.lesion;
        csv << lesion.label << ',' << (row.state == State::Spurious ? "prediction" : "reference")
            << ',';
        csv.precision(6);
        csv << lesion.volumeMl << ',';
        csv.precision(2);
        csv << lesion.diameterMm << ',' << stateKey(row) << ',' << lesion.inside.x << ','
            << lesion.inside.y << ',' << lesion.inside.z << ',' << csvQuoted(rule.toStdString())
            << patternKey(row) << '\n';
    }
    return csv.str();
}

} // namespace dawson
