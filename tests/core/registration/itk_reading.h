#pragma once

#include "core/image/geometry.h"

#include <itkCompositeTransform.h>
#include <itkHDF5TransformIOFactory.h>
#include <itkTransformFactoryBase.h>
#include <itkTransformFileReader.h>

#include <string>

namespace dawson
{

/// The composite of a file, by ITK's own reader and found by its contents as other programs find
/// it. Throws itk::ExceptionObject, or std::bad_cast for another kind of transform.
inline itk::CompositeTransform<double, 3>::Pointer readByItk(const std::string& path)
{
    itk::HDF5TransformIOFactory::RegisterOneFactory();
    itk::TransformFactoryBase::RegisterDefaultTransforms();
    const auto reader = itk::TransformFileReaderTemplate<double>::New();
    reader->SetFileName(path);
    reader->Update();
    return &dynamic_cast<itk::CompositeTransform<double, 3>&>(*reader->GetTransformList()->front());
}

/// Where ITK sends a point.
inline PatientPoint sentByItk(const itk::CompositeTransform<double, 3>& transform,
                              const PatientPoint& p)
{
    const double in[3] = {p.x, p.y, p.z};
    const auto out =
        transform.TransformPoint(itk::CompositeTransform<double, 3>::InputPointType(in));
    return {out[0], out[1], out[2]};
}

} // namespace dawson
