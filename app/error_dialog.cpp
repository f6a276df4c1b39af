#include "app/error_dialog.h"

#include "core/base/log.h"

#include <QCoreApplication>
#include <QMessageBox>

#include <exception>
#include <new>

namespace dawson
{

namespace
{

QString sentenceOf(Error::Kind kind)
{
    const auto say = [](const char* text) {
        return QCoreApplication::translate("ErrorDialog", text);
    };
    switch (kind) {
    case Error::Kind::Io:
        return say(QT_TRANSLATE_NOOP("ErrorDialog", "A file could not be read or written."));
    case Error::Kind::Format:
        return say(QT_TRANSLATE_NOOP("ErrorDialog", "A file is not what it claims to be."));
    case Error::Kind::Geometry:
        return say(QT_TRANSLATE_NOOP("ErrorDialog", "Two images do not lie on the same grid."));
    case Error::Kind::Data:
        return say(QT_TRANSLATE_NOOP("ErrorDialog", "The content cannot be used."));
    case Error::Kind::Model:
        return say(QT_TRANSLATE_NOOP("ErrorDialog", "The model does not fit."));
    case Error::Kind::Cancelled:
        return say(QT_TRANSLATE_NOOP("ErrorDialog", "It was cancelled."));
    }
    return {};
}

} // namespace

void showError(QWidget* parent, const QString& whatWasDone, const Error& error)
{
    logError(error.describe());
    auto* box = new QMessageBox(
        QMessageBox::Warning, whatWasDone, sentenceOf(error.kind()), QMessageBox::Close, parent);
    box->setObjectName(QStringLiteral("errorDialog"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(QString::fromStdString(error.describe()));
    box->open();
}

bool guarded(QWidget* parent, const QString& whatIsDone, const std::function<void()>& work)
{
    try {
        work();
        return true;
    } catch (const Error& error) {
        showError(parent, whatIsDone, error);
    } catch (const std::bad_alloc&) {
        const QString why =
            QCoreApplication::translate("ErrorDialog", "There is not enough memory for this.");
        showError(parent, whatIsDone, Error(Error::Kind::Data, why.toStdString()));
    } catch (const std::exception& error) {
        showError(parent, whatIsDone, Error(Error::Kind::Data, error.what()));
    }
    return false;
}

} // namespace dawson
