#pragma once

#include <functional>

class QWidget;

namespace dawson
{

class CaseDocument;

/// Runs `then` once nothing unsaved would be lost: at once when all is saved, else after the user
/// chose to save or to discard. Cancel, or a failed save, runs nothing. Returns at once.
void afterSaving(QWidget* parent, CaseDocument& document, const std::function<void()>& then);

} // namespace dawson
