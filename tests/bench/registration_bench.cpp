#include "core/base/error.h"
#include "core/registration/quality.h"
#include "core/registration/registration.h"
#include "tests/bench/itk_syn.h"
#include "tests/core/registration/analytic_head.h"
#include "tests/core/registration/published_visits.h"
#include "tests/support/shared_data.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <exception>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// dawson-bench-registration long01|long03|phantom correlation|mutual-information [VARIANCE...]
///
/// Dawson's deformable stage and ITK's own on the same pair, from the same affine map, one after
/// the other; ITK's once for each total variance, 0 (ANTs') when none is given. Prints a row each:
/// processor seconds, figures inside the brain.

namespace dawson
{

namespace
{

struct BenchPair {
    RegistrationPair images;
    Mask brain; ///< on the fixed grid, for the figures only
    std::optional<PointMap> truth;
    std::vector<ItkSynLevel> levels = ItkSynSpec().levels;
};

/// The analytic head and the same one bent by the known warp, at 1 mm.
BenchPair phantomPair()
{
    const Geometry grid = headGrid(1.0);
    BenchPair pair;
    pair.images = {headOn(grid, samePoint), headOn(grid, knownWarpBack), {}, {}};
    pair.brain = Mask(grid);
    for (std::size_t n = 0; n < grid.voxelCount(); ++n) {
        const PatientPoint p = grid.toPatient(grid.voxelAt(n));
        const bool inside = std::hypot(p.x / 50.0, (p.y - 4.0) / 60.0, p.z / 46.0) < 0.95;
        pair.brain.labels()[n] = inside ? 1 : 0;
    }
    pair.truth = knownWarp;
    return pair;
}

/// Images of more than 256 voxels along an axis get antsRegistrationSyN's longer schedule.
BenchPair publishedPair(const std::string& subject)
{
    const auto data = sharedData();
    if (!data || !hasPublishedVisits(*data / "ms")) {
        throw Error(Error::Kind::Io, "DAWSON_SHARED_DATA names no folder with the MS data set.");
    }
    PublishedVisits visits = publishedVisits(*data / "ms", subject);
    BenchPair pair;
    pair.images = {std::move(visits.first), std::move(visits.second), {}, {}};
    pair.brain = std::move(visits.brain);
    pair.levels = {{100, 10, 5.0}, {100, 6, 3.0}, {70, 4, 2.0}, {50, 2, 1.0}, {0, 1, 0.0}};
    return pair;
}

double processorSeconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

void printRow(const char* name, const BenchPair& pair, const Transform& transform, double seconds)
{
    const Likeness like = likeness(pair.images.fixed, pair.images.moving, pair.brain, transform);
    std::printf(
        "%-36s %8.1f s  correlation %.4f", name, seconds, like.correlation.value_or(std::nan("")));
    if (transform.fields) {
        const FieldJacobian jacobian = jacobianOf(transform.fields->forward);
        std::printf("  least Jacobian %.3f  folded %.4f %%  there and back %.3f mm",
                    jacobian.least,
                    100.0 * jacobian.foldedShare,
                    inverseConsistency(transform, pair.brain).meanMm);
    }
    if (pair.truth) {
        const auto map = [&transform](const PatientPoint& p) { return transform.toMoving(p); };
        std::printf("  off by %.3f mm", meanDistance(map, *pair.truth));
    }
    std::printf("\n");
    std::fflush(stdout);
}

void runDawson(const BenchPair& pair, FieldMetric metric, double linearSeconds)
{
    RegistrationSpec spec;
    spec.type = RegistrationType::Syn;
    spec.field.metric = metric;
    const double begin = processorSeconds();
    const Registration result = registerVolumes(pair.images, spec);
    printRow("Dawson SyN, total variance 2",
             pair,
             result.transform,
             processorSeconds() - begin - linearSeconds);
}

void runItk(const BenchPair& pair, FieldMetric metric, const AffineMap& linear, double variance)
{
    ItkSynSpec spec;
    spec.metric = metric;
    spec.totalVariance = variance;
    spec.levels = pair.levels;
    const double begin = processorSeconds();
    const Transform transform{linear, itkSyn(pair.images.fixed, pair.images.moving, linear, spec)};
    const std::string name = "ITK SyN, total variance " + std::to_string(variance).substr(0, 3);
    printRow(name.c_str(), pair, transform, processorSeconds() - begin);
}

void run(const std::string& what,
         const std::string& metricName,
         const std::vector<double>& variances)
{
    const FieldMetric metric = metricName == nameOf(FieldMetric::Correlation)
                                   ? FieldMetric::Correlation
                                   : FieldMetric::MutualInformation;
    const BenchPair pair = what == "phantom" ? phantomPair() : publishedPair(what);
    printRow("by the files' coordinates", pair, {}, 0.0);
    RegistrationSpec spec;
    spec.type = RegistrationType::Affine;
    const double begin = processorSeconds();
    const Registration affine = registerVolumes(pair.images, spec);
    const double linearSeconds = processorSeconds() - begin;
    printRow("Dawson rigid and affine", pair, affine.transform, linearSeconds);
    runDawson(pair, metric, linearSeconds);
    for (const double variance : variances) {
        runItk(pair, metric, affine.transform.affine, variance);
    }
}

} // namespace

} // namespace dawson

int main(int argc, char** argv)
{
    if (argc < 3) {
        std::fprintf(stderr,
                     "dawson-bench-registration long01|long03|phantom "
                     "correlation|mutual-information [VARIANCE...]\n");
        return 2;
    }
    try {
        std::vector<double> variances;
        for (int n = 3; n < argc; ++n) {
            variances.push_back(std::stod(argv[n]));
        }
        dawson::run(argv[1], argv[2], variances.empty() ? std::vector<double>{0.0} : variances);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}
