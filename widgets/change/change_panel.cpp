#include "widgets/change/change_panel.h"

#include "core/document/layer_stack.h"
#include "widgets/change/change_table.h"

#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace dawson
{

ChangePanel::ChangePanel(CaseDocument& document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_table(new ChangeTable(this))
{
    setObjectName(QStringLiteral("changePanel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table);
    connect(&m_document, &CaseDocument::caseChanged, this, [this] {
        m_author.clear();
        find();
    });
    connect(m_table, &ChangeTable::authorChosen, this, [this](const QString& folder) {
        m_author = folder;
        find();
    });
    connect(m_table, &ChangeTable::ruleChanged, this, &ChangePanel::find);
    connect(m_table, &ChangeTable::changeSelected, this, [this](const PatientPoint& point) {
        m_document.cursor().moveTo(point);
        Q_EMIT jumped();
    });
    connect(&m_task, &BackgroundTask::failed, this, [this](const Error& error) {
        m_table->clear(QString::fromStdString(error.describe()));
        Q_EMIT counted(0);
    });
}

void ChangePanel::setStudy(std::shared_ptr<const Study> study)
{
    m_study = std::move(study);
    find();
}

int ChangePanel::count() const
{
    return m_table->rowCount();
}

std::vector<Author> ChangePanel::authors() const
{
    const PairSearch search =
        findPair(*m_study, m_document.subject(), m_document.session(), Task::New);
    std::vector<Author> authors;
    if (search.pair) {
        authors = authorsOfBothVisits(*m_study, *search.pair);
    }
    std::erase_if(authors, [this](const Author& author) {
        return author.role == AuthorRole::Grader && author.folder != m_document.grader().folder;
    });
    return authors;
}

void ChangePanel::find()
{
    m_task.cancel();
    if (!m_study || !m_document.isOpen() || m_document.task() != Task::New ||
        m_study->subject(m_document.subject()) == nullptr) {
        m_table->setAuthors({}, {});
        m_table->clear();
        Q_EMIT counted(0);
        return;
    }
    const std::vector<Author> choice = authors();
    const auto has = [&](const std::string& folder) {
        return std::any_of(choice.begin(), choice.end(), [&](const Author& author) {
            return author.folder == folder;
        });
    };
    std::string author = m_author.toStdString();
    if (!has(author)) {
        author = m_document.grader().folder;
    }
    if (!has(author) && !choice.empty()) {
        author = choice.front().folder;
    }
    m_table->setAuthors(choice, QString::fromStdString(author));
    m_table->clear(tr("Comparing the masks of both visits\u2026"));
    m_task.start<VisitChangesSearch>(
        [study = m_study,
         request =
             VisitChangesRequest{
                 m_document.subject(), m_document.session(), author, m_table->rule()}](
            const Progress& progress) { return findVisitChanges(*study, request, progress); },
        [this](const VisitChangesSearch& search) { showFound(search); });
}

void ChangePanel::showFound(const VisitChangesSearch& search)
{
    m_table->setSearch(search);
    Q_EMIT counted(m_table->rowCount());
}

} // namespace dawson
