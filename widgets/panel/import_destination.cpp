#include "widgets/panel/import_destination.h"

#include "widgets/panel/file_dialog.h"
#include "widgets/theme/theme.h"

#include <QDir>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <system_error>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

bool isEmptyFolder(const fs::path& folder)
{
    std::error_code ignored;
    return fs::is_directory(folder, ignored) && fs::is_empty(folder, ignored);
}

} // namespace

ImportDestination::ImportDestination(const fs::path& openProject, QWidget* parent)
    : QWidget(parent)
    , m_openProject(openProject)
{
    build();
    m_add->setChecked(!openProject.empty());
    m_new->setChecked(openProject.empty());
    connect(m_add, &QRadioButton::toggled, this, [this] {
        show();
        Q_EMIT changed();
    });
    connect(m_name, &QLineEdit::textChanged, this, [this](const QString& name) {
        if (!m_ownFolder) {
            m_folder->setText(freeFolder(name));
        }
        Q_EMIT changed();
    });
    connect(m_folder, &QLineEdit::textEdited, this, [this] { m_ownFolder = true; });
    connect(m_folder, &QLineEdit::textChanged, this, &ImportDestination::changed);
    connect(m_choose, &QPushButton::clicked, this, &ImportDestination::choose);
    retranslate();
    m_name->setText(tr("New project"));
    show();
}

void ImportDestination::build()
{
    m_add = new QRadioButton;
    m_add->setObjectName(QStringLiteral("import.add"));
    m_new = new QRadioButton;
    m_new->setObjectName(QStringLiteral("import.new"));
    m_nameLabel = new QLabel;
    m_name = new QLineEdit;
    m_name->setObjectName(QStringLiteral("import.name"));
    m_folderLabel = new QLabel;
    m_folder = new QLineEdit;
    m_folder->setObjectName(QStringLiteral("import.folder"));
    m_choose = new QPushButton;
    m_choose->setObjectName(QStringLiteral("import.chooseFolder"));
    m_nameLabel->setBuddy(m_name);
    m_folderLabel->setBuddy(m_folder);
    // Files dropped on a field are images for the table, not text.
    m_name->setAcceptDrops(false);
    m_folder->setAcceptDrops(false);

    auto* choice = new QHBoxLayout;
    choice->setSpacing(kSectionGap);
    choice->addWidget(m_add);
    choice->addWidget(m_new);
    choice->addStretch();
    auto* fields = new QGridLayout;
    fields->setHorizontalSpacing(kControlGap);
    fields->addWidget(m_nameLabel, 0, 0);
    fields->addWidget(m_name, 0, 1, 1, 2);
    fields->addWidget(m_folderLabel, 1, 0);
    fields->addWidget(m_folder, 1, 1);
    fields->addWidget(m_choose, 1, 2);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kControlGap);
    column->addLayout(choice);
    column->addLayout(fields);
}

bool ImportDestination::makesNew() const
{
    return m_new->isChecked();
}

fs::path ImportDestination::project() const
{
    return makesNew() ? fs::path(m_folder->text().trimmed().toStdString()) : m_openProject;
}

std::string ImportDestination::name() const
{
    return m_name->text().trimmed().toStdString();
}

QString ImportDestination::obstacle() const
{
    if (!makesNew()) {
        return {};
    }
    if (name().empty()) {
        return tr("Give the new project a name.");
    }
    const fs::path folder = project();
    if (!folder.is_absolute()) {
        return tr("Choose a folder for the new project.");
    }
    std::error_code ignored;
    return !fs::exists(folder, ignored) || isEmptyFolder(folder)
               ? QString()
               : tr("There is something in that folder already; choose an empty or a new one.");
}

void ImportDestination::adopt(const fs::path& project)
{
    m_openProject = project;
    retranslate();
    m_add->setChecked(true);
    show();
}

void ImportDestination::show()
{
    m_add->setVisible(!m_openProject.empty());
    m_new->setVisible(!m_openProject.empty());
    for (QWidget* field : {static_cast<QWidget*>(m_nameLabel),
                           static_cast<QWidget*>(m_name),
                           static_cast<QWidget*>(m_folderLabel),
                           static_cast<QWidget*>(m_folder),
                           static_cast<QWidget*>(m_choose)}) {
        field->setVisible(makesNew());
    }
}

void ImportDestination::choose()
{
    const FileQuestion question{
        "projects", tr("Folder of the new project"), {}, {}, m_folder->text()};
    askForFolder(this, question, [this](const QString& folder) {
        m_ownFolder = true;
        m_folder->setText(QDir::toNativeSeparators(folder));
    });
}

QString ImportDestination::freeFolder(const QString& name) const
{
    const QDir documents(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    QString safe = name.trimmed();
    for (QChar& c : safe) {
        c = c == QLatin1Char('/') || c == QLatin1Char('\\') ? QLatin1Char('-') : c;
    }
    QString folder = documents.filePath(QStringLiteral("Dawson/") + safe);
    for (int n = 2; QFileInfo::exists(folder) && !isEmptyFolder(folder.toStdString()); ++n) {
        folder = documents.filePath(QStringLiteral("Dawson/%1 %2").arg(safe).arg(n));
    }
    return QDir::toNativeSeparators(folder);
}

void ImportDestination::retranslate()
{
    const QString open = QString::fromStdString(m_openProject.filename().string());
    m_add->setText(tr("Add to the open project “%1”").arg(open));
    m_add->setToolTip(QString::fromStdString(m_openProject.string()));
    m_new->setText(tr("Make a new project"));
    m_new->setToolTip(tr("Copies the images into a folder of their own"));
    m_nameLabel->setText(tr("&Name"));
    m_name->setToolTip(tr("Name of the new project"));
    m_folderLabel->setText(tr("&Folder"));
    m_folder->setToolTip(tr("Where the new project is kept; made when it is not there"));
    m_choose->setText(tr("Choose…"));
    m_choose->setToolTip(tr("Choose a folder for the new project"));
    m_choose->setAccessibleName(tr("Choose the project's folder"));
}

void ImportDestination::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

} // namespace dawson

#include "moc_import_destination.cpp"
