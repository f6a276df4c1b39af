#include "widgets/view/lesion_mesh.h"

#include "core/image/intensity_window.h"
#include "core/image/resample.h"
#include "widgets/view/content_region.h"

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

/// What the air cannot reach within an axial slice: the head without its inner spaces. Slice by
/// slice, because above and below a scan often cuts the head open.
class SolidHead
{
public:
    SolidHead(const Volume& coarse, double threshold)
        : m_coarse(coarse)
        , m_threshold(threshold)
        , m_solid(coarse.geometry().voxelCount(), true)
        , m_across(coarse.geometry().axisAlong(0))
        , m_along(coarse.geometry().axisAlong(1))
    {
        for (std::size_t offset = 0; offset < m_solid.size(); ++offset) {
            const VoxelIndex voxel = coarse.geometry().voxelAt(offset);
            if (onBorder(voxel)) {
                enter(voxel);
            }
        }
        while (!m_front.empty()) {
            const VoxelIndex voxel = coarse.geometry().voxelAt(m_front.back());
            m_front.pop_back();
            for (const int step : {-1, 1}) {
                enter(moved(voxel, m_across, step));
                enter(moved(voxel, m_along, step));
            }
        }
    }

    bool at(const VoxelIndex& voxel) const { return m_solid[m_coarse.geometry().offset(voxel)]; }

private:
    static VoxelIndex moved(VoxelIndex voxel, int axis, int step)
    {
        (axis == 0 ? voxel.i : axis == 1 ? voxel.j : voxel.k) += step;
        return voxel;
    }

    bool onBorder(const VoxelIndex& voxel) const
    {
        const Geometry& grid = m_coarse.geometry();
        return !grid.contains(moved(voxel, m_across, -1)) ||
               !grid.contains(moved(voxel, m_across, 1)) ||
               !grid.contains(moved(voxel, m_along, -1)) ||
               !grid.contains(moved(voxel, m_along, 1));
    }

    void enter(const VoxelIndex& voxel)
    {
        if (!m_coarse.geometry().contains(voxel) || m_coarse.at(voxel) > m_threshold) {
            return;
        }
        const std::size_t offset = m_coarse.geometry().offset(voxel);
        if (m_solid[offset]) {
            m_solid[offset] = false;
            m_front.push_back(offset);
        }
    }

    const Volume& m_coarse;
    double m_threshold;
    std::vector<bool> m_solid;
    int m_across;
    int m_along;
    std::vector<std::size_t> m_front;
};

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
    const double threshold = window.low + kTissueShare * window.width();
    const SolidHead solid(coarse, threshold);
    // Inner spaces are raised above the threshold; the rest keeps its values for a smooth surface.
    const auto level = static_cast<float>(threshold);
    const auto image =
        paddedImage<float>(Region::whole(grid), VTK_FLOAT, [&](const VoxelIndex& voxel) {
            const float value = coarse.at(voxel);
            return solid.at(voxel) ? std::max(value, 2.0F * level) : std::min(value, level);
        });
    vtkNew<vtkFlyingEdges3D> edges;
    edges->SetInputData(image);
    edges->ComputeNormalsOff();
    edges->ComputeScalarsOff();
    edges->SetValue(0, threshold);
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
