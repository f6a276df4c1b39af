#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/training/augmentation.h"
#include "core/training/schedule_check.h"
#include "core/training/training_spec.h"

#include <QTemporaryDir>
#include <QTest>

using namespace dawson;

class PresetsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void paperIsAsPublished();
    void quickIsSmall();
    void robustIsForFewStudies();
    void allPresetsCanBeTrained();
    void unknownAndDamagedPresetsAreRefused();
};

void PresetsTest::paperIsAsPublished()
{
    const TrainingSchedule paper = presetSchedule("paper");
    QCOMPARE(paper.epochs, 30);
    QCOMPARE(paper.learningRate, 1e-5);
    QCOMPARE(paper.patchSize, 96);
    QCOMPARE(paper.positivePatches, 30);
    QCOMPARE(paper.negativePatches, 30);
    QCOMPARE(paper.copies, 3);
    QCOMPARE(paper.loss, std::string("cross-entropy"));
    QCOMPARE(paper.rate, std::string("constant"));
    QCOMPARE(paper.positives, std::string("voxel"));
    QVERIFY(!paper.redraw);
    QCOMPARE(paper.stepsPerEpoch, 0);
    QCOMPARE(paper.windows, std::string("average"));
    QCOMPARE(paper.parentShare, 0.0);
    QCOMPARE(paper.sizeWeight, 0.0);
    QVERIFY(!paper.confidentCore && !paper.sensitive);
    QCOMPARE(paper.innerFolds, 0);
    QVERIFY(!paper.mirrored && !paper.minimumSize && !paper.ensembleWithParent);
    QCOMPARE(paper.scratchLearningRate, 1e-4); // at 1e-5 random weights hardly move
    const Architecture network = presetArchitecture("paper");
    QVERIFY(network == (Architecture{4, 1.0, 1, "lab", "batch"}));
}

void PresetsTest::quickIsSmall()
{
    const TrainingSchedule quick = presetSchedule("quick");
    QVERIFY(quick.epochs * quick.stepsPerEpoch >= 200);
    QVERIFY(quick.epochs * quick.stepsPerEpoch <= 1000);
    QVERIFY(quick.patchSize <= 64);
    QCOMPARE(quick.positives, std::string("lesion"));
    QCOMPARE(presetArchitecture("quick").normalisation, std::string("instance"));
    QCOMPARE(presetArchitecture("quick", "flair").normalisation, std::string("instance"));
    for (const char* task : {"new", "enhancing"}) {
        Architecture network = presetArchitecture("quick", task);
        QCOMPARE(network.normalisation, std::string("batch"));
        network.normalisation = "instance";
        QVERIFY(network == presetArchitecture("quick"));
        TrainingSchedule pairs = presetSchedule("quick", task);
        QVERIFY(!pairs.ensembleWithParent); // its default finds too little: docs/results.md
        pairs.ensembleWithParent = true;
        QVERIFY(pairs == quick);
    }
    augmentationFromName(quick.augmentation);
    QVERIFY(quick.ensembleWithParent && !quick.mirrored);
}

void PresetsTest::robustIsForFewStudies()
{
    const TrainingSchedule robust = presetSchedule("robust");
    QCOMPARE(robust.rate, std::string("warmup-cosine"));
    QCOMPARE(robust.learningRate, presetSchedule("quick").learningRate); // docs/results.md
    QVERIFY(robust.scratchLearningRate > robust.learningRate);
    QCOMPARE(robust.loss, std::string("cross-entropy+dice"));
    QCOMPARE(robust.augmentation, std::string("extended"));
    QVERIFY(robust.carveMix > 0.0);
    QCOMPARE(robust.best, std::string("f1"));
    QVERIFY(robust.patience > 0 && robust.patience < robust.epochs);
    QVERIFY(robust.minimumSize && robust.mirrored && robust.ensembleWithParent);
    QCOMPARE(robust.windows, std::string("gaussian"));
    QCOMPARE(robust.parentShare, 0.5);
    QCOMPARE(robust.sizeWeight, 0.5);
    QVERIFY(robust.confidentCore && robust.sensitive);
    QCOMPARE(robust.innerFolds, 2);
}

void PresetsTest::allPresetsCanBeTrained()
{
    for (const std::string& name : presetNames()) {
        for (const char* task : {"flair", "new", "enhancing", "brain"}) {
            const auto problems =
                scheduleProblems(presetSchedule(name), presetArchitecture(name, task));
            QVERIFY2(problems.empty(), problems.empty() ? "" : problems.front().c_str());
        }
    }
}

void PresetsTest::unknownAndDamagedPresetsAreRefused()
{
    QVERIFY_THROWS_EXCEPTION(Error, presetSchedule("slow"));
    QVERIFY_THROWS_EXCEPTION(Error, presetSchedule("../presets/quick"));
    QVERIFY_THROWS_EXCEPTION(Error, presetSchedule(""));

    QTemporaryDir folder;
    const QByteArray before = qgetenv("DAWSON_RESOURCES");
    const std::string text =
        readText(std::filesystem::path(before.toStdString()) / "presets" / "quick.json");
    const std::filesystem::path place = folder.path().toStdString();
    qputenv("DAWSON_RESOURCES", folder.path().toUtf8());
    const auto refused = [&](const std::string& content) {
        writeTextAtomically(place / "presets/quick.json", content);
        try {
            presetSchedule("quick");
            return false;
        } catch (const Error& error) {
            return error.kind() == Error::Kind::Format && !error.subject().empty();
        }
    };
    QVERIFY(refused(text.substr(0, text.size() / 2)));
    QVERIFY(refused("[]"));
    std::string changed = text;
    QVERIFY(refused(changed.replace(changed.find("\"batch\""), 7, "\"botch\"")));
    qputenv("DAWSON_RESOURCES", before);
    presetSchedule("quick");
}

QTEST_GUILESS_MAIN(PresetsTest)
#include "presets_test.moc"
