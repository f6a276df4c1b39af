#include "core/run/run_folder.h"
#include "core/study/grading_file.h"
#include "core/training/model_file.h"
#include "core/training/model_history.h"
#include "tests/support/small_project.h"
#include "widgets/chart/training_chart.h"
#include "widgets/panel/model_comparison.h"
#include "widgets/panel/model_list.h"
#include "widgets/panel/model_page.h"
#include "widgets/panel/model_words.h"
#include "widgets/panel/train_page.h"
#include "widgets/theme/theme.h"

#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace dawson
{

class ModelPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cardAndScoresAreShown();
    void anEnsembleSaysWhoseMeanItIs();
    void aBrainIsNotScoredAsALesion();
    void curvesComeFromItsRun();
    void aResumedRunIsDrawnOnce();
    void curvesComeFromTheFileElsewhere();
    void examplesAreMasksItMade();
    void withoutMasksItSaysSo();
    void theListAsksForThePage();
    void aVanishedFileIsToldOf();
    void modelsStandSideBySide();
    void ancestorsThatAreNotHereAreNamed_data();
    void ancestorsThatAreNotHereAreNamed();

private:
    AvailableModel model(const std::filesystem::path& path) const;

    QTemporaryDir m_folder;
    std::filesystem::path m_root;
};

void ModelPageTest::initTestCase()
{
    applyTheme(ThemeName::Dark);
    m_root = m_folder.filePath(QStringLiteral("project")).toStdString();
    makeSmallProject(m_root, {"01", "02"});
    saveMask(m_root, modelAuthor("own", "own"), "01", boxMask({10, 10, 10}));
    Mask two = boxMask({8, 8, 8});
    addBox(two, {13, 13, 13});
    saveMask(m_root, modelAuthor("own", "own"), "02", two);
}

/// Written to `path` and read back.
AvailableModel ModelPageTest::model(const std::filesystem::path& path) const
{
    ModelFile file;
    file.card.name = "own";
    file.card.kind = "default";
    file.card.limits = "Never saw a real image.";
    file.card.metrics = {{"validation F1", 0.4567}, {"validation PPV", 0.5}};
    file.threshold = 0.25;
    file.coreProbability = 0.8;
    file.patchSize = 16;
    file.weights.push_back({"head.weight", {1, 2}, {0.5F, -0.25F}, true});
    std::filesystem::create_directories(path.parent_path());
    writeModel(path, file);
    return {path, readModelHeader(path), false, {}};
}

void ModelPageTest::cardAndScoresAreShown()
{
    ModelPage page(model(m_root / "models" / "own.h5"), nullptr);
    const auto* card = page.findChild<QLabel*>(QStringLiteral("modelPage.card"));
    QVERIFY(card->text().contains(QStringLiteral("Never saw a real image.")));
    QVERIFY(card->text().contains(QStringLiteral("0.25, core 0.80")));
    const auto* scores = page.findChild<QTableWidget*>(QStringLiteral("modelPage.scores"));
    QCOMPARE(scores->rowCount(), 2);
    QCOMPARE(scores->item(0, 0)->text(), QStringLiteral("validation F1"));
    QCOMPARE(scores->item(0, 1)->text(), QStringLiteral("0.457"));
    QVERIFY(page.windowTitle().contains(QStringLiteral("own")));
    QVERIFY(page.findChild<TrainingChart*>() == nullptr); // no run beside it
}

void ModelPageTest::anEnsembleSaysWhoseMeanItIs()
{
    AvailableModel both = model(m_root / "models" / "own.h5");
    const auto details = [&both] {
        const ModelPage page(both, nullptr);
        return page.findChild<QLabel*>(QStringLiteral("modelPage.card"))->text();
    };
    QVERIFY(!details().contains(QStringLiteral("Prediction:")));
    both.header.secondMember = both.header.weights;
    QVERIFY(details().contains(QStringLiteral("two networks, its own and the one it started")));
    both.header.mirrored = true;
    QVERIFY(details().contains(QStringLiteral("started from, the mean of the image and its")));
}

void ModelPageTest::aBrainIsNotScoredAsALesion()
{
    AvailableModel brain = model(m_root / "models" / "own.h5");
    brain.header.card.task = "brain";
    brain.header.card.metrics["validation Dice"] = 0.96;

    ModelPage page(brain, nullptr);

    const auto* scores = page.findChild<QTableWidget*>(QStringLiteral("modelPage.scores"));
    QCOMPARE(scores->rowCount(), 1);
    QCOMPARE(scores->item(0, 0)->text(), QStringLiteral("validation Dice"));
    QVERIFY(!page.findChild<QLabel*>(QStringLiteral("modelPage.card"))
                 ->text()
                 .contains(QStringLiteral("F1")));
}

void ModelPageTest::curvesComeFromItsRun()
{
    const RunFolder run = RunFolder::create(m_root, {"Tiny", TrainingSpec{}});
    JobEvent step;
    step.kind = JobEvent::Kind::Step;
    step.step = 1;
    step.loss = 0.7;
    run.append(step);
    ModelPage page(model(run.modelFile()), nullptr);
    QVERIFY(page.findChild<TrainingChart*>(QStringLiteral("modelPage.curves")) != nullptr);
}

/// Killed after the second epoch, and gone on from a checkpoint before it.
void ModelPageTest::aResumedRunIsDrawnOnce()
{
    const RunFolder run = RunFolder::create(m_root, {"Resumed", TrainingSpec{}});
    const auto tellStep = [&run](int number, double loss) {
        JobEvent step;
        step.kind = JobEvent::Kind::Step;
        step.step = number;
        step.loss = loss;
        run.append(step);
        if (number % 2 == 0) {
            JobEvent epoch;
            epoch.kind = JobEvent::Kind::Epoch;
            epoch.epoch = EpochMetrics{};
            epoch.epoch->epoch = number / 2;
            run.append(epoch);
        }
    };
    for (const int number : {1, 2, 3, 4}) {
        tellStep(number, 0.9);
    }
    for (const int number : {3, 4, 5, 6}) {
        tellStep(number, 0.5);
    }

    const ModelPage page(model(run.modelFile()), nullptr);

    const auto* chart = page.findChild<TrainingChart*>(QStringLiteral("modelPage.curves"));
    QCOMPARE(chart->losses(), (std::vector<double>{0.9, 0.9, 0.5, 0.5, 0.5, 0.5}));
    QCOMPARE(chart->epochs().size(), std::size_t{3});
    QCOMPARE(chart->epochs().back().epoch, 3);
}

void ModelPageTest::curvesComeFromTheFileElsewhere()
{
    const std::filesystem::path path = m_root / "models" / "curves.h5";
    const AvailableModel with = model(path);
    EpochMetrics epoch;
    epoch.epoch = 1;
    epoch.trainingLoss = 0.5;
    writeModelWithHistory(path, readModel(path), {epoch});
    ModelPage page(with, nullptr);
    QVERIFY(page.findChild<TrainingChart*>(QStringLiteral("modelPage.curves")) != nullptr);
}

void ModelPageTest::examplesAreMasksItMade()
{
    ModelPage page(model(m_root / "models" / "own.h5"),
                   std::make_shared<const Study>(readStudy(m_root)));
    QTRY_COMPARE(page.findChildren<QLabel*>(QStringLiteral("modelPage.example")).size(), 2);
    QStringList captions;
    for (const QLabel* label : page.findChildren<QLabel*>()) {
        captions << label->text();
    }
    QVERIFY(captions.contains(QStringLiteral("sub-01, 1 lesion(s)")));
    QVERIFY(captions.contains(QStringLiteral("sub-02, 2 lesion(s)")));
    // In the middle of the picture is the lesion's outline: not grey.
    const QImage picture = page.findChild<QLabel*>(QStringLiteral("modelPage.example"))
                               ->pixmap(Qt::ReturnByValue)
                               .toImage();
    int coloured = 0;
    for (int x = 0; x < picture.width(); ++x) {
        for (int y = 0; y < picture.height(); ++y) {
            const QColor colour = picture.pixelColor(x, y);
            coloured += std::abs(colour.red() - colour.blue()) > 40 ? 1 : 0;
        }
    }
    QVERIFY(coloured > 10);
}

void ModelPageTest::withoutMasksItSaysSo()
{
    AvailableModel other = model(m_root / "models" / "own.h5");
    other.header.card.name = "other";
    ModelPage page(other, std::make_shared<const Study>(readStudy(m_root)));
    QTRY_VERIFY(!page.loading());
    QVERIFY(page.findChild<QLabel*>(QStringLiteral("modelPage.example")) == nullptr);
    QVERIFY(page.findChild<QLabel*>(QStringLiteral("modelPage.note"))
                ->text()
                .contains(QStringLiteral("no case")));
}

void ModelPageTest::theListAsksForThePage()
{
    model(m_root / "models" / "own.h5");
    const JobQueue queue("/bin/true");
    ModelList list(queue);
    list.setProject(m_root);
    list.choose(m_root / "models" / "own.h5");
    const QSignalSpy asked(&list, &ModelList::pageRequested);
    list.findChild<QPushButton*>(QStringLiteral("modelList.details"))->click();
    QCOMPARE(asked.size(), 1);
}

/// On the Train page, after the list was read.
void ModelPageTest::aVanishedFileIsToldOf()
{
    const std::filesystem::path path = m_root / "models" / "vanishing.h5";
    model(path);
    JobQueue queue("/bin/true");
    TrainPage page(queue, "/bin/true");
    page.setStudy(std::make_shared<const Study>(readStudy(m_root)));
    page.models().choose(path);
    auto* details = page.findChild<QPushButton*>(QStringLiteral("modelList.details"));
    const QSignalSpy problems(&page, &TrainPage::problem);
    std::filesystem::remove(path);

    details->click();

    QCOMPARE(problems.size(), 1);
    QVERIFY(problems.front().front().toString().contains(QStringLiteral("vanishing.h5")));
    QVERIFY(page.findChild<ModelPage*>() == nullptr);
}

void ModelPageTest::modelsStandSideBySide()
{
    const auto made = [](const char* name, const char* parent, double f1) {
        AvailableModel model;
        model.path = name;
        model.header.digest = name;
        model.header.card.name = name;
        model.header.card.parentDigest = parent;
        model.header.card.reference = "Grader 1";
        model.header.card.metrics = {{"validation F1", f1}};
        return model;
    };
    std::vector<AvailableModel> models{
        made("other", "", 0.1), made("start", "", 0.4), made("tuned", "start", 0.5)};
    models[2].header.card.metrics["validation Dice"] = 0.625;
    models[2].header.card.subjects = {"01", "02"};
    AvailableModel broken = made("broken", "", 0.0);
    broken.problem = "It is damaged.";
    models.push_back(broken);
    ModelComparison page(models, "tuned");
    auto* list = page.findChild<QListWidget*>(QStringLiteral("modelComparison.list"));
    const auto* table = page.findChild<QTableWidget*>(QStringLiteral("modelComparison.table"));
    const auto textOf = [table](const QString& name, int column) {
        for (int row = 0; row < table->rowCount(); ++row) {
            if (table->verticalHeaderItem(row)->text() == name) {
                const QTableWidgetItem* item = table->item(row, column);
                return item->text() + (item->font().bold() ? QStringLiteral(" !") : QString());
            }
        }
        return QStringLiteral("no such line");
    };

    // The chosen one beside the one it was fine-tuned from.
    QCOMPARE(list->count(), 3);
    QCOMPARE(table->columnCount(), 2);
    QCOMPARE(table->horizontalHeaderItem(0)->text(), QStringLiteral("start"));
    QCOMPARE(textOf(QStringLiteral("validation F1"), 0), QStringLiteral("0.400 !"));
    QCOMPARE(textOf(QStringLiteral("validation F1"), 1), QStringLiteral("0.500 !"));
    QCOMPARE(textOf(QStringLiteral("validation Dice"), 0), QStringLiteral("\u2013 !"));
    QCOMPARE(textOf(QStringLiteral("Learned from"), 1), QStringLiteral("01, 02 !"));
    QCOMPARE(textOf(QStringLiteral("Lineage"), 1), QStringLiteral("start \u2192 tuned !"));
    QCOMPARE(textOf(QStringLiteral("Reference"), 0), QStringLiteral("Grader 1")); // alike

    list->item(0)->setCheckState(Qt::Checked);
    QCOMPARE(table->columnCount(), 3);
    QCOMPARE(textOf(QStringLiteral("validation F1"), 0), QStringLiteral("0.100 !"));
}

void ModelPageTest::ancestorsThatAreNotHereAreNamed_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("parent");
    QTest::addColumn<QString>("lineage");
    QTest::newRow("a default that went on from itself")
        << QByteArray("default") << QByteArray("it")
        << QStringLiteral("it (earlier stage) \u2192 it");
    QTest::newRow("a default that went on from another")
        << QByteArray("default") << QByteArray("other")
        << QStringLiteral("other (not here) \u2192 it");
    QTest::newRow("fine-tuned from one of the same name")
        << QByteArray("fine-tuned") << QByteArray("it")
        << QStringLiteral("it (not here) \u2192 it");
}

void ModelPageTest::ancestorsThatAreNotHereAreNamed()
{
    QFETCH(const QByteArray, kind);
    QFETCH(const QByteArray, parent);
    QFETCH(const QString, lineage);
    AvailableModel model;
    model.header.digest = "b";
    model.header.card.name = "it";
    model.header.card.kind = kind.toStdString();
    model.header.card.parentName = parent.toStdString();
    model.header.card.parentDigest = "a";
    const auto facts = modelFacts(model, {model});
    const auto found = std::ranges::find(facts, QStringLiteral("Lineage"), &ModelFact::name);
    QVERIFY(found != facts.end());
    QCOMPARE(found->value, lineage);
}

} // namespace dawson

QTEST_MAIN(dawson::ModelPageTest)
#include "model_page_test.moc"
