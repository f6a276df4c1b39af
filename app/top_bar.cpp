#include "app/top_bar.h"

#include "app/actions.h"
#include "widgets/panel/task_words.h"
#include "widgets/theme/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QPainter>
#include <QToolButton>

namespace dawson
{

namespace
{

QIcon dotOf(const QColor& color)
{
    constexpr int side = 12;
    QPixmap dot(side * 2, side * 2);
    dot.setDevicePixelRatio(2.0);
    dot.fill(Qt::transparent);
    QPainter painter(&dot);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(1, 1, side - 2, side - 2);
    return QIcon(dot);
}

} // namespace

TopBar::TopBar(Actions& actions, QWidget* parent)
    : QWidget(parent)
    , m_menuBar(new QMenuBar(this))
    , m_workspaces(new QWidget(this))
    , m_place(new QLabel(this))
    , m_task(new QToolButton(this))
    , m_grader(new QToolButton(this))
{
    setObjectName(QStringLiteral("topBar"));
    setAttribute(Qt::WA_StyledBackground);
    m_menuBar->setObjectName(QStringLiteral("menuBar"));
    m_menuBar->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    auto* tabs = new QHBoxLayout(m_workspaces);
    tabs->setContentsMargins(0, 0, 0, 0);
    tabs->setSpacing(kSpace);
    for (const char* name : {"workspace.read", "workspace.train", "workspace.evaluate"}) {
        tabs->addWidget(addWorkspace(actions.get(name)));
    }
    m_place->setObjectName(QStringLiteral("topBar.place"));
    m_place->setProperty("role", QStringLiteral("muted"));
    m_place->setMinimumWidth(1); // it gives way
    addTasks(actions);
    m_grader->setObjectName(QStringLiteral("topBar.grader"));
    m_grader->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_grader->setIconSize(QSize(12, 12));
    connect(m_grader, &QToolButton::clicked, &actions.get("grader.choose"), &QAction::trigger);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kSpace, kSpace, kControlGap, kSpace);
    row->setSpacing(kControlGap);
    row->addWidget(m_menuBar, 0, Qt::AlignVCenter);
    row->addStretch(1);
    row->addWidget(m_workspaces);
    row->addStretch(1);
    row->addWidget(m_place);
    row->addWidget(m_task);
    row->addWidget(m_grader);
}

void TopBar::addTasks(const Actions& actions)
{
    auto* tasks = new QMenu(m_task);
    tasks->setObjectName(QStringLiteral("menu.taskChoice"));
    tasks->setToolTipsVisible(true);
    for (const Task task : kTasks) {
        tasks->addAction(&actions.get(taskActionName(task).c_str()));
    }
    m_task->setObjectName(QStringLiteral("topBar.task"));
    m_task->setIcon(icon(QStringLiteral("chevron-down")));
    m_task->setIconSize(QSize(12, 12));
    m_task->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_task->setMenu(tasks);
    m_task->setPopupMode(QToolButton::InstantPopup);
}

QToolButton* TopBar::addWorkspace(QAction& action)
{
    auto* button = new QToolButton(m_workspaces);
    button->setObjectName(QStringLiteral("button.") + action.objectName());
    button->setDefaultAction(&action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setProperty("role", QStringLiteral("workspace"));
    button->setIconSize(QSize(18, 18));
    return button;
}

void TopBar::showCase(const QString& project, const QString& currentCase)
{
    m_placeText = currentCase.isEmpty() ? project : tr("%1  ·  %2").arg(project, currentCase);
    elidePlace();
}

/// The case is at the end and the project's name can be long, so the middle goes.
void TopBar::elidePlace()
{
    const QMargins margins = layout()->contentsMargins();
    int room = width() - margins.left() - margins.right() - 6 * kControlGap;
    for (const QWidget* other :
         std::initializer_list<QWidget*>{m_menuBar, m_workspaces, m_task, m_grader}) {
        room -= other->isHidden() ? 0 : other->sizeHint().width();
    }
    m_place->setText(m_place->fontMetrics().elidedText(m_placeText, Qt::ElideMiddle, room));
    m_place->setToolTip(m_place->text() == m_placeText ? QString() : m_placeText);
}

void TopBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    elidePlace();
}

void TopBar::showTask(Task task)
{
    m_task->setText(taskText(task));
    m_task->setToolTip(tr("What is masked. Click to change (F5, F6, F7)"));
    m_task->setAccessibleName(tr("What is masked: %1").arg(taskText(task)));
    elidePlace();
}

void TopBar::showGrader(const Author& grader)
{
    const auto name = QString::fromStdString(grader.name);
    m_grader->setText(name);
    m_grader->setIcon(dotOf(authorColor(grader)));
    m_grader->setToolTip(tr("%1 grades. Click to change (Ctrl+G)").arg(name));
    m_grader->setAccessibleName(tr("Who grades: %1").arg(name));
}

void TopBar::setWorkspacesEnabled(bool enabled)
{
    m_workspaces->setEnabled(enabled);
    m_task->setVisible(enabled);
}

} // namespace dawson
