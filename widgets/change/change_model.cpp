#include "widgets/change/change_model.h"

#include "widgets/change/change_words.h"
#include "widgets/panel/csv_export.h"
#include "widgets/panel/lesion_model.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>
#include <utility>

namespace dawson
{

namespace
{

/// Three digits below 10 ml, where a voxel counts; above it they would only take room.
int decimalsOf(double ml)
{
    return std::abs(ml) < 10.0 ? 3 : 2;
}

QString signedNumber(double value, int decimals)
{
    const QString text = QLocale().toString(value, 'f', decimals);
    return value > 0.0 ? QLatin1Char('+') + text : text;
}

QString mlText(double ml)
{
    return QLocale().toString(ml, 'f', decimalsOf(ml));
}

std::vector<int> idsOf(const std::vector<std::int32_t>& labels, const LesionIds& all)
{
    std::vector<int> ids;
    for (const std::int32_t label : labels) {
        ids.push_back(all[static_cast<std::size_t>(label) - 1].id);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

QString joined(const std::vector<int>& ids)
{
    QStringList texts;
    for (const int id : ids) {
        texts << QString::number(id);
    }
    return texts.join(QLatin1Char('+'));
}

QString shareText(const LesionChange& change)
{
    const auto share = change.changeShare();
    return share ? signedNumber(100.0 * *share, 0) : QString();
}

QVariant shownText(const ChangeRow& row, int column)
{
    const LesionChange& change = row.change;
    switch (column) {
    case ChangeModel::Id:
        return row.idText();
    case ChangeModel::Before:
        return change.prior.empty() ? QString() : mlText(change.priorMl);
    case ChangeModel::Now:
        return change.current.empty() ? QString() : mlText(change.currentMl);
    case ChangeModel::Change:
        return signedNumber(change.changeMl(), decimalsOf(change.changeMl()));
    case ChangeModel::Share:
        return shareText(change);
    default:
        return {};
    }
}

QVariant sortKey(const ChangeRow& row, int column)
{
    const LesionChange& change = row.change;
    switch (column) {
    case ChangeModel::Id:
        return row.currentIds.empty() ? row.priorIds.front() : row.currentIds.front();
    case ChangeModel::Before:
        return change.priorMl;
    case ChangeModel::Now:
        return change.currentMl;
    case ChangeModel::Change:
        return change.changeMl();
    case ChangeModel::Share: // what is new has grown most
        return change.changeShare().value_or(1e9);
    default:
        return static_cast<int>(change.kind);
    }
}

QString tipOf(const ChangeRow& row)
{
    const LesionChange& change = row.change;
    QString text = changeName(change.kind);
    if (change.trend != change.kind) {
        text += QStringLiteral(", ") + changeName(change.trend).toLower();
    }
    const auto mm = [](double value) { return QLocale().toString(value, 'f', 1); };
    return row.idText() + QStringLiteral(": ") + text + QLatin1Char('\n') +
           ChangeModel::tr("Longest diameter: %1 mm before, %2 mm now")
               .arg(mm(change.priorDiameterMm), mm(change.currentDiameterMm)) +
           QLatin1Char('\n') + positionText(change.inside);
}

} // namespace

QString ChangeRow::idText() const
{
    if (priorIds.empty() || currentIds.empty() || priorIds == currentIds) {
        return joined(currentIds.empty() ? priorIds : currentIds);
    }
    return joined(priorIds) + QStringLiteral("\u2009\u2192\u2009") + joined(currentIds);
}

std::vector<ChangeRow> changeRows(const VisitChanges& changes)
{
    std::vector<ChangeRow> rows;
    for (const LesionChange& change : changes.changes.changes) {
        rows.push_back({change,
                        idsOf(change.prior, changes.priorIds),
                        idsOf(change.current, changes.currentIds)});
    }
    return rows;
}

void ChangeModel::setRows(std::vector<ChangeRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int ChangeModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ChangeModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ChangeModel::data(const QModelIndex& index, int role) const
{
    const ChangeRow& row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return shownText(row, column);
    case kSortRole:
        return sortKey(row, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            (column == Kind || column == Id ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::DecorationRole:
        return column == Kind ? QVariant(changeIcon(row.change.kind)) : QVariant();
    case Qt::ToolTipRole:
        return tipOf(row);
    case Qt::AccessibleTextRole:
        return column == Kind ? QVariant(changeName(row.change.kind)) : shownText(row, column);
    default:
        return {};
    }
}

QVariant ChangeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(
            (section == Kind || section == Id ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole) {
        return section == Id
                   ? ChangeModel::tr("A lesion keeps its number from visit to visit")
                   : (section == Share ? ChangeModel::tr("Of the earlier volume") : QString());
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    const std::array<QString, ColumnCount> heads{QString(),
                                                 ChangeModel::tr("No."),
                                                 ChangeModel::tr("Before\nml"),
                                                 ChangeModel::tr("Now\nml"),
                                                 ChangeModel::tr("Change\nml"),
                                                 ChangeModel::tr("Change\n%")};
    return heads[static_cast<std::size_t>(section)];
}

void ChangeModel::refresh()
{
    if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

std::string changeCsv(const std::vector<ChangeRow>& rows, const VisitChanges& changes)
{
    std::ostringstream csv;
    csv.imbue(std::locale::classic());
    csv << "subject,session_before,session_now,change,trend,ids_before,ids_now,volume_before_ml,"
           "volume_now_ml,change_ml,change_percent,diameter_before_mm,diameter_now_mm,x_left_mm,"
           "y_posterior_mm,z_superior_mm,rule\n";
    csv.setf(std::ios::fixed);
    for (const ChangeRow& row : rows) {
        const LesionChange& change = row.change;
        csv << changes.pair.subject << ',' << changes.pair.baselineSession << ','
            << changes.pair.session << ',' << changeKey(change.kind) << ','
            << changeKey(change.trend) << ',' << joined(row.priorIds).toStdString() << ','
            << joined(row.currentIds).toStdString() << ',';
        csv.precision(6);
        csv << change.priorMl << ',' << change.currentMl << ',' << change.changeMl() << ',';
        csv.precision(2);
        if (const auto share = change.changeShare()) {
            csv << 100.0 * *share;
        }
        csv << ',' << change.priorDiameterMm << ',' << change.currentDiameterMm << ','
            << change.inside.x << ',' << change.inside.y << ',' << change.inside.z << ','
            << csvQuoted(changes.changes.rule.describe()) << '\n';
    }
    return csv.str();
}

} // namespace dawson
