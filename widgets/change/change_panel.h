#pragma once

#include "core/document/background_task.h"
#include "core/document/case_document.h"
#include "core/study/visit_changes.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dawson
{

class ChangeTable;

/// What became of the lesions since the visit before, found in the background from the lesion masks
/// (task flair) of one author at both visits. What the reader paints counts at once, saved or not:
/// the lesion mask while that is open, new lesions besides while those are. Other graders' masks
/// are not offered: whoever reads is blind to them.
class ChangePanel : public QWidget
{
    Q_OBJECT

public:
    explicit ChangePanel(CaseDocument& document, QWidget* parent = nullptr);

    /// The project as it is now; null when none is open.
    void setStudy(std::shared_ptr<const Study> study);

    /// Whether the open case has a visit before it whose lesions can be compared with.
    bool applies() const { return m_pair.has_value(); }

    int count() const;
    bool updating() const; ///< the list is older than what is painted

Q_SIGNALS:
    void jumped();           ///< the cursor was moved to a lesion
    void counted(int count); ///< changes listed
    void appliesChanged();

private:
    void showCase();
    void find();
    void compare();
    void showFound(const VisitChangesSearch& search);
    void jumpTo(const PatientPoint& point);
    PaintedMasks painted() const;
    std::vector<Author> authors() const;

    CaseDocument& m_document;
    std::shared_ptr<const Study> m_study;
    std::optional<ImagePair> m_pair;
    std::shared_ptr<const VisitHistory> m_history; ///< of the pair and the author
    bool m_reading = false;                        ///< a newer one is being read
    ChangeTable* m_table;
    BackgroundTask m_task;
    QTimer m_pause;      ///< until the hand rests
    QString m_author;    ///< as chosen; empty: the reader
    std::string m_shown; ///< whose masks are listed
};

} // namespace dawson
