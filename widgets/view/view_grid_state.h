#pragma once

#include "widgets/view/compare_panes.h"
#include "widgets/view/lesion_erase_tool.h"
#include "widgets/view/paint_tool.h"
#include "widgets/view/pair_display.h"
#include "widgets/view/slice_view.h"
#include "widgets/view/surface_view.h"
#include "widgets/view/view_grid.h"
#include "widgets/view/view_tool.h"

#include <QGridLayout>

#include <array>
#include <vector>

namespace dawson
{

struct ViewGrid::State {
    explicit State(CaseDocument& openCase)
        : document(openCase)
        , viewTool(openCase)
        , paintTool(openCase)
        , eraseTool(openCase)
    {
    }

    Tool* toolOf(Mode mode)
    {
        return mode == Mode::View    ? static_cast<Tool*>(&viewTool)
               : mode == Mode::Paint ? static_cast<Tool*>(&paintTool)
                                     : static_cast<Tool*>(&eraseTool);
    }

    static bool isComparison(Layout layout)
    {
        return layout == Layout::Compare || layout == Layout::CompareTwo;
    }

    CaseDocument& document;
    ViewTool viewTool;
    PaintTool paintTool;
    LesionEraseTool eraseTool;
    PairDisplay pair;
    PaneSettings settings;
    std::array<SliceView*, 3> slices{};
    SurfaceView* surface = nullptr;
    ComparePanes* comparison = nullptr;
    std::vector<SliceView*> panes; ///< every slice pane, those of the comparison too
    QGridLayout* layout = nullptr;
    Layout kind = Layout::Grid;
    Layout beforeMaximized = Layout::Grid;
    Layout ofOneImage = Layout::Grid;     ///< what to go back to from a pair
    Layout beforeOneImage = Layout::Grid; ///< what a maximised pane of it goes back to
    Layout ofPair = Layout::CompareTwo;   ///< what a pair opens with
    bool pairOpen = false;
    bool zoomShared = false;
};

} // namespace dawson
