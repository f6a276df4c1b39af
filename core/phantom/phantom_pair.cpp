#include "core/phantom/phantom_pair.h"

#include "core/image/resample.h"
#include "core/phantom/acquisition.h"
#include "core/phantom/components.h"
#include "core/phantom/gadolinium.h"
#include "core/phantom/graders.h"
#include "core/phantom/pathology.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dawson
{

namespace
{

using Blobs = std::vector<LesionBlob>;

/// What a reader would call a lesion, or a grown part of one.
constexpr double kLeastMl = 0.010;

bool large(const LesionBlob& lesion, const LabelVolume& anatomy)
{
    const auto voxels = static_cast<double>(voxelsOf(lesion, anatomy, 0.0).size());
    return voxels * anatomy.geometry.voxelVolumeMl() >= kLeastMl;
}

Blobs drawLesionsOf(const PhantomSpec& spec,
                    const LesionSites& sites,
                    const LabelVolume& anatomy,
                    RandomSource& random)
{
    Blobs lesions;
    if (spec.lesionLoad > 0.0) {
        lesions = drawMultipleSclerosis(sites, spec.lesionLoad, random);
        std::erase_if(lesions, [&](const LesionBlob& one) { return !large(one, anatomy); });
    }
    return lesions;
}

LesionBlob scaled(LesionBlob blob, double factor)
{
    for (double& radius : blob.radiiMm) {
        radius *= factor;
    }
    return blob;
}

LesionLayer layerOf(const Blobs& lesions, const LabelVolume& anatomy)
{
    LesionLayer layer(anatomy.labels.size());
    for (const LesionBlob& lesion : lesions) {
        addTo(layer, lesion, anatomy);
    }
    return layer;
}

/// Every lesion's two sizes.
struct Course {
    Blobs before;
    Blobs after;
    Blobs changed; ///< as they are after, of those that appeared or grew
    int appeared = 0;
    int grown = 0;
};

/// One number for one lesion, so that a place in the list decides its fate.
Course drawCourse(Blobs lesions, const LabelVolume& anatomy, RandomSource& random)
{
    for (std::size_t n = lesions.size(); n > 1; --n) {
        std::swap(lesions[n - 1], lesions[random.index(n)]);
    }
    const auto share = [&](double mean, int least) {
        const double count = static_cast<double>(lesions.size()) * mean;
        return std::max(least, static_cast<int>(std::lround(count * random.uniform(0.7, 1.4))));
    };
    const int appear = share(0.16, 2);
    const int grow = appear + share(0.1, 1);
    const int shrink = grow + share(0.08, 1);
    const int vanish = shrink + share(0.05, 0);
    Course course;
    const auto add = [&](Blobs& to, const LesionBlob& blob) {
        if (large(blob, anatomy)) {
            to.push_back(blob);
        }
    };
    for (int n = 0; n < static_cast<int>(lesions.size()); ++n) {
        const LesionBlob& full = lesions[static_cast<std::size_t>(n)];
        const double smaller = random.uniform(0.45, 0.7);
        if (n < appear) {
            add(course.after, full);
            ++course.appeared;
        } else if (n < grow) {
            add(course.before, scaled(full, smaller));
            add(course.after, full);
            ++course.grown;
        } else if (n < shrink) {
            add(course.before, full);
            add(course.after, scaled(full, smaller));
        } else {
            add(course.before, full);
            if (n >= vanish) {
                add(course.after, full);
            }
        }
        if (n < grow) {
            course.changed.push_back(full);
        }
    }
    return course;
}

/// Takes away what was there before, and crumbs.
void subtractPrior(Mask& mask, const LesionLayer& before)
{
    for (std::size_t n = 0; n < mask.labels().size(); ++n) {
        mask.labels()[n] = before.share[n] >= 0.5F ? 0 : mask.labels()[n];
    }
    const double voxelMl = mask.geometry().voxelVolumeMl();
    keepComponents(mask, [voxelMl](const std::vector<std::size_t>& offsets) {
        return static_cast<double>(offsets.size()) * voxelMl >= kLeastMl;
    });
}

/// What graders look at.
struct Scene {
    const PhantomSpec& spec;
    const LabelVolume& anatomy;
    const LesionSites& sites;
};

/// `added`: how many lesions the second grader draws at most that are none.
PhantomMasks masksOf(const Blobs& lesions, const Scene& scene, int added, RandomSource& random)
{
    RandomSource first = random.branch();
    RandomSource second = random.branch();
    GraderHabits hurried = scene.spec.lesionLoad > 0.0 ? hurriedGrader() : GraderHabits{};
    hurried.added = std::min(hurried.added, added);
    const auto drawn = [&](const GraderHabits& habits, RandomSource& source) {
        return drawnBy(habits, lesions, scene.anatomy, scene.sites, source);
    };
    return {maskOf(layerOf(lesions, scene.anatomy), scene.anatomy.geometry),
            drawn(carefulGrader(), first),
            drawn(hurried, second)};
}

/// A head that lies otherwise: turned about the middle of the grid, and shifted.
Geometry movedGrid(const Geometry& g, double degrees, double shiftMm, RandomSource& random)
{
    const auto axis = random.direction();
    const auto way = random.direction();
    const double angle = degrees * std::numbers::pi / 180.0;
    const auto turned = [&](const Geometry::Vector& v) {
        const double along = axis[0] * v[0] + axis[1] * v[1] + axis[2] * v[2];
        const Geometry::Vector cross{axis[1] * v[2] - axis[2] * v[1],
                                     axis[2] * v[0] - axis[0] * v[2],
                                     axis[0] * v[1] - axis[1] * v[0]};
        Geometry::Vector result{};
        for (std::size_t c = 0; c < 3; ++c) {
            result[c] = v[c] * std::cos(angle) + cross[c] * std::sin(angle) +
                        axis[c] * along * (1.0 - std::cos(angle));
        }
        return result;
    };
    const PatientPoint middle = g.center();
    const auto origin =
        turned({g.origin().x - middle.x, g.origin().y - middle.y, g.origin().z - middle.z});
    Geometry::Matrix direction{};
    for (std::size_t column = 0; column < 3; ++column) {
        const auto& d = g.direction();
        const auto image = turned({d[0][column], d[1][column], d[2][column]});
        for (std::size_t row = 0; row < 3; ++row) {
            direction[row][column] = image[row];
        }
    }
    return Geometry(g.size(),
                    g.spacing(),
                    {middle.x + origin[0] + shiftMm * way[0],
                     middle.y + origin[1] + shiftMm * way[1],
                     middle.z + origin[2] + shiftMm * way[2]},
                    direction);
}

/// The image as it looks when the head lies on `moved`, on its old grid. Background of an extracted
/// brain has no signal to mix in, and stays exactly 0.
Volume lying(const Volume& image, const Geometry& moved)
{
    const Geometry& g = image.geometry();
    std::vector<float> inside(image.voxels().size());
    std::ranges::transform(
        image.voxels(), inside.begin(), [](float v) { return v != 0.0F ? 1.0F : 0.0F; });
    const Volume signal =
        resampleLinear(Volume(moved, {image.voxels().begin(), image.voxels().end()}), g);
    const Volume weight = resampleLinear(Volume(moved, std::move(inside)), g);
    std::vector<float> result(signal.voxels().size(), 0.0F);
    for (std::size_t n = 0; n < result.size(); ++n) {
        if (weight.voxels()[n] >= 0.5F) {
            result[n] = signal.voxels()[n] / weight.voxels()[n];
        }
    }
    return {g, std::move(result)};
}

/// How makePhantom takes FLAIR and T1. Interpolation of the moved image takes away noise, so it is
/// taken with more.
Acquisition scannerFor(const PhantomSpec& spec, bool flair, bool moved)
{
    Acquisition acquisition;
    acquisition.brainExtracted = !spec.skull;
    acquisition.blurMm = flair ? 0.65 : 0.5;
    acquisition.noise = (flair ? 0.015 : 0.012) * (moved ? 1.5 : 1.0);
    return acquisition;
}

/// Two images of one brain in one contrast: its grain and the contrast are the brain's own.
struct Takes {
    Contrast contrast;
    RandomSource tissue;
    RandomSource scanner;

    Volume take(const ImagedTissue& imaged, const Acquisition& acquisition)
    {
        RandomSource same = tissue;
        return acquire(imaged, contrast, acquisition, same, scanner);
    }
};

Takes flairTakes(RandomSource& random)
{
    Contrast contrast = flairContrast(random);
    return {std::move(contrast), random.branch(), random.branch()};
}

Takes t1Takes(RandomSource& random)
{
    Contrast contrast = t1Contrast(random);
    return {std::move(contrast), random.branch(), random.branch()};
}

/// Some of the lesions that are large enough, as they take up gadolinium.
Blobs drawUptake(const Blobs& lesions, RandomSource& random)
{
    Blobs taking;
    const int wanted = std::max(2, static_cast<int>(std::lround(random.uniform(2.0, 6.5))));
    std::vector<std::size_t> order(lesions.size());
    for (std::size_t n = 0; n < order.size(); ++n) {
        order[n] = n;
        std::swap(order[n], order[random.index(n + 1)]);
    }
    for (const std::size_t n : order) {
        LesionBlob blob = lesions[n];
        const double radius = std::cbrt(blob.radiiMm[0] * blob.radiiMm[1] * blob.radiiMm[2]);
        if (radius < 1.8 || static_cast<int>(taking.size()) == wanted) {
            continue;
        }
        blob.brightness = random.uniform(0.6, 1.1);
        if (radius > 3.0 && random.chance(0.5)) { // a ring
            blob.coreMm = random.uniform(1.2, 0.6 * radius);
            blob.coreBrightness = 0.0;
        }
        taking.push_back(blob);
    }
    return taking;
}

} // namespace

PhantomChange makePhantomChange(const PhantomSpec& spec, const Progress& progress)
{
    const LabelVolume anatomy = makeAnatomy(spec.anatomy, progress.part(0.0, 0.4));
    RandomSource random(spec.anatomy.seed ^ 0xC4A26EULL);
    const LesionSites sites(anatomy);
    const Scene scene{spec, anatomy, sites};
    const Course course = drawCourse(drawLesionsOf(spec, sites, anatomy, random), anatomy, random);
    const LesionLayer before = layerOf(course.before, anatomy);
    const LesionLayer after = layerOf(course.after, anatomy);
    PhantomChange phantom;
    phantom.appeared = course.appeared;
    phantom.grown = course.grown;
    phantom.prior = masksOf(course.before, scene, 5, random);
    phantom.change = masksOf(course.changed, scene, 2, random);
    for (Mask* mask : {&phantom.change.truth, &phantom.change.grader1, &phantom.change.grader2}) {
        subtractPrior(*mask, before);
    }

    progress.report(0.5, "Taking the first visit");
    Takes flair = flairTakes(random);
    Takes t1 = t1Takes(random);
    const Geometry moved =
        movedGrid(anatomy.geometry, random.uniform(1.0, 4.0), random.uniform(1.0, 5.0), random);
    phantom.baselineFlair = flair.take({anatomy, before, {}}, scannerFor(spec, true, false));
    phantom.baselineT1 = t1.take({anatomy, before, {}}, scannerFor(spec, false, false));
    progress.report(0.7, "Taking the second visit");
    phantom.followupFlair =
        lying(flair.take({anatomy, after, {}}, scannerFor(spec, true, true)), moved);
    phantom.followupT1 = lying(t1.take({anatomy, after, {}}, scannerFor(spec, false, true)), moved);
    progress.report(1.0);
    return phantom;
}

PhantomEnhancement makePhantomEnhancement(const PhantomSpec& spec, const Progress& progress)
{
    const LabelVolume anatomy = makeAnatomy(spec.anatomy, progress.part(0.0, 0.4));
    RandomSource random(spec.anatomy.seed ^ 0x6AD0ULL);
    const LesionSites sites(anatomy);
    const Scene scene{spec, anatomy, sites};
    const Blobs lesions = drawLesionsOf(spec, sites, anatomy, random);
    const Blobs taking = drawUptake(lesions, random);
    const LesionLayer layer = layerOf(lesions, anatomy);
    PhantomEnhancement phantom;
    phantom.enhancing = masksOf(taking, scene, 2, random);

    progress.report(0.5, "Taking FLAIR and T1");
    Takes flair = flairTakes(random);
    Takes t1 = t1Takes(random);
    phantom.flair = flair.take({anatomy, layer, {}}, scannerFor(spec, true, false));
    phantom.t1 = t1.take({anatomy, layer, {}}, scannerFor(spec, false, false));
    progress.report(0.75, "Taking T1 with gadolinium");
    const LesionLayer vessels = layerOf(drawEnhancingAnatomy(sites, random), anatomy);
    const double scale = random.uniform(0.4, 0.8);
    std::vector<float> gain = gadolinium(anatomy, layerOf(taking, anatomy), vessels, scale, random);
    const Geometry moved =
        movedGrid(anatomy.geometry, random.uniform(0.2, 1.5), random.uniform(0.3, 2.0), random);
    phantom.t1Contrast =
        lying(t1.take({anatomy, layer, std::move(gain)}, scannerFor(spec, false, true)), moved);
    progress.report(1.0);
    return phantom;
}

} // namespace dawson
