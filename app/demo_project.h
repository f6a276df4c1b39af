#pragma once

#include "core/study/study.h"

#include <QObject>
#include <QProcess>
#include <QString>

#include <filesystem>

namespace dawson
{

/// The worker beside this program, or the one named by the environment variable DAWSON_WORKER.
std::filesystem::path workerProgram();

/// The project of synthetic brains that greets a new user, with cases of every task, made by the
/// worker on first start. A half-made one is never opened: it is made beside and renamed.
class DemoProject : public QObject
{
    Q_OBJECT

public:
    explicit DemoProject(QObject* parent = nullptr);
    ~DemoProject() override;

    static QString folder();
    static bool exists();
    /// Whether this is the demo of an earlier version, which has no pairs of images to compare.
    static bool isOlder(const Study& study);
    /// Makes room for a new one; where the demo with all its masks is kept. Throws Error(Io).
    static QString setAside();

    /// Makes the project. REQUIRES: not being made already.
    void make();

    bool isMaking() const { return m_process.state() != QProcess::NotRunning; }

Q_SIGNALS:
    void progressed(double fraction); ///< below 0: not known yet
    void made(const QString& folder);
    void failed(const QString& why);

private:
    void readProgress();
    void finish(int exitCode, QProcess::ExitStatus status);

    QProcess m_process;
    QString m_log;
};

} // namespace dawson
