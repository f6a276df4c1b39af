#include "app/bench/bench_vtk_slice.h"

#include <vtkCamera.h>
#include <vtkImageData.h>
#include <vtkImageProperty.h>
#include <vtkImageSlice.h>
#include <vtkImageSliceMapper.h>
#include <vtkLookupTable.h>
#include <vtkNew.h>
#include <vtkRenderer.h>

#include <algorithm>

namespace dawson
{

struct BenchVtkSlice::State {
    vtkNew<vtkImageSliceMapper> image;
    vtkNew<vtkImageSliceMapper> mask;
};

namespace
{

template <typename Voxel>
void setVoxels(vtkImageSliceMapper& mapper, const Geometry& geometry, int type, const Voxel* voxels)
{
    vtkNew<vtkImageData> data;
    data->SetDimensions(geometry.size().data());
    data->AllocateScalars(type, 1);
    std::copy_n(voxels, geometry.voxelCount(), static_cast<Voxel*>(data->GetScalarPointer()));
    mapper.SetInputData(data);
    mapper.SetOrientationToZ();
}

} // namespace

BenchVtkSlice::BenchVtkSlice(const LoadedCase& loaded)
    : VtkWidget(nullptr)
    , m_state(std::make_unique<State>())
{
    const LoadedCase::Image& image = loaded.images.front();
    const Geometry& geometry = image.volume->geometry();
    setVoxels(*m_state->image, geometry, VTK_FLOAT, image.volume->voxels().data());
    setVoxels(
        *m_state->mask, geometry, VTK_UNSIGNED_CHAR, loaded.masks.front().mask->labels().data());
    vtkNew<vtkImageSlice> gray;
    gray->SetMapper(m_state->image);
    gray->GetProperty()->SetColorWindow(image.window.width());
    gray->GetProperty()->SetColorLevel(image.window.level());
    renderer()->AddViewProp(gray);
    vtkNew<vtkLookupTable> colors;
    colors->SetTableRange(0, 1);
    colors->SetNumberOfTableValues(2);
    colors->SetTableValue(0, 0, 0, 0, 0);
    colors->SetTableValue(1, 0.3, 0.7, 0.9, 0.35);
    vtkNew<vtkImageSlice> overlay;
    overlay->SetMapper(m_state->mask);
    overlay->GetProperty()->SetLookupTable(colors);
    overlay->GetProperty()->UseLookupTableScalarRangeOn();
    overlay->GetProperty()->SetInterpolationTypeToNearest();
    renderer()->AddViewProp(overlay);
    renderer()->GetActiveCamera()->ParallelProjectionOn();
    renderer()->ResetCamera();
    renderer()->GetActiveCamera()->SetParallelScale(geometry.size()[1] / 2.0);
}

BenchVtkSlice::~BenchVtkSlice() = default;

void BenchVtkSlice::showSlice(int slice)
{
    m_state->image->SetSliceNumber(slice);
    m_state->mask->SetSliceNumber(slice);
    requestRender();
}

} // namespace dawson
