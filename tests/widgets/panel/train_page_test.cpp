#include "core/study/grading_file.h"
#include "tests/support/small_project.h"
#include "tests/widgets/panel/named_model.h"
#include "widgets/panel/fine_tune_form.h"
#include "widgets/panel/model_list.h"
#include "widgets/panel/train_page.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace dawson
{

namespace
{

/// A program that ends at once: the pages are tested, not the worker.
const std::filesystem::path kNoWorker = "/bin/true";

} // namespace

class TrainPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void checkSaysWhatIsTrainedOn();
    void subjectWithoutMaskCannotBeTicked();
    void startSubmitsThePlan();
    void twinFromScratchDiffersInItsStartAlone();
    void untickingAllSubjectsPreventsTheStart();
    void predictSubmitsTheOpenCase();
    void damagedModelCannotBeChosen();
    void anotherTaskHasItsOwnModelsAndCases();
    void pairIsPredictedThroughItsSubtraction();
    void modelOfAnotherTaskIsRefused();
    void modelOfAnotherNetworkIsRefused();
    void pairsAreLearnedFromBeforeTheyAreRegistered();
    void theCurrentImageIsASecondChannel();

private:
    void addPair() const;
    JobSpec submittedSpec(const QSignalSpy& submitted) const;

    TrainingSpec m_submitted;
    QTemporaryDir m_folder;
    std::filesystem::path m_root;
    int m_count = 0;
};

void TrainPageTest::initTestCase()
{
    applyTheme(ThemeName::Dark);
}

void TrainPageTest::init()
{
    m_root = m_folder.filePath(QStringLiteral("project%1").arg(m_count++)).toStdString();
    makeSmallProject(m_root, {"01", "02", "03", "04"});
    const Author grader = graderAuthor("grader-1", "Grader 1");
    for (const char* subject : {"01", "02", "03"}) {
        saveMask(m_root, grader, subject, boxMask({10, 10, 10}));
    }
    writeModelNamed(m_root / "models" / "own.h5", "own");
}

JobSpec TrainPageTest::submittedSpec(const QSignalSpy& submitted) const
{
    return readJobSpec(RunFolder(submitted.first().first().toString().toStdString()).jobFile());
}

void TrainPageTest::checkSaysWhatIsTrainedOn()
{
    JobQueue queue(kNoWorker);
    TrainPage page(queue, kNoWorker);
    page.setStudy(std::make_shared<const Study>(readStudy(m_root)));
    auto* form = page.findChild<FineTuneForm*>();

    // Three masked subjects: one is held out.
    // The first check may be made again as soon as a step's time is known.
    QTRY_VERIFY(form->ready() && form->checkText().contains(QStringLiteral("Trains on 2 case")));
    QVERIFY(form->checkText().contains(QStringLiteral("validates on 1 other")));
    QVERIFY(form->checkText().contains(QStringLiteral("memory")));
}

void TrainPageTest::subjectWithoutMaskCannotBeTicked()
{
    JobQueue queue(kNoWorker);
    TrainPage page(queue, kNoWorker);
    page.setStudy(std::make_shared<const Study>(readStudy(m_root)));
    auto* cases = page.findChild<QListWidget*>(QStringLiteral("fineTuneForm.cases"));

    QCOMPARE(cases->count(), 4);
    QCOMPARE(cases->item(0)->checkState(), Qt::Checked);
    QCOMPARE(cases->item(3)->checkState(), Qt::Unchecked);
    QVERIFY(!(cases->item(3)->flags() & Qt::ItemIsEnabled));
}

void TrainPageTest::startSubmitsThePlan()
{
    JobQueue queue(kNoWorker);
    TrainPage page(queue, kNoWorker);
    queue.open(m_root);
    page.setStudy(std::make_shared<const Study>(readStudy(m_root)));
    page.models().choose(m_root / "models" / "own.h5");
    auto* form = page.findChild<FineTuneForm*>();
    auto* start = page.findChild<QPushButton*>(QStringLiteral("fineTuneForm.startButton"));
    QTRY_VERIFY(form->ready());
    QSignalSpy submitted(&page, &TrainPage::jobSubmitted);

    start->click();

    QCOMPARE(submitted.size(), 1);
    const auto spec = std::get<TrainingSpec>(submittedSpec(submitted).work);
    QCOMPARE(spec.reference, std::string("grader-1"));
    QCOMPARE(spec.training.size() + spec.validation.size(), std::size_t{3});
    QCOMPARE(spec.startFrom, m_root / "models" / "own.h5");
    QCOMPARE(spec.name, std::string("own fine-tuned"));
}

void TrainPageTest::twinFromScratchDiffersInItsStartAlone()
{
    JobQueue queue(kNoWorker);
    TrainPage page(queue, kNoWorker);
    queue.open(m_root);
    page.setStudy(std::make_shared<const Study>(readStudy(m_root)));
    page.models().choose(m_root / "models" / "own.h5");
    auto* form = page.findChild<FineTuneForm*>();
    QTRY_VERIFY(form->ready());
    QSignalSpy requested(form, &FineTuneForm::startRequested);

    page.findChild<QCheckBox*>(QStringLiteral("fineTuneForm.twin"))->click();
    page.findChild<QPushButton*>(QStringLiteral("fineTuneForm.startButton"))->click();

    QCOMPARE(requested.size(), 2);
    QCOMPARE(QString::fromStdString(requested[0][0].value<JobSpec>().title),
             QStringLiteral("Fine-tune own on 3 case(s) of Grader 1 · FLAIR lesions"));
    QCOMPARE(QString::fromStdString(requested[1][0].value<JobSpec>().title),
             QStringLiteral("Train from scratch on 3 case(s) of Grader 1 · FLAIR lesions"));
    const auto tuned = std::get<TrainingSpec>(requested[0][0].value<JobSpec>().work);
    auto twin = std::get<TrainingSpec>(requested[1][0].value<JobSpec>().work);
    QVERIFY(twin.startFrom.empty());
    QCOMPARE(twin.name, std::string("own fine-tuned from scratch"));
    QCOMPARE(twin.schedule, tuned.schedule);
    QCOMPARE(twin.architecture, tuned.architecture);
    QCOMPARE(twin.training.size(), tuned.training.size());
    QCOMPARE(twin.training[0].subject, tuned.training[0].subject);
}

void TrainPageTest::untickingAllSubjectsPreventsTheStart()
{
    JobQueue queue(kNoWorker);
    TrainPage page(queue, kNoWorker);
    page.setStudy(std::make_shared<const Study>(readStudy(m_root)));
    auto* form = page.findChild<FineTuneForm*>();
    QTRY_VERIFY(form->ready());
    auto* cases = page.findChild<QListWidget*>(QStringLiteral("fineTuneForm.cases"));

    for (int row = 0; row < 3; ++row) {
        cases->item(row)->setCheckState(Qt::Unchecked);
    }

    QVERIFY(!form->ready());
    QTRY_VERIFY(form->checkText().contains(QStringLiteral("\u2716")));
    QVERIFY(!page.findChild<QPushButton*>(QStringLiteral("fineTuneForm.startButton"))->isEnabled());
}

void TrainPageTest::predictSubmitsTheOpenCase()
{
    JobQueue queue(kNoWorker);
    TrainPage page(queue, kNoWorker);
    queue.open(m_root);
    page.setStudy(std::make_shared<const Study>(readStudy(m_root)));
    page.models().choose(m_root / "models" / "own.h5");
    auto* predict = page.findChild<QPushButton*>(QStringLiteral("trainPage.predict"));
    QVERIFY(!predict->isEnabled());
    page.setOpenCase("02", {});
    QSignalSpy submitted(&page, &TrainPage::jobSubmitted);

    predict->click();

    QCOMPARE(submitted.size(), 1);
    const auto job = std::get<PredictionJob>(submittedSpec(submitted).work);
    QCOMPARE(QString::fromStdString(submittedSpec(submitted).title),
             QStringLiteral("Predict subject 02 with own · FLAIR lesions"));
    QCOMPARE(job.authorFolder, std::string("model-own"));
    QCOMPARE(job.items.size(), std::size_t{1});
    QCOMPARE(job.items[0].subject, std::string("02"));
    QCOMPARE(job.items[0].spec.mask,
             m_root / "derivatives/model-own/sub-02/anat/sub-02_label-lesion_mask.nii.gz");
}

void TrainPageTest::damagedModelCannotBeChosen()
{
    JobQueue queue(kNoWorker);
    TrainPage page(queue, kNoWorker);
    QFile broken(QString::fromStdString((m_root / "models" / "broken.h5").string()));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("not a model");
    broken.close();
    page.setStudy(std::make_shared<const Study>(readStudy(m_root)));
    page.setOpenCase("01", {});

    page.models().choose(m_root / "models" / "broken.h5");

    QCOMPARE(page.models().chosen(), nullptr);
    QVERIFY(!page.findChild<QPushButton*>(QStringLiteral("trainPage.predict"))->isEnabled());
    QVERIFY(page.findChild<QLabel*>(QStringLiteral("modelList.card"))
                ->text()
                .contains(QStringLiteral("cannot be used")));
}

void TrainPageTest::anotherTaskHasItsOwnModelsAndCases()
{
    addSmallImage(m_root, "07", "01", "FLAIR");
    addSmallImage(m_root, "07", "02", "FLAIR");
    writeModelNamed(m_root / "models" / "fresh.h5", "fresh", Task::New);
    JobQueue queue(kNoWorker);
    TrainPage page(queue, kNoWorker);
    page.setStudy(std::make_shared<const Study>(readStudy(m_root)));
    page.setTask(Task::New);
    const auto* start = page.findChild<QComboBox*>(QStringLiteral("fineTuneForm.start"));
    const auto* cases = page.findChild<QListWidget*>(QStringLiteral("fineTuneForm.cases"));
    const auto* list = page.findChild<QListWidget*>(QStringLiteral("modelList.list"));
    const auto named = [&](const QString& name) {
        return !list->findItems(name, Qt::MatchStartsWith).isEmpty();
    };

    QVERIFY(named(QStringLiteral("fresh")));
    QVERIFY(!named(QStringLiteral("own")));
    QVERIFY(start->findText(QStringLiteral("fresh")) >= 0);
    QCOMPARE(start->findText(QStringLiteral("own")), -1);
    QCOMPARE(cases->count(), 1); // the first visit has none to be compared with
    QVERIFY(cases->item(0)->text().contains(QStringLiteral("02")));
    auto* form = page.findChild<FineTuneForm*>();
    QTRY_VERIFY(form->checkText().contains(QStringLiteral("No masks to learn from yet")));
    QVERIFY(!form->ready());

    page.setTask(Task::Enhancing);
    QVERIFY(!named(QStringLiteral("fresh")));
    page.setTask(Task::Flair);
    QVERIFY(named(QStringLiteral("own")));
    QTRY_VERIFY(form->ready());
}

void TrainPageTest::pairIsPredictedThroughItsSubtraction()
{
    addSmallImage(m_root, "07", "01", "FLAIR");
    addSmallImage(m_root, "07", "02", "FLAIR");
    writeModelNamed(m_root / "models" / "fresh.h5", "fresh", Task::New);
    JobQueue queue(kNoWorker);
    TrainPage page(queue, kNoWorker);
    queue.open(m_root);
    page.setStudy(std::make_shared<const Study>(readStudy(m_root)));
    page.setTask(Task::New);
    page.models().choose(m_root / "models" / "fresh.h5");
    QSignalSpy submitted(&page, &TrainPage::jobSubmitted);

    page.findChild<QPushButton*>(QStringLiteral("trainPage.predictAll"))->click();

    QCOMPARE(submitted.size(), 1);
    const auto job = std::get<PredictionJob>(submittedSpec(submitted).work);
    QCOMPARE(QString::fromStdString(submittedSpec(submitted).title),
             QStringLiteral("Predict 1 case(s) with fresh · New lesions"));
    QCOMPARE(job.task, std::string("new"));
    QCOMPARE(job.items.size(), std::size_t{1});
    QCOMPARE(job.items[0].spec.images[0].filename().string(),
             std::string("sub-07_ses-02_space-ses01_desc-subtraction_FLAIR.nii.gz"));
    QCOMPARE(job.items[0].spec.mask.filename().string(),
             std::string("sub-07_ses-02_space-ses01_label-newlesion_mask.nii.gz"));
}

/// Two visits with a mask of what is new.
void TrainPageTest::addPair() const
{
    addSmallImage(m_root, "07", "01", "FLAIR");
    addSmallImage(m_root, "07", "02", "FLAIR");
    const Grading place{"grader-1", "07", "02", Task::New, "ses01", {}, {}, {}};
    writeGrading(m_root, graderAuthor("grader-1", "Grader 1"), place, boxMask({9, 9, 9}), {});
}

void TrainPageTest::theCurrentImageIsASecondChannel()
{
    addPair();
    writeModelNamed(m_root / "models" / "one.h5", "one", Task::New);
    writeModelNamed(m_root / "models" / "two.h5", "two", Task::New, 2);
    JobQueue queue(kNoWorker);
    TrainPage page(queue, kNoWorker);
    queue.open(m_root);
    page.setStudy(std::make_shared<const Study>(readStudy(m_root)));
    const auto* form = page.findChild<FineTuneForm*>();
    const auto* whole = page.findChild<QWidget*>(QStringLiteral("channelChoice"));
    auto* channels = page.findChild<QComboBox*>(QStringLiteral("fineTuneForm.channels"));
    const auto* hint = page.findChild<QLabel*>(QStringLiteral("fineTuneForm.channelHint"));
    QVERIFY(whole->isHidden()); // one image, no subtraction
    QTRY_VERIFY(form->ready());

    page.setTask(Task::New);
    QVERIFY(!whole->isHidden());
    const auto submit = [&](const char* name) {
        page.models().choose(m_root / "models" / name);
        QTRY_VERIFY(form->ready());
        QSignalSpy submitted(&page, &TrainPage::jobSubmitted);
        page.findChild<QPushButton*>(QStringLiteral("fineTuneForm.startButton"))->click();
        m_submitted = std::get<TrainingSpec>(submittedSpec(submitted).work);
    };
    submit("one.h5");
    QCOMPARE(m_submitted.architecture.inputChannels, 1);
    QVERIFY(hint->isHidden());

    submit("two.h5"); // decides itself
    QCOMPARE(m_submitted.architecture.inputChannels, 2);
    QVERIFY(!channels->isEnabled());
    QVERIFY(hint->text().startsWith(QStringLiteral("two looks at both")));

    page.models().choose(m_root / "models" / "one.h5"); // back to what was chosen for it
    QVERIFY(channels->isEnabled() && channels->currentIndex() == 0);
    channels->setCurrentIndex(1);
    QVERIFY(!form->ready()); // another plan: checked again
    submit("one.h5");
    QCOMPARE(m_submitted.architecture.inputChannels, 2);
    QCOMPARE(m_submitted.startFrom, m_root / "models" / "one.h5");
    QVERIFY(hint->text().contains(QStringLiteral("weights of zero")));
}

void TrainPageTest::pairsAreLearnedFromBeforeTheyAreRegistered()
{
    addPair();
    JobQueue queue(kNoWorker);
    TrainPage page(queue, kNoWorker);
    queue.open(m_root);
    page.setStudy(std::make_shared<const Study>(readStudy(m_root)));
    page.setTask(Task::New);
    auto* form = page.findChild<FineTuneForm*>();
    QTRY_VERIFY(form->ready());
    QVERIFY(form->checkText().contains(QStringLiteral("Trains on 1 case")));
    QSignalSpy submitted(&page, &TrainPage::jobSubmitted);

    page.findChild<QPushButton*>(QStringLiteral("fineTuneForm.startButton"))->click();

    const auto spec = std::get<TrainingSpec>(submittedSpec(submitted).work);
    QCOMPARE(spec.task, std::string("new"));
    QVERIFY(!spec.preprocessing.zScore); // from scratch, on a subtraction
    QCOMPARE(spec.training[0].images[0].filename().string(),
             std::string("sub-07_ses-02_space-ses01_desc-subtraction_FLAIR.nii.gz"));
}

void TrainPageTest::modelOfAnotherTaskIsRefused()
{
    const auto path = m_root.parent_path() / "elsewhere.h5";
    writeModelNamed(path, "elsewhere", Task::Enhancing);
    JobQueue queue(kNoWorker);
    TrainPage page(queue, kNoWorker);
    page.setStudy(std::make_shared<const Study>(readStudy(m_root)));

    QVERIFY_THROWS_EXCEPTION(Error, page.loadModel(path));
    page.setTask(Task::Enhancing);
    page.loadModel(path);
    QCOMPARE(page.models().chosen()->header.card.name, std::string("elsewhere"));
}

/// Its digest is right: whoever changed it wrote that, too.
void TrainPageTest::modelOfAnotherNetworkIsRefused()
{
    const auto path = m_root.parent_path() / "wide.h5";
    writeModelNamed(path, "wide");
    ModelFile model = readModel(path);
    model.architecture.width = 0.25;
    writeModel(path, model);
    JobQueue queue(kNoWorker);
    TrainPage page(queue, kNoWorker);
    page.setStudy(std::make_shared<const Study>(readStudy(m_root)));

    QVERIFY_THROWS_EXCEPTION(Error, page.loadModel(path));
    QVERIFY(!std::filesystem::exists(m_root / "models" / "wide.h5"));
}

} // namespace dawson

QTEST_MAIN(dawson::TrainPageTest)

#include "train_page_test.moc"
