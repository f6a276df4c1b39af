#include "widgets/panel/import_table_model.h"

#include "widgets/theme/theme.h"

#include <algorithm>
#include <array>
#include <set>
#include <system_error>

namespace dawson
{

namespace
{

const QLatin1String kMask("mask:");

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

QString kindOf(const ImportItem& item)
{
    return item.mask ? kMask + text(taskName(item.task)) : text(item.suffix);
}

void setKind(ImportItem& item, const QString& kind)
{
    item.mask = kind.startsWith(kMask);
    item.suffix = item.mask ? std::string() : kind.toStdString();
    if (item.mask) {
        item.contrast = false; // the task says what the mask was drawn on
        const auto task = taskFromName(kind.mid(kMask.size()).toStdString());
        item.task = task.value_or(Task::Flair);
    }
}

/// The file with the two folders above it, which is what tells files of one name apart.
QString shortPath(const std::filesystem::path& path)
{
    const auto folder = path.parent_path();
    return text((folder.parent_path().filename() / folder.filename() / path.filename()).string());
}

} // namespace

void ImportTableModel::setProject(const std::filesystem::path& root)
{
    if (root != m_root) {
        m_root = root;
        check();
    }
}

void ImportTableModel::add(const std::vector<ImportItem>& items)
{
    std::set<std::filesystem::path> known;
    for (const auto& item : m_items) {
        known.insert(item.source);
    }
    std::vector<ImportItem> fresh;
    std::copy_if(items.begin(), items.end(), std::back_inserter(fresh), [&](const auto& item) {
        return known.insert(item.source).second;
    });
    if (!fresh.empty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
        m_items.insert(m_items.end(), fresh.begin(), fresh.end());
        m_problems.resize(m_items.size());
        endInsertRows();
    }
    check();
}

void ImportTableModel::removeSource(const std::filesystem::path& source)
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (m_items[static_cast<std::size_t>(row)].source == source) {
            removeItems({index(row, 0)});
        }
    }
}

void ImportTableModel::removeItems(const QModelIndexList& rows)
{
    std::set<int, std::greater<>> fromBelow;
    for (const auto& row : rows) {
        fromBelow.insert(row.row());
    }
    for (const int row : fromBelow) {
        beginRemoveRows({}, row, row);
        m_items.erase(m_items.begin() + row);
        m_problems.erase(m_problems.begin() + row);
        endRemoveRows();
    }
    check();
}

int ImportTableModel::problemCount() const
{
    return static_cast<int>(std::count_if(m_problems.begin(),
                                          m_problems.end(),
                                          [](const auto& problem) { return !problem.empty(); }));
}

QString ImportTableModel::firstProblem() const
{
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        if (!m_problems[i].empty()) {
            return text(m_items[i].source.filename().string() + ": " + m_problems[i]);
        }
    }
    return {};
}

QString ImportTableModel::summary() const
{
    std::set<std::string> subjects;
    int masks = 0;
    for (const auto& item : m_items) {
        subjects.insert(item.subject);
        masks += item.mask ? 1 : 0;
    }
    return tr("Ready. Images: %1, masks: %2, subjects: %3.")
        .arg(rowCount() - masks)
        .arg(masks)
        .arg(subjects.size());
}

QStringList ImportTableModel::kinds()
{
    QStringList all{QStringLiteral("FLAIR"),
                    QStringLiteral("T1w"),
                    QStringLiteral("T2w"),
                    QStringLiteral("PDw"),
                    QStringLiteral("T2starw")};
    for (const Task task : {Task::Flair, Task::New, Task::Enhancing}) {
        all << kMask + text(taskName(task));
    }
    return all;
}

QString ImportTableModel::kindText(const QString& kind)
{
    if (!kind.startsWith(kMask)) {
        return kind;
    }
    const auto task = taskFromName(kind.mid(kMask.size()).toStdString());
    if (task == Task::New) {
        return tr("Mask of new lesions");
    }
    return task == Task::Enhancing ? tr("Mask of enhancing lesions") : tr("Mask of lesions");
}

QStringList ImportTableModel::authors() const
{
    QStringList all{
        QStringLiteral("grader-1"), QStringLiteral("grader-2"), QStringLiteral("consensus")};
    for (const auto& item : m_items) {
        const QString author = text(item.maskAuthor);
        if (item.mask && !all.contains(author)) {
            all << author;
        }
    }
    return all;
}

QString ImportTableModel::authorText(const QString& folder)
{
    return folder.isEmpty() ? QString() : text(nameOfAuthorFolder(folder.toStdString()));
}

int ImportTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

int ImportTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ImportTableModel::data(const QModelIndex& index, int role) const
{
    const auto row = static_cast<std::size_t>(index.row());
    const ImportItem& item = m_items.at(row);
    const bool bad = !m_problems[row].empty();
    switch (role) {
    case Qt::DisplayRole:
        return displayValue(row, index.column());
    case Qt::EditRole:
        return editValue(item, index.column());
    case Qt::ToolTipRole:
        return toolTip(row, index.column());
    case Qt::CheckStateRole:
        return index.column() == Contrast && !item.mask
                   ? QVariant(item.contrast ? Qt::Checked : Qt::Unchecked)
                   : QVariant();
    case Qt::DecorationRole:
        return index.column() == File
                   ? QVariant(icon(bad ? QStringLiteral("warning") : QStringLiteral("done")))
                   : QVariant();
    case Qt::ForegroundRole:
        return index.column() == Problem ? QVariant(tokens().warning) : QVariant();
    default:
        return {};
    }
}

QVariant ImportTableModel::editValue(const ImportItem& item, int column) const
{
    switch (column) {
    case Subject:
        return text(item.subject);
    case Session:
        return text(item.session);
    case Kind:
        return kindOf(item);
    case Author:
        return text(item.maskAuthor);
    default:
        return {};
    }
}

QVariant ImportTableModel::displayValue(std::size_t row, int column) const
{
    const ImportItem& item = m_items[row];
    switch (column) {
    case File:
        return shortPath(item.source);
    case Kind:
        return kindText(kindOf(item));
    case Author:
        return item.mask ? authorText(text(item.maskAuthor)) : QString();
    case Problem:
        return text(m_problems[row]);
    default:
        return editValue(item, column);
    }
}

QVariant ImportTableModel::toolTip(std::size_t row, int column) const
{
    switch (column) {
    case File:
        return text(m_items[row].source.string());
    case Problem:
        return text(m_problems[row]);
    default:
        return tr("Double click or F2 changes it; with several rows selected, F2 changes them all");
    }
}

bool ImportTableModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || (role != Qt::EditRole && role != Qt::CheckStateRole)) {
        return false;
    }
    ImportItem& item = m_items.at(static_cast<std::size_t>(index.row()));
    const std::string word = value.toString().trimmed().toStdString();
    switch (index.column()) {
    case Subject:
        item.subject = word;
        break;
    case Session:
        item.session = word;
        break;
    case Kind:
        setKind(item, value.toString());
        break;
    case Contrast:
        item.contrast = value.toInt() == Qt::Checked;
        break;
    case Author:
        item.maskAuthor = word;
        break;
    default:
        return false;
    }
    check();
    return true;
}

Qt::ItemFlags ImportTableModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const bool mask = m_items.at(static_cast<std::size_t>(index.row())).mask;
    switch (index.column()) {
    case Subject:
    case Session:
    case Kind:
        return flags | Qt::ItemIsEditable;
    case Contrast:
        return mask ? flags : flags | Qt::ItemIsUserCheckable;
    case Author:
        return mask ? flags | Qt::ItemIsEditable : flags;
    default:
        return flags;
    }
}

QVariant ImportTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    const auto at = static_cast<std::size_t>(section);
    if (role == Qt::DisplayRole) {
        const std::array<QString, ColumnCount> heads{tr("File"),
                                                     tr("Subject"),
                                                     tr("Session"),
                                                     tr("Sequence"),
                                                     tr("Contrast"),
                                                     tr("Mask by"),
                                                     tr("To settle")};
        return heads[at];
    }
    if (role == Qt::ToolTipRole) {
        const std::array<QString, ColumnCount> hints{
            tr("The file, with the two folders above it"),
            tr("Pseudonym of the person, letters and digits"),
            tr("The visit; empty when everybody was scanned once"),
            tr("What was measured, or a mask of lesions"),
            tr("Taken after contrast medium"),
            tr("Who drew the mask"),
            tr("What is still in the way of the import")};
        return hints[at];
    }
    return role == Qt::TextAlignmentRole ? QVariant(Qt::AlignLeft | Qt::AlignVCenter) : QVariant();
}

/// One edit can settle or raise a problem in any other row (two of a kind, a mask's image).
void ImportTableModel::check()
{
    m_problems = checkEachImport(m_root, m_items);
    if (!m_items.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
    Q_EMIT checked();
}

} // namespace dawson

#include "moc_import_table_model.cpp"
