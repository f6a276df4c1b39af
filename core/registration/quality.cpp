#include "core/registration/quality.h"

#include "core/registration/warp.h"

#include <algorithm>
#include <cmath>

namespace dawson
{

namespace
{

/// Sums for Pearson's coefficient.
struct Moments {
    double count = 0.0;
    double a = 0.0;
    double b = 0.0;
    double aa = 0.0;
    double bb = 0.0;
    double ab = 0.0;

    void add(double x, double y)
    {
        count += 1.0;
        a += x;
        b += y;
        aa += x * x;
        bb += y * y;
        ab += x * y;
    }

    std::optional<double> correlation() const
    {
        constexpr double fewest = 50.0;
        if (count < fewest) {
            return std::nullopt;
        }
        const double varianceA = aa - a * a / count;
        const double varianceB = bb - b * b / count;
        if (varianceA <= 1e-12 * aa || varianceB <= 1e-12 * bb) {
            return std::nullopt;
        }
        return (ab - a * b / count) / std::sqrt(varianceA * varianceB);
    }
};

} // namespace

std::string describe(RegistrationWarning warning)
{
    switch (warning) {
    case RegistrationWarning::LittleOverlap:
        return "The moving image covers less than half of the fixed one.";
    case RegistrationWarning::LowCorrelation:
        return "The images stay unlike each other (correlation below 0.5): are they of one patient "
               "and of one contrast?";
    case RegistrationWarning::CorrelationFell:
        return "The images fit worse than by their files' own coordinates.";
    case RegistrationWarning::AffineRefused:
        return "Stretching made the fit worse; the rigid result was kept.";
    case RegistrationWarning::FieldNeedless:
        return "The images fit as well without bending; the linear result was kept.";
    case RegistrationWarning::FieldRefused:
        return "Bending made the fit worse or folded space; the linear result was kept.";
    case RegistrationWarning::Inconsistent:
        return "Going to the other image and back misses the start by more than half a voxel.";
    }
    return {};
}

std::string nameOf(RegistrationWarning warning)
{
    switch (warning) {
    case RegistrationWarning::LittleOverlap:
        return "little-overlap";
    case RegistrationWarning::LowCorrelation:
        return "low-correlation";
    case RegistrationWarning::CorrelationFell:
        return "correlation-fell";
    case RegistrationWarning::AffineRefused:
        return "affine-refused";
    case RegistrationWarning::FieldNeedless:
        return "field-needless";
    case RegistrationWarning::FieldRefused:
        return "field-refused";
    case RegistrationWarning::Inconsistent:
        return "inconsistent";
    }
    return {};
}

Likeness likeness(const Volume& fixed,
                  const Volume& moving,
                  const Mask& inside,
                  const Transform& transform,
                  const Progress& progress)
{
    const Volume warped = warpVolume(moving, fixed.geometry(), transform);
    progress.report(0.5);
    const Mask covered = coverage(moving.geometry(), fixed.geometry(), transform);
    Moments moments;
    double total = 0.0;
    for (std::size_t n = 0; n < fixed.voxels().size(); ++n) {
        if (inside.labels()[n] == 0) {
            continue;
        }
        total += 1.0;
        if (covered.labels()[n] != 0) {
            moments.add(static_cast<double>(fixed.voxels()[n]),
                        static_cast<double>(warped.voxels()[n]));
        }
    }
    return {moments.correlation(), total > 0.0 ? moments.count / total : 0.0};
}

InverseConsistency inverseConsistency(const Transform& transform, const Mask& inside)
{
    constexpr std::size_t samples = 200'000;
    const std::size_t count = inside.foregroundCount();
    const std::size_t step = count / samples + 1;
    const AffineMap back = transform.affine.inverse();
    std::vector<double> distances;
    std::size_t seen = 0;
    for (std::size_t n = 0; n < inside.labels().size(); ++n) {
        if (inside.labels()[n] == 0 || seen++ % step != 0) {
            continue;
        }
        const PatientPoint start = inside.geometry().toPatient(inside.geometry().voxelAt(n));
        const PatientPoint linear = back(transform.toMoving(start));
        const PatientPoint end =
            transform.fields ? transform.fields->inverse.moved(linear) : linear;
        distances.push_back(std::hypot(end.x - start.x, end.y - start.y, end.z - start.z));
    }
    InverseConsistency result;
    if (distances.empty()) {
        return result;
    }
    for (const double distance : distances) {
        result.meanMm += distance / static_cast<double>(distances.size());
    }
    const auto last = static_cast<double>(distances.size() - 1);
    const auto nth = distances.begin() + static_cast<std::ptrdiff_t>(0.95 * last);
    std::nth_element(distances.begin(), nth, distances.end());
    result.p95Mm = *nth;
    return result;
}

} // namespace dawson
