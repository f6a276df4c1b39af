#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/training/model_history.h"
#include "core/training/model_library.h"

#include <QTemporaryDir>
#include <QTest>

namespace dawson
{

namespace
{

void writeSmallModel(const std::filesystem::path& path,
                     const std::string& name,
                     const std::string& created)
{
    ModelFile model;
    model.card.name = name;
    model.card.created = created;
    model.weights.push_back({"head.weight", {1, 2}, {0.5F, -0.25F}, true});
    std::filesystem::create_directories(path.parent_path());
    writeModel(path, model);
}

} // namespace

class ModelLibraryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsModelsAndResultsOfRunsNewestFirst();
    void damagedFileIsListedWithItsProblem();
    void shippedModelsComeFirst();
    void descendantsFollowTheirAncestor();
    void ancestorsOfEachOtherAreListedOnce();
    void exportCopiesAndRefusesDamage();
    void addingCopiesOnceUnderAFreeName();
    void aModelAtAnotherPointIsAnotherModel_data();
    void aModelAtAnotherPointIsAnotherModel();
    void nothingIsWrittenAmongTheShipped();
    void shippedModelIsNotDeleted();
    void authorFolderOfAName_data();
    void authorFolderOfAName();
};

void ModelLibraryTest::findsModelsAndResultsOfRunsNewestFirst()
{
    QTemporaryDir folder;
    const std::filesystem::path project = folder.path().toStdString();
    writeSmallModel(project / "models" / "old.h5", "old", "2026-01-01T00:00:00Z");
    writeSmallModel(project / "runs" / "one" / "model.h5", "new", "2026-02-01T00:00:00Z");
    writeTextAtomically(project / "runs" / "two" / "job.json", "{}");

    auto models = listModels(project);
    std::erase_if(models, [](const AvailableModel& model) { return model.shipped; });

    QCOMPARE(models.size(), std::size_t{2});
    QCOMPARE(models[0].header.card.name, std::string("new"));
    QCOMPARE(models[1].header.card.name, std::string("old"));
    QVERIFY(models[0].problem.empty());
}

void ModelLibraryTest::damagedFileIsListedWithItsProblem()
{
    QTemporaryDir folder;
    const std::filesystem::path project = folder.path().toStdString();
    writeTextAtomically(project / "models" / "broken.h5", "not a model");

    auto models = listModels(project);
    std::erase_if(models, [](const AvailableModel& model) { return model.shipped; });

    QCOMPARE(models.size(), std::size_t{1});
    QVERIFY(!models[0].problem.empty());
    QCOMPARE(models[0].header.card.name, std::string("broken"));
}

void ModelLibraryTest::shippedModelsComeFirst()
{
    QTemporaryDir resources;
    QTemporaryDir folder;
    const std::filesystem::path project = folder.path().toStdString();
    const std::filesystem::path shipped = resources.path().toStdString();
    writeSmallModel(
        shipped / "models" / "flair-default.h5", "flair-default", "2026-01-01T00:00:00Z");
    writeSmallModel(project / "models" / "own.h5", "own", "2026-03-01T00:00:00Z");
    const QByteArray before = qgetenv("DAWSON_RESOURCES");
    qputenv("DAWSON_RESOURCES", resources.path().toLocal8Bit());

    const auto models = listModels(project);

    qputenv("DAWSON_RESOURCES", before);
    QCOMPARE(models.size(), std::size_t{2});
    QVERIFY(models[0].shipped);
    QVERIFY(!models[1].shipped);
}

namespace
{

AvailableModel model(const std::string& digest, const std::string& parent)
{
    AvailableModel result;
    result.header.digest = digest;
    result.header.card.parentDigest = parent;
    return result;
}

std::string drawn(const std::vector<AvailableModel>& models)
{
    std::string text;
    for (const ModelDescent& one : descentOf(models)) {
        text += models[one.model].header.digest + std::to_string(one.depth) + " ";
    }
    return text;
}

} // namespace

void ModelLibraryTest::descendantsFollowTheirAncestor()
{
    QCOMPARE(drawn({model("default", ""),
                    model("scratch", ""),
                    model("again", "tuned"),
                    model("tuned", "default"),
                    model("orphan", "not here")}),
             std::string("default0 tuned1 again2 scratch0 orphan0 "));
}

void ModelLibraryTest::ancestorsOfEachOtherAreListedOnce()
{
    QCOMPARE(drawn({model("a", "b"), model("b", "a"), model("self", "self")}),
             std::string("self0 a0 b1 "));
}

void ModelLibraryTest::exportCopiesAndRefusesDamage()
{
    QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    writeSmallModel(root / "a.h5", "a", "");
    AvailableModel source;
    source.path = root / "a.h5";

    exportModel(source, root / "out" / "b.h5");
    QCOMPARE(readModel(root / "out" / "b.h5").card.name, std::string("a"));

    std::filesystem::resize_file(source.path, 500);
    QVERIFY_THROWS_EXCEPTION(Error, exportModel(source, root / "out" / "c.h5"));
    QVERIFY(!std::filesystem::exists(root / "out" / "c.h5"));
}

void ModelLibraryTest::addingCopiesOnceUnderAFreeName()
{
    QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    const auto project = root / "project";
    writeSmallModel(root / "stick" / "a.h5", "a", "");
    writeSmallModel(root / "other" / "a.h5", "another", "");

    QCOMPARE(addModel(project, root / "stick" / "a.h5"), project / "models" / "a.h5");
    QCOMPARE(readModel(project / "models" / "a.h5").card.name, std::string("a"));
    // Again, and from inside the project: it is there already.
    QCOMPARE(addModel(project, root / "stick" / "a.h5"), project / "models" / "a.h5");
    QCOMPARE(addModel(project, project / "models" / "a.h5"), project / "models" / "a.h5");
    QCOMPARE(addModel(project, root / "other" / "a.h5"), project / "models" / "a-2.h5");
    QCOMPARE(readModel(project / "models" / "a-2.h5").card.name, std::string("another"));

    std::filesystem::resize_file(root / "other" / "a.h5", 500);
    QVERIFY_THROWS_EXCEPTION(Error, addModel(project, root / "other" / "a.h5"));
    QVERIFY(!std::filesystem::exists(project / "models" / "a-3.h5"));
}

void ModelLibraryTest::aModelAtAnotherPointIsAnotherModel_data()
{
    QTest::addColumn<double>("threshold");
    QTest::addColumn<double>("spacingMm");
    QTest::addColumn<float>("weight");
    QTest::newRow("another threshold") << 0.9 << 1.0 << 0.5F;
    QTest::newRow("other voxels") << 0.5 << 0.7 << 0.5F;
    QTest::newRow("other weights") << 0.5 << 1.0 << 0.75F;
}

void ModelLibraryTest::aModelAtAnotherPointIsAnotherModel()
{
    QFETCH(double, threshold);
    QFETCH(double, spacingMm);
    QFETCH(float, weight);
    QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    const auto project = root / "project";
    writeSmallModel(root / "stick" / "a.h5", "a", "");
    ModelFile other = readModel(root / "stick" / "a.h5");
    other.threshold = threshold;
    other.preprocessing.spacingMm = spacingMm;
    other.weights.front().values.front() = weight;
    std::filesystem::create_directories(root / "mail");
    EpochMetrics epoch;
    epoch.epoch = 1;
    epoch.trainingLoss = 0.25;
    writeModelWithHistory(root / "mail" / "a.h5", other, {epoch});
    (void)addModel(project, root / "stick" / "a.h5");

    const std::filesystem::path place = addModel(project, root / "mail" / "a.h5");

    const ModelFile added = readModel(place);
    QCOMPARE(place, project / "models" / "a-2.h5");
    QCOMPARE(added.card.name, std::string("a 2"));
    QCOMPARE(added.threshold, threshold);
    QCOMPARE(added.preprocessing.spacingMm, spacingMm);
    QCOMPARE(added.weights.front().values.front(), weight);
    QCOMPARE(readModelHistory(place).size(), std::size_t{1});   // its curve came along
    QCOMPARE(addModel(project, root / "mail" / "a.h5"), place); // again: it is there already
    QCOMPARE(readModel(project / "models" / "a.h5").threshold, 0.5);
}

void ModelLibraryTest::nothingIsWrittenAmongTheShipped()
{
    QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    writeSmallModel(root / "a.h5", "a", "");
    writeSmallModel(root / "installed" / "models" / "flair-default.h5", "flair-default", "");
    std::filesystem::create_directory_symlink(root / "installed", root / "link");
    const QByteArray before = qgetenv("DAWSON_RESOURCES");
    qputenv("DAWSON_RESOURCES", (root / "installed").c_str());
    const AvailableModel source = describeModel(root / "a.h5", false);

    for (const char* way : {"installed", "link"}) {
        const auto target = root / way / "models" / "flair-default.h5";
        QVERIFY_THROWS_EXCEPTION(Error, exportModel(source, target));
    }

    QVERIFY(!isShippedPlace(root / "a.h5"));
    qputenv("DAWSON_RESOURCES", before);
    QCOMPARE(readModel(root / "installed" / "models" / "flair-default.h5").card.name,
             std::string("flair-default"));
}

void ModelLibraryTest::shippedModelIsNotDeleted()
{
    QTemporaryDir folder;
    AvailableModel own;
    own.path = std::filesystem::path(folder.path().toStdString()) / "a.h5";
    writeSmallModel(own.path, "a", "");
    own.shipped = true;
    QVERIFY_THROWS_EXCEPTION(Error, deleteModel(own));
    QVERIFY(std::filesystem::exists(own.path));

    own.shipped = false;
    deleteModel(own);
    QVERIFY(!std::filesystem::exists(own.path));
    QVERIFY_THROWS_EXCEPTION(Error, deleteModel(own));
}

void ModelLibraryTest::authorFolderOfAName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("folder");

    QTest::newRow("plain") << "flair-default"
                           << "model-flair-default";
    QTest::newRow("blanks and capitals") << "Flair default, fine-tuned 2"
                                         << "model-flair-default-fine-tuned-2";
    QTest::newRow("nothing usable") << "---"
                                    << "model-unnamed";
    QTest::newRow("path characters") << "../../x"
                                     << "model-x";
}

void ModelLibraryTest::authorFolderOfAName()
{
    QFETCH(QString, name);
    QFETCH(QString, folder);

    QCOMPARE(QString::fromStdString(modelAuthorFolder(name.toStdString())), folder);
}

} // namespace dawson

QTEST_GUILESS_MAIN(dawson::ModelLibraryTest)

#include "model_library_test.moc"
