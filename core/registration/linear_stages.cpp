#include "core/registration/linear_stages.h"

#include "core/base/error.h"
#include "core/image/resample.h"
#include "core/registration/level_image.h"

#include <limits>

namespace dawson
{

namespace
{

/// With less of the fixed image's samples on the moving one, a start leads nowhere.
constexpr double kLeastOverlap = 0.25;

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

} // namespace

LinearStages::LinearStages(const PreparedPair& prepared,
                           const RegistrationSpec& spec,
                           const Progress& progress)
    : m_bins(spec.bins)
    , m_starts(startsOf(spec.initial, prepared.fixed, prepared.moving))
    , m_levels(usableLevels(spec.linear, prepared.core.foregroundMl()))
    , m_moving(pyramid(prepared.moving, m_levels))
{
    progress.report(0.4);
    for (const Volume& level : pyramid(prepared.fixed, m_levels)) {
        progress.report(0.8);
        m_fixed.push_back(samplesOf(level, resampleNearest(prepared.core, level.geometry())));
    }
}

AffineMap LinearStages::start(const Progress& progress) const
{
    AffineMap best;
    double bestScore = -std::numeric_limits<double>::infinity();
    for (std::size_t n = 0; n < m_starts.size(); ++n) {
        if (assess(m_fixed[0], m_moving[0], m_bins, m_starts[n]).overlapShare < kLeastOverlap) {
            continue;
        }
        const auto count = static_cast<double>(m_starts.size());
        const auto done = static_cast<double>(n);
        const LinearFit fit =
            step(0, m_starts[n], Freedom::Rigid, progress.part(done / count, (done + 1.0) / count));
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

AffineMap LinearStages::run(AffineMap map, Freedom freedom, const Progress& progress) const
{
    const auto count = static_cast<double>(m_fixed.size());
    for (std::size_t level = 0; level < m_fixed.size(); ++level) {
        const auto n = static_cast<double>(level);
        map = step(level, map, freedom, progress.part(n / count, (n + 1.0) / count)).map;
    }
    return map;
}

LinearFit LinearStages::step(std::size_t level,
                             const AffineMap& from,
                             Freedom freedom,
                             const Progress& progress) const
{
    const RegistrationLevel& wanted = m_levels[level];
    return improve(m_fixed[level],
                   m_moving[level],
                   from,
                   {freedom, m_bins, wanted.iterations, wanted.spacingMm},
                   progress);
}

} // namespace dawson
