#include "core/base/error.h"
#include "core/document/mask_stroke.h"
#include "tests/core/document/pair_project.h"
#include "tests/core/document/small_case.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace dawson;

namespace
{

void dab(CaseDocument& document, const PatientPoint& at, std::uint8_t label = 1)
{
    Brush brush;
    brush.diameterMm = 3.0;
    MaskStroke stroke(document, brush, {{0, 0, at.z}, {0, 0, 1}}, label);
    stroke.moveTo(at);
    stroke.commit();
}

/// Within the box that PairProject::addMask writes, and far from it.
constexpr PatientPoint kInBox{6.0, 5.0, 6.0};
constexpr PatientPoint kBesideBox{16.0, 14.0, 6.0};

} // namespace

class LoadedPairTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRegisteredPairComesOnThePriorsGrid();
    void anUnregisteredPairComesByScannerCoordinates();
    void aChangedImageMakesTheRegistrationStale();
    void aRegistrationOnAnotherGridIsNotUsed();
    void oneVisitStandsAlone();
    void contrastOfOneVisit();
    void nothingIsMaskedBeforeRegistration();
    void savesInThePairsSpace();
    void undoAndJournalWorkAsForOneImage();
    void aMaskOnTheFollowupsGridIsKept();
    void acceptingIsTold();
    void priorLesionsAreAGhost();
    void paintingOnPriorLesions_data();
    void paintingOnPriorLesions();
};

void LoadedPairTest::aRegisteredPairComesOnThePriorsGrid()
{
    const PairProject project;
    project.registerPair();
    project.addImage("01", "T1w", PairProject::grid());
    project.addImage("01", "T2w", PairProject::followupGrid()); // no use here, no question either
    const LoadedCase loaded = project.load();

    QCOMPARE(loaded.images.size(), std::size_t{4});
    QCOMPARE(loaded.images[0].role, ImageRole::Current);
    QCOMPARE(loaded.images[0].date, std::string("2020-05-06"));
    QCOMPARE(loaded.images[1].role, ImageRole::Prior);
    QCOMPARE(loaded.images[1].date, std::string("2019-03-02"));
    QCOMPARE(loaded.images[2].role, ImageRole::Subtraction);
    QCOMPARE(loaded.images[2].window.level(), 0.0);
    QCOMPARE(loaded.images[3].series.suffix, std::string("T1w"));
    for (const LoadedCase::Image& image : loaded.images) {
        QVERIFY(sameGrid(image.volume->geometry(), PairProject::grid()) && !image.resampled);
    }
    QCOMPARE(loaded.pair->state, PairState::Made);
    QVERIFY(loaded.pair->record.has_value() && loaded.refused.empty());
    QCOMPARE(loaded.primaryDigest, fileDigest(project.pair().followup.path));
}

void LoadedPairTest::anUnregisteredPairComesByScannerCoordinates()
{
    const PairProject project;
    const LoadedCase loaded = project.load();
    QCOMPARE(loaded.images.size(), std::size_t{2});
    QCOMPARE(loaded.pair->state, PairState::Missing);
    QVERIFY(loaded.images[0].resampled);
    // The ramp is one of the patient's x, so the same place has the same value in both.
    const float current = loaded.images[0].volume->at({10, 10, 5});
    const float prior = loaded.images[1].volume->at({10, 10, 5});
    QVERIFY(std::abs(current - prior) < 1e-2F);
}

void LoadedPairTest::aChangedImageMakesTheRegistrationStale()
{
    const PairProject project;
    project.registerPair();
    project.addImage("02", "FLAIR", PairProject::grid());
    const LoadedCase loaded = project.load();
    QCOMPARE(loaded.pair->state, PairState::Stale);
    QCOMPARE(loaded.images.size(), std::size_t{2});
    QVERIFY(!loaded.pair->registered());
}

void LoadedPairTest::aRegistrationOnAnotherGridIsNotUsed()
{
    const PairProject project;
    project.registerPair(Task::New, PairProject::followupGrid());
    const LoadedCase loaded = project.load();
    QVERIFY(!loaded.pair->registered());
    QCOMPARE(loaded.images.size(), std::size_t{2});
    QVERIFY(loaded.pair->remarks.front().find("grid") != std::string::npos);
}

void LoadedPairTest::oneVisitStandsAlone()
{
    const PairProject project;
    const LoadedCase loaded = project.load(Task::New, "01");
    QCOMPARE(loaded.images.size(), std::size_t{1});
    QVERIFY(!loaded.pair->images && !loaded.pair->missing.empty());
    CaseDocument document;
    document.show(loaded, kGrader1);
    QVERIFY(!document.acceptsStrokes());

    std::filesystem::remove_all(project.anat("02") / "sub-01_ses-02_FLAIR.nii.gz");
    QVERIFY_THROWS_EXCEPTION(Error, project.load());
}

void LoadedPairTest::contrastOfOneVisit()
{
    const PairProject project;
    project.addImage("02", "ce-gadolinium_T1w", PairProject::grid());
    CaseDocument document;
    const LoadedCase alone = project.load(Task::Enhancing);
    QCOMPARE(alone.images.size(), std::size_t{2}); // FLAIR beside it, on any grid
    QCOMPARE(alone.images[1].series.suffix, std::string("FLAIR"));
    QVERIFY(alone.images[1].role == ImageRole::Other && alone.images[1].resampled);
    document.show(alone, kGrader1); // can be told without the other one
    QVERIFY(document.acceptsStrokes());
    QVERIFY(!document.pair()->missing.empty());

    project.addImage("02", "T1w", PairProject::grid());
    project.registerPair(Task::Enhancing);
    const LoadedCase loaded = project.load(Task::Enhancing);
    QCOMPARE(loaded.images[0].series.name(), std::string("T1w + Gd"));
    QCOMPARE(loaded.images[1].series.name(), std::string("T1w"));
    QCOMPARE(loaded.images[3].series.suffix, std::string("FLAIR"));
    QVERIFY(loaded.images[3].resampled); // looked at only
    QVERIFY(loaded.priorMasks.empty());
}

void LoadedPairTest::nothingIsMaskedBeforeRegistration()
{
    const PairProject project;
    CaseDocument document;
    document.show(project.load(), kGrader1);
    QVERIFY(!document.acceptsStrokes());
    dab(document, kBesideBox);
    QCOMPARE(document.editedMask()->foregroundCount(), std::size_t{0});
    QVERIFY_THROWS_EXCEPTION(Error, document.submit());
}

void LoadedPairTest::savesInThePairsSpace()
{
    const PairProject project;
    project.registerPair();
    CaseDocument document;
    document.show(project.load(), kGrader1);
    dab(document, kBesideBox);
    const std::size_t painted = document.editedMask()->foregroundCount();
    document.save();

    const auto path = project.root() / "derivatives" / "grader-1" / "sub-01" / "ses-02" / "anat" /
                      "sub-01_ses-02_space-ses01_label-newlesion_mask.nii.gz";
    QVERIFY(std::filesystem::exists(path));
    const auto sidecar = readSidecar(path);
    QCOMPARE(sidecar->imagePath, std::string("sub-01/ses-02/anat/sub-01_ses-02_FLAIR.nii.gz"));
    document.show(project.load(), kGrader1);
    QCOMPARE(document.editedMask()->foregroundCount(), painted);
}

void LoadedPairTest::undoAndJournalWorkAsForOneImage()
{
    const PairProject project;
    project.registerPair();
    std::size_t painted = 0;
    {
        CaseDocument document;
        document.show(project.load(), kGrader1);
        dab(document, kBesideBox);
        painted = document.editedMask()->foregroundCount();
        dab(document, kInBox);
        document.undoStack().undo();
    } // as a crash: not saved
    CaseDocument document;
    document.show(project.load(), kGrader1);
    QVERIFY(document.isModified());
    QCOMPARE(document.editedMask()->foregroundCount(), painted);
    document.undoStack().undo();
    QCOMPARE(document.editedMask()->foregroundCount(), std::size_t{0});
    document.discard();
}

void LoadedPairTest::aMaskOnTheFollowupsGridIsKept()
{
    const PairProject project;
    project.registerPair();
    project.addMask(kGrader1, PairProject::place("02", Task::New), PairProject::followupGrid());
    const LoadedCase loaded = project.load();
    QCOMPARE(loaded.refused.size(), std::size_t{1}); // never resampled silently
    CaseDocument document;
    document.show(loaded, kGrader1);
    QVERIFY(document.acceptsStrokes()); // saving goes elsewhere
    dab(document, kBesideBox);
    document.save();
    const LoadedCase again = project.load();
    QCOMPARE(again.mask("grader-1")->grading.space, std::string("ses01"));
    QVERIFY(again.refused.empty());
}

void LoadedPairTest::acceptingIsTold()
{
    const PairProject project;
    project.registerPair();
    CaseDocument document;
    document.show(project.load(), kGrader1);
    QSignalSpy changed(&document, &CaseDocument::pairChanged);
    PairRecord record = *document.pair()->record;
    record.acceptedBy = "Grader 1";
    document.setPairRecord(record);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(document.pair()->state, PairState::Accepted);
}

void LoadedPairTest::priorLesionsAreAGhost()
{
    const PairProject project;
    project.registerPair();
    project.addMask(kGrader1, PairProject::place("01", Task::Flair), PairProject::grid());
    project.addMask(kGrader2, PairProject::place("01", Task::Flair), PairProject::grid());
    CaseDocument document;
    document.show(project.load(), kGrader1);
    const MaskLayer* ghost = document.layers().mask(QLatin1StringView(kPriorLayer));
    QVERIFY(ghost != nullptr);
    QVERIFY(ghost->visible && !ghost->editable && ghost->inSpace);
    QCOMPARE(ghost->labelPatterns.at(1), MaskPattern::Dashed);
    QCOMPARE(ghost->mask->foregroundCount(), std::size_t{60});
    QCOMPARE(document.layers().masks().size(), std::size_t{2}); // one's own, and no other grader's
    document.show(project.load(), {"model-x", "Model x", AuthorRole::Model});
    QCOMPARE(document.layers().mask(QLatin1StringView(kPriorLayer)), nullptr);
}

void LoadedPairTest::paintingOnPriorLesions_data()
{
    QTest::addColumn<int>("rule");
    QTest::addColumn<bool>("painted");
    QTest::addColumn<int>("warnings");
    QTest::newRow("allowed") << static_cast<int>(PriorRule::Allow) << true << 0;
    QTest::newRow("warned") << static_cast<int>(PriorRule::Warn) << true << 1;
    QTest::newRow("forbidden") << static_cast<int>(PriorRule::Forbid) << false << 0;
}

void LoadedPairTest::paintingOnPriorLesions()
{
    QFETCH(int, rule);
    QFETCH(bool, painted);
    QFETCH(int, warnings);
    const PairProject project;
    project.registerPair();
    project.addMask(kGrader1, PairProject::place("01", Task::Flair), PairProject::grid());
    CaseDocument document;
    QCOMPARE(document.priorRule(), PriorRule::Warn);
    document.show(project.load(), kGrader1);
    document.setPriorRule(static_cast<PriorRule>(rule));
    QSignalSpy warned(&document, &CaseDocument::paintedOnPrior);

    dab(document, kInBox);
    QCOMPARE(document.editedMask()->foregroundCount() > 0, painted);
    QCOMPARE(warned.size(), warnings);
    document.undoStack().undo();
    QCOMPARE(document.editedMask()->foregroundCount(), std::size_t{0});

    dab(document, kBesideBox); // never in question
    const std::size_t beside = document.editedMask()->foregroundCount();
    QVERIFY(beside > 0);
    QCOMPARE(warned.size(), warnings);
    // Across the border of the box, half of the stroke is left.
    dab(document, {8.0, 5.0, 6.0});
    const Mask& mask = *document.editedMask();
    QCOMPARE(mask.at({8, 5, 3}) != 0, painted);
    QCOMPARE(mask.at({9, 5, 3}), std::uint8_t{1});
    dab(document, kBesideBox, 0);
    document.discard();
}

QTEST_GUILESS_MAIN(LoadedPairTest)
#include "loaded_pair_test.moc"
