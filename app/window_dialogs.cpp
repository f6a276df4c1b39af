#include "app/window_dialogs.h"

#include "app/about_dialog.h"
#include "app/error_dialog.h"
#include "app/key_dialog.h"
#include "core/study/study.h"
#include "widgets/panel/file_dialog.h"
#include "widgets/panel/import_dialog.h"

#include <QCoreApplication>
#include <QDir>

#include <vector>

namespace dawson
{

namespace
{

QString translated(const char* text)
{
    return QCoreApplication::translate("WindowDialogs", text);
}

void openOnce(QDialog* dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace

void askForProject(QWidget* parent, const QString& startFolder, const PathChosen& then)
{
    askForFolder(parent,
                 {"projects",
                  translated(QT_TRANSLATE_NOOP("WindowDialogs", "Open a project")),
                  {},
                  {},
                  startFolder},
                 then);
}

void askForNewProject(QWidget* parent, const QString& startFolder, const PathChosen& then)
{
    const QString title =
        translated(QT_TRANSLATE_NOOP("WindowDialogs", "Make a project in an empty folder"));
    askForFolder(parent,
                 {"projects", title, {}, {}, startFolder},
                 [parent, title, then](const QString& path) {
                     const bool made = guarded(parent, title, [&path] {
                         createStudy(path.toStdString(), QDir(path).dirName().toStdString());
                     });
                     if (made) {
                         then(path);
                     }
                 });
}

void askForImages(QWidget* parent,
                  const std::filesystem::path& openProject,
                  const QStringList& paths,
                  const PathChosen& then)
{
    auto* dialog = new ImportDialog(openProject, parent);
    QObject::connect(dialog, &ImportDialog::imported, parent, then);
    openOnce(dialog);
    std::vector<std::filesystem::path> files;
    for (const QString& path : paths) {
        files.emplace_back(path.toStdString());
    }
    if (!files.empty()) {
        dialog->addPaths(files);
    }
}

void showKeys(QWidget* parent, const Actions& actions)
{
    openOnce(new KeyDialog(actions, parent));
}

void showAbout(QWidget* parent)
{
    openOnce(new AboutDialog(parent));
}

} // namespace dawson
