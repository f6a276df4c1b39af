#include "widgets/theme/language.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>
#include <QWidget>

namespace dawson
{

namespace
{

/// Translators are children of the application under these names.
const QString kOwnTexts = QStringLiteral("dawson.texts");
const QString kQtTexts = QStringLiteral("dawson.qtTexts");

void install(const QString& name, const QString& file, const QString& folder)
{
    if (auto* before = qApp->findChild<QTranslator*>(name, Qt::FindDirectChildrenOnly)) {
        QCoreApplication::removeTranslator(before);
        delete before;
    }
    auto* translator = new QTranslator(qApp);
    translator->setObjectName(name);
    if (translator->load(file, folder)) {
        QCoreApplication::installTranslator(translator);
    }
}

/// What the machine is set to does not count: 1.234 mm is another size to a German reader than to
/// an English one. English is C's, whose dates name the month.
QLocale localeOf(const QString& language)
{
    QLocale locale = language == QLatin1String("en") ? QLocale::c() : QLocale(language);
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return locale;
}

} // namespace

QStringList languages()
{
    return {QStringLiteral("en"), QStringLiteral("de")};
}

QString languageName(const QString& code)
{
    const QString name = QLocale(code).nativeLanguageName();
    return code == QLatin1String("en") ? QStringLiteral("English") : name;
}

void applyLanguage(const QString& code)
{
    const QString wanted =
        code.isEmpty() ? QLocale::system().name().section(QLatin1Char('_'), 0, 0) : code;
    const QString language = languages().contains(wanted) ? wanted : languages().constFirst();
    qApp->setProperty("dawson.language", language);
    QLocale::setDefault(localeOf(language));
    for (QWidget* window : QApplication::topLevelWidgets()) {
        window->unsetLocale(); // it and its children keep the one they were made with
    }
    install(kQtTexts,
            QStringLiteral("qtbase_") + language,
            QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(kOwnTexts, QStringLiteral("dawson_") + language, QStringLiteral(":/translations"));
}

QString currentLanguage()
{
    return qApp->property("dawson.language").toString();
}

} // namespace dawson
