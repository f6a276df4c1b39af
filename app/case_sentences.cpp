#include "app/case_sentences.h"

#include "core/document/case_document.h"

#include <QCoreApplication>

namespace dawson
{

QStringList caseSentences(const CaseDocument& document, std::size_t firstWarning)
{
    QStringList sentences;
    if (document.restoredStrokes() > 0) {
        sentences << QCoreApplication::translate(
            "CaseSentences",
            "%n unsaved step(s) of the last time were restored.",
            nullptr,
            document.restoredStrokes());
    }
    for (std::size_t n = firstWarning; n < document.warnings().size(); ++n) {
        sentences << QString::fromStdString(document.warnings()[n]);
    }
    return sentences;
}

} // namespace dawson
