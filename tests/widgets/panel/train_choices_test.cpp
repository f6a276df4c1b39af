#include "core/study/grading_file.h"
#include "tests/support/small_project.h"
#include "tests/widgets/panel/named_model.h"
#include "widgets/panel/fine_tune_form.h"
#include "widgets/panel/model_list.h"
#include "widgets/panel/splitter_memory.h"
#include "widgets/panel/train_page.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>

namespace dawson
{

namespace
{

/// A program that ends at once: the pages are tested, not the worker.
const std::filesystem::path kNoWorker = "/bin/true";

} // namespace

/// What was chosen on the Train page stays so, whatever happens meanwhile.
class TrainChoicesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { applyTheme(ThemeName::Dark); }

    void init();
    void untickedSubjectsStayUnticked();
    void onesOwnMasksStandFirstAndHiddenOnesAreWarnedOf();
    void fromScratchStaysWhenTheModelsAreReadAgain();
    void aChangedPlanIsCheckedBeforeItStarts();
    void noTwoTrainingsShareAName();
    void expertsChooseWhatLearnsAndHowMuchMemory();
    void aModelFromElsewhereIsCopiedIntoTheProject();
    void aModelThatWentAwayIsNamedAsSuch();
    void anotherProjectHasNoOpenCase();
    void columnsKeepTheirWidths();

private:
    JobSpec submittedSpec(const QSignalSpy& submitted) const
    {
        return readJobSpec(RunFolder(submitted.first().first().toString().toStdString()).jobFile());
    }

    std::shared_ptr<const Study> study() const
    {
        return std::make_shared<const Study>(readStudy(m_root));
    }

    TrainingSpec m_submitted;
    QTemporaryDir m_folder;
    std::filesystem::path m_root;
    int m_count = 0;
};

void TrainChoicesTest::init()
{
    m_root = m_folder.filePath(QStringLiteral("project%1").arg(m_count++)).toStdString();
    makeSmallProject(m_root, {"01", "02", "03", "04"});
    const Author grader = graderAuthor("grader-1", "Grader 1");
    for (const char* subject : {"01", "02", "03"}) {
        saveMask(m_root, grader, subject, boxMask({10, 10, 10}));
    }
    writeModelNamed(m_root / "models" / "own.h5", "own");
}

void TrainChoicesTest::untickedSubjectsStayUnticked()
{
    saveMask(m_root, graderAuthor("grader-2", "Grader 2"), "01", boxMask({9, 9, 9}));
    JobQueue queue(kNoWorker);
    TrainPage page(queue, kNoWorker);
    page.setStudy(study());
    const auto* cases = page.findChild<QListWidget*>(QStringLiteral("fineTuneForm.cases"));
    auto* reference = page.findChild<QComboBox*>(QStringLiteral("fineTuneForm.reference"));
    QCOMPARE(reference->currentText(), QStringLiteral("Grader 1"));
    cases->item(0)->setCheckState(Qt::Unchecked);

    saveMask(m_root, graderAuthor("grader-1", "Grader 1"), "04", boxMask({8, 8, 8}));
    page.setStudy(study()); // as after every save and every job

    QCOMPARE(cases->item(0)->checkState(), Qt::Unchecked);
    QCOMPARE(cases->item(1)->checkState(), Qt::Checked);
    QCOMPARE(cases->item(3)->checkState(), Qt::Checked); // it has a mask now
    reference->setCurrentIndex(1);
    QCOMPARE(cases->item(0)->checkState(), Qt::Checked); // of the other grader nothing was unticked
    reference->setCurrentIndex(0);
    QCOMPARE(cases->item(0)->checkState(), Qt::Unchecked);
    cases->item(0)->setCheckState(Qt::Checked);
    page.setStudy(study());
    QCOMPARE(cases->item(0)->checkState(), Qt::Checked);
}

void TrainChoicesTest::onesOwnMasksStandFirstAndHiddenOnesAreWarnedOf()
{
    const Author second = graderAuthor("grader-2", "Grader 2");
    saveMask(m_root, second, "01", boxMask({9, 9, 9}));
    JobQueue queue(kNoWorker);
    TrainPage page(queue, kNoWorker);
    page.setGrader(second);
    page.setStudy(study());
    auto* reference = page.findChild<QComboBox*>(QStringLiteral("fineTuneForm.reference"));
    QCOMPARE(reference->currentText(), QStringLiteral("Grader 2"));
    const auto* form = page.findChild<FineTuneForm*>();
    QTRY_VERIFY(form->checkText().contains(QStringLiteral("Trains on 1 case(s)")));
    QVERIFY(!form->checkText().contains(QStringLiteral("may not see")));

    reference->setCurrentIndex(0);
    QTRY_VERIFY(form->checkText().contains(
        QStringLiteral("Masks of Grader 1 are among them that you may not see")));
    page.setStudy(study());                                         // as after every save
    QCOMPARE(reference->currentText(), QStringLiteral("Grader 1")); // chosen by hand
}

void TrainChoicesTest::fromScratchStaysWhenTheModelsAreReadAgain()
{
    JobQueue queue(kNoWorker);
    TrainPage page(queue, kNoWorker);
    page.setStudy(study());
    page.models().choose(m_root / "models" / "own.h5");
    auto* start = page.findChild<QComboBox*>(QStringLiteral("fineTuneForm.start"));
    QCOMPARE(start->currentText(), QStringLiteral("own"));
    start->setCurrentIndex(start->count() - 1);

    writeModelNamed(m_root / "models" / "a-later-one.h5", "later"); // moves the rows
    page.refreshModels();
    QCOMPARE(start->currentText(), QStringLiteral("From scratch"));
    QCOMPARE(page.models().chosen()->header.card.name, std::string("own"));

    start->setCurrentIndex(start->findText(QStringLiteral("later")));
    writeModelNamed(m_root / "models" / "0.h5", "zero");
    page.refreshModels();
    QCOMPARE(start->currentText(), QStringLiteral("later"));
    page.models().choose(m_root / "models" / "0.h5"); // another in the list: it is meant
    QCOMPARE(start->currentText(), QStringLiteral("zero"));
}

void TrainChoicesTest::aChangedPlanIsCheckedBeforeItStarts()
{
    JobQueue queue(kNoWorker);
    TrainPage page(queue, kNoWorker);
    page.setStudy(study());
    page.models().choose(m_root / "models" / "own.h5");
    const auto* form = page.findChild<FineTuneForm*>();
    const auto* start = page.findChild<QPushButton*>(QStringLiteral("fineTuneForm.startButton"));
    auto* cases = page.findChild<QListWidget*>(QStringLiteral("fineTuneForm.cases"));
    QTRY_VERIFY(form->ready());
    QVERIFY(start->isEnabled());

    cases->item(0)->setCheckState(Qt::Unchecked);
    QVERIFY(!start->isEnabled()); // what was checked is another plan
    QTRY_VERIFY(form->ready());
    QVERIFY(start->isEnabled());
}

void TrainChoicesTest::noTwoTrainingsShareAName()
{
    // A worker that lives as long as its run folder.
    const QString worker = m_folder.filePath(QStringLiteral("worker"));
    QFile script(worker);
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("#!/bin/sh\nwhile [ -d \"$2\" ]; do sleep 0.1; done\n");
    script.close();
    QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    JobQueue queue(worker.toStdString());
    TrainPage page(queue, kNoWorker);
    queue.open(m_root);
    page.setStudy(study());
    page.models().choose(m_root / "models" / "own.h5");
    const auto* form = page.findChild<FineTuneForm*>();
    auto* name = page.findChild<QLineEdit*>(QStringLiteral("fineTuneForm.name"));
    auto* start = page.findChild<QPushButton*>(QStringLiteral("fineTuneForm.startButton"));
    const auto* problem = page.findChild<QLabel*>(QStringLiteral("fineTuneForm.nameProblem"));
    QTRY_VERIFY(form->ready());
    QCOMPARE(name->text(), QStringLiteral("own fine-tuned"));
    QSignalSpy submitted(&page, &TrainPage::jobSubmitted);

    start->click(); // no model of that name is there yet, but a job that will make it
    QCOMPARE(name->text(), QStringLiteral("own fine-tuned 2"));
    start->click();
    QCOMPARE(submitted.size(), 2);
    const RunFolder second(submitted.last().first().toString().toStdString());
    QCOMPARE(std::get<TrainingSpec>(readJobSpec(second.jobFile()).work).name,
             std::string("own fine-tuned 2"));

    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("OWN")); // the same folder of masks as the model own
    QVERIFY(!problem->isHidden());
    QTRY_VERIFY(form->ready());
    QVERIFY(!start->isEnabled());
    name->clear();
    QTest::keyClick(name, Qt::Key_Space);
    QVERIFY(form->ready() && !start->isEnabled());
    QTest::keyClicks(name, QStringLiteral("mine"));
    QVERIFY(problem->isHidden());
    QTRY_VERIFY(form->ready());
    QVERIFY(start->isEnabled());
}

void TrainChoicesTest::expertsChooseWhatLearnsAndHowMuchMemory()
{
    JobQueue queue(kNoWorker);
    TrainPage page(queue, kNoWorker);
    queue.open(m_root);
    page.setStudy(study());
    page.models().choose(m_root / "models" / "own.h5");
    const auto* form = page.findChild<FineTuneForm*>();
    auto* part = page.findChild<QComboBox*>(QStringLiteral("fineTuneForm.trained"));
    auto* memory = page.findChild<QDoubleSpinBox*>(QStringLiteral("fineTuneForm.memory"));
    auto* start = page.findChild<QComboBox*>(QStringLiteral("fineTuneForm.start"));
    const auto submit = [&] {
        QTRY_VERIFY(form->ready());
        QSignalSpy submitted(&page, &TrainPage::jobSubmitted);
        page.findChild<QPushButton*>(QStringLiteral("fineTuneForm.startButton"))->click();
        m_submitted = std::get<TrainingSpec>(submittedSpec(submitted).work);
    };
    submit();
    QCOMPARE(m_submitted.schedule, presetSchedule("quick")); // untouched, the preset decides

    part->setCurrentIndex(2);
    memory->setValue(12.5);
    submit();
    QCOMPARE(m_submitted.schedule.trained, std::string("last-block"));
    QCOMPARE(m_submitted.schedule.memoryGb, 12.5);

    start->setCurrentIndex(start->count() - 1); // random weights all have to learn
    QVERIFY(part->isHidden());
    submit();
    QCOMPARE(m_submitted.schedule.trained, std::string("everything"));
}

void TrainChoicesTest::aModelFromElsewhereIsCopiedIntoTheProject()
{
    const auto stick = m_root.parent_path() / "stick" / "own.h5"; // a file name that is taken
    writeModelNamed(stick, "from a stick");
    JobQueue queue(kNoWorker);
    TrainPage page(queue, kNoWorker);
    page.setStudy(study());
    QSignalSpy problems(&page, &TrainPage::problem);

    page.loadModel(stick);

    std::filesystem::remove(stick);
    QCOMPARE(page.models().chosen()->path, m_root / "models" / "own-2.h5");
    QVERIFY(problems.isEmpty());
    TrainPage later(queue, kNoWorker);
    later.setStudy(study());
    later.models().choose(m_root / "models" / "own-2.h5");
    QCOMPARE(later.models().chosen()->header.card.name, std::string("from a stick"));

    writeModelNamed(stick, "Own", Task::Flair, 2); // not the same model, but the same folder
    page.loadModel(stick);
    QCOMPARE(page.models().chosen()->header.card.name, std::string("Own 2"));
    QVERIFY(problems.isEmpty());
}

void TrainChoicesTest::aModelThatWentAwayIsNamedAsSuch()
{
    const auto stick = m_root.parent_path() / "stick" / "gone.h5";
    writeModelNamed(stick, "gone");
    JobQueue queue(kNoWorker);
    TrainPage page(queue, kNoWorker); // no project: nothing to copy it into
    page.loadModel(stick);
    std::filesystem::remove(stick);

    page.setTask(Task::New);

    const auto* list = page.findChild<QListWidget*>(QStringLiteral("modelList.list"));
    const auto found = list->findItems(QStringLiteral("gone"), Qt::MatchStartsWith);
    QCOMPARE(found.size(), 1);
    QVERIFY(!found.first()->toolTip().isEmpty());
    page.models().choose(stick);
    QCOMPARE(page.models().chosen(), nullptr);
}

void TrainChoicesTest::anotherProjectHasNoOpenCase()
{
    JobQueue queue(kNoWorker);
    TrainPage page(queue, kNoWorker);
    page.setStudy(study());
    page.models().choose(m_root / "models" / "own.h5");
    page.setOpenCase("02", {});
    QVERIFY(page.canPredict());

    const auto other = m_root.parent_path() / "other";
    makeSmallProject(other, {"02"});
    writeModelNamed(other / "models" / "own.h5", "own");
    page.setStudy(std::make_shared<const Study>(readStudy(other)));
    page.models().choose(other / "models" / "own.h5");

    QVERIFY(page.models().chosen() != nullptr);
    QVERIFY(!page.canPredict());
    QVERIFY(!page.findChild<QPushButton*>(QStringLiteral("trainPage.predict"))->isEnabled());
}

void TrainChoicesTest::columnsKeepTheirWidths()
{
    const auto make = [](QSplitter& split) {
        split.setObjectName(QStringLiteral("test.split"));
        split.addWidget(new QLabel(QStringLiteral("left")));
        split.addWidget(new QLabel(QStringLiteral("right")));
        split.resize(400, 100);
        split.setSizes({200, 200});
        rememberSizes(split);
    };
    QSplitter first;
    make(first);
    first.setSizes({300, 100});
    Q_EMIT first.splitterMoved(300, 1); // as a hand does
    QSplitter second;
    make(second);
    QCOMPARE(second.sizes(), first.sizes());
    QVERIFY(second.sizes()[0] > second.sizes()[1]);
}

} // namespace dawson

QTEST_MAIN(dawson::TrainChoicesTest)

#include "train_choices_test.moc"
