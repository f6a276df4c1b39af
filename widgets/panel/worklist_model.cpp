#include "widgets/panel/worklist_model.h"

#include "widgets/panel/task_words.h"
#include "widgets/theme/theme.h"

#include <QColor>
#include <QStringList>

#include <algorithm>
#include <map>

namespace dawson
{

namespace
{

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

GradingState stateOf(const Grading& grading)
{
    if (grading.status == "in progress") {
        return GradingState::InProgress;
    }
    return grading.status == "submitted" ? GradingState::Submitted : GradingState::Present;
}

/// "Grader 1" -> "G1", "Consensus" -> "C": a head that fits a narrow column.
QString initials(const QString& name)
{
    QString letters;
    bool first = true;
    for (const QChar c : name) {
        if (c.isDigit() || (first && c.isLetter())) {
            letters += c.toUpper();
        }
        first = c.isSpace();
    }
    return letters.left(3);
}

QStringList sequences(const Session& session)
{
    QStringList names;
    for (const auto& series : session.series) {
        names << text(series.name());
    }
    return names;
}

} // namespace

void WorklistModel::setStudy(const std::shared_ptr<const Study>& study)
{
    m_study = study;
    rebuild();
}

void WorklistModel::setGrader(const Author& grader)
{
    m_grader = grader;
    rebuild();
}

void WorklistModel::setTask(Task task)
{
    m_task = task;
    rebuild();
}

void WorklistModel::setOpenCase(const QString& subject, const QString& session)
{
    m_openSubject = subject;
    m_openSession = session;
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

QString WorklistModel::subjectAt(int row) const
{
    return m_cases.at(static_cast<std::size_t>(row)).subject;
}

QString WorklistModel::sessionAt(int row) const
{
    return m_cases.at(static_cast<std::size_t>(row)).session;
}

int WorklistModel::rowOf(const QString& subject, const QString& session) const
{
    const auto found = std::find_if(m_cases.begin(), m_cases.end(), [&](const Case& row) {
        return row.subject == subject && row.session == session;
    });
    return found == m_cases.end() ? -1 : static_cast<int>(found - m_cases.begin());
}

int WorklistModel::openRow() const
{
    return m_openSubject.isEmpty() ? -1 : rowOf(m_openSubject, m_openSession);
}

std::optional<int> WorklistModel::nextUndone(int row) const
{
    const int rows = rowCount();
    // From -1, no open case, the first step is row 0.
    for (int step = 1; step <= rows; ++step) {
        const int candidate = (row + step) % rows;
        const Case& at = m_cases[static_cast<std::size_t>(candidate)];
        if (candidate != row && !at.missing && at.states.front() != GradingState::Submitted) {
            return candidate;
        }
    }
    return std::nullopt;
}

int WorklistModel::count(GradingState state) const
{
    return static_cast<int>(std::count_if(m_cases.begin(), m_cases.end(), [&](const Case& row) {
        return row.states.front() == state;
    }));
}

int WorklistModel::linesBelow() const
{
    qsizetype most = 1;
    for (const Case& row : m_cases) {
        most = std::max(most, row.lines.size() + (row.sequences.isEmpty() ? 0 : 1));
    }
    return static_cast<int>(most);
}

int WorklistModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_cases.size());
}

int WorklistModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_authors.size()) + 2;
}

QVariant WorklistModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Case& row = m_cases.at(static_cast<std::size_t>(index.row()));
    if (index.column() == 0) {
        return caseData(row, role);
    }
    return isAuthorColumn(index.column())
               ? authorData(row, static_cast<std::size_t>(index.column()) - 1, role)
               : modelsData(row, role);
}

QVariant WorklistModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (section == 0) {
        return role == Qt::DisplayRole         ? tr("Case")
               : role == Qt::TextAlignmentRole ? QVariant(Qt::AlignLeft | Qt::AlignVCenter)
                                               : QVariant();
    }
    const bool models = !isAuthorColumn(section);
    const Author author = models ? Author() : m_authors.at(static_cast<std::size_t>(section) - 1);
    const QString name = text(author.name);
    if (role == Qt::DisplayRole) {
        const bool together = author.role == AuthorRole::Consensus;
        return initials(models ? tr("Models") : together ? tr("Consensus") : name);
    }
    if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole) {
        return models ? tr("Models with a prediction") : name;
    }
    return role == Qt::TextAlignmentRole ? QVariant(Qt::AlignCenter) : QVariant();
}

bool WorklistModel::isAuthorColumn(int column) const
{
    return column > 0 && column <= static_cast<int>(m_authors.size());
}

QVariant WorklistModel::caseData(const Case& row, int role) const
{
    const bool open = row.subject == m_openSubject && row.session == m_openSession;
    switch (role) {
    case Qt::DisplayRole:
        return row.session.isEmpty() ? row.subject
                                     : QString(row.subject + QStringLiteral(" · ") + row.session);
    case LinesRole:
        return row.lines;
    case SequencesRole:
        return row.sequences;
    case OpenRole:
        return open;
    case MissingRole:
        return row.missing;
    case SearchRole:
        return QString(row.subject + QLatin1Char(' ') + row.words);
    case Qt::ToolTipRole:
        return row.missing ? tr("The image this task is masked on is missing here.")
                           : QString(row.subject + QLatin1Char('\n') + row.words);
    case Qt::AccessibleTextRole:
        return open ? tr("%1 %2, open").arg(row.subject, row.words)
                    : QString(row.subject + QLatin1Char(' ') + row.words);
    default:
        return {};
    }
}

QVariant WorklistModel::authorData(const Case& row, std::size_t author, int role) const
{
    switch (role) {
    case StateRole:
        return static_cast<int>(row.states.at(author));
    case ColorRole:
        return authorColor(m_authors.at(author));
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(text(m_authors.at(author).name), words(row.states.at(author)));
    default:
        return {};
    }
}

QVariant WorklistModel::modelsData(const Case& row, int role) const
{
    switch (role) {
    case PredictionsRole:
        return static_cast<int>(row.models.size());
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return row.models.empty() ? tr("No model has predicted this case.")
                                  : tr("Predicted by %1")
                                        .arg(QStringList(row.models.begin(), row.models.end())
                                                 .join(QStringLiteral(", ")));
    default:
        return {};
    }
}

QString WorklistModel::words(GradingState state) const
{
    switch (state) {
    case GradingState::None:
        return tr("no mask");
    case GradingState::InProgress:
        return tr("in progress");
    case GradingState::Submitted:
        return tr("submitted");
    case GradingState::Present:
        break;
    }
    return tr("mask without a state");
}

WorklistModel::Case WorklistModel::caseOf(const TaskCase& one) const
{
    Case row;
    row.subject = text(one.subject);
    row.session = text(one.session);
    const Session& session = *m_study->subject(one.subject)->session(one.session);
    const QString visit = row.session.isEmpty() ? QString() : tr("session %1").arg(row.session);
    const QString compared = comparedText(one, m_task);
    const QString date = text(session.date);
    const QStringList names = sequences(session);
    QStringList parts{compared, visit, date, names.join(QStringLiteral(", "))};
    parts.removeAll(QString());
    row.words = parts.join(QStringLiteral(" · "));
    if (m_task == Task::New) { // a date a line: both must be read in a narrow column
        row.lines = QString(compared)
                        .replace(QStringLiteral(" \u2192 "),
                                 one.date.empty() ? QStringLiteral(" \u2192 ")
                                                  : QStringLiteral("\n\u2192 "))
                        .split(QLatin1Char('\n'));
    } else {
        row.lines = {compared, date};
        row.lines.removeAll(QString());
        row.sequences = names;
    }
    row.missing = !one.readable();
    row.states.resize(m_authors.size(), GradingState::None);
    return row;
}

void WorklistModel::addStates()
{
    std::map<std::pair<QString, QString>, std::size_t> rows;
    std::map<std::string, std::size_t> columns;
    std::map<std::string, QString> models;
    for (std::size_t i = 0; i < m_cases.size(); ++i) {
        rows[{m_cases[i].subject, m_cases[i].session}] = i;
    }
    for (std::size_t i = 0; i < m_authors.size(); ++i) {
        columns[m_authors[i].folder] = i;
    }
    for (const auto& author : m_study->authors) {
        if (author.role == AuthorRole::Model) {
            models[author.folder] = text(author.name);
        }
    }
    for (const auto& grading : m_study->gradings) {
        const auto row = rows.find({text(grading.subject), text(grading.session)});
        if (grading.task != m_task || row == rows.end()) {
            continue;
        }
        Case& at = m_cases[row->second];
        if (const auto column = columns.find(grading.author); column != columns.end()) {
            at.states[column->second] = stateOf(grading);
        } else if (const auto model = models.find(grading.author); model != models.end()) {
            at.models.push_back(model->second);
        }
    }
}

void WorklistModel::rebuild()
{
    beginResetModel();
    // The grader's column stands even before the first mask: it is where the work will show.
    m_authors = {m_grader};
    m_cases.clear();
    if (m_study != nullptr) {
        for (const auto& author : m_study->authors) {
            if (author.role == AuthorRole::Grader && author.folder != m_grader.folder) {
                m_authors.push_back(author);
            }
        }
        // A grader without a mask has still to begin; a reference without one is of another task.
        for (const auto& author : authorsOfTask(*m_study, m_task)) {
            if (author.role != AuthorRole::Grader && author.role != AuthorRole::Model) {
                m_authors.push_back(author);
            }
        }
        // A visit without a FLAIR is something to mend; a first visit is none for new lesions.
        for (const auto& one : m_task == Task::Flair ? taskCases(*m_study, m_task)
                                                     : readableCases(*m_study, m_task)) {
            m_cases.push_back(caseOf(one));
        }
        addStates();
    }
    endResetModel();
}

} // namespace dawson

#include "moc_worklist_model.cpp"
