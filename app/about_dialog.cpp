#include "app/about_dialog.h"

#include "app/demo_project.h"
#include "app/library_versions.h"
#include "core/base/resources.h"
#include "widgets/theme/theme.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace dawson
{

namespace
{

constexpr int kMarkPx = 64;

QLabel* label(const QString& text, const char* role, QWidget* parent)
{
    auto* made = new QLabel(text, parent);
    made->setProperty("role", QLatin1StringView(role));
    made->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    made->setWordWrap(true);
    return made;
}

QWidget* headOf(QWidget* parent)
{
    auto* head = new QWidget(parent);
    auto* mark = new QLabel(head);
    mark->setPixmap(QIcon(QStringLiteral(":/dawson/dawson.svg")).pixmap(kMarkPx, kMarkPx));
    auto* texts = new QVBoxLayout;
    texts->addWidget(
        label(AboutDialog::tr("Dawson %1").arg(QString::fromStdString(softwareVersion())),
              "title",
              head));
    texts->addWidget(
        label(AboutDialog::tr("Research use only. Not a medical device."), "warning", head));
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSectionGap);
    row->addWidget(mark);
    row->addLayout(texts, 1);
    return head;
}

} // namespace

AboutDialog::AboutDialog(QWidget* parent)
    : QDialog(parent)
    , m_worker(label(tr("asking…"), "muted", this))
{
    setObjectName(QStringLiteral("aboutDialog"));
    setWindowTitle(tr("About Dawson"));
    setMinimumWidth(560);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kSectionGap, kSectionGap, kSectionGap, kSectionGap);
    column->setSpacing(kSectionGap);
    column->addWidget(headOf(this));
    column->addWidget(label(tr("Free software under the GNU General Public License, version 3 or "
                               "later. It is built on:"),
                            "",
                            this));
    auto* grid = new QGridLayout;
    grid->setColumnStretch(2, 1);
    grid->setHorizontalSpacing(kSectionGap);
    int row = 0;
    for (const LibraryVersion& library : libraryVersions()) {
        grid->addWidget(label(library.name, "", this), row, 0);
        grid->addWidget(label(library.version, "muted", this), row, 1);
        grid->addWidget(label(library.licence, "muted", this), row, 2);
        ++row;
    }
    grid->addWidget(label(tr("Worker"), "", this), row, 0, Qt::AlignTop);
    grid->addWidget(m_worker, row, 1, 1, 2);
    column->addLayout(grid);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("about.close"));
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    m_worker->setObjectName(QStringLiteral("about.worker"));
    connect(&m_process, &QProcess::finished, this, [this] {
        m_worker->setText(QString::fromUtf8(m_process.readAllStandardOutput()).trimmed());
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this] {
        m_worker->setText(tr("not found: %1").arg(m_process.program()));
    });
    m_process.start(QString::fromStdString(workerProgram().string()),
                    {QStringLiteral("--version")});
}

AboutDialog::~AboutDialog()
{
    m_process.disconnect(this);
    m_process.kill();
    m_process.waitForFinished();
}

} // namespace dawson
