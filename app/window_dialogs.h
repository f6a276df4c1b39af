#pragma once

#include <QString>
#include <QStringList>

#include <filesystem>
#include <functional>

class QWidget;

namespace dawson
{

class Actions;

/// Dialogs of the window. Each returns at once and calls `then` when the user agreed.
using PathChosen = std::function<void(const QString& path)>;

void askForProject(QWidget* parent, const QString& startFolder, const PathChosen& then);
/// A new or empty folder becomes a project before `then`.
void askForNewProject(QWidget* parent, const QString& startFolder, const PathChosen& then);
/// Loose images into `openProject` or a new one; `paths` are looked at from the start.
void askForImages(QWidget* parent,
                  const std::filesystem::path& openProject,
                  const QStringList& paths,
                  const PathChosen& then);
void showKeys(QWidget* parent, const Actions& actions);
void showAbout(QWidget* parent);

} // namespace dawson
