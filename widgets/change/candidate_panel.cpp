#include "widgets/change/candidate_panel.h"

#include "core/study/grading_file.h"
#include "core/study/image_pair.h"
#include "widgets/change/candidate_list.h"

#include <QVBoxLayout>

#include <optional>
#include <utility>

namespace dawson
{

CandidatePanel::CandidatePanel(CaseDocument& document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_list(new CandidateList(this))
{
    setObjectName(QStringLiteral("candidatePanel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_list);
    connect(&m_document, &CaseDocument::caseChanged, this, [this] {
        m_subtraction.reset();
        find();
    });
    connect(&m_document.layers(), &LayerStack::layersChanged, this, &CandidatePanel::find);
    connect(m_list, &CandidateList::candidateSelected, this, [this](const PatientPoint& peak) {
        m_document.cursor().moveTo(peak);
        Q_EMIT jumped();
    });
    connect(m_list, &CandidateList::marked, this, &CandidatePanel::keep);
    connect(&m_task, &BackgroundTask::failed, this, [this](const Error& error) {
        m_list->clear(QString::fromStdString(error.describe()));
        Q_EMIT counted(0);
    });
}

void CandidatePanel::setStudy(std::shared_ptr<const Study> study)
{
    m_study = std::move(study);
    find();
}

int CandidatePanel::openCount() const
{
    return m_list->openCount();
}

std::filesystem::path CandidatePanel::marksPath() const
{
    const PairSearch search =
        findPair(*m_study, m_document.subject(), m_document.session(), m_document.task());
    Grading place;
    place.subject = m_document.subject();
    place.session = m_document.session();
    place.task = m_document.task();
    place.space = search.pair ? search.pair->space() : std::string();
    return candidateMarksPath(gradingPath(m_study->root, m_document.grader(), place));
}

void CandidatePanel::find()
{
    const auto& layers = m_document.layers();
    const int subtraction = layers.imageOf(ImageRole::Subtraction);
    if (!m_study || !m_document.isOpen() || m_document.task() == Task::Flair || subtraction < 0) {
        m_task.cancel();
        m_subtraction.reset();
        const bool pairTask = m_document.isOpen() && m_document.task() != Task::Flair;
        m_list->clear(pairTask ? tr("Candidates are found in the subtraction: the two images must "
                                    "be registered first.")
                               : QString());
        Q_EMIT counted(0);
        return;
    }
    const auto& images = layers.images();
    const auto volume = images[static_cast<std::size_t>(subtraction)].volume;
    if (volume == m_subtraction) {
        return; // masks came or went
    }
    m_subtraction = volume;
    std::shared_ptr<const Volume> prior;
    if (const int n = layers.imageOf(ImageRole::Prior); n >= 0) {
        prior = images[static_cast<std::size_t>(n)].volume;
    }
    m_list->clear(tr("Looking for candidates\u2026"));
    m_task.start<std::vector<ChangeCandidate>>(
        [volume, prior](const Progress&) {
            return findCandidates(*volume, prior ? std::optional<Volume>(*prior) : std::nullopt);
        },
        [this](const std::vector<ChangeCandidate>& found) { showFound(found); });
}

void CandidatePanel::showFound(std::vector<ChangeCandidate> found)
{
    m_found = std::move(found);
    m_marksRead = readMarks();
    showRows();
}

/// False when they cannot be read, which is said.
bool CandidatePanel::readMarks()
{
    m_marks = CandidateMarks();
    try {
        m_marks = readCandidateMarks(marksPath());
        return true;
    } catch (const Error& error) {
        Q_EMIT problem(tr("The marks of the candidates cannot be read. None is kept until that "
                          "file is mended or taken away: %1")
                           .arg(QString::fromStdString(error.describe())));
        return false;
    }
}

void CandidatePanel::showRows()
{
    std::vector<CandidateModel::Row> rows;
    for (const ChangeCandidate& candidate : m_found) {
        rows.push_back({candidate, m_marks.at(candidate.peak)});
    }
    if (rows.empty()) {
        m_list->clear(tr("No spot of the subtraction stands out."));
    } else {
        m_list->setRows(std::move(rows));
    }
    Q_EMIT counted(m_list->openCount());
}

void CandidatePanel::keep(const PatientPoint& peak, CandidateMark mark)
{
    m_document.noteActivity();
    if (!m_marksRead) {
        m_marksRead = readMarks(); // mended meanwhile?
        if (!m_marksRead) {
            showRows(); // without the mark
            return;
        }
    }
    m_marks.set(peak, mark);
    try {
        writeCandidateMarks(m_study->root, m_document.grader(), marksPath(), m_marks);
    } catch (const Error& error) {
        Q_EMIT problem(
            tr("The mark was not saved: %1").arg(QString::fromStdString(error.describe())));
    }
    Q_EMIT counted(m_list->openCount());
    if (mark == CandidateMark::Confirmed) {
        m_document.cursor().moveTo(peak);
        Q_EMIT paintWanted();
    }
}

} // namespace dawson
