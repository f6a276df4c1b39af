#include "core/registration/registration.h"

#include "core/base/error.h"
#include "core/image/foreground.h"
#include "core/image/resample.h"
#include "core/registration/head_core.h"
#include "core/registration/level_image.h"
#include "core/registration/linear_fit.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

namespace dawson
{

namespace
{

/// What the stages work on, made once.
struct Prepared {
    Mask inside;  ///< on the fixed image's own grid: its mask or its foreground
    Volume fixed; ///< winsorised, cut to the head
    Volume moving;
    Mask weight; ///< on the grid of `fixed`: what is compared
    Mask core;   ///< of that, what the linear stages compare
};

void requireGrid(const std::optional<Mask>& mask, const Volume& fixed, const char* name)
{
    if (mask && !sameGrid(mask->geometry(), fixed.geometry())) {
        throw Error(Error::Kind::Geometry,
                    std::string("The ") + name + " is not on the fixed image's grid: " +
                        difference(mask->geometry(), fixed.geometry()).describe() + ".");
    }
}

/// `all` (nothing: the whole grid) without the lesions, on the grid of the cut image.
Mask weightOf(const std::optional<Mask>& all,
              const std::optional<Mask>& lesionMask,
              const Geometry& head)
{
    Mask weight(head);
    std::fill(weight.labels().begin(), weight.labels().end(), std::uint8_t{1});
    if (all) {
        weight = resampleNearest(*all, head);
    }
    if (lesionMask) {
        const Mask lesions = resampleNearest(*lesionMask, head);
        for (std::size_t n = 0; n < weight.labels().size(); ++n) {
            if (lesions.labels()[n] != 0) {
                weight.labels()[n] = 0;
            }
        }
    }
    if (weight.foregroundCount() == 0) {
        throw Error(Error::Kind::Data, "The masks leave nothing of the fixed image to align by.");
    }
    return weight;
}

Prepared prepare(const RegistrationPair& pair, const RegistrationSpec& spec)
{
    requireGrid(pair.fixedMask, pair.fixed, "fixed mask");
    requireGrid(pair.lesionMask, pair.fixed, "lesion mask");
    const Mask fixedForeground = foregroundOf(pair.fixed);
    const Mask movingForeground = foregroundOf(pair.moving);
    const Volume fixed = winsorised(pair.fixed, fixedForeground, spec.winsorLow, spec.winsorHigh);
    Volume moving = winsorised(pair.moving, movingForeground, spec.winsorLow, spec.winsorHigh);
    if (spec.matchHistogram) {
        moving = matched(moving, movingForeground, fixed, fixedForeground);
    }
    Prepared prepared{pair.fixedMask ? *pair.fixedMask : fixedForeground,
                      headOf(fixed, fixedForeground),
                      headOf(moving, movingForeground),
                      {},
                      {}};
    const Geometry& head = prepared.fixed.geometry();
    prepared.weight = weightOf(pair.fixedMask, pair.lesionMask, head);
    prepared.core = pair.fixedMask ? prepared.weight
                                   : weightOf(headCore(fixedForeground), pair.lesionMask, head);
    return prepared;
}

/// The mean place of the intensities.
PatientPoint centreOfMass(const Volume& image)
{
    const auto& grid = image.geometry();
    double total = 0.0;
    VoxelPoint sum;
    std::size_t n = 0;
    for (int k = 0; k < grid.size()[2]; ++k) {
        for (int j = 0; j < grid.size()[1]; ++j) {
            for (int i = 0; i < grid.size()[0]; ++i) {
                const auto v = static_cast<double>(image.voxels()[n++]);
                total += v;
                sum = {sum.i + v * i, sum.j + v * j, sum.k + v * k};
            }
        }
    }
    return total > 0.0 ? grid.toPatient(VoxelPoint{sum.i / total, sum.j / total, sum.k / total})
                       : grid.center();
}

AffineMap shift(const PatientPoint& from, const PatientPoint& to)
{
    AffineMap map;
    map.offset = {to.x - from.x, to.y - from.y, to.z - from.z};
    return map;
}

std::vector<AffineMap> startsOf(InitialAlignment initial, const Volume& fixed, const Volume& moving)
{
    const bool all = initial == InitialAlignment::Best;
    std::vector<AffineMap> starts;
    if (all || initial == InitialAlignment::Scanner) {
        starts.emplace_back();
    }
    if (all || initial == InitialAlignment::CentreOfMass) {
        starts.push_back(shift(centreOfMass(fixed), centreOfMass(moving)));
    }
    if (all || initial == InitialAlignment::Centre) {
        starts.push_back(shift(fixed.geometry().center(), moving.geometry().center()));
    }
    return starts;
}

/// One linear stage after the other, from coarse to fine.
class LinearStages
{
public:
    LinearStages(const Prepared& prepared, const RegistrationSpec& spec)
        : m_bins(spec.bins)
        , m_levels(usableLevels(spec.linear, prepared.core.foregroundMl()))
        , m_moving(pyramid(prepared.moving, m_levels))
    {
        for (const Volume& level : pyramid(prepared.fixed, m_levels)) {
            m_fixed.push_back(samplesOf(level, resampleNearest(prepared.core, level.geometry())));
        }
    }

    /// The best of the starts after a search on the coarsest level.
    AffineMap start(const std::vector<AffineMap>& starts, const Progress& progress) const
    {
        AffineMap best;
        double bestScore = -std::numeric_limits<double>::infinity();
        for (std::size_t n = 0; n < starts.size(); ++n) {
            if (assess(m_fixed[0], m_moving[0], m_bins, starts[n]).overlapShare < kLeastOverlap) {
                continue;
            }
            const auto count = static_cast<double>(starts.size());
            const auto done = static_cast<double>(n);
            const LinearFit fit = step(
                0, starts[n], Freedom::Rigid, progress.part(done / count, (done + 1.0) / count));
            // Much information about a small common part is no good fit of the whole.
            const double score = fit.value * fit.overlapShare;
            if (score > bestScore) {
                best = fit.map;
                bestScore = score;
            }
        }
        if (!(bestScore > -std::numeric_limits<double>::infinity())) {
            throw Error(Error::Kind::Geometry,
                        "The two images do not overlap: by their coordinates they show different "
                        "places.");
        }
        return best;
    }

    AffineMap run(AffineMap map, Freedom freedom, const Progress& progress) const
    {
        const auto count = static_cast<double>(m_fixed.size());
        for (std::size_t level = 0; level < m_fixed.size(); ++level) {
            const auto n = static_cast<double>(level);
            map = step(level, map, freedom, progress.part(n / count, (n + 1.0) / count)).map;
        }
        return map;
    }

private:
    static constexpr double kLeastOverlap = 0.25;

    LinearFit
    step(std::size_t level, const AffineMap& from, Freedom freedom, const Progress& progress) const
    {
        const RegistrationLevel& wanted = m_levels[level];
        return improve(m_fixed[level],
                       m_moving[level],
                       from,
                       {freedom, m_bins, wanted.iterations, wanted.spacingMm},
                       progress);
    }

    int m_bins;
    std::vector<RegistrationLevel> m_levels;
    std::vector<Volume> m_moving;
    std::vector<LinearSamples> m_fixed;
};

void judge(Registration& result, const RegistrationPair& pair, const Mask& inside)
{
    constexpr double lowCorrelation = 0.5;
    constexpr double slack = 1e-3;
    RegistrationQuality& quality = result.quality;
    const auto of = [&](const Transform& transform) {
        return likeness(pair.fixed, pair.moving, inside, transform);
    };
    quality.masked = pair.fixedMask.has_value();
    quality.correlationBefore = of({}).correlation;
    quality.correlationRigid = of({result.rigid, std::nullopt}).correlation;
    const Likeness after = of(result.transform);
    quality.correlationAfter = after.correlation;
    quality.overlapShare = after.overlapShare;
    if (quality.overlapShare < 0.5) {
        quality.warnings.push_back(RegistrationWarning::LittleOverlap);
    }
    if (quality.correlationAfter.value_or(0.0) < lowCorrelation) {
        quality.warnings.push_back(RegistrationWarning::LowCorrelation);
    }
    if (quality.correlationAfter.value_or(0.0) < quality.correlationBefore.value_or(-1.0) - slack) {
        quality.warnings.push_back(RegistrationWarning::CorrelationFell);
    }
}

} // namespace

Registration registerVolumes(const RegistrationPair& pair,
                             const RegistrationSpec& spec,
                             const Progress& progress)
{
    checkSpec(spec);
    if (spec.type == RegistrationType::Syn) {
        throw Error(Error::Kind::Data, "Deformable registration is not in this build.");
    }
    progress.report(0.0, "preparing");
    const Prepared prepared = prepare(pair, spec);
    progress.report(0.1, "rigid");
    const LinearStages linear(prepared, spec);
    const AffineMap start = linear.start(startsOf(spec.initial, prepared.fixed, prepared.moving),
                                         progress.part(0.1, 0.2));
    Registration result;
    result.rigid = linear.run(start, Freedom::Rigid, progress.part(0.2, 0.5));
    result.transform.affine = result.rigid;
    if (spec.type != RegistrationType::Rigid) {
        progress.report(0.5, "affine");
        result.transform.affine =
            linear.run(result.rigid, Freedom::Affine, progress.part(0.5, 0.8));
        result.quality.type = RegistrationType::Affine;
    }
    progress.report(0.9, "judging");
    judge(result, pair, prepared.inside);
    progress.report(1.0);
    return result;
}

} // namespace dawson
