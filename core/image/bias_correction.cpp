#include "core/image/bias_correction.h"

#include "core/base/error.h"
#include "core/image/resample.h"

#include <itkImage.h>
#include <itkN4BiasFieldCorrectionImageFilter.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace dawson
{

namespace
{

using FloatImage = itk::Image<float, 3>;
using LabelImage = itk::Image<unsigned char, 3>;
using N4 = itk::N4BiasFieldCorrectionImageFilter<FloatImage, LabelImage>;

constexpr double kGridMm = 4.0;
constexpr std::array<unsigned, 3> kIterations{25, 25, 25};

/// The field needs relative positions only, so the image's own axes serve as ITK's.
template <typename Image, typename Voxels>
typename Image::Pointer itkImage(const Geometry& geometry, const Voxels& voxels)
{
    typename Image::SizeType size;
    typename Image::SpacingType spacing;
    for (unsigned axis = 0; axis < 3; ++axis) {
        size[axis] = static_cast<itk::SizeValueType>(geometry.size()[axis]);
        spacing[axis] = geometry.spacing()[axis];
    }
    auto image = Image::New();
    image->SetRegions(size);
    image->SetSpacing(spacing);
    image->Allocate();
    std::copy(voxels.begin(), voxels.end(), image->GetBufferPointer());
    return image;
}

/// The logarithm of the field at the grid of `image`.
Volume logField(const Volume& image, const Mask& inside, const Progress& progress)
{
    const auto n4 = N4::New();
    n4->SetInput(itkImage<FloatImage>(image.geometry(), image.voxels()));
    n4->SetMaskImage(itkImage<LabelImage>(image.geometry(), inside.labels()));
    n4->SetMaskLabel(1);
    n4->SetNumberOfFittingLevels(static_cast<unsigned>(kIterations.size()));
    N4::VariableSizeArrayType iterations(kIterations.size());
    std::copy(kIterations.begin(), kIterations.end(), iterations.begin());
    n4->SetMaximumNumberOfIterations(iterations);
    n4->SetConvergenceThreshold(1e-3F);

    n4->AddObserver(itk::IterationEvent(), [&](const itk::EventObject&) {
        const double level = n4->GetCurrentLevel() +
                             n4->GetElapsedIterations() / static_cast<double>(kIterations[0] + 1);
        progress.report(level / static_cast<double>(kIterations.size()), "bias correction");
    });
    n4->Update();
    const auto field = n4->ReconstructBiasField(n4->GetLogBiasFieldControlPointLattice());
    const float* values = field->GetBufferPointer();
    return {image.geometry(), {values, values + image.geometry().voxelCount()}};
}

/// The field is found in the logarithm, where what is nearly black (bone, air inside the head)
/// would outweigh all tissue.
Mask brightTissue(const Volume& image, Mask inside)
{
    constexpr double darkShare = 0.25;
    const auto voxels = image.voxels();
    const auto labels = inside.labels();
    double sum = 0.0;
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        sum += labels[n] != 0 ? static_cast<double>(voxels[n]) : 0.0;
    }
    const double limit =
        darkShare * sum / static_cast<double>(std::max<std::size_t>(1, inside.foregroundCount()));
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        const auto value = static_cast<double>(voxels[n]);
        labels[n] = labels[n] != 0 && value > 0.0 && value > limit ? 1 : 0;
    }
    return inside;
}

} // namespace

Volume correctBias(const Volume& image, const Mask& foreground, const Progress& progress)
{
    const Geometry coarse = isotropicGeometry(image.geometry(), kGridMm);
    const Volume small = resampleLinear(image, coarse);
    const Mask inside = brightTissue(small, resampleNearest(foreground, coarse));
    if (inside.foregroundCount() == 0) {
        throw Error(Error::Kind::Data, "There is no foreground to correct the bias field in.");
    }
    try {
        const Volume field = resampleLinear(logField(small, inside, progress), image.geometry());
        std::vector<float> voxels(image.voxels().begin(), image.voxels().end());
        for (std::size_t n = 0; n < voxels.size(); ++n) {
            if (foreground.labels()[n] != 0) {
                voxels[n] /= std::exp(field.voxels()[n]);
            }
        }
        return {image.geometry(), std::move(voxels)};
    } catch (const itk::ExceptionObject& failure) {
        throw Error(Error::Kind::Data,
                    std::string("The bias correction failed: ") + failure.GetDescription());
    }
}

} // namespace dawson
