#include "widgets/panel/file_dialog.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSettings>

namespace dawson
{

namespace
{

QString keyOf(const FileQuestion& question)
{
    return QStringLiteral("folders/") + QLatin1StringView(question.purpose);
}

QString startFolder(const FileQuestion& question)
{
    const QString last =
        question.folder.isEmpty() ? QSettings().value(keyOf(question)).toString() : question.folder;
    return QFileInfo(last).isDir() ? last : QDir::homePath();
}

QFileDialog* makeDialog(QWidget* parent, const FileQuestion& question)
{
    auto* dialog = new QFileDialog(parent, question.title, startFolder(question), question.filter);
    dialog->setObjectName(QStringLiteral("fileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    return dialog;
}

void openAndThen(QFileDialog* dialog,
                 QWidget* parent,
                 const FileQuestion& question,
                 const std::function<void(const QStringList&)>& then)
{
    QObject::connect(
        dialog, &QFileDialog::filesSelected, parent, [question, then](const QStringList& paths) {
            const QFileInfo first(paths.front());
            QSettings().setValue(keyOf(question), first.isDir() ? first.filePath() : first.path());
            then(paths);
        });
    dialog->open();
}

/// ".csv" of "Figures (*.csv)"; empty when the filter names several suffixes or none.
QString suffixOf(const QString& filter)
{
    static const QRegularExpression one(QStringLiteral("\\(\\*\\.(\\w+)\\)"));
    return one.match(filter).captured(1);
}

} // namespace

void askForFiles(QWidget* parent,
                 const FileQuestion& question,
                 const std::function<void(const QStringList&)>& then)
{
    QFileDialog* dialog = makeDialog(parent, question);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    openAndThen(dialog, parent, question, then);
}

void askForFolder(QWidget* parent,
                  const FileQuestion& question,
                  const std::function<void(const QString&)>& then)
{
    QFileDialog* dialog = makeDialog(parent, question);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    openAndThen(
        dialog, parent, question, [then](const QStringList& paths) { then(paths.front()); });
}

void askForNewFile(QWidget* parent,
                   const FileQuestion& question,
                   const std::function<void(const QString&)>& then)
{
    QFileDialog* dialog = makeDialog(parent, question);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffixOf(dialog->selectedNameFilter()));
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(suffixOf(filter));
    });
    dialog->selectFile(question.name);
    openAndThen(
        dialog, parent, question, [then](const QStringList& paths) { then(paths.front()); });
}

} // namespace dawson
