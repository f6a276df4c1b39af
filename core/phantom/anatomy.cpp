#include "core/phantom/anatomy.h"

#include "core/image/parallel.h"
#include "core/phantom/brain_solids.h"
#include "core/phantom/folds.h"
#include "core/phantom/voxel_loop.h"

#include <array>

namespace dawson
{

namespace
{

/// Label of a structure on the left, and how much its number rises on the right.
struct PairedLabel {
    std::uint16_t left = 0;
    std::uint16_t step = 0;

    std::uint16_t on(bool leftSide) const
    {
        return leftSide ? left : static_cast<std::uint16_t>(left + step);
    }
};

constexpr PairedLabel kWhite{2, 39};
constexpr PairedLabel kCortex{3, 39};
constexpr PairedLabel kLateralVentricle{4, 39};
constexpr PairedLabel kCerebellarWhite{7, 39};
constexpr PairedLabel kCerebellarCortex{8, 39};
constexpr PairedLabel kThalamus{10, 39};
constexpr PairedLabel kCaudate{11, 39};
constexpr PairedLabel kPutamen{12, 39};
constexpr PairedLabel kPallidum{13, 39};
constexpr PairedLabel kHippocampus{17, 36};
constexpr PairedLabel kAmygdala{18, 36};
constexpr std::uint16_t kThirdVentricle = 14;
constexpr std::uint16_t kFourthVentricle = 15;
constexpr std::uint16_t kBrainStem = 16;
constexpr std::uint16_t kCsf = 24;

/// One seeded brain, asked voxel by voxel.
class ModelBrain
{
public:
    explicit ModelBrain(const AnatomySpec& spec, const Geometry& geometry, RandomSource random)
        : m_geometry(geometry)
        , m_solids(spec.ventricles * random.uniform(0.85, 1.15))
        , m_scale{random.uniform(0.93, 1.0), random.uniform(0.93, 1.0), random.uniform(0.93, 1.0)}
        , m_bends(bends(random, geometry.size(), 5))
        , m_wiggles(bends(random, geometry.size(), 13))
        , m_folds(random)
        , m_folia(random)
    {
    }

    std::uint16_t labelAt(const VoxelIndex& voxel) const
    {
        const PatientPoint p = bent(voxel);
        if (std::hypot(p.x / 95.0, (p.y - 17.0) / 115.0, (p.z - 5.0) / 100.0) > 1.0) {
            return 0; // far from any head
        }
        const bool left = p.x > 0.0;
        const ModelPoint m{std::abs(p.x), -p.y, p.z};
        const double cranium = m_solids.cranium(m);
        if (cranium > 0.0) {
            return headAt(cranium, p.z);
        }
        if (m_solids.cerebellum(m) < 4.0 || m.s < -8.0) {
            if (const std::uint16_t label = lowerAt(m, p, left); label != 0) {
                return label;
            }
        }
        return upperAt(m, p, left);
    }

private:
    using Bends = std::array<LatticeField, 3>;

    static Bends bends(RandomSource& random, const Geometry::Size& size, int nodes)
    {
        return {LatticeField(random, size, nodes),
                LatticeField(random, size, nodes),
                LatticeField(random, size, nodes)};
    }

    /// Every brain is scaled and bent, so that its halves are no mirror images, and wiggled, so
    /// that nothing is as straight as its formula.
    PatientPoint bent(const VoxelIndex& v) const
    {
        const PatientPoint p = m_geometry.toPatient(v);
        const auto shift = [&](std::size_t axis) {
            return 1.4 * m_bends[axis].at(v.i, v.j, v.k) + 1.5 * m_wiggles[axis].at(v.i, v.j, v.k);
        };
        // The fissure between the hemispheres is nearly straight.
        const double across = std::min(1.0, 0.25 + std::abs(p.x) / 20.0);
        return {p.x / m_scale[0] + across * shift(0),
                p.y / m_scale[1] + shift(1),
                p.z / m_scale[2] + shift(2)};
    }

    static std::uint16_t headAt(double outside, double height)
    {
        if (height < -75.0 || outside > 15.0) {
            return 0;
        }
        return outside < 1.0 ? kCsf : outside < 8.0 ? kSkullLabel : kScalpLabel;
    }

    /// Cerebellum and brain stem; 0 when neither is here.
    std::uint16_t lowerAt(const ModelPoint& m, const PatientPoint& p, bool left) const
    {
        if (m_solids.fourthVentricle(m) < 0.0) {
            return kFourthVentricle;
        }
        if (m_solids.thirdVentricle(m) < 0.0) {
            return kThirdVentricle;
        }
        if (m_solids.brainStem(m) < 0.0) {
            return kBrainStem;
        }
        if (m_solids.cerebellarPeduncle(m) < 0.0) {
            return kCerebellarWhite.on(left);
        }
        const double depth = -m_solids.cerebellum(m);
        if (depth < 0.0) {
            return 0;
        }
        switch (m_folia.at(m, p, depth)) {
        case Layer::Fluid:
            return kCsf;
        case Layer::Grey:
            return kCerebellarCortex.on(left);
        case Layer::White:
            break;
        }
        return kCerebellarWhite.on(left);
    }

    std::uint16_t upperAt(const ModelPoint& m, const PatientPoint& p, bool left) const
    {
        const double depth = -m_solids.cerebrum(m);
        if (depth < 0.0) {
            return kCsf;
        }
        if (const std::uint16_t label = deepAt(m, left); label != 0) {
            return label;
        }
        if (depth > CorticalFolds::kDeepest && m_solids.sylvianFissure(m) > 6.0) {
            return kWhite.on(left);
        }
        switch (folded(m, p, depth)) {
        case Layer::Fluid:
            return kCsf;
        case Layer::Grey:
            return kCortex.on(left);
        case Layer::White:
            break;
        }
        return kWhite.on(left);
    }

    /// Ventricles, deep grey matter and the callosum; 0 elsewhere.
    std::uint16_t deepAt(const ModelPoint& m, bool left) const
    {
        if (m.x > 45.0 || m.a > 36.0 || m.a < -72.0 || m.s > 34.0) {
            return 0;
        }
        if (m_solids.thirdVentricle(m) < 0.0) {
            return kThirdVentricle;
        }
        const std::array<std::pair<double, std::uint16_t>, 8> parts{
            {{m_solids.thalamus(m), kThalamus.on(left)},
             {m_solids.caudate(m), kCaudate.on(left)},
             {m_solids.pallidum(m), kPallidum.on(left)},
             {m_solids.putamen(m), kPutamen.on(left)},
             {m_solids.lateralVentricle(m), kLateralVentricle.on(left)},
             {m_solids.hippocampus(m), kHippocampus.on(left)},
             {m_solids.amygdala(m), kAmygdala.on(left)},
             {m_solids.corpusCallosum(m), kWhite.on(left)}}};
        for (const auto& [distance, label] : parts) {
            if (distance < 0.0) {
                return label;
            }
        }
        // White matter lines the deep structures, wherever a furrow might reach.
        return parts[4].first < 3.0 ? kWhite.on(left) : std::uint16_t{0};
    }

    Layer folded(const ModelPoint& m, const PatientPoint& p, double depth) const
    {
        constexpr double step = 0.5;
        ModelPoint n{m_solids.cerebrum({m.x + step, m.a, m.s}) + depth,
                     m_solids.cerebrum({m.x, m.a + step, m.s}) + depth,
                     m_solids.cerebrum({m.x, m.a, m.s + step}) + depth};
        const double size = std::max(1e-6, length(n));
        n = {n.x / size, n.a / size, n.s / size};
        const PatientPoint normal{p.x < 0.0 ? -n.x : n.x, -n.a, n.s};
        return m_folds.at(p, normal, depth, m_solids.sylvianFissure(m));
    }

    Geometry m_geometry;
    BrainSolids m_solids;
    Geometry::Vector m_scale;
    Bends m_bends;
    Bends m_wiggles;
    CorticalFolds m_folds;
    CerebellarFolia m_folia;
};

} // namespace

LabelVolume makeAnatomy(const AnatomySpec& spec, const Progress& progress)
{
    // The middle of the model's brain, between vertex and medulla, front and back.
    const PatientPoint middle{0.0, 17.0, 5.0};
    const double mm = spec.spacingMm;
    const Geometry geometry = Geometry::axisAligned(spec.size,
                                                    {mm, mm, mm},
                                                    {middle.x - (spec.size[0] - 1) / 2.0 * mm,
                                                     middle.y - (spec.size[1] - 1) / 2.0 * mm,
                                                     middle.z - (spec.size[2] - 1) / 2.0 * mm});
    const ModelBrain brain(spec, geometry, RandomSource(spec.seed));
    LabelVolume anatomy{geometry, {}};
    anatomy.labels.resize(geometry.voxelCount());
    constexpr int batch = 8; // slices between two reports
    for (int first = 0; first < spec.size[2]; first += batch) {
        progress.report(static_cast<double>(first) / spec.size[2], "Growing a brain");
        parallelFor(std::min(batch, spec.size[2] - first), [&](int n) {
            const Region slice{{0, 0, first + n}, {spec.size[0], spec.size[1], 1}};
            forEachVoxel(slice, [&](const VoxelIndex& voxel) {
                anatomy.labels[geometry.offset(voxel)] = brain.labelAt(voxel);
            });
        });
    }
    progress.report(1.0);
    return anatomy;
}

} // namespace dawson
