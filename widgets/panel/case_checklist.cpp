#include "widgets/panel/case_checklist.h"

#include <QSignalBlocker>

#include <algorithm>

namespace dawson
{

namespace
{

constexpr int kSessionRole = Qt::UserRole + 1;

CaseKey keyOf(const QListWidgetItem& item)
{
    return {item.data(Qt::UserRole).toString().toStdString(),
            item.data(kSessionRole).toString().toStdString()};
}

bool contains(const std::vector<CaseKey>& keys, const CaseKey& key)
{
    return std::ranges::find(keys, key) != keys.end();
}

} // namespace

QString caseText(const std::string& subject, const std::string& session)
{
    const QString name = QString::fromStdString(subject);
    return session.empty() ? name
                           : name + QStringLiteral(" \u00b7 ") + QString::fromStdString(session);
}

CaseChecklist::CaseChecklist(QWidget* parent)
    : QListWidget(parent)
{
    connect(this, &QListWidget::itemChanged, this, [this](const QListWidgetItem* item) {
        noteTick(*item);
    });
}

void CaseChecklist::fill(const std::shared_ptr<const Study>& study,
                         Task task,
                         const std::string& author)
{
    const QSignalBlocker quiet(this);
    clear();
    if (!study) {
        return;
    }
    if (study->root != m_project) {
        m_unticked.clear();
        m_project = study->root;
    }
    m_shown = taskName(task) + '/' + author;
    const std::vector<CaseKey> masked = maskedCases(*study, task, author);
    for (const TaskCase& one : readableCases(*study, task)) {
        const CaseKey key{one.subject, one.session};
        addCase(key, contains(masked, key));
    }
}

void CaseChecklist::addCase(const CaseKey& key, bool usable)
{
    auto* item = new QListWidgetItem(caseText(key.subject, key.session), this);
    item->setData(Qt::UserRole, QString::fromStdString(key.subject));
    item->setData(kSessionRole, QString::fromStdString(key.session));
    const bool ticked = usable && !contains(m_unticked[m_shown], key);
    item->setCheckState(ticked ? Qt::Checked : Qt::Unchecked);
    if (!usable) {
        item->setText(tr("%1 (no mask yet)").arg(item->text()));
        item->setFlags(item->flags() & ~Qt::ItemIsEnabled);
    }
}

void CaseChecklist::noteTick(const QListWidgetItem& item)
{
    std::vector<CaseKey>& unticked = m_unticked[m_shown];
    std::erase(unticked, keyOf(item));
    if (item.checkState() == Qt::Unchecked) {
        unticked.push_back(keyOf(item));
    }
}

std::vector<CaseKey> CaseChecklist::ticked() const
{
    std::vector<CaseKey> keys;
    for (int row = 0; row < count(); ++row) {
        if (item(row)->checkState() == Qt::Checked) {
            keys.push_back(keyOf(*item(row)));
        }
    }
    return keys;
}

} // namespace dawson
