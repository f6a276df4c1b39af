#pragma once

#include "core/image/volume.h"
#include "core/registration/registration_spec.h"
#include "core/registration/transform.h"

#include <vector>

namespace dawson
{

/// One level as ANTs' command line has it.
struct ItkSynLevel {
    int iterations = 0;
    int shrink = 1;           ///< of the finest axis; the others follow in mm
    double sigmaVoxels = 0.0; ///< Gaussian on the images, in voxels of the image
};

/// What ANTs hands to ITK's class; the defaults are antsRegistrationSyN's: SyN[0.2, 3, 0].
struct ItkSynSpec {
    FieldMetric metric = FieldMetric::MutualInformation;
    double totalVariance = 0.0;
    std::vector<ItkSynLevel> levels{{100, 8, 3.0}, {70, 4, 2.0}, {50, 2, 1.0}, {0, 1, 0.0}};
};

/// ITK's own itk::SyNImageRegistrationMethod, set as antsRegistration sets it: intensities between
/// the quantiles 0.005 and 0.995 scaled to [0, 1], single precision, step 0.2, update variance 3,
/// threshold 1e-6 over ten rounds, no masks. One thread. Throws Error(Data) with ITK's sentence.
Transform::Fields
itkSyn(const Volume& fixed, const Volume& moving, const AffineMap& linear, const ItkSynSpec& spec);

} // namespace dawson
