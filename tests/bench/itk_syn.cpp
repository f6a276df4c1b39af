#include "tests/bench/itk_syn.h"

#include "core/base/error.h"
#include "core/registration/itk_grid.h"

#include <itkAffineTransform.h>
#include <itkANTSNeighborhoodCorrelationImageToImageMetricv4.h>
#include <itkDisplacementFieldTransform.h>
#include <itkDisplacementFieldTransformParametersAdaptor.h>
#include <itkMattesMutualInformationImageToImageMetricv4.h>
#include <itkShrinkImageFilter.h>
#include <itkSyNImageRegistrationMethod.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace dawson
{

namespace
{

using Image = itk::Image<float, 3>;
using Warp = itk::DisplacementFieldTransform<float, 3>;
using Field = Warp::DisplacementFieldType;
using Affine = itk::AffineTransform<float, 3>;
using Method = itk::SyNImageRegistrationMethod<Image, Image, Warp>;
using Shrinks = Method::ShrinkFactorsPerDimensionContainerType;

/// ANTs takes the quantiles of the whole image, air included.
Image::Pointer winsorisedImage(const Volume& volume)
{
    const auto voxels = volume.voxels();
    std::vector<float> sorted(voxels.begin(), voxels.end());
    const auto quantile = [&sorted](double share) {
        const auto at = sorted.begin() +
                        static_cast<std::ptrdiff_t>(share * static_cast<double>(sorted.size() - 1));
        std::nth_element(sorted.begin(), at, sorted.end());
        return *at;
    };
    const float low = quantile(0.005);
    const float high = quantile(0.995);
    const auto image = itkImageOn<Image>(volume.geometry());
    std::transform(voxels.begin(), voxels.end(), image->GetBufferPointer(), [&](float v) {
        return std::clamp((v - low) / (high - low), 0.0F, 1.0F);
    });
    return image;
}

Affine::Pointer itkAffine(const AffineMap& map)
{
    Affine::MatrixType matrix;
    Affine::OutputVectorType offset;
    for (unsigned r = 0; r < 3; ++r) {
        offset[r] = static_cast<float>(map.offset[r]);
        for (unsigned c = 0; c < 3; ++c) {
            matrix[r][c] = static_cast<float>(map.matrix[r][c]);
        }
    }
    auto affine = Affine::New();
    affine->SetMatrix(matrix);
    affine->SetOffset(offset);
    return affine;
}

void setMetric(Method& method, FieldMetric metric)
{
    if (metric == FieldMetric::MutualInformation) {
        using Metric = itk::MattesMutualInformationImageToImageMetricv4<Image, Image, Image, float>;
        const auto mattes = Metric::New();
        mattes->SetNumberOfHistogramBins(32);
        mattes->SetUseFixedImageGradientFilter(false);
        mattes->SetUseMovingImageGradientFilter(false);
        method.SetMetric(mattes);
        return;
    }
    using Metric = itk::ANTSNeighborhoodCorrelationImageToImageMetricv4<Image, Image, Image, float>;
    const auto correlation = Metric::New();
    Metric::RadiusType radius;
    radius.Fill(2);
    correlation->SetRadius(radius);
    correlation->SetUseFixedImageGradientFilter(false);
    correlation->SetUseMovingImageGradientFilter(false);
    method.SetMetric(correlation);
}

/// The factor of each axis that comes nearest to the finest axis' voxel, as ANTs chooses it.
Shrinks shrinksOf(const Geometry& grid, int shrink)
{
    const auto& spacing = grid.spacing();
    const double wanted = shrink * *std::min_element(spacing.begin(), spacing.end());
    Shrinks factors;
    for (unsigned axis = 0; axis < 3; ++axis) {
        int best = shrink;
        for (int factor = shrink - 1; factor > 0; --factor) {
            if (std::abs(spacing[axis] * factor - wanted) <
                std::abs(spacing[axis] * best - wanted)) {
                best = factor;
            }
        }
        factors[axis] = static_cast<unsigned>(best);
    }
    return factors;
}

/// The grid of the field on one level.
auto adaptorFor(const Image* fixed, const Shrinks& factors)
{
    const auto shrunk = itk::ShrinkImageFilter<Image, Image>::New();
    shrunk->SetInput(fixed);
    for (unsigned axis = 0; axis < 3; ++axis) {
        shrunk->SetShrinkFactor(axis, factors[axis]);
    }
    shrunk->UpdateOutputInformation();
    const auto* grid = shrunk->GetOutput();
    auto adaptor = itk::DisplacementFieldTransformParametersAdaptor<Warp>::New();
    adaptor->SetRequiredSpacing(grid->GetSpacing());
    adaptor->SetRequiredSize(grid->GetLargestPossibleRegion().GetSize());
    adaptor->SetRequiredDirection(grid->GetDirection());
    adaptor->SetRequiredOrigin(grid->GetOrigin());
    return adaptor;
}

void setLevels(Method& method, const Image* fixed, const Geometry& grid, const ItkSynSpec& spec)
{
    const auto count = spec.levels.size();
    Method::SmoothingSigmasArrayType sigmas(static_cast<unsigned>(count));
    Method::NumberOfIterationsArrayType iterations(static_cast<unsigned>(count));
    Method::TransformParametersAdaptorsContainerType adaptors;
    method.SetNumberOfLevels(count);
    for (unsigned n = 0; n < count; ++n) {
        const ItkSynLevel& level = spec.levels[n];
        sigmas[n] = static_cast<float>(level.sigmaVoxels);
        iterations[n] = static_cast<unsigned>(level.iterations);
        const Shrinks factors = shrinksOf(grid, level.shrink);
        method.SetShrinkFactorsPerDimension(n, factors);
        adaptors.push_back(adaptorFor(fixed, factors).GetPointer());
    }
    method.SetTransformParametersAdaptorsPerLevel(adaptors);
    method.SetSmoothingSigmasPerLevel(sigmas);
    method.SetSmoothingSigmasAreSpecifiedInPhysicalUnits(false);
    method.SetNumberOfIterationsPerLevel(iterations);
}

DisplacementField fieldOf(const Field& image, const Geometry& grid)
{
    std::vector<DisplacementField::Vector> vectors(grid.voxelCount());
    const auto* in = image.GetBufferPointer();
    for (DisplacementField::Vector& v : vectors) {
        v = {(*in)[0], (*in)[1], (*in)[2]};
        ++in;
    }
    return {grid, std::move(vectors)};
}

} // namespace

Transform::Fields
itkSyn(const Volume& fixed, const Volume& moving, const AffineMap& linear, const ItkSynSpec& spec)
{
    itk::MultiThreaderBase::SetGlobalDefaultNumberOfThreads(1);
    const Geometry& grid = fixed.geometry();
    const auto fixedImage = winsorisedImage(fixed);
    const auto movingImage = winsorisedImage(moving);
    const auto start = itk::CompositeTransform<float, 3>::New();
    start->AddTransform(itkAffine(linear));
    const auto method = Method::New();
    setMetric(*method, spec.metric);
    method->SetFixedImage(fixedImage);
    method->SetMovingImage(movingImage);
    method->SetMovingInitialTransform(start);
    setLevels(*method, fixedImage, grid, spec);
    method->SetLearningRate(0.2F);
    method->SetGaussianSmoothingVarianceForTheUpdateField(3.0F);
    method->SetGaussianSmoothingVarianceForTheTotalField(static_cast<float>(spec.totalVariance));
    method->SetConvergenceThreshold(1e-6F);
    method->SetConvergenceWindowSize(10);
    method->SetDownsampleImagesForMetricDerivatives(true);
    method->SetAverageMidPointGradients(false);
    auto* warp = method->GetModifiableTransform();
    warp->SetDisplacementField(itkImageOn<Field>(grid));
    warp->SetInverseDisplacementField(itkImageOn<Field>(grid));
    try {
        method->Update();
    } catch (const itk::ExceptionObject& failure) {
        throw Error(Error::Kind::Data, std::string("ITK: ") + failure.GetDescription());
    }
    const auto* found = method->GetTransform();
    return {fieldOf(*found->GetDisplacementField(), grid),
            fieldOf(*found->GetInverseDisplacementField(), grid)};
}

} // namespace dawson
