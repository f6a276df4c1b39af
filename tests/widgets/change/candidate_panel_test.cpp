#include "core/base/atomic_file.h"
#include "core/study/grading_file.h"
#include "tests/core/study/study_fixture.h"
#include "widgets/change/candidate_list.h"
#include "widgets/change/candidate_panel.h"
#include "widgets/theme/theme.h"

#include <QDirIterator>
#include <QFile>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <cmath>
#include <random>

using namespace dawson;

namespace
{

const Author kReader = graderAuthor("1", "Grader 1");
constexpr double kBrainMm = 30.0;

struct Spot {
    PatientPoint centre;
    double radiusMm = 0.0;
};

const Spot kLarge{{12, 0, 0}, 5};
const Spot kSmall{{-10, 8, 0}, 3.5};

/// A ball of noise with two bright spots.
std::shared_ptr<const Volume> subtraction()
{
    const Geometry grid = Geometry::axisAligned({64, 64, 64}, {1, 1, 1}, {-32, -32, -32});
    std::mt19937 random(3);
    std::normal_distribution<float> noise(0.0F, 0.1F);
    std::vector<float> voxels(grid.voxelCount(), 0.0F);
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        const PatientPoint p = grid.toPatient(grid.voxelAt(n));
        if (std::hypot(p.x, p.y, p.z) > kBrainMm) {
            continue;
        }
        voxels[n] = noise(random) + 1e-6F;
        for (const Spot& spot : {kLarge, kSmall}) {
            const PatientPoint& c = spot.centre;
            if (std::hypot(p.x - c.x, p.y - c.y, p.z - c.z) <= spot.radiusMm) {
                voxels[n] += 2.0F;
            }
        }
    }
    return std::make_shared<Volume>(grid, std::move(voxels));
}

bool isIn(const Spot& spot, const PatientPoint& p)
{
    const PatientPoint& c = spot.centre;
    return std::hypot(p.x - c.x, p.y - c.y, p.z - c.z) <= spot.radiusMm + 1.0;
}

LoadedCase pairCase(const std::filesystem::path& root, Task task, bool registered)
{
    LoadedCase loaded;
    loaded.subject = "01";
    loaded.session = "02";
    loaded.task = task;
    loaded.root = root;
    LoadedCase::Image image;
    image.volume = subtraction();
    image.role = ImageRole::Current;
    loaded.images.push_back(image);
    if (registered) {
        image.role = ImageRole::Subtraction;
        loaded.images.push_back(image);
    }
    return loaded;
}

} // namespace

class CandidatePanelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void init()
    {
        applyTheme(ThemeName::Dark);
        m_folder = std::make_unique<Folder>();
        m_folder->write("sub-01/ses-01/anat/sub-01_ses-01_FLAIR.nii.gz");
        m_folder->write("sub-01/ses-02/anat/sub-01_ses-02_FLAIR.nii.gz");
        m_folder->write("dataset_description.json", R"({"Name": "T"})");
        m_document = std::make_unique<CaseDocument>();
        open(Task::New, true);
    }

    void cleanup()
    {
        m_panel.reset();
        m_document.reset();
    }

    void brightestSpotsComeFirst()
    {
        QTRY_VERIFY(m_list->count() >= 2);
        select(0);
        QVERIFY(isIn(kLarge, m_document->cursor().position()));
        select(1);
        QVERIFY(isIn(kSmall, m_document->cursor().position()));
    }

    void selectingJumpsAndTells()
    {
        QTRY_VERIFY(m_list->count() >= 2);
        QSignalSpy jumped(m_panel.get(), &CandidatePanel::jumped);
        select(1);
        QCOMPARE(jumped.count(), 1);
        QVERIFY(!button("seen")->isChecked());
    }

    void confirmingOffersThePenAndPaintsNothing()
    {
        QTRY_VERIFY(m_list->count() >= 2);
        QSignalSpy paint(m_panel.get(), &CandidatePanel::paintWanted);
        select(0);
        QVERIFY(paint.isEmpty());
        button("confirmed")->click();
        QCOMPARE(paint.count(), 1);
        QCOMPARE(m_document->editedMask()->foregroundCount(), 0U);
        QVERIFY(!m_document->isModified());
        button("dismissed")->click();
        QCOMPARE(paint.count(), 1);
        QVERIFY(!button("confirmed")->isChecked());
    }

    void marksComeBackWithTheCase()
    {
        QTRY_VERIFY(m_list->count() >= 3);
        QSignalSpy counted(m_panel.get(), &CandidatePanel::counted);
        const int before = m_panel->openCount();
        select(0);
        button("dismissed")->click();
        select(2);
        button("seen")->click();
        QCOMPARE(counted.last()[0].toInt(), before - 2);
        open(Task::New, true);
        QTRY_VERIFY(m_list->count() >= 3);
        select(0);
        QVERIFY(button("dismissed")->isChecked());
        select(2);
        QVERIFY(button("seen")->isChecked());
        button("seen")->click();
        QVERIFY(!button("seen")->isChecked());
        QCOMPARE(m_panel->openCount(), before - 1);
    }

    void unreadableMarksAreNotWrittenOver()
    {
        QTRY_VERIFY(m_list->count() >= 2);
        select(0);
        button("dismissed")->click();
        const QString path = marksFile();
        QVERIFY(!path.isEmpty());
        const std::string damaged = "{ \"marks\": [";
        writeTextAtomically(path.toStdString(), damaged);
        open(Task::New, true);
        QTRY_VERIFY(m_list->count() >= 2);
        QSignalSpy problems(m_panel.get(), &CandidatePanel::problem);

        select(1);
        button("seen")->click();

        QCOMPARE(readText(path.toStdString()), damaged);
        QCOMPARE(problems.size(), 1);
        select(1);
        QVERIFY(!button("seen")->isChecked());

        QVERIFY(QFile::remove(path)); // mended: marks are kept again
        select(1);
        button("seen")->click();
        QVERIFY(QFile::exists(path));
        QCOMPARE(problems.size(), 1);
    }

    void nextOneSkipsThoseDone()
    {
        QTRY_VERIFY(m_list->count() >= 3);
        select(1);
        button("seen")->click();
        select(0);
        m_list->selectNext();
        QCOMPARE(rows()->selectionModel()->selectedRows().first().row(), 2);
    }

    void theOnlyOneLeftIsShownAgain()
    {
        QTRY_VERIFY(m_list->count() >= 2);
        for (int row = 1; row < m_list->count(); ++row) {
            select(row);
            button("seen")->click();
        }
        select(0);
        QSignalSpy told(m_list, &CandidateList::candidateSelected);
        m_list->selectNext();
        QCOMPARE(told.size(), 1);
    }

    void saysWhyThereAreNone_data()
    {
        QTest::addColumn<int>("task");
        QTest::addColumn<bool>("registered");
        QTest::addColumn<bool>("told");
        QTest::newRow("not registered") << static_cast<int>(Task::New) << false << true;
        QTest::newRow("a task of one image") << static_cast<int>(Task::Flair) << true << false;
    }

    void saysWhyThereAreNone()
    {
        QFETCH(int, task);
        QFETCH(bool, registered);
        QFETCH(bool, told);
        open(static_cast<Task>(task), registered);
        QCOMPARE(m_list->count(), 0);
        const auto* empty = m_panel->findChild<QLabel*>(QStringLiteral("candidateList.empty"));
        QCOMPARE(!empty->text().isEmpty(), told);
    }

private:
    void open(Task task, bool registered)
    {
        m_panel = std::make_unique<CandidatePanel>(*m_document);
        m_panel->resize(296, 400);
        m_panel->show();
        m_list = m_panel->findChild<CandidateList*>();
        m_panel->setStudy(std::make_shared<Study>(readStudy(m_folder->path())));
        m_document->show(pairCase(m_folder->path(), task, registered), kReader);
    }

    QString marksFile() const
    {
        QDirIterator files(QString::fromStdString(m_folder->path().string()),
                           {QStringLiteral("*candidates*.json")},
                           QDir::Files,
                           QDirIterator::Subdirectories);
        return files.hasNext() ? files.next() : QString();
    }

    QTableView* rows() const
    {
        return m_panel->findChild<QTableView*>(QStringLiteral("candidateList.rows"));
    }

    void select(int row) const
    {
        rows()->clearSelection();
        rows()->selectRow(row);
    }

    QToolButton* button(const char* name) const
    {
        return m_panel->findChild<QToolButton*>(QStringLiteral("candidateList.") +
                                                QLatin1StringView(name));
    }

    std::unique_ptr<Folder> m_folder;
    std::unique_ptr<CaseDocument> m_document;
    std::unique_ptr<CandidatePanel> m_panel;
    CandidateList* m_list = nullptr;
};

QTEST_MAIN(CandidatePanelTest)
#include "candidate_panel_test.moc"
