#pragma once

#include "core/lesion/comparison.h"

#include <QWidget>

#include <filesystem>
#include <memory>
#include <vector>

namespace dawson
{

struct LesionPattern;
struct LesionRow;

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
    /// Rows of one mask, without a state; where there are patterns, one for each lesion.
    void setLesions(const std::vector<Lesion>& lesions,
                    const std::vector<LesionPattern>& patterns = {});
    void clear();

    int rowCount() const; ///< as filtered
    /// Selects the row of the lesion at a point (its `inside`) without sending lesionSelected; no
    /// row when it is not listed.
    void selectLesionAt(const PatientPoint& point);
    void selectNext(); ///< around the end; sends lesionSelected, as if by hand
    void selectPrevious();

    /// Writes the rows shown, in their order, as CSV with units in the head. Throws Error(Io).
    void exportCsv(const std::filesystem::path& path) const;

Q_SIGNALS:
    /// A row was chosen by the user, or clicked again: `point` lies inside the lesion.
    void lesionSelected(const dawson::PatientPoint& point, int label);
    /// Double click or Enter on a row.
    void lesionActivated(const dawson::PatientPoint& point, int label);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeTable();
    QLayout* makeHeadRow();
    QLayout* makeFilterRow();
    void fill(std::vector<LesionRow> rows, bool compared, const QString& rule);
    void setDense(bool dense);
    void setColumnWidths();
    void retranslate();
    void showPage();

    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace dawson
