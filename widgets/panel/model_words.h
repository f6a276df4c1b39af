#pragma once

#include "core/training/model_library.h"

#include <QString>

namespace dawson
{

/// What is said of models wherever they are shown, in the user's language.

/// "default model", "fine-tuned", "trained from scratch".
QString modelKindText(const std::string& kind);

/// The card as rich text, one paragraph a line; lines without a value are left out.
QString modelCardText(const AvailableModel& model);

} // namespace dawson
