#pragma once

#include "core/document/background_task.h"
#include "widgets/view/lesion_scene.h"
#include "widgets/view/surface_view.h"

#include <QTimer>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <vector>

namespace dawson
{

struct SurfaceView::State {
    explicit State(CaseDocument& openCase)
        : document(openCase)
    {
    }

    CaseDocument& document;
    std::unique_ptr<LesionScene> scene; ///< none without OpenGL
    QString layer;
    bool headStale = false;  ///< the head's surface is of another case, or not made yet
    std::set<QString> stale; ///< layers whose surfaces are older than their mask

    /// Stale ones in sight: the others wait until they are shown.
    std::vector<QString> wanted() const
    {
        std::vector<QString> ids;
        std::ranges::copy_if(stale, std::back_inserter(ids), [this](const QString& id) {
            const MaskLayer* mask = document.layers().mask(id);
            return mask != nullptr && hasSurfaces(*mask, layer);
        });
        return ids;
    }

    std::map<QString, const Mask*> known; ///< layers that have surfaces, to notice another mask
    QTimer debounce;
    BackgroundTask lesionTask;
    BackgroundTask headTask;
    Qt::MouseButton button = Qt::NoButton;
    bool panning = false;
    bool dragged = false;
    QPointF last;
    QPointF pressed;
};

} // namespace dawson
