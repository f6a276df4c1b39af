#include "app/error_dialog.h"
#include "app/notice_bar.h"
#include "app/project_flow.h"
#include "app/read_workspace.h"
#include "app/save_question.h"
#include "app/workspaces.h"
#include "core/study/evaluation.h"
#include "widgets/panel/evaluate_page.h"

namespace dawson
{

/// Asked where the masks are shown, whoever wants them: the list that was clicked may be older than
/// the reader, or than their submission.
bool ProjectFlow::mayCompare(const CaseName& name, const QString& author, const QString& reference)
{
    const Study& study = *m_parts.project.study();
    for (const QString& folder : {author, reference}) {
        const Grading* grading =
            study.grading(folder.toStdString(), name.subject, name.session, m_parts.project.task());
        if (grading != nullptr && isHidden(study, m_parts.project.grader().folder, *grading)) {
            m_parts.notice.showNotice(
                tr("Other graders' masks of this case stay hidden until you have submitted your "
                   "own (File > Submit mask)."));
            return false;
        }
    }
    return true;
}

void ProjectFlow::compare(const QString& subject,
                          const QString& session,
                          const QString& author,
                          const QString& reference,
                          const std::optional<PatientPoint>& point)
{
    const CaseName wanted{subject.toStdString(), session.toStdString()};
    if (!m_parts.project.study() || !mayCompare(wanted, author, reference)) {
        return;
    }
    const auto then = [this, author, reference, point] { showCompared(author, reference, point); };
    const bool sameTask = m_parts.project.document().task() == m_parts.project.task();
    if (m_parts.project.currentCase() == wanted && sameTask) {
        then();
        return;
    }
    afterSaving(&m_window, m_parts.project.document(), [this, wanted, then] {
        m_opening = Opening{wanted, then};
        m_parts.project.openCase(wanted);
    });
}

void ProjectFlow::showCompared(const QString& author,
                               const QString& reference,
                               const std::optional<PatientPoint>& point)
{
    ReadWorkspace& read = m_parts.spaces.read();
    CaseDocument& document = m_parts.project.document();
    if (!mayCompare(m_parts.project.currentCase(), author, reference)) {
        return;
    }
    if (document.isRepairingBrain()) {
        const bool repaired =
            guarded(&m_window, tr("Saving the brain mask"), [&] { document.endBrainRepair(true); });
        if (!repaired) {
            return; // what was repaired is still there, and so is the question what to do with it
        }
        if (m_parts.project.isReadingCase()) {
            // What rests on the brain mask is read anew, which would end the comparison.
            m_opening = Opening{m_parts.project.currentCase(), [this, author, reference, point] {
                                    showCompared(author, reference, point);
                                }};
            return;
        }
    }
    // First, since it ends the comparison before.
    m_parts.notice.showState(tr("Comparing two masks: nothing can be painted meanwhile."),
                             tr("Back to reading"),
                             [&read] { read.endComparison(); });
    const auto& evaluation = m_parts.spaces.evaluate().evaluation();
    read.compare(author, reference, point, evaluation ? evaluation->request.rule : MatchRule());
    m_parts.spaces.showKind(Workspaces::Kind::Read);
}

} // namespace dawson
