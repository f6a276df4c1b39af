#include "core/nn/validation.h"
#include "tests/core/training/study_samples.h"

#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <numeric>

using namespace dawson;

/// Which cases of a store are looked at where there are too many.
class ValidationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void subjectsTakeTurns_data();
    void subjectsTakeTurns();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<CaseStore> m_store;
    std::map<double, std::string> m_names; ///< by the sum of the image
};

namespace
{

double sumOf(const Volume& image)
{
    const auto& voxels = image.voxels();
    return std::accumulate(voxels.begin(), voxels.end(), 0.0);
}

} // namespace

/// Three visits of a, two of b, both with lesions; c and d without.
void ValidationTest::initTestCase()
{
    const std::filesystem::path folder = m_folder.path().toStdString();
    const std::vector<Ball> lesion{{{16, 16, 16}, 3.0}};
    std::vector<TrainingCase> cases;
    for (const char* name : {"a1", "a2", "a3", "b1", "b2", "c1", "d1"}) {
        const std::string text = name;
        const bool lesionFree = text[0] == 'c' || text[0] == 'd';
        cases.push_back(writeStudy(folder, text, lesionFree ? std::vector<Ball>{} : lesion, 32));
        cases.back().subject = text.substr(0, 1);
        cases.back().session = text.substr(1);
    }
    PackOptions options;
    options.keepWithoutLesion = true;
    packCases(folder / "cases.h5", cases, options);
    m_store = std::make_unique<CaseStore>(folder / "cases.h5");
    for (std::size_t n = 0; n < cases.size(); ++n) {
        const StoredCase& stored = m_store->cases()[n];
        m_names[sumOf(m_store->wholeImage(n, 0))] = stored.subject + stored.session;
    }
    QCOMPARE(m_names.size(), cases.size());
}

void ValidationTest::subjectsTakeTurns_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("looked");
    QTest::newRow("one: with lesions") << 1 << "a1";
    QTest::newRow("two: one of them without") << 2 << "a1 c1";
    QTest::newRow("four: both without, first visits") << 4 << "a1 b1 c1 d1";
    QTest::newRow("six: second visits, too") << 6 << "a1 b1 a2 b2 c1 d1";
    QTest::newRow("as many as there are") << 7 << "a1 a2 a3 b1 b2 c1 d1";
}

void ValidationTest::subjectsTakeTurns()
{
    QFETCH(const int, count);
    QFETCH(const QString, looked);
    OperatingPointSearch search({0.5}, {0.0}, "f1");
    QStringList order;
    const Prediction record = [&](const std::vector<Volume>& channels, const Progress&) {
        order << QString::fromStdString(m_names.at(sumOf(channels.front())));
        const Geometry& grid = channels.front().geometry();
        return Volume(grid, std::vector<float>(grid.voxelCount(), 0.0F));
    };
    scoreStore(*m_store, static_cast<std::size_t>(count), record, search);
    QCOMPARE(order.join(u' '), looked);
}

QTEST_GUILESS_MAIN(ValidationTest)
#include "validation_test.moc"
