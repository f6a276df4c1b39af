#include "widgets/change/candidate_model.h"

#include "widgets/panel/lesion_model.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QLocale>
#include <QPalette>

#include <array>
#include <utility>

namespace dawson
{

namespace
{

QString number(double value, int decimals)
{
    return QLocale().toString(value, 'f', decimals);
}

QString shownText(const CandidateModel::Row& row, int index, int column)
{
    const ChangeCandidate& candidate = row.candidate;
    switch (column) {
    case CandidateModel::Rank:
        return QString::number(index + 1);
    case CandidateModel::Score:
        return number(candidate.score, 1);
    case CandidateModel::Volume:
        return number(candidate.volumeMl, 3);
    case CandidateModel::Position:
        return positionText(candidate.peak);
    default:
        return {};
    }
}

QString tipOf(const CandidateModel::Row& row)
{
    const ChangeCandidate& candidate = row.candidate;
    QString text =
        CandidateModel::tr("Height %1 SD over its surroundings, compactness %2, %3 mm long")
            .arg(number(candidate.height, 1),
                 number(candidate.compactness, 2),
                 number(candidate.diameterMm, 1)) +
        QLatin1Char('\n') +
        CandidateModel::tr("Weight of the brain's edge %1, of the earlier image %2")
            .arg(number(candidate.surface, 2), number(candidate.tissue, 2));
    return row.mark == CandidateMark::None ? text : markName(row.mark) + QLatin1Char('\n') + text;
}

} // namespace

QString markName(CandidateMark mark)
{
    switch (mark) {
    case CandidateMark::None:
        break;
    case CandidateMark::Seen:
        return CandidateModel::tr("Seen");
    case CandidateMark::Confirmed:
        return CandidateModel::tr("Confirmed");
    case CandidateMark::Dismissed:
        return CandidateModel::tr("Dismissed");
    }
    return {};
}

QIcon markIcon(CandidateMark mark)
{
    switch (mark) {
    case CandidateMark::None:
        break;
    case CandidateMark::Seen:
        return icon(QStringLiteral("eye"));
    case CandidateMark::Confirmed:
        return icon(QStringLiteral("detected"));
    case CandidateMark::Dismissed:
        return icon(QStringLiteral("close"));
    }
    return {};
}

void CandidateModel::setRows(std::vector<Row> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void CandidateModel::setMark(int row, CandidateMark mark)
{
    m_rows[static_cast<std::size_t>(row)].mark = mark;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

int CandidateModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CandidateModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CandidateModel::data(const QModelIndex& index, int role) const
{
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return shownText(row, index.row(), column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((column == Position ? Qt::AlignLeft : Qt::AlignRight) |
                                   Qt::AlignVCenter);
    case Qt::DecorationRole:
        return column == Mark ? QVariant(markIcon(row.mark)) : QVariant();
    case Qt::ForegroundRole:
        return row.mark == CandidateMark::Dismissed
                   ? QVariant(QApplication::palette().brush(QPalette::Disabled, QPalette::Text))
                   : QVariant();
    case Qt::ToolTipRole:
        return tipOf(row);
    case Qt::AccessibleTextRole:
        return column == Mark ? markName(row.mark) : shownText(row, index.row(), column);
    default:
        return {};
    }
}

QVariant CandidateModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue((section == Position ? Qt::AlignLeft : Qt::AlignRight) |
                                   Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    const std::array<QString, ColumnCount> heads{
        QString(), tr("No."), tr("Score"), tr("Volume\nml"), tr("Position\nmm")};
    return heads[static_cast<std::size_t>(section)];
}

void CandidateModel::refresh()
{
    if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

} // namespace dawson
