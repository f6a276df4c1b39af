#include "core/study/grading_file.h"
#include "core/training/model_file.h"
#include "tests/support/small_project.h"
#include "widgets/chart/lesion_chart.h"
#include "widgets/panel/evaluate_page.h"
#include "widgets/panel/lesion_table.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QListWidget>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace dawson
{

class EvaluatePageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void comparesAllOthersWithTheReference();
    void connectivityChangesTheCount();
    void clickedDotAsksForItsCase();
    void untickedAuthorLeavesTheChart();
    void exportsFigures();
    void anotherTaskHasItsOwnFigures();
    void modelOnItsOwnTrainingCasesIsNoEvaluation();
    void emptyProjectSaysWhatIsMissing();
    void ruleAndAuthorsAreRemembered();
    void exportNeedsAComparison();
    void nothingComparedBeforeIsLeftToClick_data();
    void nothingComparedBeforeIsLeftToClick();
    void whoTakesTheSubmissionBackIsBlindAtOnce();

private:
    void compare(EvaluatePage& page);
    void saveFirst(const char* status) const;
    static void clickDot(EvaluatePage& page, const QPoint& dot);

    QTemporaryDir m_folder;
    std::filesystem::path m_root;
    int m_count = 0;
};

void EvaluatePageTest::initTestCase()
{
    applyTheme(ThemeName::Dark);
}

void EvaluatePageTest::init()
{
    QSettings().clear();
    m_root = m_folder.filePath(QStringLiteral("project%1").arg(m_count++)).toStdString();
    makeSmallProject(m_root, {"01", "02"});
    const Author first = graderAuthor("grader-1", "Grader 1");
    const Author second = graderAuthor("grader-2", "Grader 2");
    // Two boxes that touch by a corner: one lesion with 26 neighbours, two with 6 or 18.
    Mask touching = boxMask({8, 8, 8});
    addBox(touching, {11, 11, 11});
    saveMask(m_root, first, "01", touching);
    saveMask(m_root, second, "01", boxMask({8, 8, 8}));
    saveMask(m_root, first, "02", boxMask({8, 8, 8}));
    saveMask(m_root, second, "02", boxMask({14, 8, 8}));
}

void EvaluatePageTest::compare(EvaluatePage& page)
{
    page.resize(1400, 900);
    page.setStudy(std::make_shared<const Study>(readStudy(m_root)));
    page.show();
    QTRY_VERIFY(page.evaluation() && !page.evaluation()->authors.empty());
}

void EvaluatePageTest::comparesAllOthersWithTheReference()
{
    EvaluatePage page;
    compare(page);

    const ScoreTable& scores = page.findChild<LesionChart*>()->scores();
    QCOMPARE(scores.reference, QStringLiteral("Grader 1"));
    QCOMPARE(scores.authors.size(), std::size_t{1});
    QCOMPARE(scores.authors[0].subjects.size(), std::size_t{2});
    QCOMPARE(scores.authors[0].subjects[0].sensitivity.value(), 1.0);
    QCOMPARE(scores.authors[0].subjects[1].sensitivity.value(), 0.0);
    QVERIFY(scores.rule.contains(QStringLiteral("26-connected")));
}

void EvaluatePageTest::connectivityChangesTheCount()
{
    EvaluatePage page;
    compare(page);
    auto* connectivity = page.findChild<QComboBox*>(QStringLiteral("evaluatePage.connectivity"));

    connectivity->setFocus();
    QTest::keyClick(connectivity, Qt::Key_End);

    QTRY_COMPARE(page.evaluation()->authors[0].cases[0].referenceLesions, 2);
    QCOMPARE(page.evaluation()->authors[0].cases[0].sensitivity.value(), 0.5);
}

void EvaluatePageTest::clickedDotAsksForItsCase()
{
    EvaluatePage page;
    compare(page);
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    QSignalSpy requested(&page, &EvaluatePage::caseRequested);
    auto* chart = page.findChild<LesionChart*>();
    auto* plot = chart->findChild<QWidget*>(QStringLiteral("lesionChart.plot"));

    QTest::mouseClick(plot,
                      Qt::LeftButton,
                      {},
                      plot->mapFrom(chart, chart->dotPosition(0, 1, Ratio::Sensitivity)));

    QCOMPARE(requested.size(), 1);
    QCOMPARE(requested.first().at(0).toString(), QStringLiteral("02"));
    QCOMPARE(requested.first().at(2).toString(), QStringLiteral("grader-2"));
    QCOMPARE(requested.first().at(3).toString(), QStringLiteral("grader-1"));
    // Subject 02: one lesion missed, one spurious.
    QCOMPARE(page.findChild<LesionTable*>()->rowCount(), 2);
}

void EvaluatePageTest::untickedAuthorLeavesTheChart()
{
    EvaluatePage page;
    compare(page);
    auto* authors = page.findChild<QListWidget*>(QStringLiteral("evaluatePage.authors"));

    authors->setCurrentRow(0);
    QTest::keyClick(authors, Qt::Key_Space);

    QTRY_VERIFY(page.evaluation()->authors.empty());
    QVERIFY(page.findChild<LesionChart*>()->scores().authors.empty());
}

void EvaluatePageTest::exportsFigures()
{
    EvaluatePage page;
    compare(page);
    const QString path = m_folder.filePath(QStringLiteral("figures.csv"));

    page.exportTo(path);

    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(file.readAll());
    QVERIFY2(text.contains(QStringLiteral("Grader 2,01,,1,1,1,1,1.0000,1.0000")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("Grader 2,02,,1,1,0,0,0.0000,0.0000")), qPrintable(text));
}

void EvaluatePageTest::anotherTaskHasItsOwnFigures()
{
    addSmallImage(m_root, "07", "01", "ce-gadolinium_T1w");
    for (const char* folder : {"grader-1", "consensus"}) {
        Grading grading{folder, "07", "01", Task::Enhancing, {}, {}, {}, {}};
        const Author author{folder, folder, roleOfFolder(folder)};
        grading.path = gradingPath(m_root, author, "07", "01", Task::Enhancing);
        writeGrading(m_root, author, grading, boxMask({8, 8, 8}), {});
    }
    EvaluatePage page;
    compare(page);
    auto* reference = page.findChild<QComboBox*>(QStringLiteral("evaluatePage.reference"));
    QCOMPARE(reference->count(), 2); // the consensus has no mask of this task

    page.setTask(Task::Enhancing);

    QTRY_VERIFY(page.hasComparison());
    QVERIFY(page.evaluation()->request.task == Task::Enhancing);
    QCOMPARE(reference->count(), 2);
    QTRY_COMPARE(page.findChild<LesionChart*>()->scores().task,
                 QStringLiteral("Enhancing lesions"));
    QVERIFY(page.findChild<LesionChart*>()->caption().startsWith(
        QStringLiteral("Enhancing lesions. Bars")));
    QCOMPARE(page.evaluation()->authors[0].cases[0].subject, std::string("07"));
    QVERIFY(toCsv(page.findChild<LesionChart*>()->scores())
                .startsWith(QStringLiteral("# task: Enhancing lesions")));

    page.setTask(Task::New);
    QCOMPARE(page.findChild<QLabel*>(QStringLiteral("evaluatePage.notes"))->text(),
             QStringLiteral("Nobody has a mask of this task yet: New lesions."));
}

void EvaluatePageTest::modelOnItsOwnTrainingCasesIsNoEvaluation()
{
    ModelFile model;
    model.card.name = "Mine";
    model.card.subjects = {"02"};
    model.weights.push_back({"w", {1}, {0.5F}, true});
    std::filesystem::create_directories(m_root / "models");
    writeModel(m_root / "models" / "mine.h5", model);
    saveMask(m_root, modelAuthor("mine", "Mine"), "01", boxMask({8, 8, 8}));
    saveMask(m_root, modelAuthor("mine", "Mine"), "02", boxMask({8, 8, 8}));
    EvaluatePage page;
    compare(page);

    const QString caution = page.findChild<LesionChart*>()->scores().caution;
    QVERIFY2(caution.contains(QStringLiteral("Mine was trained or tuned on 02,")),
             qPrintable(caution));
    QVERIFY(page.findChild<LesionChart*>()->caption().startsWith(caution));
    QVERIFY(toCsv(page.findChild<LesionChart*>()->scores()).contains(caution));
}

void EvaluatePageTest::emptyProjectSaysWhatIsMissing()
{
    const auto root = m_folder.filePath(QStringLiteral("empty")).toStdString();
    createStudy(root, "Empty");
    EvaluatePage page;
    page.setStudy(std::make_shared<const Study>(readStudy(root)));
    page.show();

    const auto* caption = page.findChild<QLabel*>(QStringLiteral("lesionChart.caption"));
    QVERIFY(caption->text().startsWith(QStringLiteral("Nothing to compare yet")));
}

void EvaluatePageTest::ruleAndAuthorsAreRemembered()
{
    saveMask(m_root, modelAuthor("net", "Net"), "01", boxMask({8, 8, 8}));
    {
        EvaluatePage page;
        compare(page);
        auto* connectivity =
            page.findChild<QComboBox*>(QStringLiteral("evaluatePage.connectivity"));
        QTest::keyClick(connectivity, Qt::Key_End);
        page.findChild<QDoubleSpinBox*>(QStringLiteral("evaluatePage.minOverlap"))->setValue(25.0);
        page.findChild<QDoubleSpinBox*>(QStringLiteral("evaluatePage.minVolume"))->setValue(0.006);
        auto* authors = page.findChild<QListWidget*>(QStringLiteral("evaluatePage.authors"));
        QCOMPARE(authors->count(), 2);
        authors->item(1)->setCheckState(Qt::Unchecked);
    }
    EvaluatePage later;
    compare(later);
    const auto& request = later.evaluation()->request;
    QCOMPARE(request.rule.connectivity, Connectivity::Faces);
    QCOMPARE(request.rule.minOverlap, 0.25);
    QCOMPARE(request.rule.minVolumeMl, 0.006);
    QCOMPARE(request.authors.size(), std::size_t{1});

    // Who was left out in one project is not in another.
    init();
    saveMask(m_root, modelAuthor("net", "Net"), "01", boxMask({8, 8, 8}));
    EvaluatePage other;
    compare(other);
    QCOMPARE(other.evaluation()->request.authors.size(), std::size_t{2});
}

void EvaluatePageTest::exportNeedsAComparison()
{
    EvaluatePage page;
    QVERIFY(!page.hasComparison());
    QSignalSpy compared(&page, &EvaluatePage::compared);
    compare(page);
    QVERIFY(page.hasComparison());
    QVERIFY(!compared.isEmpty());
}

/// The mask of subject 01 that grader 1 has, in a state of its work.
void EvaluatePageTest::saveFirst(const char* status) const
{
    const Author first = graderAuthor("grader-1", "Grader 1");
    Grading grading;
    grading.author = first.folder;
    grading.subject = "01";
    grading.path = gradingPath(m_root, first, "01", {}, Task::Flair);
    GradingSidecar sidecar;
    sidecar.authorName = first.name;
    sidecar.status = status;
    writeGrading(m_root, first, grading, boxMask({8, 8, 8}), sidecar);
}

void EvaluatePageTest::clickDot(EvaluatePage& page, const QPoint& dot)
{
    auto* chart = page.findChild<LesionChart*>();
    auto* plot = chart->findChild<QWidget*>(QStringLiteral("lesionChart.plot"));
    QTest::mouseClick(plot, Qt::LeftButton, {}, plot->mapFrom(chart, dot));
}

void EvaluatePageTest::nothingComparedBeforeIsLeftToClick_data()
{
    QTest::addColumn<QString>("change");
    for (const char* change : {"another grader reads", "another task", "another project"}) {
        QTest::newRow(change) << QString::fromLatin1(change);
    }
}

void EvaluatePageTest::nothingComparedBeforeIsLeftToClick()
{
    QFETCH(const QString, change);
    EvaluatePage page;
    compare(page);
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    QTRY_VERIFY(page.findChild<LesionTable*>()->rowCount() > 0);
    const QPoint dot = page.findChild<LesionChart*>()->dotPosition(0, 1, Ratio::Sensitivity);
    QSignalSpy requested(&page, &EvaluatePage::caseRequested);

    if (change == QStringLiteral("another grader reads")) {
        page.setGrader(graderAuthor("grader-2", "Grader 2"));
    } else if (change == QStringLiteral("another task")) {
        page.setTask(Task::Enhancing);
    } else {
        init();
        page.setStudy(std::make_shared<const Study>(readStudy(m_root)));
    }

    // At once, not when the new comparison is there.
    QVERIFY(!page.hasComparison());
    QCOMPARE(page.findChild<QComboBox*>(QStringLiteral("evaluatePage.case"))->count(), 0);
    QCOMPARE(page.findChild<LesionTable*>()->rowCount(), 0);
    clickDot(page, dot);
    QCOMPARE(requested.size(), 0);
}

void EvaluatePageTest::whoTakesTheSubmissionBackIsBlindAtOnce()
{
    saveFirst("submitted");
    EvaluatePage page;
    page.setGrader(graderAuthor("grader-1", "Grader 1"));
    compare(page);
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    QCOMPARE(page.evaluation()->authors[0].cases.size(), std::size_t{1}); // 02 is hidden
    const QPoint dot = page.findChild<LesionChart*>()->dotPosition(0, 0, Ratio::Sensitivity);
    QSignalSpy requested(&page, &EvaluatePage::caseRequested);
    clickDot(page, dot);
    QCOMPARE(requested.size(), 1);

    saveFirst("in progress");
    page.setStudy(std::make_shared<const Study>(readStudy(m_root)));
    clickDot(page, dot);
    QCOMPARE(requested.size(), 1);
    QCOMPARE(page.findChild<LesionTable*>()->rowCount(), 0);
    QTRY_VERIFY(page.evaluation()->authors[0].cases.empty());
}

} // namespace dawson

QTEST_MAIN(dawson::EvaluatePageTest)

#include "evaluate_page_test.moc"
