#include "core/image/subtraction.h"
#include "core/lesion/comparison.h"
#include "core/phantom/phantom_pair.h"
#include "core/registration/registration.h"
#include "core/registration/warp.h"

#include <QTest>

#include <algorithm>

using namespace dawson;

namespace
{

PhantomSpec smallSpec(std::uint64_t seed)
{
    PhantomSpec spec;
    spec.anatomy.seed = seed;
    spec.anatomy.size = {80, 96, 80};
    spec.anatomy.spacingMm = 2.0;
    return spec;
}

double meanOf(const Volume& image, const Mask& mask, bool inside)
{
    double sum = 0.0;
    double count = 0.0;
    for (std::size_t n = 0; n < mask.labels().size(); ++n) {
        if (image.voxels()[n] != 0.0F && (mask.labels()[n] != 0) == inside) {
            sum += static_cast<double>(image.voxels()[n]);
            count += 1.0;
        }
    }
    return count > 0.0 ? sum / count : 0.0;
}

/// Registers and subtracts; the correlation before must show that there is something to register.
Volume differenceOf(const Volume& baseline, const Volume& followup, RegistrationQuality& quality)
{
    const Registration found =
        registerVolumes({baseline, followup, std::nullopt, std::nullopt}, {});
    quality = found.quality;
    return subtract(baseline, warpVolume(followup, baseline.geometry(), found.transform));
}

void requireGraders(const PhantomMasks& masks)
{
    const auto first = compareMasks(masks.truth, masks.grader1, {});
    const auto second = compareMasks(masks.truth, masks.grader2, {});
    QVERIFY(first.dice.value() > second.dice.value());
    QVERIFY(first.lesions.sensitivity().value() >= second.lesions.sensitivity().value());
}

} // namespace

class PhantomPairTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void newLesionsAreWhatBecameBrighter();
    void newLesionsWereNotThereBefore();
    void enhancingLesionsAreWhatGadoliniumBrightens();
    void gradersDiffer();
    void sameSeedSamePhantom();
    void noLoadNoLesions();

private:
    PhantomChange m_change;
    PhantomEnhancement m_enhancement;
};

void PhantomPairTest::initTestCase()
{
    m_change = makePhantomChange(smallSpec(4));
    m_enhancement = makePhantomEnhancement(smallSpec(5));
}

void PhantomPairTest::newLesionsAreWhatBecameBrighter()
{
    QVERIFY(sameGrid(m_change.baselineFlair.geometry(), m_change.followupFlair.geometry()));
    QVERIFY(sameGrid(m_change.baselineT1.geometry(), m_change.followupT1.geometry()));
    RegistrationQuality quality;
    const Volume difference = differenceOf(m_change.baselineFlair, m_change.followupFlair, quality);

    QVERIFY2(*quality.correlationBefore < 0.85,
             qPrintable(QString::number(*quality.correlationBefore)));
    QVERIFY2(*quality.correlationAfter > *quality.correlationBefore + 0.2,
             qPrintable(QString::number(*quality.correlationAfter)));
    const double gain = meanOf(difference, m_change.change.truth, true) -
                        meanOf(difference, m_change.change.truth, false);
    QVERIFY2(gain > 0.7, qPrintable(QString::number(gain)));
}

void PhantomPairTest::newLesionsWereNotThereBefore()
{
    QVERIFY(m_change.appeared >= 2);
    QVERIFY(m_change.grown >= 1);
    for (const Mask* mask :
         {&m_change.change.truth, &m_change.change.grader1, &m_change.change.grader2}) {
        QVERIFY(mask->foregroundCount() > 0);
        for (std::size_t n = 0; n < mask->labels().size(); ++n) {
            QVERIFY(mask->labels()[n] == 0 || m_change.prior.truth.labels()[n] == 0);
        }
    }
    QVERIFY(m_change.prior.truth.foregroundMl() > m_change.change.truth.foregroundMl());
}

void PhantomPairTest::enhancingLesionsAreWhatGadoliniumBrightens()
{
    RegistrationQuality quality;
    const Volume difference = differenceOf(m_enhancement.t1, m_enhancement.t1Contrast, quality);

    QVERIFY(*quality.correlationAfter > *quality.correlationBefore);
    const Mask& truth = m_enhancement.enhancing.truth;
    const double gain = meanOf(difference, truth, true) - meanOf(difference, truth, false);
    QVERIFY2(gain > 0.7, qPrintable(QString::number(gain)));
    QVERIFY(findLesions(truth).lesions.size() >= 2);
    // Without gadolinium they are darker than the brain, on FLAIR brighter.
    QVERIFY(meanOf(m_enhancement.flair, truth, true) > meanOf(m_enhancement.flair, truth, false));
}

void PhantomPairTest::gradersDiffer()
{
    requireGraders(m_change.prior);
    requireGraders(m_change.change);
    requireGraders(m_enhancement.enhancing);
}

void PhantomPairTest::sameSeedSamePhantom()
{
    const PhantomChange again = makePhantomChange(smallSpec(4));
    const PhantomChange other = makePhantomChange(smallSpec(6));

    QVERIFY(std::ranges::equal(again.followupFlair.voxels(), m_change.followupFlair.voxels()));
    QVERIFY(std::ranges::equal(again.change.grader2.labels(), m_change.change.grader2.labels()));
    QVERIFY(!std::ranges::equal(other.followupFlair.voxels(), m_change.followupFlair.voxels()));
}

void PhantomPairTest::noLoadNoLesions()
{
    PhantomSpec spec = smallSpec(4);
    spec.lesionLoad = 0.0;
    const PhantomChange change = makePhantomChange(spec);
    QCOMPARE(change.prior.truth.foregroundCount(), std::size_t(0));
    QCOMPARE(change.change.grader2.foregroundCount(), std::size_t(0));
    QCOMPARE(change.appeared + change.grown, 0);
    QCOMPARE(makePhantomEnhancement(spec).enhancing.grader2.foregroundCount(), std::size_t(0));
}

QTEST_GUILESS_MAIN(PhantomPairTest)
#include "phantom_pair_test.moc"
