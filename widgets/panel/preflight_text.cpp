#include "widgets/panel/preflight_text.h"

#include "widgets/panel/job_words.h"

#include <QCoreApplication>

namespace dawson
{

namespace
{

/// Only for its context.
class PreflightText
{
    Q_DECLARE_TR_FUNCTIONS(dawson::PreflightText)
};

} // namespace

QString checkLine(const QString& sign, const QString& text)
{
    return QStringLiteral("<p style='margin:0 0 4px 0'>%1 %2</p>").arg(sign, text.toHtmlEscaped());
}

QString preflightLines(const Preflight& result)
{
    QString text;
    for (const std::string& problem : result.problems) {
        text += checkLine(QStringLiteral("\u2716"), QString::fromStdString(problem));
    }
    for (const std::string& warning : result.warnings) {
        text += checkLine(QStringLiteral("\u26a0"), QString::fromStdString(warning));
    }
    return text;
}

QString hiddenMasksLine(const QString& author)
{
    return checkLine(
        QStringLiteral("\u26a0"),
        PreflightText::tr("Masks of %1 are among them that you may not see until you have "
                          "submitted yours. The figures of this training, and the model, tell "
                          "something of them.")
            .arg(author));
}

QString preflightNeeds(const Preflight& result, bool measuring)
{
    QString text = PreflightText::tr("Needs about %1 of the %2 of free memory, and %3 on disk.")
                       .arg(sizeText(result.memoryBytes),
                            sizeText(result.freeMemoryBytes),
                            sizeText(result.diskBytes)) +
                   QLatin1Char(' ');
    if (result.seconds) {
        text += PreflightText::tr("Takes about %1 (%L2 steps).")
                    .arg(durationText(*result.seconds))
                    .arg(result.steps);
        if (result.validationCases > 0) {
            text += QLatin1Char(' ') +
                    PreflightText::tr(
                        "On top of that %n case(s) to validate on are masked after each epoch.",
                        nullptr,
                        static_cast<int>(result.validationCases));
        }
    } else if (measuring) {
        text +=
            PreflightText::tr("%L1 steps; measuring how long one takes\u2026").arg(result.steps);
    } else {
        text += PreflightText::tr("%L1 steps; how long they take is not known.").arg(result.steps);
    }
    return checkLine(QStringLiteral("\u2022"), text);
}

} // namespace dawson
