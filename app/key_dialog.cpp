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
    addGroup(*right,
             tr("Mouse in a pane"),
             {{tr("Scroll slices"), tr("Wheel, Up, Down; Page Up, Page Down: 5")},
              {tr("Zoom"), tr("Ctrl+wheel")},
              {tr("Move the image"), tr("Middle, or Shift+left")},
              {tr("Window"), tr("Left drag when looking; Alt+right")},
              {tr("Crosshair"), tr("Left click when looking; Shift+move")},
              {tr("Paint"), tr("Left; Ctrl inverts")},
              {tr("Erase"), tr("Right")},
              {tr("Brush size"), tr("Shift+wheel, [ ]")},
              {tr("Maximise a pane"), tr("Double click")},
              {tr("Hide the masks"), tr("Hold S")},
              {tr("Show or hide a mask"), tr("1 to 9")}});
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
