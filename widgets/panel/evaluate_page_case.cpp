#include "widgets/panel/evaluate_page.h"
#include "widgets/panel/lesion_table.h"
#include "widgets/panel/lesion_thumbnails.h"
#include "widgets/panel/outcome_layer.h"
#include "widgets/panel/score_words.h"

#include <QComboBox>

#include <algorithm>

namespace dawson
{

const AuthorEvaluation* EvaluatePage::shownAuthor() const
{
    const int author = m_author->currentIndex();
    return m_evaluation && author >= 0 && author < static_cast<int>(m_evaluation->authors.size())
               ? &m_evaluation->authors[static_cast<std::size_t>(author)]
               : nullptr;
}

const CaseEvaluation* EvaluatePage::shownCase() const
{
    const AuthorEvaluation* author = shownAuthor();
    const int row = m_case->currentIndex();
    if (author == nullptr || row < 0 || row >= static_cast<int>(author->cases.size())) {
        return nullptr;
    }
    const CaseEvaluation& shown = author->cases[static_cast<std::size_t>(row)];
    const auto seen = [&](const std::string& folder) {
        const Grading* grading =
            m_study->grading(folder, shown.subject, shown.session, m_evaluation->request.task);
        return grading != nullptr && !dawson::isHidden(*m_study, m_grader, *grading);
    };
    // Who takes the own submission back is blind again before the new comparison is there.
    return seen(author->author.folder) && seen(m_evaluation->request.reference) ? &shown : nullptr;
}

void EvaluatePage::fillCases()
{
    const QString before = m_case->currentText();
    m_case->clear();
    if (const AuthorEvaluation* author = shownAuthor()) {
        for (const CaseEvaluation& one : author->cases) {
            m_case->addItem(caseLabel(QString::fromStdString(one.subject),
                                      QString::fromStdString(one.session)));
        }
    }
    m_case->setCurrentIndex(std::max(0, m_case->findText(before)));
    showCase();
}

void EvaluatePage::showCase()
{
    const CaseEvaluation* shown = shownCase();
    if (shown == nullptr) {
        m_loading.cancel();
        m_table->clear();
        m_thumbnails->clear();
        return;
    }
    m_table->setOutcomes(shown->outcomes, ruleSentence(m_evaluation->request.rule));
    loadThumbnails();
}

void EvaluatePage::loadThumbnails()
{
    const std::string subject = shownCase()->subject;
    const std::string session = shownCase()->session;
    const std::string reference = m_evaluation->request.reference;
    const std::string author = shownAuthor()->author.folder;
    m_thumbnails->clear();
    m_loading.start<LoadedCase>(
        [study = m_study, subject, session, task = m_evaluation->request.task](
            const Progress& progress) {
            return loadCase(*study, subject, session, task, progress);
        },
        [this, reference, author](const LoadedCase& loaded) {
            m_thumbnails->setCase(loaded, {reference, author});
        });
}

void EvaluatePage::openCase(const std::optional<PatientPoint>& point)
{
    if (const CaseEvaluation* shown = shownCase()) {
        Q_EMIT caseRequested(QString::fromStdString(shown->subject),
                             QString::fromStdString(shown->session),
                             QString::fromStdString(shownAuthor()->author.folder),
                             QString::fromStdString(m_evaluation->request.reference),
                             point);
    }
}

} // namespace dawson
