#pragma once

#include "widgets/view/view_grid.h"

#include <functional>

namespace dawson
{

class Actions;

/// What the actions of the Read workspace do to the panes: layouts, conventions, crosshair, image.
void connectViewActions(const Actions& actions, ViewGrid& views, LayerStack& layers);

/// Flicker, wipe, checkerboard and plane of a pair. Space swaps only within the panes.
void connectPairActions(const Actions& actions, ViewGrid& views);

/// Which tool the mouse is, and how large the brush; `brushSet` is called after each change of the
/// brush. Tab changes the tool only within the panes.
void connectToolActions(const Actions& actions,
                        ViewGrid& views,
                        const std::function<void()>& brushSet);

/// How masks look, erasing the lesion under the crosshair, and the keys 1 to 9 for layers, which
/// work inside `workspace`.
void connectMaskActions(const Actions& actions, CaseDocument& document, QWidget& workspace);

} // namespace dawson
