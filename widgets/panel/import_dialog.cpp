#include "widgets/panel/import_dialog.h"

#include "widgets/panel/drop_area.h"
#include "widgets/panel/file_dialog.h"
#include "widgets/panel/import_destination.h"
#include "widgets/panel/import_table.h"
#include "widgets/panel/import_table_model.h"
#include "widgets/theme/theme.h"

#include <QDragEnterEvent>
#include <QItemSelectionModel>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <atomic>
#include <cmath>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

constexpr int kSteps = 1000; ///< of the progress bar

} // namespace

/// Shared with the thread that copies.
struct ImportDialog::Import {
    fs::path root;
    std::string name;
    bool makesNew = false;
    std::vector<ImportItem> items; ///< in the order of importImages
    std::atomic<bool> created{false};
    std::atomic<std::size_t> done{0}; ///< of items
    bool complete = false;            ///< GUI thread only
};

ImportDialog::ImportDialog(const fs::path& openProject, QWidget* parent)
    : QDialog(parent)
    , m_model(new ImportTableModel(this))
    , m_destination(new ImportDestination(openProject))
    , m_pages(new QStackedWidget)
{
    setObjectName(QStringLiteral("import"));
    setAcceptDrops(true);
    m_pages->addWidget(buildInvitation());
    m_pages->addWidget(buildTable());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kSectionGap, kSectionGap, kSectionGap, kSectionGap);
    column->setSpacing(kSectionGap);
    column->addWidget(m_destination);
    column->addWidget(m_pages, 1);
    column->addWidget(buildFooter());
    connectAll();
    retranslate();
    m_model->setProject(m_destination->project());
    resize(1080, 600);
}

/// Hiding commits an open cell editor, when this object's own members are gone already.
ImportDialog::~ImportDialog()
{
    m_model->disconnect(this);
    m_destination->disconnect(this);
    m_table->selectionModel()->disconnect(this);
}

QPushButton* ImportDialog::addButton(const char* name, void (ImportDialog::*choose)())
{
    auto* button = new QPushButton;
    button->setObjectName(QLatin1String(name));
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, choose);
    return button;
}

QWidget* ImportDialog::buildInvitation()
{
    m_drop = new DropArea;
    m_drop->setObjectName(QStringLiteral("import.drop"));
    m_invitation = new QLabel;
    m_invitation->setProperty("role", QStringLiteral("head"));
    m_detail = new QLabel;
    m_detail->setProperty("role", QStringLiteral("muted"));
    m_detail->setAlignment(Qt::AlignCenter);
    m_addFiles.push_back(addButton("import.files", &ImportDialog::chooseFiles));
    m_addFolder.push_back(addButton("import.imageFolder", &ImportDialog::chooseFolder));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kControlGap);
    buttons->addStretch();
    buttons->addWidget(m_addFiles.back());
    buttons->addWidget(m_addFolder.back());
    buttons->addStretch();
    auto* column = new QVBoxLayout(m_drop);
    column->setContentsMargins(kSectionGap, kSectionGap, kSectionGap, kSectionGap);
    column->setSpacing(kSectionGap);
    column->addStretch();
    column->addWidget(m_invitation, 0, Qt::AlignHCenter);
    column->addWidget(m_detail, 0, Qt::AlignHCenter);
    column->addLayout(buttons);
    column->addStretch();
    return m_drop;
}

QWidget* ImportDialog::buildTable()
{
    auto* page = new QWidget;
    m_table = new ImportTable(m_model);
    m_addFiles.push_back(addButton("import.moreFiles", &ImportDialog::chooseFiles));
    m_addFolder.push_back(addButton("import.moreFolder", &ImportDialog::chooseFolder));
    m_remove = new QPushButton;
    m_remove->setObjectName(QStringLiteral("import.remove"));
    m_remove->setAutoDefault(false);
    m_remove->setIcon(icon(QStringLiteral("remove")));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kControlGap);
    buttons->addWidget(m_addFiles.back());
    buttons->addWidget(m_addFolder.back());
    buttons->addWidget(m_remove);
    buttons->addStretch();
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kControlGap);
    column->addWidget(m_table, 1);
    column->addLayout(buttons);
    return page;
}

QWidget* ImportDialog::buildFooter()
{
    auto* footer = new QWidget;
    m_state = new QLabel;
    m_state->setObjectName(QStringLiteral("import.state"));
    m_state->setWordWrap(true);
    m_progress = new QProgressBar;
    m_progress->setObjectName(QStringLiteral("import.progress"));
    m_progress->setRange(0, kSteps);
    m_progress->hide();
    m_cancel = new QPushButton;
    m_cancel->setObjectName(QStringLiteral("import.cancel"));
    m_cancel->setAutoDefault(false);
    m_import = new QPushButton;
    m_import->setObjectName(QStringLiteral("import.start"));
    m_import->setProperty("primary", true);
    m_import->setDefault(true);
    auto* words = new QVBoxLayout;
    words->addWidget(m_state);
    words->addWidget(m_progress);
    auto* row = new QHBoxLayout(footer);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kControlGap);
    row->addLayout(words, 1);
    row->addWidget(m_cancel);
    row->addWidget(m_import);
    return footer;
}

void ImportDialog::connectAll()
{
    connect(m_model, &ImportTableModel::checked, this, &ImportDialog::showState);
    connect(m_destination, &ImportDestination::changed, this, [this] {
        m_model->setProject(m_destination->project());
        showState();
    });
    connect(m_remove, &QPushButton::clicked, m_table, &ImportTable::removeSelected);
    connect(m_table->selectionModel(),
            &QItemSelectionModel::selectionChanged,
            this,
            &ImportDialog::showState);
    connect(m_import, &QPushButton::clicked, this, &ImportDialog::startImport);
    connect(m_cancel, &QPushButton::clicked, this, &ImportDialog::reject);
    connect(&m_search, &BackgroundTask::finished, this, &ImportDialog::showState);
    connect(&m_copy, &BackgroundTask::progressed, this, [this](double fraction) {
        m_progress->setValue(static_cast<int>(std::lround(fraction * kSteps)));
        showState();
    });
    connect(&m_copy, &BackgroundTask::failed, this, [this](const Error& error) {
        m_failure = QString::fromStdString(error.describe());
    });
    connect(&m_copy, &BackgroundTask::finished, this, &ImportDialog::finishImport);
}

void ImportDialog::addPaths(const std::vector<fs::path>& paths)
{
    m_failure.clear();
    // A newer search replaces one under way, so it looks at what that one was given, too.
    m_searched.insert(m_searched.end(), paths.begin(), paths.end());
    m_search.start<std::vector<ImportItem>>(
        [given = m_searched](const Progress& progress) { return guessImport(given, progress); },
        [this](const std::vector<ImportItem>& items) {
            m_searched.clear();
            m_model->add(items);
        });
    showState();
}

void ImportDialog::chooseFiles()
{
    const FileQuestion question{
        "images",
        tr("Images to import"),
        tr("Images (*.nii *.nii.gz *.nrrd *.nhdr *.mha *.mhd);;All files (*)"),
        {},
        {}};
    askForFiles(this, question, [this](const QStringList& files) {
        std::vector<fs::path> paths;
        for (const QString& file : files) {
            paths.emplace_back(file.toStdString());
        }
        addPaths(paths);
    });
}

void ImportDialog::chooseFolder()
{
    askForFolder(this,
                 {"images", tr("Folder of images"), {}, {}, {}},
                 [this](const QString& folder) { addPaths({folder.toStdString()}); });
}

QString ImportDialog::stateText() const
{
    const auto& items = m_model->items();
    const int problems = m_model->problemCount();
    if (m_copy.running()) {
        return tr("Copying %1 of %2…")
            .arg(std::min(m_job->done + 1, m_job->items.size()))
            .arg(m_job->items.size());
    }
    if (m_search.running()) {
        return tr("Looking for images…");
    }
    if (!m_failure.isEmpty() || items.empty()) {
        return m_failure;
    }
    if (problems > 0) {
        return tr("%1 of %2 files have something to settle. %3")
            .arg(problems)
            .arg(items.size())
            .arg(m_model->firstProblem());
    }
    if (const QString obstacle = m_destination->obstacle(); !obstacle.isEmpty()) {
        return obstacle;
    }
    return m_model->summary();
}

void ImportDialog::showState()
{
    const bool busy = m_copy.running();
    const bool any = !m_model->items().empty();
    const bool ready = any && m_model->problemCount() == 0 && m_destination->obstacle().isEmpty();
    m_pages->setCurrentIndex(any ? 1 : 0);
    m_state->setText(stateText());
    m_progress->setVisible(busy);
    m_destination->setEnabled(!busy);
    m_pages->setEnabled(!busy);
    m_remove->setEnabled(m_table->selectionModel()->hasSelection());
    m_import->setEnabled(ready && !busy && !m_search.running());
    m_cancel->setText(busy ? tr("Stop") : m_filled.empty() ? tr("Cancel") : tr("Close"));
}

void ImportDialog::startImport()
{
    m_failure.clear();
    m_job = std::make_shared<Import>();
    m_job->root = m_destination->project();
    m_job->name = m_destination->name();
    m_job->makesNew = m_destination->makesNew();
    m_job->items = m_model->items();
    std::stable_partition(m_job->items.begin(), m_job->items.end(), [](const ImportItem& item) {
        return !item.mask;
    });
    m_progress->setValue(0);
    m_copy.start<bool>(
        [job = m_job](const Progress& progress) {
            // In this thread, too: the folder may be on a slow network drive.
            if (job->makesNew) {
                createStudy(job->root, job->name);
            }
            job->created = true;
            const double count = static_cast<double>(job->items.size());
            const Progress counted([&](double fraction, std::string_view phase) {
                job->done = static_cast<std::size_t>(std::lround(fraction * count));
                progress.report(fraction, phase);
                return true;
            });
            importImages(job->root, job->items, counted);
            return true;
        },
        [this](bool complete) { m_job->complete = complete; });
    showState();
}

/// Also after a stop or a failure: what was copied is taken from the table, the rest stays there.
void ImportDialog::finishImport()
{
    if (m_job->created && (m_job->done > 0 || m_job->makesNew)) {
        m_filled = m_job->root;
    }
    if (m_job->complete) {
        Q_EMIT imported(QString::fromStdString(m_filled.string()));
        accept();
        return;
    }
    const std::size_t done = m_job->done;
    if (m_failure.isEmpty()) {
        m_failure = tr("Stopped; %1 of %2 are in the project, the rest is still in the table.")
                        .arg(done)
                        .arg(m_job->items.size());
    }
    // It can only be made once; going on means adding to it.
    if (m_job->created && m_job->makesNew) {
        m_destination->adopt(m_job->root);
    }
    for (std::size_t i = 0; i < done; ++i) {
        m_model->removeSource(m_job->items[i].source);
    }
    showState();
}

void ImportDialog::reject()
{
    if (m_copy.running()) {
        m_copy.cancel();
        return;
    }
    if (!m_filled.empty()) {
        Q_EMIT imported(QString::fromStdString(m_filled.string()));
    }
    QDialog::reject();
}

void ImportDialog::retranslate()
{
    setWindowTitle(tr("Import images"));
    m_invitation->setText(tr("Drop images or folders here"));
    m_detail->setText(
        tr("NIfTI, NRRD or MetaImage, with masks of lesions if there are any.\n"
           "Subject, session and sequence are guessed from names and can be corrected."));
    for (QPushButton* button : m_addFiles) {
        button->setText(tr("Add files…"));
        button->setToolTip(tr("Choose images to import"));
        button->setIcon(icon(QStringLiteral("add")));
    }
    for (QPushButton* button : m_addFolder) {
        button->setText(tr("Add folder…"));
        button->setToolTip(tr("Import all images in a folder and the folders in it"));
        button->setIcon(icon(QStringLiteral("folder")));
    }
    m_remove->setText(tr("Leave out"));
    m_remove->setToolTip(tr("Take the selected files from the table (Delete)"));
    m_table->setAccessibleName(tr("Images to import"));
    m_progress->setAccessibleName(tr("Progress of the import"));
    m_import->setText(tr("Import"));
    m_import->setToolTip(tr("Copy the images into the project; the originals stay as they are"));
    m_cancel->setToolTip(tr("Close without importing, or stop a running import (Esc)"));
    showState();
}

void ImportDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QDialog::changeEvent(event);
}

void ImportDialog::dragEnterEvent(QDragEnterEvent* event)
{
    if (!m_copy.running() && !droppedFiles(event->mimeData()).empty()) {
        m_drop->setActive(true);
        event->acceptProposedAction();
    }
}

void ImportDialog::dragLeaveEvent(QDragLeaveEvent*)
{
    m_drop->setActive(false);
}

void ImportDialog::dropEvent(QDropEvent* event)
{
    m_drop->setActive(false);
    addPaths(droppedFiles(event->mimeData()));
    event->acceptProposedAction();
}

} // namespace dawson

#include "moc_import_dialog.cpp"
