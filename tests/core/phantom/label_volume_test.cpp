#include "core/base/error.h"
#include "core/phantom/label_volume.h"
#include "tests/core/phantom/onion.h"

#include <QTest>

using namespace dawson;

Q_DECLARE_METATYPE(dawson::Tissue)

class LabelVolumeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsFreeSurferNumbers_data();
    void knowsFreeSurferNumbers();
    void takesWholeNumbersOnly_data();
    void takesWholeNumbersOnly();
    void cropKeepsPlaces();
    void headWithoutBrainIsRefused();
};

void LabelVolumeTest::knowsFreeSurferNumbers_data()
{
    QTest::addColumn<int>("left");
    QTest::addColumn<int>("right");
    QTest::addColumn<Tissue>("tissue");

    QTest::newRow("cerebral white matter") << 2 << 41 << Tissue::White;
    QTest::newRow("cortex") << 3 << 42 << Tissue::Cortex;
    QTest::newRow("lateral ventricle") << 4 << 43 << Tissue::Ventricle;
    QTest::newRow("inferior lateral ventricle") << 5 << 44 << Tissue::Ventricle;
    QTest::newRow("cerebellar white matter") << 7 << 46 << Tissue::CerebellarWhite;
    QTest::newRow("cerebellar cortex") << 8 << 47 << Tissue::CerebellarCortex;
    QTest::newRow("thalamus") << 10 << 49 << Tissue::DeepGrey;
    QTest::newRow("pallidum") << 13 << 52 << Tissue::DeepGrey;
    QTest::newRow("hippocampus") << 17 << 53 << Tissue::DeepGrey;
    QTest::newRow("amygdala") << 18 << 54 << Tissue::DeepGrey;
    QTest::newRow("accumbens") << 26 << 58 << Tissue::DeepGrey;
    QTest::newRow("ventral diencephalon") << 28 << 60 << Tissue::DeepGrey;
    QTest::newRow("vessel") << 30 << 62 << Tissue::Vessel;
    QTest::newRow("third and fourth ventricle") << 14 << 15 << Tissue::Ventricle;
    QTest::newRow("brain stem") << 16 << 16 << Tissue::BrainStem;
    QTest::newRow("fluid") << 24 << 24 << Tissue::Csf;
    QTest::newRow("head") << 502 << 530 << Tissue::Outside;
    QTest::newRow("air") << 0 << 0 << Tissue::Background;
    QTest::newRow("far beyond the table") << 14175 << 65535 << Tissue::Outside;
}

void LabelVolumeTest::knowsFreeSurferNumbers()
{
    QFETCH(int, left);
    QFETCH(int, right);
    QFETCH(Tissue, tissue);
    QCOMPARE(tissueOf(static_cast<std::uint16_t>(left)), tissue);
    QCOMPARE(tissueOf(static_cast<std::uint16_t>(right)), tissue);
}

void LabelVolumeTest::takesWholeNumbersOnly_data()
{
    QTest::addColumn<float>("value");
    QTest::addColumn<bool>("taken");

    QTest::newRow("beyond eight bits") << 530.0F << true;
    QTest::newRow("largest") << 65535.0F << true;
    QTest::newRow("too large") << 65536.0F << false;
    QTest::newRow("negative") << -1.0F << false;
    QTest::newRow("between two labels") << 2.5F << false;
}

void LabelVolumeTest::takesWholeNumbersOnly()
{
    QFETCH(float, value);
    QFETCH(bool, taken);
    const Volume image(Geometry::axisAligned({2, 1, 1}, {1.0, 1.0, 1.0}), {0.0F, value});
    if (taken) {
        QCOMPARE(static_cast<float>(toLabelVolume(image).labels.at(1)), value);
    } else {
        QVERIFY_THROWS_EXCEPTION(Error, toLabelVolume(image));
    }
}

void LabelVolumeTest::cropKeepsPlaces()
{
    const LabelVolume whole = onionBrain();

    const LabelVolume brain = cropToBrain(whole, 3);

    // Cortex ends at 32 mm: voxel centres from -31.5 to 31.5, and 3 voxels on each side.
    QCOMPARE(brain.geometry.size(), (Geometry::Size{70, 70, 70}));
    for (std::size_t n = 0; n < brain.labels.size(); n += 97) {
        const PatientPoint p = brain.geometry.toPatient(brain.geometry.voxelAt(n));
        QCOMPARE(brain.labels[n],
                 whole.labels[whole.geometry.offset(whole.geometry.nearestVoxel(p))]);
    }
}

void LabelVolumeTest::headWithoutBrainIsRefused()
{
    LabelVolume head = onionBrain();
    for (auto& label : head.labels) {
        label = label == 0 ? 0 : 514;
    }
    QVERIFY_THROWS_EXCEPTION(Error, cropToBrain(head, 3));
}

QTEST_GUILESS_MAIN(LabelVolumeTest)
#include "label_volume_test.moc"
