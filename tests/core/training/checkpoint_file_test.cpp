#include "core/base/error.h"
#include "core/training/checkpoint_file.h"
#include "tests/core/training/model_samples.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace dawson;

class CheckpointFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldSurvives();
    void beforeTheFirstStep();
    void unusableMemoryIsNotWritten_data();
    void unusableMemoryIsNotWritten();
    void modelsAndCheckpointsAreNotMixedUp();
    void aCutFileIsRefused();
    void killedWhileWritingLeavesAWholeOne();

private:
    std::filesystem::path file(const char* name = "latest.h5") const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

    QTemporaryDir m_folder;
};

namespace
{

CheckpointFile sampleCheckpoint()
{
    CheckpointFile checkpoint;
    checkpoint.model = sampleModel();
    for (const WeightTensor& tensor : checkpoint.model.weights) {
        if (tensor.trained) {
            AdamMoments moment{tensor.name, tensor.values, tensor.values};
            for (float& value : moment.second) {
                value *= value;
            }
            checkpoint.moments.push_back(moment);
        }
    }
    checkpoint.optimiserSteps = 123;
    checkpoint.epoch = 3;
    checkpoint.stepInEpoch = 17;
    checkpoint.lossSum = 4.25;
    checkpoint.batch = 3;
    checkpoint.patchSize = 48;
    checkpoint.arithmetic = "2 threads, bf16";
    checkpoint.randomState = "12 34 56";
    checkpoint.bestMetric = 0.5;
    checkpoint.bestEpoch = 2;
    checkpoint.seconds = 99.5;
    checkpoint.specDigest = "abcdef";
    checkpoint.dataDigest = "fedcba";
    checkpoint.history = {{1, 0.9, {}, {}, {}, {}, 10.0, {}},
                          {2, 0.8, 0.7, 0.6, 0.5, 0.4, 11.0, 0.55}};
    return checkpoint;
}

} // namespace

void CheckpointFileTest::everyFieldSurvives()
{
    const CheckpointFile a = sampleCheckpoint();
    writeCheckpoint(file(), a);
    const CheckpointFile b = readCheckpoint(file());

    QCOMPARE(b.model.weights.size(), a.model.weights.size());
    QVERIFY(b.model.weights[0].values == a.model.weights[0].values);
    QVERIFY(b.model.weights[2].values == a.model.weights[2].values); // running statistics
    QCOMPARE(b.moments.size(), std::size_t(3));
    for (const AdamMoments& moment : b.moments) {
        const auto found = std::find_if(a.moments.begin(), a.moments.end(), [&](const auto& other) {
            return other.name == moment.name;
        });
        QVERIFY(found != a.moments.end());
        QVERIFY(found->first == moment.first);
        QVERIFY(found->second == moment.second);
    }
    QCOMPARE(b.optimiserSteps, a.optimiserSteps);
    QCOMPARE(b.epoch, a.epoch);
    QCOMPARE(b.stepInEpoch, a.stepInEpoch);
    QCOMPARE(b.lossSum, a.lossSum);
    QCOMPARE(b.randomState, a.randomState);
    QCOMPARE(b.arithmetic, a.arithmetic);
    QVERIFY(b.bestMetric == a.bestMetric);
    QCOMPARE(b.bestEpoch, a.bestEpoch);
    QCOMPARE(b.seconds, a.seconds);
    QCOMPARE(b.specDigest, a.specDigest);
    QCOMPARE(b.dataDigest, a.dataDigest);
    QCOMPARE(b.history.size(), std::size_t(2));
    QCOMPARE(b.history[0].epoch, 1);
    QVERIFY(!b.history[0].sensitivity);
    QCOMPARE(b.history[1].trainingLoss, 0.8);
    QCOMPARE(b.history[1].validationLoss.value(), 0.7);
    QCOMPARE(b.history[1].sensitivity.value(), 0.6);
    QCOMPARE(b.history[1].ppv.value(), 0.5);
    QCOMPARE(b.history[1].dice.value(), 0.4);
    QCOMPARE(b.history[1].seconds, 11.0);
}

void CheckpointFileTest::beforeTheFirstStep()
{
    CheckpointFile checkpoint;
    checkpoint.model = sampleModel();
    writeCheckpoint(file(), checkpoint);
    const CheckpointFile back = readCheckpoint(file());
    QVERIFY(back.moments.empty());
    QVERIFY(back.history.empty());
    QVERIFY(!back.bestMetric);
    QVERIFY(back.randomState.empty());
}

void CheckpointFileTest::unusableMemoryIsNotWritten_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<float>("value");
    QTest::addColumn<int>("size");
    QTest::newRow("no such weight") << QByteArray("zzz") << 1.0F << 4;
    QTest::newRow("other size") << QByteArray("enc.0.bias") << 1.0F << 3;
    QTest::newRow("not finite") << QByteArray("enc.0.bias") << std::nanf("") << 4;
}

void CheckpointFileTest::unusableMemoryIsNotWritten()
{
    QFETCH(QByteArray, name);
    QFETCH(float, value);
    QFETCH(int, size);
    CheckpointFile checkpoint;
    checkpoint.model = sampleModel();
    const std::vector<float> values(static_cast<std::size_t>(size), value);
    checkpoint.moments.push_back({name.toStdString(), values, values});
    QVERIFY_THROWS_EXCEPTION(Error, writeCheckpoint(file("bad.h5"), checkpoint));
    QVERIFY(!std::filesystem::exists(file("bad.h5")));
}

void CheckpointFileTest::modelsAndCheckpointsAreNotMixedUp()
{
    writeCheckpoint(file(), sampleCheckpoint());
    writeModel(file("model.h5"), sampleModel());
    QVERIFY_THROWS_EXCEPTION(Error, readModel(file()));
    QVERIFY_THROWS_EXCEPTION(Error, readCheckpoint(file("model.h5")));
}

void CheckpointFileTest::aCutFileIsRefused()
{
    writeCheckpoint(file(), sampleCheckpoint());
    const auto size = std::filesystem::file_size(file());
    for (const double share : {0.0, 0.3, 0.6, 0.9, 0.999}) {
        std::filesystem::copy_file(
            file(), file("cut.h5"), std::filesystem::copy_options::overwrite_existing);
        std::filesystem::resize_file(
            file("cut.h5"), static_cast<std::uintmax_t>(share * static_cast<double>(size)));
        try {
            readCheckpoint(file("cut.h5"));
            QFAIL("a cut checkpoint was read");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Error::Kind::Model);
        }
    }
}

void CheckpointFileTest::killedWhileWritingLeavesAWholeOne()
{
    CheckpointFile checkpoint = sampleCheckpoint();
    writeCheckpoint(file(), checkpoint);
    for (int trial = 0; trial < 20; ++trial) {
        int ready[2] = {-1, -1};
        QCOMPARE(::pipe(ready), 0);
        const pid_t child = ::fork();
        QVERIFY(child >= 0);
        if (child == 0) {
            char one = '1';
            for (int step = 1; ::write(ready[1], &one, 1) == 1; ++step) {
                checkpoint.stepInEpoch = step;
                writeCheckpoint(file(), checkpoint);
            }
            ::_exit(1);
        }
        // Killed at the start of write 1 + trial % 5, wherever it has come to by then.
        char one = '0';
        for (int n = 0; n <= trial % 5; ++n) {
            QCOMPARE(::read(ready[0], &one, 1), ssize_t(1));
        }
        ::usleep(static_cast<useconds_t>(trial * 137));
        QCOMPARE(::kill(child, SIGKILL), 0);
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        ::close(ready[0]);
        ::close(ready[1]);
        QCOMPARE(readCheckpoint(file()).optimiserSteps, checkpoint.optimiserSteps);
    }
}

QTEST_GUILESS_MAIN(CheckpointFileTest)
#include "checkpoint_file_test.moc"
