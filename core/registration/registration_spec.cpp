#include "core/registration/registration_spec.h"

#include "core/base/error.h"

#include <cmath>

namespace dawson
{

namespace
{

void require(bool sound, const char* what)
{
    if (!sound) {
        throw Error(Error::Kind::Data, std::string("The registration's ") + what + ".");
    }
}

void checkLevels(const std::vector<RegistrationLevel>& levels, const char* missing)
{
    require(!levels.empty(), missing);
    double last = 0.0;
    for (const RegistrationLevel& level : levels) {
        require(level.spacingMm >= 0.2 && level.spacingMm <= 50.0,
                "levels must have voxels of 0.2 to 50 mm");
        require(level.iterations >= 0 && level.iterations <= 100'000,
                "iterations must be 0 to 100000");
        require(last == 0.0 || level.spacingMm < last, "levels must go from coarse to fine");
        last = level.spacingMm;
    }
}

bool inRange(double value, double low, double high)
{
    return value >= low && value <= high;
}

} // namespace

void checkSpec(const RegistrationSpec& spec)
{
    require(spec.winsorLow >= 0.0 && spec.winsorLow < spec.winsorHigh && spec.winsorHigh <= 1.0,
            "winsorising shares must rise from 0 to 1");
    require(spec.bins >= 8 && spec.bins <= 256, "bins must be 8 to 256");
    checkLevels(spec.linear, "linear stages need a level");
    const FieldSpec& field = spec.field;
    checkLevels(field.levels, "deformable stage needs a level");
    require(field.radius >= 1 && field.radius <= 10, "radius must be 1 to 10 voxels");
    require(field.bins >= 8 && field.bins <= 256, "bins must be 8 to 256");
    require(inRange(field.step, 0.01, 1.0), "step must be 0.01 to 1 voxel");
    require(inRange(field.updateVariance, 0.0, 100.0), "update variance must be 0 to 100");
    require(inRange(field.totalVariance, 0.0, 100.0), "total variance must be 0 to 100");
    require(inRange(field.convergence, 0.0, 1.0), "convergence threshold must be 0 to 1");
}

std::string nameOf(RegistrationType type)
{
    switch (type) {
    case RegistrationType::Rigid:
        return "rigid";
    case RegistrationType::Affine:
        return "affine";
    case RegistrationType::Syn:
        return "syn";
    }
    return {};
}

std::string nameOf(InitialAlignment initial)
{
    switch (initial) {
    case InitialAlignment::Best:
        return "best";
    case InitialAlignment::Scanner:
        return "scanner";
    case InitialAlignment::CentreOfMass:
        return "centre-of-mass";
    case InitialAlignment::Centre:
        return "centre";
    }
    return {};
}

std::string nameOf(FieldMetric metric)
{
    return metric == FieldMetric::Correlation ? "correlation" : "mutual-information";
}

} // namespace dawson
