#include "tests/widgets/panel/threshold_panel_case.h"

#include <QLabel>
#include <QPushButton>
#include <QSlider>

namespace dawson
{

/// Sensitivity and PPV at all thresholds: what is counted, and when it is no longer true.
class ThresholdCurvesTest : public ThresholdPanelCase
{
    Q_OBJECT

private Q_SLOTS:

    void init() { begin(); }

    void allCasesAreSwept();
    void whatIsHiddenFromTheGraderIsNotSwept();
    void aSweepCanBeStopped();
    void aSweepGoesWhenItsReferenceIsPainted();
    void aSweepDoesNotOutliveItsCase_data();
    void aSweepDoesNotOutliveItsCase();
};

void ThresholdCurvesTest::allCasesAreSwept()
{
    tryThreshold();
    child<QPushButton>("sweep").click();
    // All that a training chooses from: 0.02, 0.05, 0.10, ... 0.95, 0.98.
    QVERIFY(child<QLabel>("sweepNote").text().contains(QStringLiteral(" 21 ")));
    QTRY_VERIFY(child<QLabel>("sweepNote")
                    .text()
                    .startsWith(QStringLiteral("Mean of 1 case(s), FLAIR lesions.")));
    QVERIFY(m_panel->findChild<QWidget*>(QStringLiteral("thresholdChart"))->isVisible());
}

void ThresholdCurvesTest::whatIsHiddenFromTheGraderIsNotSwept()
{
    const Author second = graderAuthor("grader-2", "Grader 2");
    saveMask(m_root, second, "01", boxMask({8, 8, 8}));
    saveMask(m_root, second, "02", boxMask({8, 8, 8}));
    saveMask(m_root, kModel, "02", boxMask({8, 8, 8}));
    saveMap(0.9F, "02");
    Grading own;
    own.author = kGrader.folder;
    own.subject = "01";
    GradingSidecar sidecar;
    sidecar.status = "submitted";
    writeGrading(m_root, kGrader, own, boxMask({8, 8, 8}), sidecar);
    tryThreshold(); // with the other's mask among the layers, as a comparison of 01 shows it
    auto& reference = child<QComboBox>("reference");
    reference.setCurrentIndex(reference.findData(QStringLiteral("grader-2")));

    child<QPushButton>("sweep").click();

    QTRY_VERIFY(
        child<QLabel>("sweepNote").text().startsWith(QStringLiteral("Mean of 1 case(s), ")));
    QVERIFY(child<QLabel>("sweepNote")
                .text()
                .contains(QStringLiteral(" 1 case(s) left out: hidden until ")));
}

void ThresholdCurvesTest::aSweepCanBeStopped()
{
    tryThreshold();
    QTRY_VERIFY(!busy());
    auto& button = child<QPushButton>("sweep");
    const QString start = button.text();
    button.click();
    QCOMPARE(button.text(), QStringLiteral("Stop counting"));

    button.click();

    QTRY_VERIFY(!busy());
    QCOMPARE(button.text(), start);
    QVERIFY(m_panel->findChild<QWidget*>(QStringLiteral("thresholdChart"))->isHidden());
    QVERIFY(child<QLabel>("sweepNote").isHidden());
}

void ThresholdCurvesTest::aSweepGoesWhenItsReferenceIsPainted()
{
    tryThreshold();
    child<QPushButton>("sweep").click();
    const auto* chart = m_panel->findChild<QWidget*>(QStringLiteral("thresholdChart"));
    QTRY_VERIFY(chart->isVisible());

    QVERIFY(m_document->eraseLesionAt(smallGrid().toPatient(VoxelIndex{15, 15, 15})));

    QVERIFY(chart->isHidden());
}

void ThresholdCurvesTest::aSweepDoesNotOutliveItsCase_data()
{
    QTest::addColumn<QString>("what");
    for (const char* what : {"unticked", "another case", "another reference"}) {
        QTest::newRow(what) << QString::fromLatin1(what);
    }
}

void ThresholdCurvesTest::aSweepDoesNotOutliveItsCase()
{
    QFETCH(QString, what);
    tryThreshold();
    QTRY_VERIFY(!busy());
    child<QPushButton>("sweep").click();
    QVERIFY(busy());

    if (what == QStringLiteral("unticked")) {
        child<QCheckBox>("try").click();
    } else if (what == QStringLiteral("another case")) {
        m_document->show(loadCase(readStudy(m_root), "01", "", Task::Flair, {}), kGrader);
    } else {
        Q_EMIT child<QComboBox>("reference").activated(0);
    }

    QTRY_VERIFY(!busy());
    QVERIFY(m_panel->findChild<QWidget*>(QStringLiteral("thresholdChart"))->isHidden());
    QVERIFY(child<QLabel>("sweepNote").isHidden());
}

} // namespace dawson

QTEST_MAIN(dawson::ThresholdCurvesTest)
#include "threshold_curves_test.moc"
