#pragma once

#include "core/image/geometry.h"

#include <itkSize.h>

#include <array>

namespace dawson
{

/// An ITK image of type T, three-dimensional and zero, on a grid of ours.
template <typename T>
typename T::Pointer itkImageOn(const Geometry& grid)
{
    const auto image = T::New();
    typename T::SizeType size;
    typename T::SpacingType spacing;
    typename T::DirectionType direction;
    for (unsigned axis = 0; axis < 3; ++axis) {
        size[axis] = static_cast<itk::SizeValueType>(grid.size()[axis]);
        spacing[axis] = grid.spacing()[axis];
        for (unsigned row = 0; row < 3; ++row) {
            direction[row][axis] = grid.direction()[row][axis];
        }
    }
    const std::array<double, 3> origin{grid.origin().x, grid.origin().y, grid.origin().z};
    image->SetRegions(size);
    image->SetSpacing(spacing);
    image->SetOrigin(origin.data());
    image->SetDirection(direction);
    image->Allocate(true);
    return image;
}

} // namespace dawson
