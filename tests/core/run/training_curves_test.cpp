#include "core/run/training_curves.h"

#include <QList>
#include <QTest>

#include <utility>

using namespace dawson;

namespace
{

constexpr int kStepsPerEpoch = 3;

/// First and last step of what a worker did before it was killed, or ended.
using Stretch = std::pair<int, int>;

/// Tells which stretch a loss is of.
double lossOf(int stretch, int step)
{
    return stretch + step / 1000.0;
}

void tell(TrainingCurves& curves, int stretch, const Stretch& steps)
{
    for (int step = steps.first; step <= steps.second; ++step) {
        JobEvent event;
        event.kind = JobEvent::Kind::Step;
        event.step = step;
        event.loss = lossOf(stretch, step);
        curves.add(event);
        if (step % kStepsPerEpoch == 0) {
            event = {};
            event.kind = JobEvent::Kind::Epoch;
            event.epoch = EpochMetrics{};
            event.epoch->epoch = step / kStepsPerEpoch;
            event.epoch->trainingLoss = lossOf(stretch, step);
            curves.add(event);
        }
    }
}

} // namespace

/// Whatever a run repeats, its curves hold each step and each epoch once.
class TrainingCurvesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLaterOnesCount_data();
    void theLaterOnesCount();
    void otherEventsAreNoneOfTheirs();
};

void TrainingCurvesTest::theLaterOnesCount_data()
{
    QTest::addColumn<QList<Stretch>>("stretches");
    QTest::newRow("never interrupted") << QList<Stretch>{{1, 9}};
    QTest::newRow("goes on where it was") << QList<Stretch>{{1, 6}, {7, 9}};
    QTest::newRow("goes on from a checkpoint before") << QList<Stretch>{{1, 8}, {5, 9}};
    QTest::newRow("repeats whole epochs") << QList<Stretch>{{1, 9}, {2, 12}};
    QTest::newRow("in the middle of an epoch") << QList<Stretch>{{1, 8}};
    QTest::newRow("begins anew") << QList<Stretch>{{1, 8}, {1, 9}};
    QTest::newRow("twice interrupted") << QList<Stretch>{{1, 5}, {4, 7}, {6, 9}};
}

void TrainingCurvesTest::theLaterOnesCount()
{
    QFETCH(const QList<Stretch>, stretches);
    TrainingCurves curves;
    std::vector<double> last; // of each step, from the stretch that did it last
    for (int n = 0; n < stretches.size(); ++n) {
        tell(curves, n, stretches[n]);
        last.resize(static_cast<std::size_t>(stretches[n].first - 1));
        for (int step = stretches[n].first; step <= stretches[n].second; ++step) {
            last.push_back(lossOf(n, step));
        }
    }

    QCOMPARE(curves.losses(), last);
    QCOMPARE(curves.epochs().size(), last.size() / kStepsPerEpoch);
    QCOMPARE(curves.epochsSeen(), static_cast<double>(last.size()) / kStepsPerEpoch);
    for (std::size_t n = 0; n < curves.epochs().size(); ++n) {
        QCOMPARE(curves.epochs()[n].epoch, static_cast<int>(n) + 1);
        QCOMPARE(curves.epochs()[n].trainingLoss, last[(n + 1) * kStepsPerEpoch - 1]);
    }
}

void TrainingCurvesTest::otherEventsAreNoneOfTheirs()
{
    TrainingCurves curves;
    tell(curves, 0, {1, 3});
    for (const auto kind : {JobEvent::Kind::Started,
                            JobEvent::Kind::Phase,
                            JobEvent::Kind::Checkpoint,
                            JobEvent::Kind::Finished}) {
        JobEvent event;
        event.kind = kind;
        event.loss = 0.5;
        event.epoch = EpochMetrics{};
        curves.add(event);
    }
    QCOMPARE(curves.losses().size(), std::size_t{3});
    QCOMPARE(curves.epochs().size(), std::size_t{1});
}

QTEST_GUILESS_MAIN(TrainingCurvesTest)
#include "training_curves_test.moc"
