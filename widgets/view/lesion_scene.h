#pragma once

#include "core/document/layer_stack.h"
#include "widgets/view/lesion_mesh.h"

#include <QColor>

#include <vtkActor.h>
#include <vtkRenderer.h>

#include <map>
#include <optional>

namespace dawson
{

/// Surfaces of one mask layer, as a thread delivers them.
struct LayerMeshes {
    QString id;
    std::vector<LabelMesh> meshes;
};

/// Whether the lesions of a layer stand in the 3D pane; `only`: of this layer alone, unless empty.
bool hasSurfaces(const MaskLayer& layer, const QString& only);

/// The actors of the 3D scene. Knows the renderer, no widget.
class LesionScene
{
public:
    explicit LesionScene(vtkRenderer& renderer);

    void setHead(vtkPolyData* mesh, const QColor& color);
    void setLayer(const LayerMeshes& layer);
    void keepOnly(const LayerStack& layers); ///< drops actors of layers that are gone
    void clear();

    /// Colours and visibility from the layers; `only` as in SurfaceView::setLayer. Returns whether
    /// anything changed.
    bool apply(const LayerStack& layers, const QString& only);

    /// The point of a lesion surface at a display position, and its layer; nothing beside them.
    struct Hit {
        QString layer;
        PatientPoint point;
    };

    std::optional<Hit> hitAt(double displayX, double displayY) const;

private:
    struct LabelActor {
        std::uint8_t label = 0;
        vtkSmartPointer<vtkActor> actor;
        QColor color;
    };

    void drop(const QString& id);

    vtkRenderer& m_renderer;
    vtkSmartPointer<vtkActor> m_head;
    std::map<QString, std::vector<LabelActor>> m_layers;
};

} // namespace dawson
