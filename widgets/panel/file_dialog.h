#pragma once

#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace dawson
{

/// What a file dialog asks for. Each purpose remembers the folder of its last answer.
struct FileQuestion {
    const char* purpose = "files"; ///< "models", "images", "exports": key of the remembered folder
    QString title;
    QString filter;
    QString name;   ///< suggested file name, for new files
    QString folder; ///< where to begin; empty: the purpose's last folder, else the home folder
};

/// Each opens a window-modal dialog (objectName "fileDialog"), returns at once, and calls `then`
/// when the user chose and `parent` still lives. Nothing happens on cancel.
void askForFiles(QWidget* parent,
                 const FileQuestion& question,
                 const std::function<void(const QStringList&)>& then);
void askForFolder(QWidget* parent,
                  const FileQuestion& question,
                  const std::function<void(const QString&)>& then);
/// Asks before an existing file is overwritten; adds the chosen filter's suffix when none is typed.
void askForNewFile(QWidget* parent,
                   const FileQuestion& question,
                   const std::function<void(const QString&)>& then);

} // namespace dawson
