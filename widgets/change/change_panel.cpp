#include "widgets/change/change_panel.h"

#include "core/document/layer_stack.h"
#include "widgets/change/change_table.h"

#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <utility>

namespace dawson
{

namespace
{

using namespace std::chrono_literals;

/// Strokes that follow each other faster are counted together.
constexpr auto kRest = 300ms;

} // namespace

ChangePanel::ChangePanel(CaseDocument& document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_table(new ChangeTable(this))
{
    setObjectName(QStringLiteral("changePanel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kRest);
    connect(&m_pause, &QTimer::timeout, this, &ChangePanel::compare);
    connect(&m_document, &CaseDocument::caseChanged, this, [this] {
        m_author.clear();
        showCase();
    });
    // One step of the undo stack is one stroke, done, undone or redone.
    connect(&m_document.undoStack(), &QUndoStack::indexChanged, this, [this] {
        if (m_pair && m_shown == m_document.grader().folder) {
            m_table->setUpdating(true);
            m_pause.start();
        }
    });
    connect(m_table, &ChangeTable::authorChosen, this, [this](const QString& folder) {
        m_author = folder;
        find();
    });
    connect(&m_document, &CaseDocument::pairChanged, this, &ChangePanel::find);
    connect(&m_document, &CaseDocument::brainChanged, this, [this] {
        if (m_pair) {
            m_pause.start(); // the repair is over: what was put off is compared now
        }
    });
    connect(m_table, &ChangeTable::ruleChanged, this, &ChangePanel::compare);
    connect(m_table, &ChangeTable::changeSelected, this, &ChangePanel::jumpTo);
    connect(&m_task, &BackgroundTask::failed, this, [this](const Error& error) {
        m_reading = false;
        m_table->clear(QString::fromStdString(error.describe()));
        Q_EMIT counted(0);
    });
}

void ChangePanel::setStudy(std::shared_ptr<const Study> study)
{
    m_study = std::move(study);
    showCase();
}

int ChangePanel::count() const
{
    return m_table->rowCount();
}

bool ChangePanel::updating() const
{
    return m_pause.isActive() || m_task.running();
}

void ChangePanel::showCase()
{
    const std::optional<ImagePair> before = std::exchange(m_pair, std::nullopt);
    const bool two = m_document.isOpen() && m_document.task() != Task::Enhancing;
    if (m_study && two && m_study->subject(m_document.subject()) != nullptr) {
        m_pair = findPair(*m_study, m_document.subject(), m_document.session(), Task::New).pair;
    }
    const bool same = before && m_pair && before->subject == m_pair->subject &&
                      before->session == m_pair->session;
    if (!same) {
        m_history.reset();
        m_shown.clear();
    }
    find();
    Q_EMIT appliesChanged();
}

std::vector<Author> ChangePanel::authors() const
{
    std::vector<Author> authors = authorsOfBothVisits(*m_study, *m_pair);
    std::erase_if(authors, [this](const Author& author) {
        return author.role == AuthorRole::Grader && author.folder != m_document.grader().folder;
    });
    const Author& reader = m_document.grader();
    const bool listed = std::ranges::find(authors, reader.folder, &Author::folder) != authors.end();
    const bool drawing = m_document.task() == Task::Flair && m_document.isEditable();
    if (!listed && drawing &&
        m_study->grading(reader.folder, m_pair->subject, m_pair->baselineSession, Task::Flair) !=
            nullptr) {
        authors.insert(authors.begin(), reader);
    }
    return authors;
}

void ChangePanel::find()
{
    m_task.cancel();
    m_pause.stop();
    m_reading = false;
    if (!m_pair) {
        m_table->setAuthors({}, {});
        m_table->clear();
        Q_EMIT counted(0);
        return;
    }
    const std::vector<Author> choice = authors();
    const auto has = [&](const std::string& folder) {
        return std::ranges::find(choice, folder, &Author::folder) != choice.end();
    };
    std::string author = m_author.toStdString();
    if (!has(author)) {
        author = m_document.grader().folder;
    }
    if (!has(author) && !choice.empty()) {
        author = choice.front().folder;
    }
    m_table->setAuthors(choice, QString::fromStdString(author));
    // What is listed stays until there is something newer, unless it is somebody else's.
    if (!m_history || std::exchange(m_shown, author) != author) {
        m_table->clear(tr("Comparing the masks of both visits\u2026"));
    }
    m_shown = author;
    m_table->setUpdating(true);
    m_reading = true;
    m_task.start<VisitHistorySearch>(
        [study = m_study,
         request =
             VisitChangesRequest{
                 m_document.subject(), m_document.session(), author, m_table->rule()}](
            const Progress& progress) { return readVisitHistory(*study, request, progress); },
        [this](const VisitHistorySearch& search) {
            m_reading = false;
            m_history = search.found;
            if (m_history) {
                compare();
            } else {
                showFound({search.missing, search.detail, std::nullopt});
            }
        });
}

PaintedMasks ChangePanel::painted() const
{
    PaintedMasks painted;
    if (m_shown != m_document.grader().folder || !m_document.isEditable()) {
        return painted;
    }
    const auto copy = std::make_shared<const Mask>(*m_document.editedMask());
    if (m_document.task() == Task::Flair) {
        // A visit that nobody has begun to read has no resolved lesions.
        const bool begun = m_history->current || copy->foregroundCount() > 0;
        painted.current = begun ? copy : nullptr;
    } else if (m_document.isComparable()) {
        painted.added = copy;
    }
    return painted;
}

void ChangePanel::compare()
{
    m_pause.stop();
    if (!m_history || m_reading) {
        return; // what is being read is compared as soon as it is there
    }
    if (m_document.isRepairingBrain()) {
        return; // what is edited now is no lesion
    }
    m_table->setUpdating(true);
    m_task.start<VisitChangesSearch>(
        [history = m_history, painted = painted(), rule = m_table->rule()](
            const Progress& progress) { return compareVisits(*history, painted, rule, progress); },
        [this](const VisitChangesSearch& search) { showFound(search); });
}

void ChangePanel::showFound(const VisitChangesSearch& search)
{
    m_table->setSearch(search);
    Q_EMIT counted(m_table->rowCount());
}

void ChangePanel::jumpTo(const PatientPoint& point)
{
    // Places are those of the pair's grid; a case of one visit lies on its own.
    const bool pair = m_document.task() == Task::New;
    m_document.cursor().moveTo(pair || !m_history ? point : m_history->toCurrent.toMoving(point));
    Q_EMIT jumped();
}

} // namespace dawson
