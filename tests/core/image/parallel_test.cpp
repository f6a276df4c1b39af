#include "core/base/error.h"
#include "core/image/parallel.h"

#include <QTest>

#include <atomic>
#include <vector>

using namespace dawson;

class ParallelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void doesEachOnce_data();
    void doesEachOnce();
    void failuresComeOut_data();
    void failuresComeOut();
};

void ParallelTest::doesEachOnce_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("nothing") << 0;
    QTest::newRow("fewer than cores") << 1;
    QTest::newRow("many") << 1000;
}

void ParallelTest::doesEachOnce()
{
    QFETCH(int, count);
    std::vector<int> times(static_cast<std::size_t>(count), 0);
    parallelFor(count, [&](int n) { ++times[static_cast<std::size_t>(n)]; });
    QCOMPARE(times, std::vector<int>(static_cast<std::size_t>(count), 1));
}

void ParallelTest::failuresComeOut_data()
{
    QTest::addColumn<int>("from");
    QTest::newRow("one fails") << 7;
    QTest::newRow("several fail") << 3;
    QTest::newRow("all fail") << 0;
}

/// On whatever core; the process goes on.
void ParallelTest::failuresComeOut()
{
    QFETCH(int, from);
    std::atomic<int> done{0};
    QVERIFY_THROWS_EXCEPTION(Error, parallelFor(8, [&](int n) {
                                 if (n >= from) {
                                     throw Error(Error::Kind::Data, "A slice cannot be used.");
                                 }
                                 ++done;
                             }));
    QVERIFY(done <= from);
}

QTEST_GUILESS_MAIN(ParallelTest)
#include "parallel_test.moc"
