#include "widgets/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QImage>
#include <QSignalSpy>
#include <QTest>
#include <QWidget>

#include <cmath>
#include <set>

namespace dawson
{

/// WCAG 2.1 relative luminance and contrast.
double luminance(const QColor& color)
{
    const auto linear = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

double contrast(const QColor& one, const QColor& other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

class ThemeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void init() { applyTheme(ThemeName::Dark); }

    void textReadsOnEverySurface_data()
    {
        QTest::addColumn<int>("theme");
        QTest::newRow("dark") << static_cast<int>(ThemeName::Dark);
        QTest::newRow("light") << static_cast<int>(ThemeName::Light);
    }

    void textReadsOnEverySurface()
    {
        QFETCH(int, theme);
        applyTheme(static_cast<ThemeName>(theme));
        const Tokens& look = tokens();
        for (const QColor& surface : {look.ground, look.panel, look.raised}) {
            for (const QColor& ink : {look.text, look.muted}) {
                QVERIFY2(contrast(ink, surface) >= 4.5,
                         qPrintable(ink.name() + QStringLiteral(" on ") + surface.name()));
            }
        }
        for (const QColor& ink : {look.ok, look.warning, look.error, look.accent}) {
            QVERIFY2(contrast(ink, look.panel) >= 4.5, qPrintable(ink.name()));
        }
        const QPalette palette = QApplication::palette();
        QVERIFY(contrast(palette.color(QPalette::HighlightedText),
                         palette.color(QPalette::Highlight)) >= 4.5);
    }

    void everyIconDrawsInTheThemesColor()
    {
        const QStringList files = QDir(QStringLiteral(":/dawson/icons")).entryList();
        QVERIFY(files.size() > 50);
        for (const ThemeName theme : {ThemeName::Dark, ThemeName::Light}) {
            applyTheme(theme);
            for (const QString& file : files) {
                const QImage image =
                    icon(file.section(QLatin1Char('.'), 0, 0)).pixmap(QSize(24, 24), 2.0).toImage();
                QCOMPARE(image.size(), QSize(48, 48));
                QVERIFY2(holdsColor(image, tokens().text), qPrintable(file));
            }
        }
    }

    void anIconWithoutFileIsNull() { QVERIFY(icon(QStringLiteral("no such icon")).isNull()); }

    void widgetsAreToldOfTheChange()
    {
        QWidget widget;
        widget.show();
        applyTheme(ThemeName::Light);
        QCOMPARE(currentTheme(), ThemeName::Light);
        QCOMPARE(widget.palette().color(QPalette::Window), QColor(QStringLiteral("#FFFFFF")));
        applyTheme(ThemeName::Dark);
        QCOMPARE(widget.palette().color(QPalette::Window), QColor(QStringLiteral("#1A1E22")));
        QVERIFY(!qApp->styleSheet().isEmpty());
        QVERIFY(!qApp->styleSheet().contains(QLatin1Char('@')));
    }

    void authorsKeepTheirColors()
    {
        const Author first{"grader-1", "Dr A", AuthorRole::Grader};
        const Author second{"grader-2", "Dr B", AuthorRole::Grader};
        const Author tuned{"model-flair-fine-tuned-3", "x", AuthorRole::Model};
        const Author standard{"model-flair-default", "x", AuthorRole::Model};
        QCOMPARE(authorColor(first), QColor(QStringLiteral("#56B4E9")));
        QCOMPARE(authorColor(second), QColor(QStringLiteral("#E69F00")));
        QCOMPARE(authorColor(tuned), QColor(QStringLiteral("#F0E442")));
        QCOMPARE(authorColor(standard), QColor(QStringLiteral("#CC79A7")));
        const Author other{"model-of-another-clinic", "x", AuthorRole::Model};
        QCOMPARE(authorColor(other), authorColor(other));
        QVERIFY(authorColor(other).isValid());
    }

private:
    static bool holdsColor(const QImage& image, const QColor& color)
    {
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor pixel = image.pixelColor(x, y);
                if (pixel.alpha() == 255 && pixel.rgb() == color.rgb()) {
                    return true;
                }
            }
        }
        return false;
    }
};

} // namespace dawson

QTEST_MAIN(dawson::ThemeTest)
#include "theme_test.moc"
