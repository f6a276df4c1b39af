#include "app/actions.h"

#include "app/error_dialog.h"
#include "widgets/theme/theme.h"

#include <QAction>
#include <QKeySequence>
#include <QMenu>
#include <QWidget>

#include <algorithm>

namespace dawson
{

namespace
{

QList<QKeySequence> keysOf(const ActionRow& row)
{
    QList<QKeySequence> keys;
    const QStringList texts =
        QString::fromUtf8(row.keys).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString& text : texts) {
        keys.append(QKeySequence(text, QKeySequence::PortableText));
    }
    return keys;
}

QString withoutMnemonic(QString text)
{
    return text.remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

} // namespace

Actions::Actions(QWidget& window)
    : m_window(window)
{
    for (const ActionRow& row : table()) {
        auto* action = new QAction(&window);
        action->setObjectName(QString::fromUtf8(row.name));
        action->setCheckable(row.kind == ActionRow::Kind::Checkable);
        action->setShortcuts(keysOf(row));
        if (row.icon[0] != '\0') {
            action->setIcon(icon(QString::fromUtf8(row.icon)));
        }
        m_actions.push_back(action);
    }
    retranslate();
}

QAction& Actions::get(const char* name) const
{
    const auto found = std::ranges::find_if(m_actions, [name](const QAction* action) {
        return action->objectName() == QLatin1StringView(name);
    });
    Q_ASSERT(found != m_actions.end());
    return **found;
}

void Actions::on(const char* name, QObject* receiver, const std::function<void(bool)>& work) const
{
    QAction* action = &get(name);
    QObject::connect(
        action, &QAction::triggered, receiver, [action, work, window = &m_window](bool checked) {
            guarded(window, withoutMnemonic(action->text()), [&] { work(checked); });
        });
}

std::vector<QAction*> Actions::ofMenu(MenuName menu) const
{
    std::vector<QAction*> found;
    for (std::size_t i = 0; i < m_actions.size(); ++i) {
        if (table()[i].menu == menu) {
            found.push_back(m_actions[i]);
        }
    }
    return found;
}

void Actions::fill(QMenu& menu, MenuName name) const
{
    for (std::size_t i = 0; i < m_actions.size(); ++i) {
        if (table()[i].menu != name) {
            continue;
        }
        if (table()[i].kind == ActionRow::Kind::Separated) {
            menu.addSeparator();
        }
        menu.addAction(m_actions[i]);
    }
}

void Actions::setAreaEnabled(const char* area, bool enabled) const
{
    const QString start = QLatin1StringView(area) + QLatin1Char('.');
    for (QAction* action : m_actions) {
        if (action->objectName().startsWith(start)) {
            action->setEnabled(enabled);
        }
    }
}

QString Actions::menuTitle(MenuName menu)
{
    switch (menu) {
    case MenuName::File:
        return tr("&File");
    case MenuName::Edit:
        return tr("&Edit");
    case MenuName::View:
        return tr("&View");
    case MenuName::Task:
        return tr("&Task");
    case MenuName::Mask:
        return tr("M&ask");
    case MenuName::Model:
        return tr("&Model");
    case MenuName::Evaluate:
        return tr("Eval&uate");
    case MenuName::Help:
        return tr("&Help");
    }
    return {};
}

QString Actions::keysToShow(const QAction& action)
{
    QStringList keys;
    for (const QKeySequence& key : action.shortcuts()) {
        keys.append(key.toString(QKeySequence::NativeText));
    }
    return keys.join(QStringLiteral(", "));
}

QString Actions::tip(const QAction& action) const
{
    const auto place = std::ranges::find(m_actions, &action) - m_actions.begin();
    const QString keys = keysToShow(action);
    const QString words = tr(table()[static_cast<std::size_t>(place)].tip);
    return keys.isEmpty() ? words : tr("%1 (%2)").arg(words, keys);
}

void Actions::retranslate()
{
    for (std::size_t i = 0; i < m_actions.size(); ++i) {
        m_actions[i]->setText(tr(table()[i].text));
        m_actions[i]->setToolTip(tip(*m_actions[i]));
    }
}

std::string taskActionName(Task task)
{
    return "task." + taskName(task);
}

} // namespace dawson
