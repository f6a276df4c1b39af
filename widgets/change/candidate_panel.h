#pragma once

#include "core/document/background_task.h"
#include "core/document/case_document.h"
#include "core/lesion/change_candidates.h"
#include "core/study/candidate_marks.h"

#include <QWidget>

#include <filesystem>
#include <memory>

namespace dawson
{

class CandidateList;

/// The candidates of the open pair, found in the background from its subtraction, and the reader's
/// marks of them, saved at once beside the reader's mask.
class CandidatePanel : public QWidget
{
    Q_OBJECT

public:
    explicit CandidatePanel(CaseDocument& document, QWidget* parent = nullptr);

    /// The project as it is now; null when none is open.
    void setStudy(std::shared_ptr<const Study> study);

    int openCount() const; ///< candidates without a mark

Q_SIGNALS:
    void jumped();          ///< the cursor was moved to a candidate
    void paintWanted();     ///< one was confirmed: it can be painted now
    void counted(int open); ///< candidates without a mark
    void problem(const QString& sentence);

private:
    void find();
    void showFound(std::vector<ChangeCandidate> found);
    bool readMarks();
    void showRows();
    void keep(const PatientPoint& peak, CandidateMark mark);
    std::filesystem::path marksPath() const;

    CaseDocument& m_document;
    std::shared_ptr<const Study> m_study;
    CandidateList* m_list;
    BackgroundTask m_task;
    std::vector<ChangeCandidate> m_found;
    CandidateMarks m_marks;
    bool m_marksRead = false; ///< false: the file cannot be read, and is not written over
    std::shared_ptr<const Volume> m_subtraction; ///< the candidates shown are of it
};

} // namespace dawson
