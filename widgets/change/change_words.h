#pragma once

#include "core/lesion/lesion_change.h"
#include "core/study/visit_changes.h"

#include <QIcon>
#include <QString>

namespace dawson
{

/// "New", "Enlarging", ... in the user's language.
QString changeName(ChangeClass kind);
/// The sign of a class: shapes differ, colour does not.
QIcon changeIcon(ChangeClass kind);

/// The rule as translated sentences, to stand beside every figure.
QString ruleSentence(const ChangeRule& rule);

/// Why there are no changes to list, as translated sentences.
QString missingSentence(const VisitChangesSearch& search);

} // namespace dawson
