#include "widgets/view/lesion_mesh.h"

#include "core/image/intensity_window.h"
#include "core/image/resample.h"

#include <vtkDiscreteFlyingEdges3D.h>
#include <vtkFlyingEdges3D.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPolyDataConnectivityFilter.h>
#include <vtkPolyDataNormals.h>
#include <vtkWindowedSincPolyDataFilter.h>

#include <algorithm>
#include <bitset>

namespace dawson
{

namespace
{

constexpr double kHeadSpacingMm = 2.5;
constexpr double kHeadThreshold = 0.15; ///< share of the robust window: above noise in the air

/// A box of voxels in index space with a margin of background, so that every surface closes.
template <typename Voxel, typename Value>
vtkSmartPointer<vtkImageData> paddedImage(const Region& region, int type, const Value& valueAt)
{
    auto image = vtkSmartPointer<vtkImageData>::New();
    image->SetDimensions(region.size[0] + 2, region.size[1] + 2, region.size[2] + 2);
    image->SetOrigin(region.lower.i - 1, region.lower.j - 1, region.lower.k - 1);
    image->AllocateScalars(type, 1);
    auto* out = static_cast<Voxel*>(image->GetScalarPointer());
    std::fill_n(out, image->GetNumberOfPoints(), Voxel{0});
    for (int k = 0; k < region.size[2]; ++k) {
        for (int j = 0; j < region.size[1]; ++j) {
            auto* row = static_cast<Voxel*>(image->GetScalarPointer(1, j + 1, k + 1));
            for (int i = 0; i < region.size[0]; ++i) {
                row[i] = valueAt({region.lower.i + i, region.lower.j + j, region.lower.k + k});
            }
        }
    }
    return image;
}

/// Smooths, moves from index space into the patient, and gives normals.
vtkSmartPointer<vtkPolyData>
finished(vtkAlgorithmOutput* surface, const Geometry& geometry, double passBand)
{
    vtkNew<vtkWindowedSincPolyDataFilter> smooth;
    smooth->SetInputConnection(surface);
    smooth->SetNumberOfIterations(15);
    smooth->SetPassBand(passBand);
    smooth->BoundarySmoothingOff();
    smooth->FeatureEdgeSmoothingOff();
    smooth->NonManifoldSmoothingOn();
    smooth->NormalizeCoordinatesOn();
    smooth->Update();
    vtkPolyData* mesh = smooth->GetOutput();
    for (vtkIdType n = 0; n < mesh->GetNumberOfPoints(); ++n) {
        const double* p = mesh->GetPoint(n);
        const PatientPoint q = geometry.toPatient(VoxelPoint{p[0], p[1], p[2]});
        mesh->GetPoints()->SetPoint(n, q.x, q.y, q.z);
    }
    mesh->GetPointData()->Initialize(); // labels are not colours
    vtkNew<vtkPolyDataNormals> normals;
    normals->SetInputData(mesh);
    normals->SplittingOff();
    normals->AutoOrientNormalsOn();
    normals->Update();
    return normals->GetOutput();
}

} // namespace

std::vector<LabelMesh> lesionMeshes(const Mask& mask, const Progress& progress)
{
    std::vector<LabelMesh> meshes;
    const Region region = mask.foregroundRegion();
    if (region.empty()) {
        return meshes;
    }
    std::bitset<256> present;
    const auto image =
        paddedImage<std::uint8_t>(region, VTK_UNSIGNED_CHAR, [&](const VoxelIndex& voxel) {
            present.set(mask.at(voxel));
            return mask.at(voxel);
        });
    for (std::size_t label = 1; label < present.size(); ++label) {
        if (!present.test(label)) {
            continue;
        }
        progress.report(0.5);
        vtkNew<vtkDiscreteFlyingEdges3D> edges;
        edges->SetInputData(image);
        edges->SetValue(0, static_cast<double>(label));
        meshes.push_back({static_cast<std::uint8_t>(label),
                          finished(edges->GetOutputPort(), mask.geometry(), 0.1)});
    }
    return meshes;
}

vtkSmartPointer<vtkPolyData> headMesh(const Volume& volume, const Progress& progress)
{
    const IntensityWindow window = robustWindow(volume);
    progress.report(0.1);
    const Geometry grid = isotropicGeometry(volume.geometry(), kHeadSpacingMm);
    const Volume coarse = resampleLinear(volume, grid);
    progress.report(0.6);
    const auto image = paddedImage<float>(
        Region::whole(grid), VTK_FLOAT, [&](const VoxelIndex& voxel) { return coarse.at(voxel); });
    vtkNew<vtkFlyingEdges3D> edges;
    edges->SetInputData(image);
    edges->ComputeNormalsOff();
    edges->ComputeScalarsOff();
    edges->SetValue(0, window.low + kHeadThreshold * window.width());
    vtkNew<vtkPolyDataConnectivityFilter> largest;
    largest->SetInputConnection(edges->GetOutputPort());
    largest->SetExtractionModeToLargestRegion();
    largest->Update();
    progress.report(0.8);
    if (largest->GetOutput()->GetNumberOfCells() == 0) {
        return vtkSmartPointer<vtkPolyData>::New();
    }
    return finished(largest->GetOutputPort(), grid, 0.05);
}

} // namespace dawson
