#pragma once

#include "core/study/study.h"

#include <QCoreApplication>
#include <QString>

#include <functional>
#include <string>
#include <vector>

class QAction;
class QMenu;
class QWidget;

namespace dawson
{

/// Menus of the window, in their order.
enum class MenuName { File, Edit, View, Task, Mask, Model, Evaluate, Help };

/// One line of the table of actions. Texts are English and translated when shown.
struct ActionRow {
    const char* name; ///< `area.verb`, also the objectName
    MenuName menu;
    const char* text;
    const char* tip;
    const char* icon; ///< empty: none
    const char* keys; ///< portable key sequences with a blank between
    enum class Kind { Plain, Checkable, Separated } kind = Kind::Plain; ///< Separated: line above
};

/// The action that chooses a task: "task.flair".
std::string taskActionName(Task task);

/// Every action of the window, from one table: names, texts, keys, menus.
class Actions
{
    Q_DECLARE_TR_FUNCTIONS(dawson::Actions)

public:
    /// The QActions belong to `window`, which also shows their errors.
    explicit Actions(QWidget& window);

    /// REQUIRES for these: `name` is in the table.
    QAction& get(const char* name) const;
    /// Runs `work` when the action is triggered, until `receiver` is gone. An Error of it is shown.
    void
    on(const char* name, QObject* receiver, const std::function<void(bool checked)>& work) const;

    std::vector<QAction*> ofMenu(MenuName menu) const;
    /// Adds the menu's actions, with lines between groups.
    void fill(QMenu& menu, MenuName name) const;
    /// All actions whose name begins with `area` and a dot.
    void setAreaEnabled(const char* area, bool enabled) const;

    static const std::vector<ActionRow>& table();
    static QString menuTitle(MenuName menu);
    /// "Ctrl+Shift+Z, Ctrl+Y" in the user's language.
    static QString keysToShow(const QAction& action);

    /// What its table row says of it, with its keys, in the language in force.
    QString tip(const QAction& action) const;

    /// Texts and tooltips in the language in force.
    void retranslate();

private:
    QWidget& m_window;
    std::vector<QAction*> m_actions; ///< in the order of the table
};

} // namespace dawson
