#include "app/key_dialog.h"

#include "app/actions.h"
#include "widgets/theme/theme.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <utility>
#include <vector>

namespace dawson
{

namespace
{

using Lines = std::vector<std::pair<QString, QString>>;

QTreeWidget* keyTable(const char* name, QWidget* parent)
{
    auto* table = new QTreeWidget(parent);
    table->setObjectName(QLatin1StringView(name));
    table->setColumnCount(2);
    table->setHeaderHidden(true);
    table->setRootIsDecorated(false);
    table->setIndentation(kSectionGap);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    table->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    table->header()->setStretchLastSection(false);
    return table;
}

void addGroup(QTreeWidget& table, const QString& title, const Lines& lines)
{
    auto* group = new QTreeWidgetItem(&table, {title});
    QFont bold = table.font();
    bold.setBold(true);
    group->setFont(0, bold);
    for (const auto& [what, keys] : lines) {
        new QTreeWidgetItem(group, {what, keys});
    }
    group->setExpanded(true);
}

Lines linesOf(const Actions& actions, MenuName menu)
{
    Lines lines;
    for (const QAction* action : actions.ofMenu(menu)) {
        if (!action->shortcut().isEmpty()) {
            lines.emplace_back(action->text().remove(QLatin1Char('&')),
                               Actions::keysToShow(*action));
        }
    }
    return lines;
}

/// What no action stands for.
void addPanes(QTreeWidget& table)
{
    addGroup(table,
             KeyDialog::tr("Mouse in a pane"),
             {{KeyDialog::tr("Scroll slices"), KeyDialog::tr("Wheel, arrow keys")},
              {KeyDialog::tr("Five slices"),
               KeyDialog::tr("Page Up, Page Down; Shift+wheel when looking")},
              {KeyDialog::tr("First or last slice"), KeyDialog::tr("Home, End")},
              {KeyDialog::tr("Zoom"), KeyDialog::tr("Ctrl+wheel; right drag when looking")},
              {KeyDialog::tr("Move the image"), KeyDialog::tr("Middle, or Shift+left")},
              {KeyDialog::tr("Window"), KeyDialog::tr("Left drag when looking; Alt+right")},
              {KeyDialog::tr("Crosshair"), KeyDialog::tr("Left click when looking; Shift+move")},
              {KeyDialog::tr("Paint"), KeyDialog::tr("Left; Ctrl inverts")},
              {KeyDialog::tr("Erase"), KeyDialog::tr("Right")},
              {KeyDialog::tr("Give up a stroke while painting it"), KeyDialog::tr("Esc")},
              {KeyDialog::tr("Brush size"), KeyDialog::tr("Shift+wheel, [ ]")},
              {KeyDialog::tr("Maximise a pane"), KeyDialog::tr("Double click when looking")},
              {KeyDialog::tr("Hide the masks"), KeyDialog::tr("Hold S")},
              {KeyDialog::tr("Show or hide a mask"), KeyDialog::tr("1 to 9")}});
    addGroup(table,
             KeyDialog::tr("In the 3D pane"),
             {{KeyDialog::tr("Turn"), KeyDialog::tr("Left drag, arrow keys")},
              {KeyDialog::tr("Move"), KeyDialog::tr("Middle, or Shift+left")},
              {KeyDialog::tr("Zoom"), KeyDialog::tr("Wheel, right drag")},
              {KeyDialog::tr("Go to a lesion"), KeyDialog::tr("Left click")},
              {KeyDialog::tr("Maximise a pane"), KeyDialog::tr("Double click")}});
    addGroup(table,
             KeyDialog::tr("Correcting by hand"),
             {{KeyDialog::tr("Move the current image"), KeyDialog::tr("Arrow keys; Shift: finer")},
              {KeyDialog::tr("Move it through the slice"), KeyDialog::tr("Page Up, Page Down")},
              {KeyDialog::tr("Turn it"), KeyDialog::tr("Ctrl+Left, Ctrl+Right")},
              {KeyDialog::tr("Keep the correction"), KeyDialog::tr("Enter")},
              {KeyDialog::tr("Drop the correction"), KeyDialog::tr("Esc")}});
}

} // namespace

KeyDialog::KeyDialog(const Actions& actions, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("keyDialog"));
    setWindowTitle(tr("Keys and mouse"));
    resize(1240, 860);

    auto* left = keyTable("keys.actions", this);
    for (const MenuName menu : {MenuName::File, MenuName::Edit, MenuName::View, MenuName::Task}) {
        addGroup(*left, Actions::menuTitle(menu).remove(QLatin1Char('&')), linesOf(actions, menu));
    }
    auto* right = keyTable("keys.mouse", this);
    addPanes(*right);
    for (const MenuName menu :
         {MenuName::Mask, MenuName::Model, MenuName::Evaluate, MenuName::Help}) {
        addGroup(*right, Actions::menuTitle(menu).remove(QLatin1Char('&')), linesOf(actions, menu));
    }
    auto* tables = new QHBoxLayout;
    tables->setSpacing(kSectionGap);
    tables->addWidget(left);
    tables->addWidget(right);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("keys.close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addLayout(tables);
    column->addWidget(buttons);
}

} // namespace dawson
