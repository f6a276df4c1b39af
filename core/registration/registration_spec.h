#pragma once

#include <string>
#include <vector>

namespace dawson
{

/// How far a registration goes; each includes those before.
enum class RegistrationType {
    Rigid,  ///< turned and shifted: 6 numbers
    Affine, ///< also stretched and sheared: 12 numbers
    Syn     ///< also bent, both ways (symmetric normalisation, Avants 2008)
};

/// Where the linear search starts.
enum class InitialAlignment {
    Best,         ///< of all below, the one that fits best after a coarse rigid search
    Scanner,      ///< as the two files' coordinates say
    CentreOfMass, ///< the foregrounds' centres of intensity on each other
    Centre        ///< the middles of the two fields of view on each other
};

/// What the deformable stage makes equal.
enum class FieldMetric {
    Correlation,      ///< neighbourhood cross-correlation: one modality, any shading
    MutualInformation ///< of the whole image: other contrasts, other scanners' curves
};

/// Voxel size of a step from coarse to fine, and how often to improve on it at most.
struct RegistrationLevel {
    double spacingMm = 1.0;
    int iterations = 0;

    friend bool operator==(const RegistrationLevel&, const RegistrationLevel&) = default;
};

/// The deformable stage.
struct FieldSpec {
    FieldMetric metric = FieldMetric::Correlation;
    int radius = 2;              ///< of the neighbourhood, in voxels of the level
    int bins = 32;               ///< of mutual information
    double step = 0.2;           ///< longest update, in voxels of the level
    double updateVariance = 3.0; ///< Gaussian on each update, in voxels squared: fluid
    double totalVariance = 2.0;  ///< Gaussian on the sum, each round: elastic, stiffer when more
    double convergence = 1e-4;   ///< least gain per iteration, as a share, over ten iterations
    std::vector<RegistrationLevel> levels{{8.0, 100}, {4.0, 70}, {2.0, 50}};

    friend bool operator==(const FieldSpec&, const FieldSpec&) = default;
};

/// All that decides a registration besides the images; the same spec gives the same transform to
/// the last bit, on any number of cores. Defaults and their reasons: docs/registration.md.
struct RegistrationSpec {
    RegistrationType type = RegistrationType::Rigid;
    InitialAlignment initial = InitialAlignment::Best;
    double winsorLow = 0.005; ///< intensities outside these shares of the foreground are cut
    double winsorHigh = 0.995;
    bool matchHistogram = false; ///< fit the moving image's intensities to the fixed one's first
    int bins = 32;               ///< of the linear stages' mutual information
    std::vector<RegistrationLevel> linear{{8.0, 200}, {4.0, 100}, {2.0, 50}};
    FieldSpec field;

    friend bool operator==(const RegistrationSpec&, const RegistrationSpec&) = default;
};

/// Throws Error(Data), naming the setting, when one is out of range.
void checkSpec(const RegistrationSpec& spec);

/// "rigid", "affine" or "syn", as the command line and the files say it.
std::string nameOf(RegistrationType type);
std::string nameOf(InitialAlignment initial);
std::string nameOf(FieldMetric metric);

} // namespace dawson
