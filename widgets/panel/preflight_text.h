#pragma once

#include "core/training/preflight.h"

#include <QString>

namespace dawson
{

/// One line of a check: a sign and a sentence, as rich text.
QString checkLine(const QString& sign, const QString& text);

/// What prevents the start and what is worth knowing, a line each.
QString preflightLines(const Preflight& result);

/// Memory, disk, steps and time, a line. `measuring`: how long a step takes is being found out.
QString preflightNeeds(const Preflight& result, bool measuring);

/// A warning: among what is learned from are masks of this author that the open grader may not see
/// yet.
QString hiddenMasksLine(const QString& author);

} // namespace dawson
