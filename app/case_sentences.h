#pragma once

#include <QStringList>

#include <cstddef>

namespace dawson
{

class CaseDocument;

/// What the user should know once a mask is open for strokes: how many steps came back from its
/// journal, and the document's warnings from the one of this number on. Empty when all is well.
QStringList caseSentences(const CaseDocument& document, std::size_t firstWarning = 0);

} // namespace dawson
