#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/study/grading_file.h"
#include "core/study/import.h"
#include "tests/core/study/study_fixture.h"

#include <QTest>

#include <algorithm>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

ImportItem image(const fs::path& source, const std::string& subject, const std::string& suffix)
{
    ImportItem item;
    item.source = source;
    item.subject = subject;
    item.suffix = suffix;
    item.geometry = smallGrid();
    return item;
}

ImportItem mask(const fs::path& source, const std::string& subject)
{
    ImportItem item = image(source, subject, "");
    item.mask = true;
    return item;
}

/// A loose folder as it comes from a colleague.
void fillLoose(const Folder& folder)
{
    const fs::path loose = folder.path() / "loose";
    writeVolume(loose / "P1/2020/flair.nrrd", smallVolume());
    writeVolume(loose / "P1/2020/t1_gd.nii", smallVolume());
    writeVolume(loose / "P1/2021/flair.nii.gz", smallVolume());
    writeVolume(loose / "P2_2020_flair.mha", smallVolume());
    writeMask(loose / "P1/2020/flair_lesions_rater2.nii.gz", smallMask(255));
    folder.write("loose/notes.txt", "not an image");
    folder.write("loose/.hidden/flair.nii.gz", "x");
}

} // namespace

class ImportImagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsImagesInFolders();
    void saysWhatIsNoImage_data();
    void saysWhatIsNoImage();
    void stopsLookingWhenAsked();
    void checks_data();
    void checks();
    void checksAgainstTheProject();
    void checksTheGridOfMasks();
    void importsVoxelsAndGeometry();
    void importsNothingTwice();
    void stopsAtTheFirstThatFails();
    void stopsWhenAsked();
    void keepsColumnsOfParticipants();
};

void ImportImagesTest::findsImagesInFolders()
{
    const Folder folder;
    fillLoose(folder);

    const auto items = guessImport({folder.path() / "loose/"});

    std::string found;
    for (const auto& item : items) {
        found +=
            item.subject + " " + item.session + " " + (item.mask ? "mask" : item.suffix) + "; ";
        QCOMPARE(item.problem, std::string());
        QVERIFY(sameGrid(*item.geometry, smallGrid(), 1e-4));
    }
    QCOMPARE(found,
             std::string("P1 2020 FLAIR; P1 2020 mask; P1 2020 T1w; P1 2021 FLAIR; "
                         "P2 2020 FLAIR; "));
}

void ImportImagesTest::saysWhatIsNoImage_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("drop");
    QTest::addColumn<QString>("problem");

    QTest::newRow("text file") << "a.txt"
                               << "a.txt"
                               << "not an image Dawson reads";
    QTest::newRow("missing") << "a.txt"
                             << "b.nii.gz"
                             << "no such file";
    QTest::newRow("empty") << "x/a.nii.gz"
                           << "x/a.nii.gz"
                           << "";
    QTest::newRow("folder without images") << "x/a.txt"
                                           << "x"
                                           << "no image in it";
    QTest::newRow("folder of DICOM files") << "x/IM1.DCM"
                                           << "x"
                                           << "DICOM";
}

void ImportImagesTest::saysWhatIsNoImage()
{
    QFETCH(const QString, file);
    QFETCH(const QString, drop);
    QFETCH(const QString, problem);
    const Folder folder;
    folder.write(file.toStdString());

    const auto items = guessImport({folder.path() / drop.toStdString()});

    QCOMPARE(items.size(), std::size_t(1));
    QVERIFY(!items[0].problem.empty());
    QVERIFY(QString::fromStdString(items[0].problem).contains(problem));
    QVERIFY(!items[0].geometry);
}

void ImportImagesTest::stopsLookingWhenAsked()
{
    const Folder folder;
    fillLoose(folder);
    const Progress stop([](double, std::string_view) { return false; });

    QVERIFY_THROWS_EXCEPTION(Error, guessImport({folder.path()}, stop));
}

void ImportImagesTest::checks_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("problem");

    QTest::newRow("complete") << ""
                              << ""
                              << "";
    QTest::newRow("no subject") << "subject"
                                << ""
                                << "Type which subject";
    QTest::newRow("subject with a dash") << "subject"
                                         << "a-1"
                                         << "letters and digits";
    QTest::newRow("subject with an umlaut") << "subject"
                                            << "Mü"
                                            << "letters and digits";
    QTest::newRow("session with a space") << "session"
                                          << "year 2"
                                          << "letters and digits";
    QTest::newRow("no sequence") << "suffix"
                                 << ""
                                 << "Choose its sequence";
    QTest::newRow("unheard-of sequence") << "suffix"
                                         << "T9w"
                                         << "not a sequence of BIDS";
    QTest::newRow("found bad") << "problem"
                               << "It is 4D."
                               << "a.nii.gz: It is 4D.";
    QTest::newRow("author that leaves the folder") << "author"
                                                   << "../x"
                                                   << "author of the mask";
    QTest::newRow("author without a name") << "author"
                                           << ""
                                           << "author of the mask";
    QTest::newRow("mask without its image") << "author"
                                            << "grader-1"
                                            << "There is no FLAIR";
}

void ImportImagesTest::checks()
{
    QFETCH(const QString, field);
    QFETCH(const QString, value);
    QFETCH(const QString, problem);
    const Folder folder;
    ImportItem item = image("a.nii.gz", "01", "T1w");
    const std::string text = value.toStdString();
    if (field == QLatin1String("subject")) {
        item.subject = text;
    } else if (field == QLatin1String("session")) {
        item.session = text;
    } else if (field == QLatin1String("suffix")) {
        item.suffix = text;
    } else if (field == QLatin1String("problem")) {
        item.problem = text;
    } else if (field == QLatin1String("author")) {
        item.mask = true;
        item.maskAuthor = text;
    }

    const auto problems = checkImport(folder.path() / "new", {item});

    QCOMPARE(problems.empty(), problem.isEmpty());
    if (!problems.empty()) {
        QVERIFY2(QString::fromStdString(problems[0]).contains(problem), problems[0].c_str());
    }
}

void ImportImagesTest::checksAgainstTheProject()
{
    const Folder folder;
    folder.write("sub-01/anat/sub-01_FLAIR.nii.gz");
    folder.write("sub-02/ses-1/anat/sub-02_ses-1_FLAIR.nii.gz");
    ImportItem visit = image("d.nii", "01", "T1w");
    visit.session = "2";

    QVERIFY(!checkImport(folder.path(), {}).empty());
    QVERIFY(checkImport(folder.path(), {image("a.nii", "01", "T1w")}).empty());
    const auto problems = checkImport(folder.path(),
                                      {image("a.nii", "01", "FLAIR"),
                                       image("b.nii", "02", "T1w"),
                                       image("c.nii", "03", "T1w"),
                                       image("c2.nii", "03", "T1w"),
                                       visit});

    QCOMPARE(problems.size(), std::size_t(4));
    QVERIFY2(problems[0].find("a.nii: The project has this already") == 0, problems[0].c_str());
    QVERIFY2(problems[1].find("b.nii: Subject 02 has sessions") == 0, problems[1].c_str());
    QVERIFY2(problems[2].find("c2.nii: It would become the same file as c.nii") == 0,
             problems[2].c_str());
    QVERIFY2(problems[3].find("d.nii: Subject 01 has images without") == 0, problems[3].c_str());
}

void ImportImagesTest::checksTheGridOfMasks()
{
    const Folder folder;
    writeVolume(folder.path() / "sub-02/anat/sub-02_FLAIR.nii.gz", smallVolume());
    ImportItem moved = mask("m.nii", "01");
    moved.geometry = smallGrid(-10.5);
    ImportItem movedInProject = moved;
    movedInProject.subject = "02";

    QVERIFY(
        checkImport(folder.path(), {image("f.nii", "01", "FLAIR"), mask("m.nii", "01")}).empty());
    QVERIFY(checkImport(folder.path(), {mask("m.nii", "02")}).empty());
    const auto problems =
        checkImport(folder.path(), {image("f.nii", "01", "FLAIR"), moved, movedInProject});

    QCOMPARE(problems.size(), std::size_t(2));
    for (const auto& problem : problems) {
        QVERIFY2(problem.find("does not lie on the grid of its FLAIR") != std::string::npos &&
                     problem.find("2.00 mm") != std::string::npos,
                 problem.c_str());
    }
}

void ImportImagesTest::importsVoxelsAndGeometry()
{
    const Folder folder;
    fillLoose(folder);
    const fs::path root = folder.path() / "project";
    createStudy(root, "Trial");
    const auto items = guessImport({folder.path() / "loose"});
    QCOMPARE(checkImport(root, items), std::vector<std::string>());
    std::vector<double> fractions;

    importImages(root, items, Progress([&](double fraction, std::string_view) {
                     fractions.push_back(fraction);
                     return true;
                 }));

    const Study study = readStudy(root);
    QCOMPARE(study.problems, std::vector<std::string>());
    QCOMPARE(study.subjects.size(), std::size_t(2));
    for (const auto& series : study.subject("P1")->session("2020")->series) {
        const Volume volume = readVolume(series.path);
        QVERIFY(sameGrid(volume.geometry(), smallGrid(), 1e-4));
        QVERIFY(std::ranges::equal(volume.voxels(), smallVolume().voxels()));
    }
    const Session* visit = study.subject("P1")->session("2020");
    QCOMPARE(visit->series.size(), std::size_t(2));
    const Grading* grading = study.grading("grader-2", "P1", "2020", Task::Flair);
    QVERIFY(std::ranges::equal(readMask(grading->path).labels(), smallMask(1).labels()));
    const auto sidecar = readSidecar(grading->path);
    QCOMPARE(sidecar->status, std::string("submitted"));
    QCOMPARE(sidecar->authorName, std::string("Grader 2"));
    QCOMPARE(sidecar->imageDigest, fileDigest(visit->primary(Task::Flair)->path));
    QCOMPARE(root / sidecar->imagePath, visit->primary(Task::Flair)->path);
    QVERIFY(std::ranges::is_sorted(fractions));
    QCOMPARE(fractions.back(), 1.0);
    QCOMPARE(fileDigest(study.subject("P1")->session("2021")->series[0].path),
             fileDigest(folder.path() / "loose/P1/2021/flair.nii.gz"));
}

void ImportImagesTest::importsNothingTwice()
{
    const Folder folder;
    fillLoose(folder);
    const fs::path root = folder.path() / "project";
    createStudy(root, "Trial");
    const auto items = guessImport({folder.path() / "loose"});

    importImages(root, items);

    QCOMPARE(checkImport(root, items).size(), items.size());
}

void ImportImagesTest::stopsAtTheFirstThatFails()
{
    const Folder folder;
    fillLoose(folder);
    folder.write("loose/P3_t1.nii.gz", "\x1F\x8B cut short");
    writeMask(folder.path() / "loose/P1/2021/two_labels_mask.nii.gz", [] {
        Mask labels = smallMask(1);
        labels.set({0, 0, 0}, 3);
        return labels;
    }());
    const fs::path root = folder.path() / "project";
    createStudy(root, "Trial");
    const fs::path loose = folder.path() / "loose";

    for (const char* bad : {"P3_t1.nii.gz", "P1/2021/two_labels_mask.nii.gz"}) {
        ImportItem good = image(loose / "P2_2020_flair.mha", std::string(1, *bad), "FLAIR");
        ImportItem broken = image(loose / bad, "9", "T1w");
        broken.mask = loose / bad != loose / "P3_t1.nii.gz";
        broken.subject = broken.mask ? good.subject : broken.subject;
        good.session = broken.mask ? "m" : "i";
        broken.session = good.session;
        try {
            importImages(root, {good, broken});
            QFAIL("A damaged file was imported.");
        } catch (const Error& error) {
            QVERIFY2(error.describe().find(bad) != std::string::npos, error.describe().c_str());
        }
        QVERIFY(readStudy(root).subject(good.subject)->session(good.session) != nullptr);
    }
    QVERIFY(!fs::exists(root / "sub-9"));
    QVERIFY(!fs::exists(root / "derivatives"));
}

void ImportImagesTest::stopsWhenAsked()
{
    const Folder folder;
    fillLoose(folder);
    const fs::path root = folder.path() / "project";
    createStudy(root, "Trial");
    int left = 2;

    const auto items = guessImport({folder.path() / "loose"});
    const Progress twice([&](double, std::string_view) { return --left >= 0; });
    QVERIFY_THROWS_EXCEPTION(Error, importImages(root, items, twice));

    const Study study = readStudy(root);
    QCOMPARE(study.subjects.size(), std::size_t(1));
    QVERIFY(study.problems.empty());
}

void ImportImagesTest::keepsColumnsOfParticipants()
{
    const Folder folder;
    fillLoose(folder);
    folder.write("participants.tsv", "sex\tparticipant_id\nF\tsub-07\n");

    importImages(folder.path(), {image(folder.path() / "loose/P2_2020_flair.mha", "8", "FLAIR")});

    QCOMPARE(readText(folder.path() / "participants.tsv"),
             std::string("sex\tparticipant_id\nF\tsub-07\nn/a\tsub-8\n"));
}

} // namespace dawson

QTEST_GUILESS_MAIN(dawson::ImportImagesTest)
#include "import_images_test.moc"
