#pragma once

#include "core/document/background_task.h"
#include "core/document/case_document.h"
#include "core/study/visit_changes.h"

#include <QWidget>

#include <memory>

namespace dawson
{

class ChangeTable;

/// The changes of the open case of task new, found in the background from the lesion masks (task
/// flair) of one author at both visits, as they are on disk. Other graders' masks are not offered:
/// whoever reads is blind to them.
class ChangePanel : public QWidget
{
    Q_OBJECT

public:
    explicit ChangePanel(CaseDocument& document, QWidget* parent = nullptr);

    /// The project as it is now; null when none is open.
    void setStudy(std::shared_ptr<const Study> study);

    int count() const;

Q_SIGNALS:
    void jumped();           ///< the cursor was moved to a lesion
    void counted(int count); ///< changes listed

private:
    void find();
    void showFound(const VisitChangesSearch& search);
    std::vector<Author> authors() const;

    CaseDocument& m_document;
    std::shared_ptr<const Study> m_study;
    ChangeTable* m_table;
    BackgroundTask m_task;
    QString m_author; ///< as chosen; empty: the reader
};

} // namespace dawson
