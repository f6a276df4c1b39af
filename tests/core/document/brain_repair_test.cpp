#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/document/case_document.h"
#include "core/document/mask_stroke.h"
#include "tests/core/document/small_case.h"

#include <QSignalSpy>
#include <QTest>

using namespace dawson;
namespace fs = std::filesystem;

namespace
{

constexpr auto kLayer = QLatin1StringView(kBrainLayer);

void dab(CaseDocument& document, const PatientPoint& point, std::uint8_t label = 1)
{
    MaskStroke stroke(document, {Brush::Shape::Ball, 5.0, {}}, {}, label);
    stroke.moveTo(point);
    stroke.commit();
}

const PatientPoint kInside{12, 10, 15};
const PatientPoint kOutside{2, 2, 15};

} // namespace

/// The brain mask as a layer, and its repair in the lesions' place.
class BrainRepairTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void isALayerThatIsOff();
    void withoutAMaskThereIsNothingToRepair();
    void strokesChangeTheBrainAndNotTheLesions();
    void droppingLeavesItAsItWas();
    void unsavedRepairsComeBackAfterACrash();
    void aPublishedMaskIsCopiedAndKept();
    void aMaskOnAnotherGridIsRefused();
    void aMaskOfAnotherImageIsNotShownSilently_data();
    void aMaskOfAnotherImageIsNotShownSilently();
    void aClickNeverErasesTheBrain();
    void anotherCaseEndsIt();

private:
    fs::path image() const { return m_project->anat() / "sub-01_FLAIR.nii.gz"; }

    fs::path file() const { return brainMaskPath(m_project->root(), image()); }

    /// A box of 12 x 10 x 6 voxels.
    Mask brain() const
    {
        Mask mask(m_project->grid());
        for (int k = 3; k < 9; ++k) {
            for (int j = 5; j < 15; ++j) {
                for (int i = 6; i < 18; ++i) {
                    mask.set({i, j, k}, 1);
                }
            }
        }
        return mask;
    }

    void writeFound() const
    {
        BrainMaskRecord record;
        record.modelDigest = "abc";
        writeBrainMask(m_project->root(), image(), brain(), record);
    }

    std::unique_ptr<SmallProject> m_project;
};

void BrainRepairTest::init()
{
    m_project = std::make_unique<SmallProject>();
}

void BrainRepairTest::isALayerThatIsOff()
{
    writeFound();
    CaseDocument document;
    document.show(m_project->load(), kGrader1);

    const MaskLayer* layer = document.layers().mask(kLayer);
    QVERIFY(layer != nullptr);
    QVERIFY(!layer->visible && layer->outline && !layer->inSpace && !layer->editable);
    QVERIFY(layer->note.contains(QStringLiteral("network")));
    QCOMPARE(layer->mask->foregroundCount(), std::size_t{720});
    QCOMPARE(document.layers().masks().back().id, kLayer); // no key of a mask before it moves
}

void BrainRepairTest::withoutAMaskThereIsNothingToRepair()
{
    CaseDocument document;
    document.show(m_project->load(), kGrader1);
    QVERIFY(document.brain().has_value());
    QVERIFY(document.brain()->mask == nullptr);
    QVERIFY(!document.brain()->wholeHead); // 17 ml
    QVERIFY(document.layers().mask(kLayer) == nullptr);

    writeFound();
    const LoadedCase again =
        readMasksAgain(m_project->load(), readStudy(m_project->root()), OtherGrid::Refuse);
    QSignalSpy changed(&document, &CaseDocument::brainChanged);
    document.setBrain(*again.brain);
    QCOMPARE(changed.size(), 1);
    QVERIFY(document.layers().mask(kLayer) != nullptr);
}

void BrainRepairTest::strokesChangeTheBrainAndNotTheLesions()
{
    writeFound();
    m_project->addMask(kGrader1, m_project->grid());
    CaseDocument document;
    document.show(m_project->load(), kGrader1);
    const auto lesions = document.editedMask();

    document.repairBrain();
    QVERIFY(document.isRepairingBrain() && document.acceptsStrokes());
    QVERIFY(document.layers().mask(kLayer)->visible);
    QVERIFY(document.layers().mask(kLayer)->editable);
    QVERIFY(!document.layers().mask(QStringLiteral("grader-1"))->editable);
    QSignalSpy drawn(&document.layers(), &LayerStack::maskChanged);
    dab(document, kOutside);
    QCOMPARE(drawn.last()[0].toString(), kLayer);
    dab(document, kInside, 0);
    const std::size_t repaired = document.editedMask()->foregroundCount();
    document.undoStack().undo();
    QVERIFY(document.editedMask()->foregroundCount() > repaired);
    document.undoStack().redo();
    QCOMPARE(lesions->foregroundCount(), std::size_t{60});

    document.endBrainRepair(true);
    QVERIFY(!document.isModified() && !document.isRepairingBrain());
    QCOMPARE(readMask(file()).foregroundCount(), repaired);
    QCOMPARE(readBrainMaskRecord(file()).repairedBy, "Grader 1");
    QCOMPARE(readBrainMaskRecord(file()).modelDigest, "abc");
    QVERIFY(document.layers().mask(kLayer)->note.contains(QStringLiteral("Grader 1")));
    QCOMPARE(document.layers().mask(kLayer)->mask->foregroundCount(), repaired);
    QCOMPARE(document.editedMask(), lesions);
    dab(document, {20, 15, 15});
    QVERIFY(lesions->foregroundCount() > 60);
    document.save();
    QVERIFY(readMask(m_project->maskPath(kGrader1)).foregroundCount() > 60);
    QCOMPARE(readMask(file()).foregroundCount(), repaired);
}

void BrainRepairTest::droppingLeavesItAsItWas()
{
    writeFound();
    CaseDocument document;
    document.show(m_project->load(), kGrader1);
    document.repairBrain();
    dab(document, kOutside);
    QSignalSpy modified(&document, &CaseDocument::modifiedChanged);
    document.endBrainRepair(false);

    QCOMPARE(modified.last()[0].toBool(), false);
    QCOMPARE(document.layers().mask(kLayer)->mask->foregroundCount(), std::size_t{720});
    QVERIFY(readBrainMaskRecord(file()).repairedBy.empty());
    document.repairBrain();
    QVERIFY(!document.isModified());
    QCOMPARE(document.editedMask()->foregroundCount(), std::size_t{720});
}

void BrainRepairTest::unsavedRepairsComeBackAfterACrash()
{
    writeFound();
    std::size_t painted = 0;
    {
        CaseDocument document;
        document.show(m_project->load(), kGrader1);
        document.repairBrain();
        dab(document, kOutside);
        painted = document.editedMask()->foregroundCount();
    }
    CaseDocument document;
    document.show(m_project->load(), kGrader1);
    QVERIFY(!document.isModified()); // the lesions are untouched
    document.repairBrain();
    QVERIFY(document.isModified());
    QCOMPARE(document.editedMask()->foregroundCount(), painted);
    document.undoStack().undo();
    QCOMPARE(document.editedMask()->foregroundCount(), std::size_t{720});
}

void BrainRepairTest::aPublishedMaskIsCopiedAndKept()
{
    const fs::path published = m_project->root() / "derivatives" / "data" / "sub-01" / "anat" /
                               "sub-01_desc-brain_mask.nii.gz";
    fs::create_directories(published.parent_path());
    writeMask(published, brain());
    CaseDocument document;
    document.show(m_project->load(), kGrader1);
    QVERIFY(document.layers().mask(kLayer)->note.contains(QStringLiteral("data")));

    document.repairBrain();
    dab(document, kOutside);
    document.endBrainRepair(true);
    QCOMPARE(readMask(published).foregroundCount(), std::size_t{720});
    QVERIFY(readMask(file()).foregroundCount() > 720);
    QVERIFY(readBrainMaskRecord(file()).publishedIn.starts_with("derivatives/data/"));
}

void BrainRepairTest::aMaskOnAnotherGridIsRefused()
{
    writeFound();
    writeMask(file(), Mask(Geometry::axisAligned({8, 8, 8}, {1, 1, 1})));
    CaseDocument document;
    document.show(m_project->load(), kGrader1);
    QVERIFY(document.brain()->mask == nullptr);
    QVERIFY(!document.brain()->refusal.empty());
    QVERIFY(document.layers().mask(kLayer) == nullptr);
}

void BrainRepairTest::aMaskOfAnotherImageIsNotShownSilently_data()
{
    QTest::addColumn<QString>("repairedBy");
    QTest::addColumn<bool>("shown");
    QTest::newRow("found by a network") << QString() << false;
    QTest::newRow("repaired by hand") << QStringLiteral("Grader 1") << true;
}

void BrainRepairTest::aMaskOfAnotherImageIsNotShownSilently()
{
    QFETCH(QString, repairedBy);
    QFETCH(bool, shown);
    writeFound();
    writeTextAtomically(sidecarPath(file()),
                        R"({"SourceSha256": "of another", "RepairedBy": ")" +
                            repairedBy.toStdString() + "\"}");
    CaseDocument document;
    document.show(m_project->load(), kGrader1);

    const MaskLayer* layer = document.layers().mask(kLayer);
    QCOMPARE(layer != nullptr, shown);
    if (!shown) {
        QVERIFY(document.brain()->refusal.find("another version") != std::string::npos);
        return;
    }
    QVERIFY(layer->note.contains(QStringLiteral("another version")));
    document.repairBrain();
    dab(document, kOutside);
    document.endBrainRepair(true); // now it is of this one
    QVERIFY(!document.layers().mask(kLayer)->note.contains(QStringLiteral("another version")));
    QVERIFY(!isOfAnotherImage(readBrainMaskRecord(file()), image()));
}

void BrainRepairTest::aClickNeverErasesTheBrain()
{
    writeFound();
    CaseDocument document;
    document.show(m_project->load(), kGrader1);
    document.repairBrain();
    QVERIFY(!document.eraseLesionAt(kInside));
    dab(document, kOutside);
    QVERIFY(document.eraseLesionAt(kOutside));
    QCOMPARE(document.editedMask()->foregroundCount(), std::size_t{720});
}

void BrainRepairTest::anotherCaseEndsIt()
{
    writeFound();
    CaseDocument document;
    document.show(m_project->load(), kGrader1);
    document.repairBrain();
    document.show(m_project->load(), kGrader2);
    QVERIFY(!document.isRepairingBrain());
    QCOMPARE(document.editedLayer(), QStringLiteral("grader-2"));
    document.endBrainRepair(true); // nothing to end
    document.close();
    QVERIFY(!document.brain().has_value());
}

QTEST_GUILESS_MAIN(BrainRepairTest)
#include "brain_repair_test.moc"
