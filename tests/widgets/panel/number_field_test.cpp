#include "widgets/panel/number_field.h"
#include "widgets/theme/language.h"

#include <QTest>

namespace dawson
{

/// A point typed into a German window, a comma into an English one.
class NumberFieldTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void cleanup() { applyLanguage(QStringLiteral("en")); }

    void eitherSignBeginsTheDecimals_data();
    void eitherSignBeginsTheDecimals();
    void wordsStayWords();
};

void NumberFieldTest::eitherSignBeginsTheDecimals_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<double>("most"); // from 1000 on Qt takes groups of digits
    QTest::addColumn<QString>("shown");
    const QString english = QStringLiteral("2.50 mm");
    const QString german = QStringLiteral("2,50 mm");
    for (const double most : {60.0, 1e6}) {
        const auto row = [most](const char* name, const char* language, const char* typed) {
            return &(QTest::addRow("%s, up to %g", name, most) << language << typed << most);
        };
        *row("point in English", "en", "2.5") << english;
        *row("comma in English", "en", "2,5") << english;
        *row("point in German", "de", "2.5") << german;
        *row("comma in German", "de", "2,5") << german;
    }
}

void NumberFieldTest::eitherSignBeginsTheDecimals()
{
    QFETCH(const QString, language);
    QFETCH(const QString, typed);
    QFETCH(const double, most);
    QFETCH(const QString, shown);
    applyLanguage(language);
    NumberField field;
    field.setRange(-most, most);
    field.setSuffix(QStringLiteral(" mm"));
    field.show();
    field.selectAll();

    QTest::keyClicks(&field, typed);
    QTest::keyClick(&field, Qt::Key_Return);

    QCOMPARE(field.value(), 2.5);
    QCOMPARE(field.text(), shown);
}

void NumberFieldTest::wordsStayWords()
{
    applyLanguage(QStringLiteral("de"));
    NumberField field;
    field.setSpecialValueText(QStringLiteral("None. Really."));
    QString text = field.specialValueText();
    int cursor = 0;
    static_cast<void>(field.validate(text, cursor));
    QCOMPARE(text, field.specialValueText());
}

} // namespace dawson

QTEST_MAIN(dawson::NumberFieldTest)
#include "number_field_test.moc"
