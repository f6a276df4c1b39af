#include "widgets/panel/evaluate_page.h"
#include "widgets/panel/job_words.h"
#include "widgets/theme/language.h"
#include "widgets/theme/theme.h"

#include <QFile>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace dawson
{

namespace
{

const QString kRoot = QStringLiteral(DAWSON_SOURCE_DIR);

QString contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

class TranslationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTextIsTranslated_data();
    void everyTextIsTranslated();
    void placeholdersSurvive();
    void openWindowsChangeTheirLanguage();
    void whatAJobDoesIsSaidInTheLanguage_data();
    void whatAJobDoesIsSaidInTheLanguage();
};

void TranslationTest::everyTextIsTranslated_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<bool>("pluralsOnly");

    QTest::newRow("German") << "de" << false;
    QTest::newRow("English plurals") << "en" << true;
}

void TranslationTest::everyTextIsTranslated()
{
    QFETCH(QString, language);
    QFETCH(bool, pluralsOnly);
    QTemporaryDir folder;
    const QString name = QStringLiteral("dawson_%1.ts").arg(language);
    const QString copy = folder.filePath(name);
    QVERIFY(QFile::copy(kRoot + QStringLiteral("/translations/") + name, copy));
    QStringList arguments{QStringLiteral("-silent"),
                          QStringLiteral("-no-obsolete"),
                          QStringLiteral("-locations"),
                          QStringLiteral("none"),
                          QStringLiteral("-I"),
                          kRoot};
    if (pluralsOnly) {
        arguments << QStringLiteral("-pluralonly");
    }
    for (const char* room : {"/widgets", "/app", "/core/document"}) {
        arguments << kRoot + QLatin1String(room);
    }
    arguments << QStringLiteral("-ts") << copy;

    QCOMPARE(QProcess::execute(QStringLiteral(DAWSON_LUPDATE), arguments), 0);

    const QString texts = contentOf(copy);
    QVERIFY(texts.contains(QStringLiteral("<message")));
    const auto at = texts.indexOf(QStringLiteral("type=\"unfinished\""));
    QVERIFY2(at < 0, qPrintable(QStringLiteral("not translated: ") + texts.mid(at - 300, 320)));
}

void TranslationTest::placeholdersSurvive()
{
    static const QRegularExpression message(
        QStringLiteral("<source>([^<]*)</source>\\s*(?:<[^>]*comment>[^<]*</"
                       "[^>]*>\\s*)*<translation>([^<]+)</translation>"));
    static const QRegularExpression placeholder(QStringLiteral("%L?[1-9n]"));
    const QString texts = contentOf(kRoot + QStringLiteral("/translations/dawson_de.ts"));
    int seen = 0;
    for (auto all = message.globalMatch(texts); all.hasNext(); ++seen) {
        const auto match = all.next();
        for (auto marks = placeholder.globalMatch(match.captured(1)); marks.hasNext();) {
            const QString mark = marks.next().captured();
            QVERIFY2(match.captured(2).contains(mark), qPrintable(match.captured(1)));
        }
    }
    QVERIFY(seen > 100);
}

void TranslationTest::openWindowsChangeTheirLanguage()
{
    applyTheme(ThemeName::Dark);
    applyLanguage(QStringLiteral("en"));
    EvaluatePage page;
    page.show();
    const auto* button = page.findChild<QPushButton*>(QStringLiteral("evaluatePage.export"));
    QCOMPARE(button->text(), QStringLiteral("Export\u2026"));

    applyLanguage(QStringLiteral("de"));
    QTRY_COMPARE(button->text(), QStringLiteral("Exportieren \u2026"));

    applyLanguage(QStringLiteral("en"));
    QTRY_COMPARE(button->text(), QStringLiteral("Export\u2026"));
}

void TranslationTest::whatAJobDoesIsSaidInTheLanguage_data()
{
    QTest::addColumn<QString>("phase");
    QTest::addColumn<QString>("german");
    const auto row = [](const char* name, const QString& phase, const QString& german) {
        QTest::newRow(name) << phase << german;
    };
    row("a phase alone", QStringLiteral("Validating"), QStringLiteral("Validierung"));
    row("the beginning of another",
        QStringLiteral("Choosing the threshold"),
        QStringLiteral("Schwelle wird gew\u00e4hlt"));
    row("with numbers",
        QStringLiteral("Choosing the threshold, inner fold 1 of 2"),
        QStringLiteral("Schwelle wird gew\u00e4hlt, innere Aufteilung 1 von 2"));
    row("with a case",
        QStringLiteral("Registering sub-01 ses-02"),
        QStringLiteral("sub-01 ses-02 wird registriert"));
    row("of a worker that knows more",
        QStringLiteral("Dreaming (of 2 %1)"),
        QStringLiteral("Dreaming (of 2 %1)"));
    row("none yet", QString(), QString());
}

void TranslationTest::whatAJobDoesIsSaidInTheLanguage()
{
    QFETCH(const QString, phase);
    QFETCH(const QString, german);
    applyLanguage(QStringLiteral("de"));
    QCOMPARE(jobPhaseText(phase), german);

    applyLanguage(QStringLiteral("en"));
    QCOMPARE(jobPhaseText(phase), phase);
}

} // namespace dawson

QTEST_MAIN(dawson::TranslationTest)

#include "translation_test.moc"
