#include "app/actions.h"

#include <QtGlobal>

namespace dawson
{

namespace
{

using Kind = ActionRow::Kind;

// One line an action, however long: the table is read by column.
// clang-format off

const std::vector<ActionRow>& fileRows()
{
    static const std::vector<ActionRow> rows{
        {"project.open", MenuName::File, QT_TRANSLATE_NOOP("dawson::Actions", "&Open project…"), QT_TRANSLATE_NOOP("dawson::Actions", "Open the folder of a project: any BIDS dataset"), "open", "Ctrl+O"},
        {"project.new", MenuName::File, QT_TRANSLATE_NOOP("dawson::Actions", "&New project…"), QT_TRANSLATE_NOOP("dawson::Actions", "Make an empty project in a new folder"), "add", "Ctrl+N"},
        {"project.demo", MenuName::File, QT_TRANSLATE_NOOP("dawson::Actions", "Open the &demo"), QT_TRANSLATE_NOOP("dawson::Actions", "Open the demo project of synthetic brains"), "", ""},
        {"project.import", MenuName::File, QT_TRANSLATE_NOOP("dawson::Actions", "&Import images…"), QT_TRANSLATE_NOOP("dawson::Actions", "Copy loose images into the project"), "import", "Ctrl+I", Kind::Separated},
        {"case.save", MenuName::File, QT_TRANSLATE_NOOP("dawson::Actions", "&Save mask"), QT_TRANSLATE_NOOP("dawson::Actions", "Save the mask of the open case"), "save", "Ctrl+S"},
        {"case.submit", MenuName::File, QT_TRANSLATE_NOOP("dawson::Actions", "S&ubmit mask"), QT_TRANSLATE_NOOP("dawson::Actions", "Save the mask and mark it as done; painting and saving takes that back"), "done", "Ctrl+Return"},
        {"project.close", MenuName::File, QT_TRANSLATE_NOOP("dawson::Actions", "&Close project"), QT_TRANSLATE_NOOP("dawson::Actions", "Close the project"), "", "Ctrl+W", Kind::Separated},
        {"app.quit", MenuName::File, QT_TRANSLATE_NOOP("dawson::Actions", "&Quit"), QT_TRANSLATE_NOOP("dawson::Actions", "Close the window; running jobs go on"), "", "Ctrl+Q"},
        {"edit.undo", MenuName::Edit, QT_TRANSLATE_NOOP("dawson::Actions", "&Undo"), QT_TRANSLATE_NOOP("dawson::Actions", "Undo the last step"), "undo", "Ctrl+Z"},
        {"edit.redo", MenuName::Edit, QT_TRANSLATE_NOOP("dawson::Actions", "&Redo"), QT_TRANSLATE_NOOP("dawson::Actions", "Redo the step that was undone"), "redo", "Ctrl+Shift+Z Ctrl+Y"},
        {"grader.choose", MenuName::Edit, QT_TRANSLATE_NOOP("dawson::Actions", "Who &grades…"), QT_TRANSLATE_NOOP("dawson::Actions", "Choose whose mask is painted"), "grader", "Ctrl+G", Kind::Separated},
    };
    return rows;
}

const std::vector<ActionRow>& viewRows()
{
    static const std::vector<ActionRow> rows{
        {"workspace.read", MenuName::View, QT_TRANSLATE_NOOP("dawson::Actions", "&Read"), QT_TRANSLATE_NOOP("dawson::Actions", "Look and mask"), "read", "F2", Kind::Checkable},
        {"workspace.train", MenuName::View, QT_TRANSLATE_NOOP("dawson::Actions", "&Train"), QT_TRANSLATE_NOOP("dawson::Actions", "Models, predictions and fine-tuning"), "train", "F3", Kind::Checkable},
        {"workspace.evaluate", MenuName::View, QT_TRANSLATE_NOOP("dawson::Actions", "&Evaluate"), QT_TRANSLATE_NOOP("dawson::Actions", "Compare graders and models"), "evaluate", "F4", Kind::Checkable},
        {"layout.grid", MenuName::View, QT_TRANSLATE_NOOP("dawson::Actions", "Four &panes"), QT_TRANSLATE_NOOP("dawson::Actions", "Axial, sagittal, coronal and 3D alike"), "layout-grid", "Ctrl+1", Kind::Separated},
        {"layout.axialLarge", MenuName::View, QT_TRANSLATE_NOOP("dawson::Actions", "Large a&xial"), QT_TRANSLATE_NOOP("dawson::Actions", "Axial large, the others beside"), "layout-axial-large", "Ctrl+2"},
        {"layout.axial", MenuName::View, QT_TRANSLATE_NOOP("dawson::Actions", "&Axial only"), QT_TRANSLATE_NOOP("dawson::Actions", "Only the axial pane"), "layout-axial", "Ctrl+3"},
        {"layout.sagittal", MenuName::View, QT_TRANSLATE_NOOP("dawson::Actions", "&Sagittal only"), QT_TRANSLATE_NOOP("dawson::Actions", "Only the sagittal pane"), "layout-sagittal", "Ctrl+4"},
        {"layout.coronal", MenuName::View, QT_TRANSLATE_NOOP("dawson::Actions", "Coronal onl&y"), QT_TRANSLATE_NOOP("dawson::Actions", "Only the coronal pane"), "layout-coronal", "Ctrl+5"},
        {"layout.surface", MenuName::View, QT_TRANSLATE_NOOP("dawson::Actions", "&3D only"), QT_TRANSLATE_NOOP("dawson::Actions", "Only the lesion surfaces"), "layout-surface", "Ctrl+6"},
        {"pair.onePlane", MenuName::View, QT_TRANSLATE_NOOP("dawson::Actions", "Compare in &one plane"), QT_TRANSLATE_NOOP("dawson::Actions", "Prior, current and subtraction side by side"), "layout-compare", "Ctrl+7", Kind::Separated},
        {"pair.twoPlanes", MenuName::View, QT_TRANSLATE_NOOP("dawson::Actions", "Co&mpare in two planes"), QT_TRANSLATE_NOOP("dawson::Actions", "Prior, current and subtraction side by side, in two planes"), "layout-compare-two", "Ctrl+8"},
        {"pair.plane", MenuName::View, QT_TRANSLATE_NOOP("dawson::Actions", "Next p&lane of the comparison"), QT_TRANSLATE_NOOP("dawson::Actions", "Compare in axial, sagittal or coronal planes"), "", "Q"},
        {"pair.swap", MenuName::View, QT_TRANSLATE_NOOP("dawson::Actions", "&Flicker"), QT_TRANSLATE_NOOP("dawson::Actions", "Change between prior and current in one pane; hold to look and come back"), "", "Space"},
        {"pair.flicker", MenuName::View, QT_TRANSLATE_NOOP("dawson::Actions", "Flicker &by itself"), QT_TRANSLATE_NOOP("dawson::Actions", "Change between prior and current at a steady rate"), "flicker", "Shift+Space", Kind::Checkable},
        {"pair.wipe", MenuName::View, QT_TRANSLATE_NOOP("dawson::Actions", "&Wipe"), QT_TRANSLATE_NOOP("dawson::Actions", "Prior left and current right of a divider that can be dragged"), "wipe", "L", Kind::Checkable},
        {"pair.checkerboard", MenuName::View, QT_TRANSLATE_NOOP("dawson::Actions", "Checkerboar&d"), QT_TRANSLATE_NOOP("dawson::Actions", "Prior and current in alternate squares"), "checkerboard", "K", Kind::Checkable},
        {"view.reset", MenuName::View, QT_TRANSLATE_NOOP("dawson::Actions", "Reset &views"), QT_TRANSLATE_NOOP("dawson::Actions", "Zoom, position and window as at the start"), "reset", "R", Kind::Separated},
        {"view.center", MenuName::View, QT_TRANSLATE_NOOP("dawson::Actions", "Ce&ntre on the crosshair"), QT_TRANSLATE_NOOP("dawson::Actions", "Bring the crosshair to the middle of every pane"), "", "C"},
        {"view.nextImage", MenuName::View, QT_TRANSLATE_NOOP("dawson::Actions", "Next &image"), QT_TRANSLATE_NOOP("dawson::Actions", "Show the next sequence of the case"), "", "W"},
        {"view.crosshair", MenuName::View, QT_TRANSLATE_NOOP("dawson::Actions", "&Crosshair"), QT_TRANSLATE_NOOP("dawson::Actions", "Show or hide the crosshair"), "crosshair", "X", Kind::Checkable},
        {"view.neurological", MenuName::View, QT_TRANSLATE_NOOP("dawson::Actions", "Ne&urological convention"), QT_TRANSLATE_NOOP("dawson::Actions", "Patient's left on the left of the screen"), "", "", Kind::Checkable},
        {"view.worklist", MenuName::View, QT_TRANSLATE_NOOP("dawson::Actions", "Wor&klist"), QT_TRANSLATE_NOOP("dawson::Actions", "Show or hide the worklist"), "worklist", "F9", Kind::Checkable},
        {"view.lightTheme", MenuName::View, QT_TRANSLATE_NOOP("dawson::Actions", "Light t&heme"), QT_TRANSLATE_NOOP("dawson::Actions", "Light colours for a bright room"), "theme", "", Kind::Checkable},
    };
    return rows;
}

const std::vector<ActionRow>& taskRows()
{
    static const std::vector<ActionRow> rows{
        {"task.flair", MenuName::Task, QT_TRANSLATE_NOOP("dawson::Actions", "&FLAIR lesions"), QT_TRANSLATE_NOOP("dawson::Actions", "Mask the lesions of each visit on its FLAIR"), "", "F5", Kind::Checkable},
        {"task.new", MenuName::Task, QT_TRANSLATE_NOOP("dawson::Actions", "&New lesions"), QT_TRANSLATE_NOOP("dawson::Actions", "Mask what is new on the FLAIR since the visit before"), "", "F6", Kind::Checkable},
        {"task.enhancing", MenuName::Task, QT_TRANSLATE_NOOP("dawson::Actions", "&Enhancing lesions"), QT_TRANSLATE_NOOP("dawson::Actions", "Mask what takes up gadolinium on the T1w"), "", "F7", Kind::Checkable},
        {"task.registerAll", MenuName::Task, QT_TRANSLATE_NOOP("dawson::Actions", "&Register all pairs"), QT_TRANSLATE_NOOP("dawson::Actions", "Lay the later image of every pair on the earlier one, in the background; what is registered stays"), "layers", "", Kind::Separated},
    };
    return rows;
}

const std::vector<ActionRow>& maskRows()
{
    static const std::vector<ActionRow> rows{
        {"mask.look", MenuName::Mask, QT_TRANSLATE_NOOP("dawson::Actions", "&Look"), QT_TRANSLATE_NOOP("dawson::Actions", "Look: move the crosshair, drag to change the window; Tab changes between looking and painting"), "view", "V", Kind::Checkable},
        {"mask.disc", MenuName::Mask, QT_TRANSLATE_NOOP("dawson::Actions", "Paint with a &disc"), QT_TRANSLATE_NOOP("dawson::Actions", "Paint in one slice; the right button erases"), "disc", "B", Kind::Checkable},
        {"mask.ball", MenuName::Mask, QT_TRANSLATE_NOOP("dawson::Actions", "Paint with a &ball"), QT_TRANSLATE_NOOP("dawson::Actions", "Paint in all slices at once; the right button erases"), "ball", "Shift+B", Kind::Checkable},
        {"mask.eraseLesion", MenuName::Mask, QT_TRANSLATE_NOOP("dawson::Actions", "&Erase lesions"), QT_TRANSLATE_NOOP("dawson::Actions", "A click erases a whole lesion"), "lesion-erase", "E", Kind::Checkable},
        {"mask.toggle", MenuName::Mask, QT_TRANSLATE_NOOP("dawson::Actions", "Look or &paint"), QT_TRANSLATE_NOOP("dawson::Actions", "Change between looking and painting"), "", "Tab"},
        {"mask.threshold", MenuName::Mask, QT_TRANSLATE_NOOP("dawson::Actions", "Limit to &intensities"), QT_TRANSLATE_NOOP("dawson::Actions", "Paint only voxels within the intensity limits"), "threshold", "I", Kind::Checkable},
        {"mask.smaller", MenuName::Mask, QT_TRANSLATE_NOOP("dawson::Actions", "&Smaller brush"), QT_TRANSLATE_NOOP("dawson::Actions", "Smaller brush"), "remove", "[ -"},
        {"mask.larger", MenuName::Mask, QT_TRANSLATE_NOOP("dawson::Actions", "L&arger brush"), QT_TRANSLATE_NOOP("dawson::Actions", "Larger brush"), "add", "] +"},
        {"mask.deleteLesion", MenuName::Mask, QT_TRANSLATE_NOOP("dawson::Actions", "Erase &this lesion"), QT_TRANSLATE_NOOP("dawson::Actions", "Erase the whole lesion under the crosshair"), "delete", "Delete", Kind::Separated},
        {"mask.previousLesion", MenuName::Mask, QT_TRANSLATE_NOOP("dawson::Actions", "Pre&vious lesion"), QT_TRANSLATE_NOOP("dawson::Actions", "Go to the previous lesion"), "previous", "P"},
        {"mask.nextLesion", MenuName::Mask, QT_TRANSLATE_NOOP("dawson::Actions", "&Next lesion"), QT_TRANSLATE_NOOP("dawson::Actions", "Go to the next lesion"), "next", "N"},
        {"mask.fainter", MenuName::Mask, QT_TRANSLATE_NOOP("dawson::Actions", "&Fainter masks"), QT_TRANSLATE_NOOP("dawson::Actions", "Less opaque masks"), "", "A", Kind::Separated},
        {"mask.stronger", MenuName::Mask, QT_TRANSLATE_NOOP("dawson::Actions", "St&ronger masks"), QT_TRANSLATE_NOOP("dawson::Actions", "More opaque masks"), "", "D"},
        {"mask.outline", MenuName::Mask, QT_TRANSLATE_NOOP("dawson::Actions", "&Outlines"), QT_TRANSLATE_NOOP("dawson::Actions", "Show masks as outlines or filled"), "outline", "O", Kind::Checkable},
        {"brain.find", MenuName::Mask, QT_TRANSLATE_NOOP("dawson::Actions", "Find t&he brain"), QT_TRANSLATE_NOOP("dawson::Actions", "Let Dawson's network mask the brain of the open case, in the background"), "", "", Kind::Separated},
        {"brain.repair", MenuName::Mask, QT_TRANSLATE_NOOP("dawson::Actions", "Repair the brain &mask"), QT_TRANSLATE_NOOP("dawson::Actions", "Paint and erase in the brain mask instead of the lesions; again to save it and go back"), "", "Ctrl+B", Kind::Checkable},
        {"case.previous", MenuName::Mask, QT_TRANSLATE_NOOP("dawson::Actions", "Previous &case"), QT_TRANSLATE_NOOP("dawson::Actions", "Open the case above in the worklist"), "", "Ctrl+Alt+P", Kind::Separated},
        {"case.nextUndone", MenuName::Mask, QT_TRANSLATE_NOOP("dawson::Actions", "Next case not s&ubmitted"), QT_TRANSLATE_NOOP("dawson::Actions", "Open the next case this grader has not submitted"), "next-undone", "Ctrl+Alt+N"},
    };
    return rows;
}

const std::vector<ActionRow>& jobRows()
{
    static const std::vector<ActionRow> rows{
        {"model.load", MenuName::Model, QT_TRANSLATE_NOOP("dawson::Actions", "&Load…"), QT_TRANSLATE_NOOP("dawson::Actions", "Add a model file to the project"), "model", "Ctrl+L"},
        {"model.predict", MenuName::Model, QT_TRANSLATE_NOOP("dawson::Actions", "&Predict…"), QT_TRANSLATE_NOOP("dawson::Actions", "Let a model mask the open case"), "predict", "Ctrl+P"},
        {"model.fineTune", MenuName::Model, QT_TRANSLATE_NOOP("dawson::Actions", "&Fine-tune…"), QT_TRANSLATE_NOOP("dawson::Actions", "Train a model on a grader's masks, in the background"), "train", "Ctrl+T"},
        {"model.newDefault", MenuName::Model, QT_TRANSLATE_NOOP("dawson::Actions", "&New default…"), QT_TRANSLATE_NOOP("dawson::Actions", "Make a starting model from synthetic brains and gliomas (minutes to hours; for experts)"), "add", "", Kind::Separated},
        {"evaluate.compare", MenuName::Evaluate, QT_TRANSLATE_NOOP("dawson::Actions", "&Compare…"), QT_TRANSLATE_NOOP("dawson::Actions", "Compare graders and models lesion by lesion"), "evaluate", "Ctrl+E"},
        {"evaluate.export", MenuName::Evaluate, QT_TRANSLATE_NOOP("dawson::Actions", "&Export…"), QT_TRANSLATE_NOOP("dawson::Actions", "Write the chart (PNG, PDF) or the table (CSV)"), "export", "Ctrl+Shift+E"},
        {"help.keys", MenuName::Help, QT_TRANSLATE_NOOP("dawson::Actions", "&Keys and mouse"), QT_TRANSLATE_NOOP("dawson::Actions", "All keys and mouse buttons"), "help", "F1 ?"},
        {"help.about", MenuName::Help, QT_TRANSLATE_NOOP("dawson::Actions", "&About Dawson"), QT_TRANSLATE_NOOP("dawson::Actions", "Versions and licences"), "info", ""},
    };
    return rows;
}

// clang-format on

} // namespace

const std::vector<ActionRow>& Actions::table()
{
    static const std::vector<ActionRow> rows = [] {
        std::vector<ActionRow> all;
        for (const auto* part : {&fileRows(), &viewRows(), &taskRows(), &maskRows(), &jobRows()}) {
            all.insert(all.end(), part->begin(), part->end());
        }
        return all;
    }();
    return rows;
}

} // namespace dawson
