#include "core/job/job_queue.h"
#include "tests/support/small_project.h"
#include "tests/widgets/panel/named_model.h"
#include "widgets/panel/model_list.h"
#include "widgets/theme/theme.h"

#include <QAbstractButton>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

namespace dawson
{

/// Deleting a model, also one that a job still needs.
class ModelListTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { applyTheme(ThemeName::Dark); }

    void init();
    void cleanup();
    void aModelThatNoJobNeedsIsDeleted_data();
    void aModelThatNoJobNeedsIsDeleted();
    void theQuestionTellsWhatCannotBeResumed_data();
    void theQuestionTellsWhatCannotBeResumed();
    void aModelThatAJobNeedsIsKept();
    void aJobThatCameMeanwhileKeepsIt();

private:
    /// A folder as another machine's window or an ended worker leaves it: nothing starts it.
    void recordJob(const JobSpec& spec,
                   const std::vector<JobEvent::Kind>& events,
                   bool checkpoint = false) const;
    JobSpec fineTuning() const;
    QMessageBox* clickDelete() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_root;
    std::filesystem::path m_model;
    std::unique_ptr<JobQueue> m_queue;
    std::unique_ptr<ModelList> m_list;
    QStringList m_problems;
};

void ModelListTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_root = m_folder->filePath(QStringLiteral("project")).toStdString();
    m_model = m_root / "models" / "mine.h5";
    makeSmallProject(m_root, {"01"});
    writeModelNamed(m_model, "mine");
    m_queue = std::make_unique<JobQueue>("/bin/true");
    m_list = std::make_unique<ModelList>(*m_queue);
    m_list->setProject(m_root);
    m_list->choose(m_model);
    m_problems.clear();
    connect(m_list.get(), &ModelList::problem, this, [this](const QString& sentence) {
        m_problems << sentence;
    });
}

void ModelListTest::cleanup()
{
    m_list.reset();
    m_queue.reset();
}

void ModelListTest::recordJob(const JobSpec& spec,
                              const std::vector<JobEvent::Kind>& events,
                              bool checkpoint) const
{
    const RunFolder run = RunFolder::create(m_root, spec);
    for (const JobEvent::Kind kind : events) {
        JobEvent event;
        event.kind = kind;
        run.append(event);
    }
    if (checkpoint) {
        std::filesystem::create_directories(run.latestCheckpoint().parent_path());
        std::ofstream(run.latestCheckpoint()) << "a checkpoint";
    }
    m_queue->open(m_root);
}

JobSpec ModelListTest::fineTuning() const
{
    TrainingSpec work;
    work.name = "mine again";
    work.startFrom = m_model;
    return {"Fine-tune mine tonight", work};
}

/// The question, if it comes.
QMessageBox* ModelListTest::clickDelete() const
{
    m_list->findChild<QPushButton*>(QStringLiteral("modelList.delete"))->click();
    return m_list->findChild<QMessageBox*>(QStringLiteral("deleteModelQuestion"));
}

void ModelListTest::aModelThatNoJobNeedsIsDeleted_data()
{
    using Kind = JobEvent::Kind;
    QTest::addColumn<std::vector<Kind>>("events");
    QTest::newRow("its job is finished") << std::vector<Kind>{Kind::Started, Kind::Finished};
    QTest::newRow("its job failed") << std::vector<Kind>{Kind::Started, Kind::Failed};
    QTest::newRow("its job was cancelled before a checkpoint")
        << std::vector<Kind>{Kind::Started, Kind::Cancelled};
}

void ModelListTest::aModelThatNoJobNeedsIsDeleted()
{
    QFETCH(const std::vector<JobEvent::Kind>, events);
    recordJob(fineTuning(), events);

    QMessageBox* question = clickDelete();
    QVERIFY(question != nullptr);
    question->button(QMessageBox::Yes)->click();

    QVERIFY(!std::filesystem::exists(m_model));
    QCOMPARE(m_problems, QStringList());
}

void ModelListTest::theQuestionTellsWhatCannotBeResumed_data()
{
    using Kind = JobEvent::Kind;
    QTest::addColumn<std::vector<Kind>>("events");
    QTest::newRow("lost, with a checkpoint") << std::vector<Kind>{Kind::Started};
    QTest::newRow("cancelled, with a checkpoint")
        << std::vector<Kind>{Kind::Started, Kind::Cancelled};
}

void ModelListTest::theQuestionTellsWhatCannotBeResumed()
{
    QFETCH(const std::vector<JobEvent::Kind>, events);
    recordJob(fineTuning(), events, true);

    QMessageBox* question = clickDelete();
    QVERIFY(question != nullptr);
    QVERIFY2(question->informativeText().contains(QStringLiteral("Fine-tune mine tonight")),
             qPrintable(question->informativeText()));
    question->button(QMessageBox::Yes)->click();

    QVERIFY(!std::filesystem::exists(m_model));
}

void ModelListTest::aModelThatAJobNeedsIsKept()
{
    recordJob(fineTuning(), {});

    QVERIFY(clickDelete() == nullptr);

    QVERIFY(std::filesystem::exists(m_model));
    QCOMPARE(m_problems.size(), 1);
    QVERIFY2(m_problems.front().contains(QStringLiteral("Fine-tune mine tonight")),
             qPrintable(m_problems.front()));
}

/// Queued by another window while the question was open.
void ModelListTest::aJobThatCameMeanwhileKeepsIt()
{
    QMessageBox* question = clickDelete();
    QVERIFY(question != nullptr);
    PredictionJob work;
    work.items.emplace_back().spec.model = m_model;
    recordJob({"Predict all", work}, {});

    question->button(QMessageBox::Yes)->click();

    QVERIFY(std::filesystem::exists(m_model));
    QCOMPARE(m_problems.size(), 1);
    QVERIFY(m_problems.front().contains(QStringLiteral("Predict all")));
}

} // namespace dawson

QTEST_MAIN(dawson::ModelListTest)
#include "model_list_test.moc"
