#include "core/base/error.h"
#include "widgets/chart/lesion_chart.h"
#include "widgets/chart/tick_name.h"
#include "widgets/chart/training_chart.h"
#include "widgets/theme/language.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QImage>
#include <QLabel>
#include <QMouseEvent>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolTip>

namespace dawson
{

namespace
{

ScoreTable threeAuthors()
{
    const auto score =
        [](const char* subject, std::optional<double> sensitivity, std::optional<double> ppv) {
            SubjectScore s;
            s.subject = subject;
            s.sensitivity = sensitivity;
            s.ppv = ppv;
            return s;
        };
    ScoreTable table;
    table.reference = QStringLiteral("Grader 1");
    table.rule = QStringLiteral("any overlap (at least one voxel), 26-connected lesions");
    table.authors.push_back(
        {QStringLiteral("Grader 2"),
         authorColor({"grader-2", "Grader 2", AuthorRole::Grader}),
         {score("01", 0.8, 0.9), score("02", 0.6, 0.7), score("03", std::nullopt, 0.4)}});
    table.authors.push_back(
        {QStringLiteral("Default model"),
         authorColor({"model-flair-default", "Default model", AuthorRole::Model}),
         {score("01", 0.0, std::nullopt), score("02", 0.2, std::nullopt)}});
    return table;
}

} // namespace

class LesionChartTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clickingADotOpensItsSubject();
    void undefinedRatiosHaveNoDot();
    void numbersFollowTheLanguage();
    void captionStatesTheRule();
    void emptyTableInvites();
    void exportsPngOnWhiteAndPdf();
    void exportIntoAMissingFolderFails();
    void bothThemesDrawTheBars();
    void namesOfModelsAreNotCut();
    void trainingCurvesDraw();
};

void LesionChartTest::clickingADotOpensItsSubject()
{
    LesionChart chart;
    chart.resize(900, 420);
    chart.setScores(threeAuthors());
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    QSignalSpy activated(&chart, &LesionChart::subjectActivated);
    auto* plot = chart.findChild<QWidget*>(QStringLiteral("lesionChart.plot"));

    const QPoint dot = chart.dotPosition(0, 1, Ratio::Ppv);
    QVERIFY(!dot.isNull());
    QTest::mouseClick(plot, Qt::LeftButton, {}, plot->mapFrom(&chart, dot));

    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated.first().at(0).toString(), QStringLiteral("02"));
    QCOMPARE(activated.first().at(2).toInt(), 0);
}

void LesionChartTest::undefinedRatiosHaveNoDot()
{
    LesionChart chart;
    chart.resize(900, 420);
    chart.setScores(threeAuthors());

    QVERIFY(chart.dotPosition(0, 2, Ratio::Sensitivity).isNull());
    QVERIFY(!chart.dotPosition(0, 2, Ratio::Ppv).isNull());
    QVERIFY(chart.dotPosition(1, 0, Ratio::Ppv).isNull());
    QVERIFY(!chart.dotPosition(1, 0, Ratio::Sensitivity).isNull());
}

/// A chart made in English, in a window that is German now: the bars, the axes and the tip.
void LesionChartTest::numbersFollowTheLanguage()
{
    const auto restored = qScopeGuard([] { applyLanguage(QStringLiteral("en")); });
    applyLanguage(QStringLiteral("en"));
    LesionChart chart;
    chart.resize(900, 420);
    chart.setScores(threeAuthors());
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    auto* plot = chart.findChild<QWidget*>(QStringLiteral("lesionChart.plot"));

    applyLanguage(QStringLiteral("de"));
    chart.setScores(threeAuthors());

    QStringList notes;
    for (const QObject* item : plot->children()) {
        if (item->inherits("QCPItemText")) {
            notes << item->property("text").toString();
        }
    }
    QVERIFY2(notes.contains(QStringLiteral("0,70")), qPrintable(notes.join(u'|')));
    QCOMPARE(plot->locale().decimalPoint(), QStringLiteral(","));

    const QPoint dot = plot->mapFrom(&chart, chart.dotPosition(0, 1, Ratio::Ppv));
    QMouseEvent move(
        QEvent::MouseMove, dot, plot->mapToGlobal(dot), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(plot, &move);
    QVERIFY2(QToolTip::text().contains(QStringLiteral("02: 0,70")), qPrintable(QToolTip::text()));
    QToolTip::hideText();
}

void LesionChartTest::captionStatesTheRule()
{
    LesionChart chart;
    chart.setScores(threeAuthors());

    const auto* caption = chart.findChild<QLabel*>(QStringLiteral("lesionChart.caption"));
    QVERIFY(caption->text().contains(
        QStringLiteral("any overlap (at least one voxel), 26-connected lesions")));
    QVERIFY(caption->text().contains(QStringLiteral("Grader 1")));
}

void LesionChartTest::emptyTableInvites()
{
    LesionChart chart;
    chart.show();

    QVERIFY(!chart.findChild<QWidget*>(QStringLiteral("lesionChart.plot"))->isVisible());
    QVERIFY(!chart.findChild<QLabel*>(QStringLiteral("lesionChart.caption"))->text().isEmpty());
}

void LesionChartTest::exportsPngOnWhiteAndPdf()
{
    QTemporaryDir folder;
    LesionChart chart;
    applyTheme(ThemeName::Dark);
    chart.setScores(threeAuthors());

    const QString png = folder.filePath(QStringLiteral("chart.png"));
    chart.exportPng(png);
    const QImage picture(png);
    QCOMPARE(picture.size(), QSize(1800, 840));
    QCOMPARE(picture.pixelColor(2, 2), QColor(Qt::white));

    const QString pdf = folder.filePath(QStringLiteral("chart.pdf"));
    chart.exportPdf(pdf);
    QFile file(pdf);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().startsWith("%PDF-"));
}

void LesionChartTest::exportIntoAMissingFolderFails()
{
    LesionChart chart;
    chart.setScores(threeAuthors());

    QVERIFY_THROWS_EXCEPTION(Error, chart.exportPng(QStringLiteral("/nowhere/at/all/chart.png")));
}

void LesionChartTest::bothThemesDrawTheBars()
{
    const QColor bar = authorColor({"grader-2", "Grader 2", AuthorRole::Grader});
    for (const ThemeName theme : {ThemeName::Dark, ThemeName::Light}) {
        applyTheme(theme);
        LesionChart chart;
        chart.resize(900, 420);
        chart.setScores(threeAuthors());
        const QImage picture = chart.grab().toImage();
        int found = 0;
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x) {
                found += picture.pixelColor(x, y) == bar ? 1 : 0;
            }
        }
        QVERIFY2(found > 500, qPrintable(QString::number(found)));
    }
}

void LesionChartTest::namesOfModelsAreNotCut()
{
    const QFontMetricsF metrics(QApplication::font());
    const auto wide = [&](const char* text) {
        return metrics.horizontalAdvance(QLatin1StringView(text));
    };
    const QString name = QStringLiteral("enhancing-default fine-tuned");
    QCOMPARE(tickName(name, metrics, wide(" enhancing-default ")),
             QStringLiteral("enhancing-default\nfine-tuned"));
    QCOMPARE(tickName(name, metrics, wide(" enhancing- ")),
             QStringLiteral("enhancing-\ndefault fine-\ntuned"));
    const QString narrow = tickName(QStringLiteral("Unbreakable"), metrics, wide("Unbrea"));
    QVERIFY(narrow.endsWith(QChar(0x2026)));
    QVERIFY(metrics.horizontalAdvance(narrow) <= wide("Unbrea"));
    QCOMPARE(tickName(QStringLiteral("a-b-c-d-e-f"), metrics, wide("a-")).count(QLatin1Char('\n')),
             3);
}

void LesionChartTest::trainingCurvesDraw()
{
    applyTheme(ThemeName::Dark);
    TrainingChart chart;
    chart.resize(800, 300);
    const QImage before = chart.grab().toImage();
    EpochMetrics first;
    first.epoch = 1;
    first.sensitivity = 0.4;
    first.ppv = 0.2;
    EpochMetrics second = first;
    second.epoch = 2;
    second.ppv.reset();
    chart.setCurves({1.0, 0.8, 0.6, 0.5}, {first, second}, 2.0);

    QVERIFY(chart.grab().toImage() != before);

    // F1 and Dice are drawn as well, and the rule of all four is said.
    const QImage two = chart.grab().toImage();
    second.f1 = 0.27;
    chart.setCurves({1.0, 0.8, 0.6, 0.5}, {first, second}, 2.0);
    const QImage three = chart.grab().toImage();
    QVERIFY(three != two);
    second.dice = 0.6;
    chart.setCurves({1.0, 0.8, 0.6, 0.5}, {first, second}, 2.0);
    QVERIFY(chart.grab().toImage() != three);
    const QImage ended = chart.grab().toImage();
    chart.setCurves({1.0, 0.8, 0.6, 0.5}, {first, second}, 2.5); // in the middle of the third
    QVERIFY(chart.grab().toImage() != ended);
    const auto* rule = chart.findChild<QLabel*>(QStringLiteral("trainingChart.rule"));
    QVERIFY(rule->text().contains(QStringLiteral("threshold 0.5")));
    QVERIFY(rule->text().contains(QStringLiteral("26-connected")));
}

} // namespace dawson

QTEST_MAIN(dawson::LesionChartTest)

#include "lesion_chart_test.moc"
