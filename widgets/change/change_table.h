#pragma once

#include "core/study/visit_changes.h"

#include <QWidget>

#include <filesystem>
#include <memory>
#include <vector>

namespace dawson
{

/// What became of the lesions between two visits: counts and volumes per class, the rule, and a
/// sortable list with number, class, volumes at both visits and their difference.
class ChangeTable : public QWidget
{
    Q_OBJECT

public:
    explicit ChangeTable(QWidget* parent = nullptr);
    ~ChangeTable() override;

    /// Whose masks can be compared; `chosen` is a folder.
    void setAuthors(const std::vector<Author>& authors, const QString& chosen);
    /// Lists what was found, or says why there is nothing.
    void setSearch(const VisitChangesSearch& search);
    /// `what` in place of the list: being read, not a task of two visits.
    void clear(const QString& what = QString());
    /// What is listed is older than what is painted; ends with setSearch() or clear().
    void setUpdating(bool updating);

    int rowCount() const;
    /// The rule as set in the panel.
    const ChangeRule& rule() const;

    /// Writes all rows in their order as CSV with units in the head. Throws Error(Io).
    void exportCsv(const std::filesystem::path& path) const;

Q_SIGNALS:
    /// A row was chosen, or clicked again: `point` lies inside the lesion, on the pair's grid.
    void changeSelected(const dawson::PatientPoint& point);
    void authorChosen(const QString& folder);
    void ruleChanged(const dawson::ChangeRule& rule);

protected:
    void changeEvent(QEvent* event) override;

private:
    QLayout* makeHeadRow();
    QLayout* makeRuleRow();
    QWidget* makeTable();
    void retranslate();
    void showNotes();
    void takeRule();

    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace dawson
