#pragma once

#include "core/base/error.h"

#include <QString>
#include <QWidget>

#include <functional>

namespace dawson
{

/// Says in the user's language what was being done and what kind of thing went wrong; the message
/// of the error is the detail. Returns at once; the dialog belongs to `parent`.
void showError(QWidget* parent, const QString& whatWasDone, const Error& error);

/// Runs the work of an action; an Error becomes a dialog. Whether it succeeded.
bool guarded(QWidget* parent, const QString& whatIsDone, const std::function<void()>& work);

} // namespace dawson
