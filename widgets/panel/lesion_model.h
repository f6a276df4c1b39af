#pragma once

#include "core/lesion/comparison.h"
#include "core/lesion/enhancement_pattern.h"

#include <QAbstractTableModel>
#include <QIcon>

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace dawson
{

/// How a lesion takes up contrast medium, as the grader says or as its shape suggests.
struct LesionPattern {
    EnhancementPattern pattern = EnhancementPattern::Nodular;
    bool suggested = false; ///< nobody has said so yet
};

/// "Ring"; "Ring?" when it is only suggested.
QString patternText(const LesionPattern& pattern);

/// A lesion as the table lists it; without a state when nothing was compared.
struct LesionRow {
    Lesion lesion;
    std::optional<LesionOutcome::State> state;
    std::optional<LesionPattern> pattern{};
};

std::vector<LesionRow> lesionRows(const std::vector<LesionOutcome>& outcomes);
/// `patterns` is empty or has one for each lesion.
std::vector<LesionRow> lesionRows(const std::vector<Lesion>& lesions,
                                  const std::vector<LesionPattern>& patterns);

/// "Detected", "Missed", "Spurious" in the user's language.
QString stateName(LesionOutcome::State state);
/// The state's icon in the state's own colour, the one it has over the images.
QIcon stateIcon(LesionOutcome::State state);
/// "L 23 P 14 S 40": mm from the scanner's origin, by the direction in the patient.
QString positionText(const PatientPoint& point);

/// The rows of a LesionTable: what stands in each cell, and what it sorts by (kSortRole).
class LesionModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Number, State, Pattern, Volume, Size, Position, ColumnCount };

    static constexpr int kSortRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<LesionRow> rows);

    const std::vector<LesionRow>& rows() const { return m_rows; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    bool hasPatterns() const { return !m_rows.empty() && m_rows.front().pattern.has_value(); }

    /// Texts are made when asked for; a change of language or theme needs only this.
    void refresh();

    /// States as signs alone, their words in the tooltip: where the table is narrow.
    void setStatesAsSigns(bool signs);

private:
    bool m_signs = false;
    std::vector<LesionRow> m_rows;
};

/// The rows as CSV with a head: numbers with a decimal point and units in the head, positions in mm
/// (LPS), the rule beside every row. UTF-8.
std::string lesionCsv(const std::vector<LesionRow>& rows, const QString& rule);

} // namespace dawson
