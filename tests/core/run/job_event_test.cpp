#include "core/base/utc_time.h"
#include "core/run/job_event.h"

#include <QTest>

#include <limits>

using namespace dawson;

class JobEventTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldSurvives();
    void everyKindSurvives();
    void undefinedMetricsAreNull();
    void unknownKeysAreLeftAlone();
    void badLinesAreSkipped_data();
    void badLinesAreSkipped();
    void everyCutOfALineIsSkipped();
    void timeIsUtcToTheSecond();
};

namespace
{

JobEvent fullEvent()
{
    JobEvent event;
    event.kind = JobEvent::Kind::Epoch;
    event.time = "2026-11-23T16:40:12Z";
    event.fraction = 0.25;
    event.secondsLeft = 90.5;
    event.message = "Epoch 3 \"of\" 12\nsecond line, \xC3\xA4";
    event.loss = 0.125;
    event.step = 77;
    event.epoch = EpochMetrics{3, 0.5, 0.625, 0.75, 0.875, 0.375, 12.5, 0.8125};
    event.results = {"model.h5", "derivatives/model-a/mask.nii.gz"};
    return event;
}

} // namespace

void JobEventTest::everyFieldSurvives()
{
    const JobEvent event = fullEvent();

    const std::string line = encodeEvent(event);
    QCOMPARE(line.find('\n'), std::string::npos);
    const auto back = decodeEvent(line);

    QVERIFY(back);
    QCOMPARE(back->kind, event.kind);
    QCOMPARE(back->time, event.time);
    QCOMPARE(back->fraction, event.fraction);
    QCOMPARE(back->secondsLeft, event.secondsLeft);
    QCOMPARE(back->message, event.message);
    QCOMPARE(back->loss, event.loss);
    QCOMPARE(back->step, event.step);
    QCOMPARE(back->results, event.results);
    QCOMPARE(back->epoch->epoch, 3);
    QCOMPARE(back->epoch->trainingLoss, 0.5);
    QCOMPARE(back->epoch->validationLoss.value(), 0.625);
    QCOMPARE(back->epoch->sensitivity.value(), 0.75);
    QCOMPARE(back->epoch->ppv.value(), 0.875);
    QCOMPARE(back->epoch->dice.value(), 0.375);
    QCOMPARE(back->epoch->f1.value(), 0.8125);
    QCOMPARE(back->epoch->seconds, 12.5);
}

void JobEventTest::everyKindSurvives()
{
    for (int kind = 0; kind <= static_cast<int>(JobEvent::Kind::Cancelled); ++kind) {
        JobEvent event;
        event.kind = static_cast<JobEvent::Kind>(kind);
        const auto back = decodeEvent(encodeEvent(event));
        QVERIFY(back);
        QCOMPARE(static_cast<int>(back->kind), kind);
        QVERIFY(back->secondsLeft < 0.0);
        QVERIFY(!back->loss);
        QVERIFY(!back->epoch);
    }
}

void JobEventTest::undefinedMetricsAreNull()
{
    JobEvent event = fullEvent();
    event.epoch = EpochMetrics{1, 0.5, {}, {}, {}, {}, 1.0, {}};

    const std::string line = encodeEvent(event);

    QVERIFY(line.find("\"sensitivity\":null") != std::string::npos);
    const auto back = decodeEvent(line);
    QVERIFY(back && back->epoch);
    QVERIFY(!back->epoch->sensitivity);
    QVERIFY(!back->epoch->ppv);
    QVERIFY(!back->epoch->validationLoss);

    event.epoch->trainingLoss = std::numeric_limits<double>::infinity();
    QVERIFY(decodeEvent(encodeEvent(event)));
}

void JobEventTest::unknownKeysAreLeftAlone()
{
    const auto event = decodeEvent(R"({"event":"step","step":4,"gpu":{"name":"x"},"loss":1})");
    QVERIFY(event);
    QCOMPARE(event->step, 4);
    QCOMPARE(event->loss.value(), 1.0);
}

void JobEventTest::badLinesAreSkipped_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("not JSON") << QByteArray("hello");
    QTest::newRow("not an object") << QByteArray("[1,2]");
    QTest::newRow("no kind") << QByteArray(R"({"step":4})");
    QTest::newRow("kind of a later version") << QByteArray(R"({"event":"danced"})");
    QTest::newRow("kind is a number") << QByteArray(R"({"event":4})");
    QTest::newRow("step is text") << QByteArray(R"({"event":"step","step":"four"})");
    QTest::newRow("fraction is a list") << QByteArray(R"({"event":"step","fraction":[0.5]})");
    QTest::newRow("results hold a number") << QByteArray(R"({"event":"finished","results":[1]})");
    QTest::newRow("metrics are text") << QByteArray(R"({"event":"epoch","metrics":"good"})");
    QTest::newRow("two objects") << QByteArray(R"({"event":"step"}{"event":"step"})");
    QTest::newRow("binary") << QByteArray("\x00\xFF\x13", 3);
}

void JobEventTest::badLinesAreSkipped()
{
    QFETCH(QByteArray, line);
    QVERIFY(!decodeEvent(line.toStdString()));
}

void JobEventTest::everyCutOfALineIsSkipped()
{
    const std::string line = encodeEvent(fullEvent());
    for (std::size_t length = 0; length < line.size(); ++length) {
        QVERIFY(!decodeEvent(line.substr(0, length)));
    }
}

void JobEventTest::timeIsUtcToTheSecond()
{
    const QString text = QString::fromStdString(utcNow());
    const QDateTime time = QDateTime::fromString(text, Qt::ISODate);
    QVERIFY(time.isValid());
    QCOMPARE(time.timeSpec(), Qt::UTC);
    QVERIFY(qAbs(time.secsTo(QDateTime::currentDateTimeUtc())) < 60);
}

QTEST_GUILESS_MAIN(JobEventTest)
#include "job_event_test.moc"
