#include "app/demo_project.h"

#include "core/base/error.h"
#include "core/base/resources.h"
#include "core/study/image_pair.h"

#include <QDir>
#include <QRegularExpression>
#include <QStandardPaths>

namespace dawson
{

namespace
{

QString unfinishedFolder()
{
    // The project is named after its folder, so the last part is the final one.
    return QFileInfo(DemoProject::folder()).path() + QStringLiteral("/unfinished/demo");
}

} // namespace

std::filesystem::path workerProgram()
{
    const QByteArray named = qgetenv("DAWSON_WORKER");
    if (!named.isEmpty()) {
        return named.toStdString();
    }
    return programFolder() / "dawson-worker";
}

DemoProject::DemoProject(QObject* parent)
    : QObject(parent)
{
    connect(&m_process, &QProcess::readyReadStandardError, this, &DemoProject::readProgress);
    connect(&m_process, &QProcess::finished, this, &DemoProject::finish);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            Q_EMIT failed(tr("%1 could not be started: %2")
                              .arg(m_process.program(), m_process.errorString()));
        }
    });
}

DemoProject::~DemoProject()
{
    m_process.disconnect(this);
    if (isMaking()) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

QString DemoProject::folder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) +
           QStringLiteral("/demo");
}

bool DemoProject::exists()
{
    return QDir(folder()).exists(QStringLiteral("dataset_description.json"));
}

bool DemoProject::isOlder(const Study& study)
{
    return study.root == std::filesystem::path(folder().toStdString()) &&
           imagePairs(study, Task::New).empty() && imagePairs(study, Task::Enhancing).empty();
}

QString DemoProject::setAside()
{
    int number = 1;
    const auto kept = [&number] { return QStringLiteral("%1-%2").arg(folder()).arg(number); };
    while (QFileInfo::exists(kept())) {
        ++number;
    }
    std::error_code failed;
    std::filesystem::rename(folder().toStdString(), kept().toStdString(), failed);
    if (failed) {
        throw Error(Error::Kind::Io,
                    tr("The previous demo cannot be kept as %1: %2. Move its folder away "
                       "yourself, then try again.")
                        .arg(kept(), QString::fromStdString(failed.message()))
                        .toStdString(),
                    folder().toStdString());
    }
    return kept();
}

void DemoProject::make()
{
    Q_ASSERT(!isMaking());
    QDir(unfinishedFolder()).removeRecursively();
    QDir().mkpath(QFileInfo(unfinishedFolder()).path());
    m_log.clear();
    Q_EMIT progressed(-1.0);
    m_process.start(QString::fromStdString(workerProgram().string()),
                    {QStringLiteral("phantom"),
                     QStringLiteral("--output"),
                     unfinishedFolder(),
                     QStringLiteral("--task"),
                     QStringLiteral("flair"),
                     QStringLiteral("--subjects"),
                     QStringLiteral("2"),
                     QStringLiteral("--add-new"),
                     QStringLiteral("2"),
                     QStringLiteral("--add-enhancing"),
                     QStringLiteral("2"),
                     QStringLiteral("--seed"),
                     QStringLiteral("1")});
}

void DemoProject::readProgress()
{
    const QString text = QString::fromUtf8(m_process.readAllStandardError());
    m_log += text;
    static const QRegularExpression percent(QStringLiteral("(\\d+) %"));
    auto matches = percent.globalMatch(text);
    while (matches.hasNext()) {
        Q_EMIT progressed(matches.next().captured(1).toDouble() / 100.0);
    }
}

void DemoProject::finish(int exitCode, QProcess::ExitStatus status)
{
    if (status != QProcess::NormalExit || exitCode != 0) {
        Q_EMIT failed(tr("The demo could not be made: %1").arg(m_log.trimmed().right(400)));
        return;
    }
    QDir(folder()).removeRecursively();
    if (!QDir().rename(unfinishedFolder(), folder())) {
        Q_EMIT failed(tr("The demo could not be moved to %1.").arg(folder()));
        return;
    }
    Q_EMIT made(folder());
}

} // namespace dawson
