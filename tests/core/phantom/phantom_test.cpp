#include "core/phantom/phantom.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <map>

using namespace dawson;

namespace
{

/// Voxels of 3 mm: enough for whole brains.
AnatomySpec coarse(std::uint64_t seed)
{
    AnatomySpec spec;
    spec.seed = seed;
    spec.size = {54, 64, 54};
    spec.spacingMm = 3.0;
    return spec;
}

PhantomSpec coarsePhantom(std::uint64_t seed)
{
    PhantomSpec spec;
    spec.anatomy = coarse(seed);
    return spec;
}

/// Voxels of 2 mm: enough for lesions.
PhantomSpec finePhantom(std::uint64_t seed)
{
    PhantomSpec spec;
    spec.anatomy.seed = seed;
    spec.anatomy.size = {80, 96, 80};
    spec.anatomy.spacingMm = 2.0;
    return spec;
}

/// Volumes of the tissues in ml.
std::array<double, kTissueCount> volumesOf(const LabelVolume& anatomy)
{
    std::array<double, kTissueCount> ml{};
    for (const std::uint16_t label : anatomy.labels) {
        ml[static_cast<std::size_t>(tissueOf(label))] += anatomy.geometry.voxelVolumeMl();
    }
    return ml;
}

double meanIn(const Volume& image, const Mask& mask)
{
    double sum = 0.0;
    for (std::size_t n = 0; n < mask.labels().size(); ++n) {
        sum += mask.labels()[n] != 0 ? image.voxels()[n] : 0.0F;
    }
    return sum / static_cast<double>(mask.foregroundCount());
}

double meanOfBrain(const Volume& image)
{
    double sum = 0.0;
    double count = 0.0;
    for (const float value : image.voxels()) {
        sum += value;
        count += value > 0.0F ? 1.0 : 0.0;
    }
    return sum / count;
}

} // namespace

class PhantomTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void brainHasHumanProportions();
    void brainKeepsTheBorderFree();
    void seedsMakeDifferentBrains();
    void lesionsShow();
    void gradersAreAsTold();
    void noLoadNoLesions();
    void headSurroundsTheBrain();
    void stopsWhenAsked();
};

void PhantomTest::brainHasHumanProportions()
{
    for (const std::uint64_t seed : {1, 2, 3}) {
        const auto ml = volumesOf(makeAnatomy(coarse(seed)));
        const auto of = [&](Tissue tissue) { return ml[static_cast<std::size_t>(tissue)]; };
        // Wide ranges of adult brains; a slip in one solid leaves them at once.
        const double cerebrum = of(Tissue::Cortex) + of(Tissue::White);
        QVERIFY2(cerebrum > 800.0 && cerebrum < 1300.0, qPrintable(QString::number(cerebrum)));
        QVERIFY2(of(Tissue::Cortex) > 0.35 * cerebrum && of(Tissue::Cortex) < 0.65 * cerebrum,
                 qPrintable(QString::number(of(Tissue::Cortex))));
        QVERIFY2(of(Tissue::Ventricle) > 8.0 && of(Tissue::Ventricle) < 80.0,
                 qPrintable(QString::number(of(Tissue::Ventricle))));
        QVERIFY2(of(Tissue::DeepGrey) > 25.0 && of(Tissue::DeepGrey) < 80.0,
                 qPrintable(QString::number(of(Tissue::DeepGrey))));
        QVERIFY2(of(Tissue::BrainStem) > 12.0 && of(Tissue::BrainStem) < 50.0,
                 qPrintable(QString::number(of(Tissue::BrainStem))));
        const double cerebellum = of(Tissue::CerebellarWhite) + of(Tissue::CerebellarCortex);
        QVERIFY2(cerebellum > 80.0 && cerebellum < 180.0, qPrintable(QString::number(cerebellum)));
    }
}

void PhantomTest::brainKeepsTheBorderFree()
{
    const LabelVolume anatomy = makeAnatomy(coarse(5));
    const LabelVolume brain = cropToBrain(anatomy, 0);
    const auto& whole = anatomy.geometry.size();
    const auto& size = brain.geometry.size();
    // The medulla may leave through the floor.
    QVERIFY(size[0] < whole[0] - 4 && size[1] < whole[1] - 4 && size[2] < whole[2]);
    const double width = size[0] * 3.0;
    const double depth = size[1] * 3.0;
    QVERIFY2(width > 120.0 && width < 150.0, qPrintable(QString::number(width)));
    QVERIFY2(depth > 155.0 && depth < 190.0, qPrintable(QString::number(depth)));
}

void PhantomTest::seedsMakeDifferentBrains()
{
    const LabelVolume one = makeAnatomy(coarse(1));
    const LabelVolume again = makeAnatomy(coarse(1));
    const LabelVolume two = makeAnatomy(coarse(2));
    QVERIFY(one.labels == again.labels);
    std::size_t differing = 0;
    for (std::size_t n = 0; n < one.labels.size(); ++n) {
        differing += one.labels[n] != two.labels[n] ? 1 : 0;
    }
    QVERIFY(differing > one.labels.size() / 20);
}

void PhantomTest::lesionsShow()
{
    const Phantom phantom = makePhantom(finePhantom(4));
    QVERIFY(sameGrid(phantom.flair.geometry(), phantom.truth.geometry()));
    QVERIFY(sameGrid(phantom.t1.geometry(), phantom.truth.geometry()));
    QVERIFY(phantom.truth.foregroundMl() > 0.5);
    QVERIFY(meanIn(phantom.flair, phantom.truth) > 1.25 * meanOfBrain(phantom.flair));
    for (std::size_t n = 0; n < phantom.truth.labels().size(); ++n) {
        QVERIFY(phantom.truth.labels()[n] == 0 || phantom.flair.voxels()[n] > 0.0F);
    }
}

void PhantomTest::gradersAreAsTold()
{
    double careful = 0.0;
    double hurried = 0.0;
    for (const std::uint64_t seed : {1, 2, 3}) {
        const Phantom p = makePhantom(finePhantom(seed));
        const auto shared = [&](const Mask& drawn) {
            std::size_t both = 0;
            for (std::size_t n = 0; n < drawn.labels().size(); ++n) {
                both += drawn.labels()[n] != 0 && p.truth.labels()[n] != 0 ? 1 : 0;
            }
            return 2.0 * static_cast<double>(both) /
                   static_cast<double>(drawn.foregroundCount() + p.truth.foregroundCount());
        };
        careful += shared(p.grader1) / 3.0;
        hurried += shared(p.grader2) / 3.0;
    }
    QVERIFY2(careful > 0.85 && careful < 1.0, qPrintable(QString::number(careful)));
    QVERIFY2(hurried > 0.4 && hurried < 0.85, qPrintable(QString::number(hurried)));
}

void PhantomTest::noLoadNoLesions()
{
    PhantomSpec spec = coarsePhantom(1);
    spec.lesionLoad = 0.0;
    const Phantom phantom = makePhantom(spec);
    QCOMPARE(phantom.truth.foregroundCount(), 0U);
    QCOMPARE(phantom.grader1.foregroundCount(), 0U);
    QCOMPARE(phantom.grader2.foregroundCount(), 0U);
}

void PhantomTest::headSurroundsTheBrain()
{
    PhantomSpec spec = coarsePhantom(1);
    const Phantom brain = makePhantom(spec);
    spec.skull = true;
    const Phantom head = makePhantom(spec);
    std::size_t only = 0;
    for (std::size_t n = 0; n < head.t1.voxels().size(); ++n) {
        only += brain.t1.voxels()[n] == 0.0F && head.t1.voxels()[n] > 400.0F ? 1 : 0;
    }
    QVERIFY(static_cast<double>(only) * 0.027 > 200.0); // ml of scalp, at 27 mm3 a voxel
    QVERIFY(std::ranges::equal(brain.truth.labels(), head.truth.labels()));
}

void PhantomTest::stopsWhenAsked()
{
    const Progress stop([](double, std::string_view) { return false; });
    QVERIFY_THROWS_EXCEPTION(std::exception, makePhantom(coarsePhantom(1), stop));
}

QTEST_GUILESS_MAIN(PhantomTest)
#include "phantom_test.moc"
