#include "app/start_view.h"

#include "widgets/theme/theme.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace dawson
{

namespace
{

constexpr int kMarkPx = 72;
constexpr int kColumnPx = 460;

QLabel* markLabel(QWidget* parent)
{
    auto* mark = new QLabel(parent);
    mark->setPixmap(QIcon(QStringLiteral(":/dawson/dawson.svg")).pixmap(kMarkPx, kMarkPx));
    mark->setAccessibleName(QStringLiteral("Dawson"));
    mark->setAlignment(Qt::AlignCenter);
    return mark;
}

QLabel* textLabel(const char* name, const char* role, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(QLatin1StringView(name));
    label->setProperty("role", QLatin1StringView(role));
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    return label;
}

QPushButton* button(const char* name, bool flat, QWidget* parent)
{
    auto* made = new QPushButton(parent);
    made->setObjectName(QLatin1StringView(name));
    made->setFlat(flat);
    made->setProperty("primary", !flat);
    return made;
}

} // namespace

StartView::StartView(QWidget* parent)
    : QWidget(parent)
    , m_title(textLabel("start.title", "title", this))
    , m_text(textLabel("start.text", "muted", this))
    , m_problem(textLabel("start.problem", "warning", this))
    , m_notice(textLabel("start.notice", "caption", this))
    , m_progress(new QProgressBar(this))
    , m_primary(button("start.open", false, this))
    , m_import(button("start.import", true, this))
    , m_demo(button("start.demo", true, this))
{
    setObjectName(QStringLiteral("startView"));
    setAcceptDrops(true);
    m_progress->setObjectName(QStringLiteral("start.progress"));
    m_progress->setTextVisible(false);

    auto* links = new QHBoxLayout;
    links->addStretch(1);
    links->addWidget(m_import);
    links->addWidget(m_demo);
    links->addStretch(1);

    auto* box = new QWidget(this);
    box->setMaximumWidth(kColumnPx);
    box->setMinimumWidth(kColumnPx);
    auto* column = new QVBoxLayout(box);
    column->setSpacing(kSectionGap);
    column->addWidget(markLabel(box));
    column->addWidget(m_title);
    column->addWidget(m_problem);
    column->addWidget(m_text);
    column->addWidget(m_progress);
    column->addWidget(m_primary, 0, Qt::AlignCenter);
    column->addLayout(links);

    auto* outer = new QVBoxLayout(this);
    outer->addStretch(2);
    outer->addWidget(box, 0, Qt::AlignCenter);
    outer->addStretch(3);
    outer->addWidget(m_notice);

    connect(m_primary, &QPushButton::clicked, this, [this] {
        m_mode == Mode::Import ? Q_EMIT importWanted() : Q_EMIT openWanted();
    });
    connect(m_import, &QPushButton::clicked, this, &StartView::importWanted);
    connect(m_demo, &QPushButton::clicked, this, &StartView::demoWanted);
    invite();
}

void StartView::invite()
{
    m_mode = Mode::Invite;
    m_problem->clear();
    showTexts();
}

void StartView::rest()
{
    m_mode = Mode::Wait;
    showTexts();
    m_text->clear();
    m_progress->hide();
}

void StartView::inviteToImport(const QString& project)
{
    m_mode = Mode::Import;
    m_project = project;
    m_problem->clear();
    showTexts();
}

void StartView::wait(const QString& what, double fraction)
{
    m_mode = Mode::Wait;
    m_problem->clear();
    showTexts();
    m_text->setText(what);
    m_progress->setAccessibleName(what);
    m_progress->setRange(0, fraction < 0.0 ? 0 : 100);
    m_progress->setValue(static_cast<int>(fraction * 100.0));
}

void StartView::showProblem(const QString& problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

void StartView::showTexts()
{
    const bool waiting = m_mode == Mode::Wait;
    const bool importing = m_mode == Mode::Import;
    m_title->setText(importing ? m_project : QStringLiteral("Dawson"));
    if (!waiting) {
        m_text->setText(importing
                            ? tr("This project holds no images yet. Drop a folder of images here.")
                            : tr("Mask lesions, fine-tune a model on the masks, compare lesion by "
                                 "lesion. Drop a folder of images here, or open a project."));
    }
    m_primary->setText(importing ? tr("Import images…") : tr("Open a project…"));
    m_primary->setToolTip(importing
                              ? tr("Copy loose images into the project (Ctrl+I)")
                              : tr("Open the folder of a project: any BIDS dataset (Ctrl+O)"));
    m_import->setText(tr("Import images…"));
    m_import->setToolTip(tr("Make a project of loose images (Ctrl+I)"));
    m_demo->setText(tr("Open the demo"));
    m_demo->setToolTip(tr("Open the demo project of synthetic brains"));
    m_notice->setText(tr("Research use only. Not a medical device."));
    m_primary->setVisible(!waiting);
    m_import->setVisible(m_mode == Mode::Invite);
    m_demo->setVisible(!waiting);
    m_progress->setVisible(waiting);
    m_problem->setVisible(!m_problem->text().isEmpty());
}

void StartView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        showTexts();
    }
    QWidget::changeEvent(event);
}

void StartView::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls()) {
        event->acceptProposedAction();
    }
}

void StartView::dropEvent(QDropEvent* event)
{
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls()) {
        if (url.isLocalFile()) {
            paths.append(url.toLocalFile());
        }
    }
    if (!paths.isEmpty()) {
        Q_EMIT dropped(paths);
    }
}

} // namespace dawson
