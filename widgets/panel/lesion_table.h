#pragma once

#include "core/lesion/comparison.h"

#include <QWidget>

#include <filesystem>
#include <memory>
#include <vector>

namespace dawson
{

/// The lesions of a mask, or of two masks compared, as a sortable table: id, volume in ml, size in
/// mm, state, position. The state is told by icon and word, never by colour alone.
class LesionTable : public QWidget
{
    Q_OBJECT

public:
    explicit LesionTable(QWidget* parent = nullptr);
    ~LesionTable() override;

    /// Rows of a comparison; `rule` stands above the table in words.
    void setOutcomes(const std::vector<LesionOutcome>& outcomes, const QString& rule);
    /// Rows of one mask, without a state.
    void setLesions(const std::vector<Lesion>& lesions);
    void clear();

    int rowCount() const; ///< as filtered
    /// Selects the row of the lesion at a point (its `inside`) without sending lesionSelected.
    void selectLesionAt(const PatientPoint& point);
    void selectNext();
    void selectPrevious();

    /// Writes the rows as CSV with units in the head. Throws Error(Io).
    void exportCsv(const std::filesystem::path& path) const;

Q_SIGNALS:
    /// A row was chosen by the user: `point` lies inside the lesion.
    void lesionSelected(const dawson::PatientPoint& point, int label);
    /// Double click or Enter on a row.
    void lesionActivated(const dawson::PatientPoint& point, int label);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace dawson
