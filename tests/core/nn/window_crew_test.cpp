#include "core/nn/window_crew.h"

#include <QtTest>

#include <atomic>
#include <set>
#include <stdexcept>

using namespace dawson;

class WindowCrewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sharesThreads_data();
    void sharesThreads();
    void addsInOrder_data();
    void addsInOrder();
    void worksSideBySide();
    void handsOnFailures_data();
    void handsOnFailures();
};

void WindowCrewTest::sharesThreads_data()
{
    QTest::addColumn<int>("threads");
    QTest::addColumn<int>("workers");
    QTest::addColumn<int>("each");

    QTest::newRow("one core") << 1 << 1 << 1;
    QTest::newRow("two cores") << 2 << 2 << 1;
    QTest::newRow("a number without divisors") << 5 << 1 << 5;
    QTest::newRow("six cores") << 6 << 3 << 2;
    QTest::newRow("sixteen cores") << 16 << 4 << 4;
}

void WindowCrewTest::sharesThreads()
{
    QFETCH(int, threads);
    QFETCH(int, workers);
    QFETCH(int, each);
    const CrewSize size = crewFor(threads);

    QCOMPARE(size.workers, workers);
    QCOMPARE(size.threadsEach, each);
}

void WindowCrewTest::addsInOrder_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("workers");

    QTest::newRow("none") << 0 << 3;
    QTest::newRow("fewer than workers") << 2 << 3;
    QTest::newRow("many") << 40 << 3;
    QTest::newRow("alone") << 5 << 1;
}

void WindowCrewTest::addsInOrder()
{
    QFETCH(int, count);
    QFETCH(int, workers);
    std::vector<std::size_t> order;
    std::vector<double> values;
    const int threadsBefore = at::get_num_threads();
    const auto compute = [](std::size_t n) {
        // Earlier ones take longer, so that later ones would overtake them.
        auto sum = torch::zeros({64, 64});
        for (std::size_t k = n; k < 40; ++k) {
            sum += torch::mm(torch::ones({64, 64}), torch::ones({64, 64}));
        }
        return torch::full({1}, static_cast<double>(n)) + 0.0 * sum[0][0];
    };

    overWindows(std::size_t(count), {workers, 1}, compute, [&](std::size_t n, const auto& result) {
        order.push_back(n);
        values.push_back(result.template item<double>());
    });

    QCOMPARE(order.size(), std::size_t(count));
    for (std::size_t n = 0; n < order.size(); ++n) {
        QCOMPARE(order[n], n);
        QCOMPARE(values[n], double(n));
    }
    QCOMPARE(at::get_num_threads(), threadsBefore);
}

/// Each waits until the other has begun: on one thread this would never end.
void WindowCrewTest::worksSideBySide()
{
    std::atomic<int> begun{0};
    const auto compute = [&](std::size_t) {
        ++begun;
        while (begun < 2) {
            std::this_thread::yield();
        }
        return torch::zeros({1});
    };
    int added = 0;
    overWindows(2, {2, 1}, compute, [&](std::size_t, const torch::Tensor&) { ++added; });

    QCOMPARE(added, 2);
}

void WindowCrewTest::handsOnFailures_data()
{
    QTest::addColumn<int>("failing");

    QTest::newRow("the first") << 0;
    QTest::newRow("one between") << 7;
}

void WindowCrewTest::handsOnFailures()
{
    QFETCH(int, failing);
    std::set<std::size_t> added;
    const auto compute = [&](std::size_t n) {
        if (int(n) == failing) {
            throw std::runtime_error("no");
        }
        return torch::zeros({1});
    };

    QVERIFY_THROWS_EXCEPTION(
        std::runtime_error,
        overWindows(
            30, {3, 1}, compute, [&](std::size_t n, const torch::Tensor&) { added.insert(n); }));

    QVERIFY(!added.contains(std::size_t(failing)));
    QVERIFY(added.size() <= std::size_t(failing));
}

QTEST_GUILESS_MAIN(WindowCrewTest)
#include "window_crew_test.moc"
