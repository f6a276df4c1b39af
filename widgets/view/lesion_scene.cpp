#include "widgets/view/lesion_scene.h"

#include "widgets/view/mask_paint.h"

#include <vtkCellPicker.h>
#include <vtkFloatArray.h>
#include <vtkLookupTable.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>

#include <cmath>
#include <numbers>

namespace dawson
{

namespace
{

constexpr double kHeadOpacity = 0.22;
constexpr double kStripeMm = 4.0; ///< from one stripe to the next

vtkSmartPointer<vtkActor> makeActor(vtkPolyData* mesh)
{
    vtkNew<vtkPolyDataMapper> mapper;
    mapper->SetInputData(mesh);
    mapper->ScalarVisibilityOff();
    auto actor = vtkSmartPointer<vtkActor>::New();
    actor->SetMapper(mapper);
    return actor;
}

/// Stripes in space: a wave along the diagonal, cut into two shades.
void addStripes(vtkActor& actor, const QColor& color)
{
    auto* mapper = vtkPolyDataMapper::SafeDownCast(actor.GetMapper());
    vtkPolyData* mesh = mapper->GetInput();
    vtkNew<vtkFloatArray> wave;
    wave->SetNumberOfValues(mesh->GetNumberOfPoints());
    for (vtkIdType n = 0; n < mesh->GetNumberOfPoints(); ++n) {
        const double* p = mesh->GetPoint(n);
        const double along = (p[0] + p[1] + p[2]) / std::numbers::sqrt3;
        wave->SetValue(n, static_cast<float>(std::sin(2.0 * std::numbers::pi * along / kStripeMm)));
    }
    mesh->GetPointData()->SetScalars(wave);
    vtkNew<vtkLookupTable> shades;
    shades->SetNumberOfTableValues(2);
    const QColor dark = color.darker(260);
    shades->SetTableValue(0, dark.redF(), dark.greenF(), dark.blueF());
    shades->SetTableValue(1, color.redF(), color.greenF(), color.blueF());
    mapper->SetLookupTable(shades);
    mapper->SetScalarRange(-1.0, 1.0);
    mapper->InterpolateScalarsBeforeMappingOn();
    mapper->ScalarVisibilityOn();
}

/// The counterparts of dashes and hatches: a wire frame, and stripes.
void setLook(vtkActor& actor, const QColor& color, MaskPattern pattern)
{
    vtkProperty& property = *actor.GetProperty();
    property.SetColor(color.redF(), color.greenF(), color.blueF());
    property.SetAmbient(0.2);
    property.SetDiffuse(0.8);
    property.SetSpecular(0.15);
    property.SetSpecularPower(20.0);
    if (pattern == MaskPattern::Dashed) {
        property.SetRepresentationToWireframe();
    } else if (pattern == MaskPattern::Hatched) {
        addStripes(actor, color);
    }
}

} // namespace

bool hasSurfaces(const MaskLayer& layer, const QString& only)
{
    return layer.inSpace && (only.isEmpty() ? layer.visible : layer.id == only);
}

LesionScene::LesionScene(vtkRenderer& renderer)
    : m_renderer(renderer)
{
}

void LesionScene::setHead(vtkPolyData* mesh, const QColor& color)
{
    if (m_head != nullptr) {
        m_renderer.RemoveActor(m_head);
        m_head = nullptr;
    }
    if (mesh == nullptr || mesh->GetNumberOfCells() == 0) {
        return;
    }
    m_head = makeActor(mesh);
    m_head->PickableOff();
    m_head->GetProperty()->SetColor(color.redF(), color.greenF(), color.blueF());
    m_head->GetProperty()->SetOpacity(kHeadOpacity);
    m_head->GetProperty()->BackfaceCullingOn();
    m_renderer.AddActor(m_head);
}

void LesionScene::setLayer(const LayerMeshes& layer)
{
    drop(layer.id);
    auto& actors = m_layers[layer.id];
    for (const LabelMesh& mesh : layer.meshes) {
        LabelActor made{mesh.label, makeActor(mesh.surface), {}};
        made.actor->VisibilityOff(); // until apply() gives it a colour
        m_renderer.AddActor(made.actor);
        actors.push_back(std::move(made));
    }
}

void LesionScene::drop(const QString& id)
{
    const auto found = m_layers.find(id);
    if (found == m_layers.end()) {
        return;
    }
    for (const LabelActor& label : found->second) {
        m_renderer.RemoveActor(label.actor);
    }
    m_layers.erase(found);
}

void LesionScene::keepOnly(const LayerStack& layers)
{
    std::vector<QString> gone;
    for (const auto& [id, actors] : m_layers) {
        if (layers.mask(id) == nullptr) {
            gone.push_back(id);
        }
    }
    for (const QString& id : gone) {
        drop(id);
    }
}

void LesionScene::clear()
{
    while (!m_layers.empty()) {
        drop(m_layers.begin()->first);
    }
    setHead(nullptr, {});
}

bool LesionScene::apply(const LayerStack& layers, const QString& only)
{
    bool changed = false;
    for (auto& [id, actors] : m_layers) {
        const MaskLayer* layer = layers.mask(id);
        for (LabelActor& label : actors) {
            const bool visible = layer != nullptr && hasSurfaces(*layer, only);
            if (visible != (label.actor->GetVisibility() != 0)) {
                label.actor->SetVisibility(visible ? 1 : 0);
                changed = true;
            }
            const QColor color = layer != nullptr ? labelColor(*layer, label.label) : label.color;
            if (color != label.color) {
                label.color = color;
                setLook(*label.actor, color, labelPattern(*layer, label.label));
                changed = true;
            }
        }
    }
    return changed;
}

std::optional<LesionScene::Hit> LesionScene::hitAt(double displayX, double displayY) const
{
    vtkNew<vtkCellPicker> picker;
    picker->SetTolerance(0.002);
    picker->PickFromListOn();
    for (const auto& [id, actors] : m_layers) {
        for (const LabelActor& label : actors) {
            picker->AddPickList(label.actor);
        }
    }
    if (picker->Pick(displayX, displayY, 0.0, &m_renderer) == 0) {
        return std::nullopt;
    }
    double at[3];
    picker->GetPickPosition(at);
    for (const auto& [id, actors] : m_layers) {
        for (const LabelActor& label : actors) {
            if (label.actor == picker->GetActor()) {
                return Hit{id, {at[0], at[1], at[2]}};
            }
        }
    }
    return std::nullopt;
}

} // namespace dawson
