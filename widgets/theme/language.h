#pragma once

#include <QString>
#include <QStringList>

namespace dawson
{

/// Codes of the languages Dawson speaks, English first: "en", "de".
QStringList languages();

/// A language's name in itself: "Deutsch".
QString languageName(const QString& code);

/// Switches all open windows to a language at once; each widget then gets a QEvent::LanguageChange.
/// QLocale() writes numbers in it from then on, fields that are open too: "0.47" in English, "0,47"
/// in German, digits never in groups. Empty: the system's, or English when that is not shipped.
/// REQUIRES: a QApplication.
void applyLanguage(const QString& code);

/// The language in force.
QString currentLanguage();

} // namespace dawson
