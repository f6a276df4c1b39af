#include "core/phantom/phantom.h"
#include "core/registration/registration.h"
#include "core/registration/warp.h"
#include "tests/core/registration/analytic_head.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace dawson;

/// How much of a new lesion's contrast in the subtraction survives the registration, which may
/// explain a lesion away by stretching its surroundings. Against the subtraction by the true map.
class LesionContrastTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void contrastIsKept_data();
    void contrastIsKept();

private:
    struct NewLesion {
        PatientPoint middle;
        double radiusMm = 0.0;
    };

    void placeLesions();
    void makeFollowup();
    double contrast(const Volume& onBaseline, const NewLesion& lesion) const;

    Volume m_baseline;
    Volume m_followup;
    Mask m_brain;
    Mask m_newLesions;
    std::vector<NewLesion> m_lesions;
    std::vector<double> m_trueContrast;
};

namespace
{

constexpr std::array<double, 4> kRadiiMm{2.5, 3.5, 5.0, 7.0};

/// What two visits differ by after the rigid part: smooth, at most some 1.5 mm.
PatientPoint bent(const PatientPoint& p)
{
    return {p.x + 0.9 * std::sin(0.06 * p.y + 0.4),
            p.y + 0.8 * std::sin(0.055 * p.z - 0.3),
            p.z + 0.9 * std::sin(0.06 * p.x + 0.2)};
}

PatientPoint unbent(const PatientPoint& q)
{
    PatientPoint p = q;
    for (int n = 0; n < 40; ++n) {
        const PatientPoint sent = bent(p);
        p = {p.x + q.x - sent.x, p.y + q.y - sent.y, p.z + q.z - sent.z};
    }
    return p;
}

double distance(const PatientPoint& a, const PatientPoint& b)
{
    return std::hypot(a.x - b.x, a.y - b.y, a.z - b.z);
}

/// Mean and standard deviation in a ball.
struct Surroundings {
    double mean = 0.0;
    double deviation = 0.0;
};

Surroundings around(const Volume& image, const PatientPoint& middle, double radiusMm)
{
    const auto& grid = image.geometry();
    const VoxelIndex centre = grid.nearestVoxel(middle);
    const int reach = static_cast<int>(std::ceil(radiusMm / grid.spacing()[0]));
    double count = 0.0;
    double sum = 0.0;
    double squares = 0.0;
    for (int n = 0; n < (2 * reach + 1) * (2 * reach + 1) * (2 * reach + 1); ++n) {
        const int width = 2 * reach + 1;
        const VoxelIndex voxel{centre.i + n % width - reach,
                               centre.j + n / width % width - reach,
                               centre.k + n / (width * width) - reach};
        if (grid.contains(voxel) && distance(grid.toPatient(voxel), middle) <= radiusMm) {
            const auto v = static_cast<double>(image.at(voxel));
            count += 1.0;
            sum += v;
            squares += v * v;
        }
    }
    const double mean = sum / count;
    return {mean, std::sqrt(std::max(0.0, squares / count - mean * mean))};
}

/// A fixed noise, roughly normal.
double noise(std::uint32_t& state)
{
    double sum = 0.0;
    for (int n = 0; n < 12; ++n) {
        state = state * 1664525U + 1013904223U;
        sum += static_cast<double>(state >> 8U) / 16777216.0;
    }
    return sum - 6.0;
}

} // namespace

void LesionContrastTest::initTestCase()
{
    PhantomSpec spec;
    spec.anatomy = {11, {112, 134, 112}, 1.4, 1.3};
    spec.lesionLoad = 0.6;
    m_baseline = makePhantom(spec).flair;
    m_brain = Mask(m_baseline.geometry());
    for (std::size_t n = 0; n < m_baseline.voxels().size(); ++n) {
        m_brain.labels()[n] = m_baseline.voxels()[n] != 0.0F ? 1 : 0;
    }
    placeLesions();
    makeFollowup();
}

/// In the most even places of bright tissue, far from each other: white matter.
void LesionContrastTest::placeLesions()
{
    const auto& grid = m_baseline.geometry();
    std::vector<std::pair<double, PatientPoint>> places;
    for (int k = 30; k < 90; k += 3) {
        for (int j = 25; j < 110; j += 3) {
            for (int i = 25; i < 90; i += 3) {
                const PatientPoint p = grid.toPatient(VoxelIndex{i, j, k});
                const Surroundings s = around(m_baseline, p, 9.0);
                if (s.mean > 0.0) {
                    places.emplace_back(s.deviation / s.mean, p);
                }
            }
        }
    }
    std::sort(places.begin(), places.end(), [](const auto& a, const auto& b) {
        return a.first < b.first;
    });
    for (const auto& [unevenness, p] : places) {
        const bool apart = std::all_of(m_lesions.begin(), m_lesions.end(), [&p](const auto& l) {
            return distance(l.middle, p) > 28.0;
        });
        if (apart && m_lesions.size() < kRadiiMm.size()) {
            m_lesions.push_back({p, kRadiiMm[m_lesions.size()]});
        }
    }
    QCOMPARE(m_lesions.size(), kRadiiMm.size());
}

void LesionContrastTest::makeFollowup()
{
    const auto& grid = m_baseline.geometry();
    std::uint32_t state = 99;
    std::vector<float> voxels(grid.voxelCount());
    std::vector<DisplacementField::Vector> truth(grid.voxelCount());
    m_newLesions = Mask(grid);
    std::vector<float> added(m_baseline.voxels().begin(), m_baseline.voxels().end());
    for (const NewLesion& lesion : m_lesions) {
        const double height = 0.4 * around(m_baseline, lesion.middle, 8.0).mean;
        for (std::size_t n = 0; n < added.size(); ++n) {
            const double r = distance(grid.toPatient(grid.voxelAt(n)), lesion.middle);
            added[n] += static_cast<float>(height * 0.5 * std::erfc(r - lesion.radiusMm));
            m_newLesions.labels()[n] |= r < lesion.radiusMm + 2.0 ? 1 : 0;
        }
    }
    for (std::size_t n = 0; n < truth.size(); ++n) {
        const PatientPoint p = grid.toPatient(grid.voxelAt(n));
        const PatientPoint q = unbent(p);
        truth[n] = {static_cast<float>(q.x - p.x),
                    static_cast<float>(q.y - p.y),
                    static_cast<float>(q.z - p.z)};
    }
    const DisplacementField back(grid, std::move(truth));
    m_followup = warpVolume({grid, std::move(added)}, grid, {{}, Transform::Fields{back, back}});
    std::copy(m_followup.voxels().begin(), m_followup.voxels().end(), voxels.begin());
    for (float& v : voxels) {
        v += v != 0.0F ? static_cast<float>(15.0 * noise(state)) : 0.0F;
    }
    m_followup = {grid, std::move(voxels)};

    std::vector<DisplacementField::Vector> ahead(grid.voxelCount());
    for (std::size_t n = 0; n < ahead.size(); ++n) {
        const PatientPoint p = grid.toPatient(grid.voxelAt(n));
        const PatientPoint q = bent(p);
        ahead[n] = {static_cast<float>(q.x - p.x),
                    static_cast<float>(q.y - p.y),
                    static_cast<float>(q.z - p.z)};
    }
    const DisplacementField there(grid, std::move(ahead));
    const Volume aligned = warpVolume(m_followup, grid, {{}, Transform::Fields{there, there}});
    for (const NewLesion& lesion : m_lesions) {
        m_trueContrast.push_back(contrast(aligned, lesion));
        QVERIFY(m_trueContrast.back() > 50.0);
    }
}

/// Follow-up minus baseline: mean in the lesion over that of a shell around it.
double LesionContrastTest::contrast(const Volume& onBaseline, const NewLesion& lesion) const
{
    const auto& grid = m_baseline.geometry();
    std::array<double, 2> sum{};
    std::array<double, 2> count{};
    for (std::size_t n = 0; n < grid.voxelCount(); ++n) {
        const double r = distance(grid.toPatient(grid.voxelAt(n)), lesion.middle);
        const bool shell = r > lesion.radiusMm + 2.0 && r < lesion.radiusMm + 5.0;
        if (r < lesion.radiusMm || shell) {
            sum[shell ? 1 : 0] += static_cast<double>(onBaseline.voxels()[n]) -
                                  static_cast<double>(m_baseline.voxels()[n]);
            count[shell ? 1 : 0] += 1.0;
        }
    }
    return sum[0] / count[0] - sum[1] / count[1];
}

void LesionContrastTest::contrastIsKept_data()
{
    QTest::addColumn<double>("totalVariance"); // below 0: rigid only
    QTest::addColumn<FieldMetric>("metric");
    QTest::addColumn<bool>("masked");
    QTest::addColumn<double>("leastKept");
    QTest::addColumn<double>("mostMissMm");
    const double usual = FieldSpec().totalVariance;
    const auto likeness = FieldMetric::Correlation;
    const auto information = FieldMetric::MutualInformation;
    QTest::newRow("rigid") << -1.0 << likeness << false << 0.95 << 1.2;
    QTest::newRow("as it comes") << usual << likeness << false << 0.93 << 0.35;
    QTest::newRow("as it comes, lesions masked") << usual << likeness << true << 0.93 << 0.35;
    QTest::newRow("variance 1") << 1.0 << likeness << false << 0.9 << 0.4;
    QTest::newRow("fluid") << 0.0 << likeness << false << 0.0 << 0.6;
    QTest::newRow("fluid, lesions masked") << 0.0 << likeness << true << 0.5 << 0.6;
    QTest::newRow("information") << usual << information << false << 0.9 << 0.3;
    QTest::newRow("information, lesions masked") << usual << information << true << 0.95 << 0.3;
    QTest::newRow("information, variance 1") << 1.0 << information << false << 0.85 << 0.3;
    QTest::newRow("information, variance 4") << 4.0 << information << false << 0.93 << 0.3;
    QTest::newRow("information, fluid") << 0.0 << information << false << 0.0 << 0.6;
    QTest::newRow("information, fluid, lesions masked") << 0.0 << information << true << 0.5 << 0.6;
}

void LesionContrastTest::contrastIsKept()
{
    QFETCH(double, totalVariance);
    QFETCH(FieldMetric, metric);
    QFETCH(bool, masked);
    QFETCH(double, leastKept);
    QFETCH(double, mostMissMm);
    RegistrationPair pair{m_baseline, m_followup, {}, {}};
    if (masked) {
        pair.lesionMask = m_newLesions;
    }
    RegistrationSpec spec;
    if (totalVariance >= 0.0) {
        spec.type = RegistrationType::Syn;
        spec.field.totalVariance = totalVariance;
        spec.field.metric = metric;
    }
    const Registration result = registerVolumes(pair, spec);
    const Volume aligned = warpVolume(m_followup, m_baseline.geometry(), result.transform);
    double miss = 0.0;
    double count = 0.0;
    for (std::size_t n = 0; n < m_brain.labels().size(); n += 11) {
        if (m_brain.labels()[n] != 0) {
            const PatientPoint p = m_brain.geometry().toPatient(m_brain.geometry().voxelAt(n));
            miss += distance(result.transform.toMoving(p), bent(p));
            count += 1.0;
        }
    }
    QString kept;
    double least = 10.0;
    for (std::size_t n = 0; n < m_lesions.size(); ++n) {
        const double share = contrast(aligned, m_lesions[n]) / m_trueContrast[n];
        least = std::min(least, share);
        kept += QStringLiteral(" %1 mm: %2 %").arg(kRadiiMm[n]).arg(100.0 * share, 0, 'f', 1);
    }
    qInfo("%s  kept%s  miss %.3f mm  correlation %.4f",
          QTest::currentDataTag(),
          qPrintable(kept),
          miss / count,
          result.quality.correlationAfter.value_or(0.0));
    QVERIFY(least >= leastKept);
    QVERIFY(miss / count <= mostMissMm);
}

QTEST_GUILESS_MAIN(LesionContrastTest)
#include "lesion_contrast_test.moc"
