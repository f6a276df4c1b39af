#include "widgets/theme/language.h"

#include <QDoubleSpinBox>
#include <QFile>
#include <QLibraryInfo>
#include <QLocale>
#include <QTest>
#include <QVBoxLayout>

namespace dawson
{

/// Numbers are written in the language chosen, whatever the machine is set to.
class LanguageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void cleanup() { applyLanguage(QStringLiteral("en")); }

    void numbersAreOfTheLanguage_data();
    void numbersAreOfTheLanguage();
    void englishNumbersAreThoseOfFiles();
    void openFieldsFollow();
    void buttonsOfQtFollow();
};

void LanguageTest::numbersAreOfTheLanguage_data()
{
    QTest::addColumn<QLocale>("machine");
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("ratio");
    const QLocale german(QLocale::German);
    const QLocale english(QLocale::English);
    const auto row = [](const char* name, const QLocale& machine, bool inGerman) {
        QTest::newRow(name) << machine << languages()[inGerman ? 1 : 0]
                            << (inGerman ? QStringLiteral("0,47") : QStringLiteral("0.47"));
    };
    row("German on a machine without a language", QLocale::c(), true);
    row("German on an English machine", english, true);
    row("German on a German machine", german, true);
    row("English on a German machine", german, false);
    row("English on an English machine", english, false);
}

void LanguageTest::numbersAreOfTheLanguage()
{
    QFETCH(const QLocale, machine);
    QFETCH(const QString, language);
    QFETCH(const QString, ratio);
    QLocale::setDefault(machine);

    applyLanguage(language);

    QCOMPARE(QLocale().toString(0.47, 'f', 2), ratio);
    // In groups one language's thousands were the other's decimals.
    QCOMPARE(QLocale().toString(1234567), QStringLiteral("1234567"));
    QCOMPARE(QStringLiteral("%L1").arg(1234567), QStringLiteral("1234567"));
}

void LanguageTest::englishNumbersAreThoseOfFiles()
{
    applyLanguage(QStringLiteral("en"));
    for (const double value : {0.0, -0.5, 0.47, 1234.5, 1e6, 1.5e-7}) {
        QCOMPARE(QLocale().toString(value, 'g', 5), QString::number(value, 'g', 5));
        QCOMPARE(QLocale().toString(value, 'f', 1), QString::number(value, 'f', 1));
    }
}

void LanguageTest::openFieldsFollow()
{
    applyLanguage(QStringLiteral("en"));
    QWidget window;
    auto* column = new QVBoxLayout(&window);
    auto* inside = new QWidget(&window);
    column->addWidget(inside);
    auto* field = new QDoubleSpinBox(inside);
    field->setValue(0.5);
    QCOMPARE(field->text(), QStringLiteral("0.50"));

    applyLanguage(QStringLiteral("de"));
    QCOMPARE(field->text(), QStringLiteral("0,50"));
    QCOMPARE(field->value(), 0.5);

    applyLanguage(QStringLiteral("en"));
    QCOMPARE(field->text(), QStringLiteral("0.50"));
    QCOMPARE(field->value(), 0.5);
}

void LanguageTest::buttonsOfQtFollow()
{
    const QString german =
        QLibraryInfo::path(QLibraryInfo::TranslationsPath) + QStringLiteral("/qtbase_de.qm");
    if (!QFile::exists(german)) {
        QSKIP("The package qt6-translations-l10n is not installed.");
    }
    const auto cancel = [] { return QCoreApplication::translate("QPlatformTheme", "Cancel"); };

    applyLanguage(QStringLiteral("de"));
    QCOMPARE(cancel(), QStringLiteral("Abbrechen"));

    applyLanguage(QStringLiteral("en"));
    QCOMPARE(cancel(), QStringLiteral("Cancel"));
}

} // namespace dawson

QTEST_MAIN(dawson::LanguageTest)
#include "language_test.moc"
