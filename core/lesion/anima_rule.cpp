#include "core/lesion/anima_rule.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace dawson
{

namespace
{

/// Voxels by lesion of one mask (row) and of the other (column); 0 is what counts as background.
class OverlapTable
{
public:
    OverlapTable(const LesionMap& rows, const LesionMap& columns)
        : m_columns(columns.lesions.size() + 1)
        , m_voxels((rows.lesions.size() + 1) * m_columns, 0.0)
        , m_columnSums(m_columns, 0.0)
    {
        for (std::size_t n = 0; n < rows.labels.size(); ++n) {
            const auto row = static_cast<std::size_t>(rows.labels[n]);
            const auto column = static_cast<std::size_t>(columns.labels[n]);
            m_voxels[row * m_columns + column] += 1.0;
            m_columnSums[column] += 1.0;
        }
    }

    std::size_t rows() const { return m_voxels.size() / m_columns; }

    std::size_t columns() const { return m_columns; }

    double at(std::size_t row, std::size_t column) const
    {
        return m_voxels[row * m_columns + column];
    }

    /// Share of a column's lesion that lies outside all lesions of the rows.
    double outsideShare(std::size_t column) const { return at(0, column) / m_columnSums[column]; }

private:
    std::size_t m_columns;
    std::vector<double> m_voxels;
    std::vector<double> m_columnSums;
};

bool isFound(const OverlapTable& table, std::size_t row, const AnimaRule& rule)
{
    std::vector<std::size_t> others;
    double covered = 0.0;
    for (std::size_t column = 1; column < table.columns(); ++column) {
        covered += table.at(row, column);
        others.push_back(column);
    }
    if (!(covered / (covered + table.at(row, 0)) > rule.alpha)) {
        return false;
    }
    std::stable_sort(others.begin(), others.end(), [&](std::size_t a, std::size_t b) {
        return table.at(row, a) > table.at(row, b);
    });
    double explained = 0.0;
    const std::size_t most = std::min(table.rows(), others.size());
    for (std::size_t n = 0; n < most && explained < rule.gamma; ++n) {
        if (table.outsideShare(others[n]) > rule.beta) {
            return false;
        }
        explained += table.at(row, others[n]) / covered;
    }
    return true;
}

void sortOut(const OverlapTable& table,
             const AnimaRule& rule,
             std::vector<std::int32_t>& found,
             std::vector<std::int32_t>& notFound)
{
    for (std::size_t row = 1; row < table.rows(); ++row) {
        (isFound(table, row, rule) ? found : notFound).push_back(static_cast<std::int32_t>(row));
    }
}

} // namespace

LesionComparison
compareByAnima(const Mask& reference, const Mask& prediction, const AnimaRule& rule)
{
    if (!sameGrid(reference.geometry(), prediction.geometry())) {
        throw Error(Error::Kind::Geometry,
                    "Reference and prediction lie on different grids: " +
                        difference(reference.geometry(), prediction.geometry()).describe() +
                        "; put one on the other's grid first.");
    }
    const double voxelMl = reference.geometry().voxelVolumeMl();
    const double least = std::floor(rule.minVolumeMm3 / (1000.0 * voxelMl) + 1e-9) + 1.0;
    const LesionMap rows = findLesions(reference, Connectivity::Faces, least * voxelMl);
    const LesionMap columns = findLesions(prediction, Connectivity::Faces, least * voxelMl);
    LesionComparison result;
    sortOut(OverlapTable(rows, columns), rule, result.detected, result.missed);
    sortOut(OverlapTable(columns, rows), rule, result.confirmed, result.spurious);
    return result;
}

} // namespace dawson
