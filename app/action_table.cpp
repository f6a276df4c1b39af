#include "app/actions.h"

#include <QtGlobal>

namespace dawson
{

namespace
{

using Kind = ActionRow::Kind;

// One line an action, however long: the table is read by column.
// clang-format off

/// Marks a text for translation in the context of Actions.
#define TEXT(text) QT_TRANSLATE_NOOP("dawson::Actions", text)

const std::vector<ActionRow>& fileRows()
{
    static const std::vector<ActionRow> rows{
        {"project.open", MenuName::File, TEXT("&Open project…"), TEXT("Open the folder of a project: any BIDS dataset"), "open", "Ctrl+O"},
        {"project.new", MenuName::File, TEXT("&New project…"), TEXT("Make an empty project in a new folder"), "add", "Ctrl+N"},
        {"project.demo", MenuName::File, TEXT("Open the &demo"), TEXT("Open the demo project of synthetic brains"), "", ""},
        {"project.import", MenuName::File, TEXT("&Import images…"), TEXT("Copy loose images into the project"), "import", "Ctrl+I", Kind::Separated},
        {"case.save", MenuName::File, TEXT("&Save mask"), TEXT("Save the mask of the open case"), "save", "Ctrl+S"},
        {"project.close", MenuName::File, TEXT("&Close project"), TEXT("Close the project"), "", "Ctrl+W", Kind::Separated},
        {"app.quit", MenuName::File, TEXT("&Quit"), TEXT("Close the window; running jobs go on"), "", "Ctrl+Q"},
        {"edit.undo", MenuName::Edit, TEXT("&Undo"), TEXT("Undo the last step"), "undo", "Ctrl+Z"},
        {"edit.redo", MenuName::Edit, TEXT("&Redo"), TEXT("Redo the step that was undone"), "redo", "Ctrl+Shift+Z Ctrl+Y"},
        {"grader.choose", MenuName::Edit, TEXT("Who &grades…"), TEXT("Choose whose mask is painted"), "grader", "Ctrl+G", Kind::Separated},
    };
    return rows;
}

const std::vector<ActionRow>& viewRows()
{
    static const std::vector<ActionRow> rows{
        {"workspace.read", MenuName::View, TEXT("&Read"), TEXT("Look and mask"), "read", "F2", Kind::Checkable},
        {"workspace.train", MenuName::View, TEXT("&Train"), TEXT("Models, predictions and fine-tuning"), "train", "F3", Kind::Checkable},
        {"workspace.evaluate", MenuName::View, TEXT("&Evaluate"), TEXT("Compare graders and models"), "evaluate", "F4", Kind::Checkable},
        {"layout.grid", MenuName::View, TEXT("Four &panes"), TEXT("Axial, sagittal, coronal and 3D alike"), "layout-grid", "Ctrl+1", Kind::Separated},
        {"layout.axialLarge", MenuName::View, TEXT("&Large axial"), TEXT("Axial large, the others beside"), "layout-axial-large", "Ctrl+2"},
        {"layout.axial", MenuName::View, TEXT("&Axial only"), TEXT("Only the axial pane"), "layout-axial", "Ctrl+3"},
        {"layout.sagittal", MenuName::View, TEXT("&Sagittal only"), TEXT("Only the sagittal pane"), "layout-sagittal", "Ctrl+4"},
        {"layout.coronal", MenuName::View, TEXT("&Coronal only"), TEXT("Only the coronal pane"), "layout-coronal", "Ctrl+5"},
        {"layout.surface", MenuName::View, TEXT("&3D only"), TEXT("Only the lesion surfaces"), "layout-surface", "Ctrl+6"},
        {"view.reset", MenuName::View, TEXT("Reset &views"), TEXT("Zoom, position and window as at the start"), "reset", "R", Kind::Separated},
        {"view.center", MenuName::View, TEXT("Ce&ntre on the crosshair"), TEXT("Bring the crosshair to the middle of every pane"), "", "C"},
        {"view.nextImage", MenuName::View, TEXT("Next &image"), TEXT("Show the next sequence of the case"), "", "W"},
        {"view.crosshair", MenuName::View, TEXT("Cross&hair"), TEXT("Show or hide the crosshair"), "crosshair", "X", Kind::Checkable},
        {"view.neurological", MenuName::View, TEXT("Ne&urological convention"), TEXT("Patient's left on the left of the screen"), "", "", Kind::Checkable},
        {"view.worklist", MenuName::View, TEXT("&Worklist"), TEXT("Show or hide the worklist"), "worklist", "F9", Kind::Checkable},
        {"view.lightTheme", MenuName::View, TEXT("Light t&heme"), TEXT("Light colours for a bright room"), "theme", "", Kind::Checkable},
    };
    return rows;
}

const std::vector<ActionRow>& maskRows()
{
    static const std::vector<ActionRow> rows{
        {"mask.look", MenuName::Mask, TEXT("&Look"), TEXT("Look: move the crosshair, drag the window; Tab changes between looking and painting"), "view", "V", Kind::Checkable},
        {"mask.disc", MenuName::Mask, TEXT("Paint with a &disc"), TEXT("Paint in one slice; the right button erases"), "disc", "B", Kind::Checkable},
        {"mask.ball", MenuName::Mask, TEXT("Paint with a &ball"), TEXT("Paint in all slices at once; the right button erases"), "ball", "Shift+B", Kind::Checkable},
        {"mask.eraseLesion", MenuName::Mask, TEXT("&Erase lesions"), TEXT("A click erases a whole lesion"), "lesion-erase", "E", Kind::Checkable},
        {"mask.toggle", MenuName::Mask, TEXT("Look or &paint"), TEXT("Change between looking and painting"), "", "Tab"},
        {"mask.threshold", MenuName::Mask, TEXT("&Limit to intensities"), TEXT("Paint only voxels within the intensity limits"), "threshold", "I", Kind::Checkable},
        {"mask.smaller", MenuName::Mask, TEXT("&Smaller brush"), TEXT("Smaller brush"), "remove", "[ -"},
        {"mask.larger", MenuName::Mask, TEXT("L&arger brush"), TEXT("Larger brush"), "add", "] +"},
        {"mask.deleteLesion", MenuName::Mask, TEXT("Erase this lesion"), TEXT("Erase the whole lesion under the crosshair"), "delete", "Delete", Kind::Separated},
        {"mask.previousLesion", MenuName::Mask, TEXT("Pre&vious lesion"), TEXT("Go to the previous lesion"), "previous", "P"},
        {"mask.nextLesion", MenuName::Mask, TEXT("&Next lesion"), TEXT("Go to the next lesion"), "next", "N"},
        {"mask.fainter", MenuName::Mask, TEXT("&Fainter masks"), TEXT("Less opaque masks"), "", "A", Kind::Separated},
        {"mask.stronger", MenuName::Mask, TEXT("St&ronger masks"), TEXT("More opaque masks"), "", "D"},
        {"mask.outline", MenuName::Mask, TEXT("&Outlines"), TEXT("Show masks as outlines or filled"), "outline", "O", Kind::Checkable},
        {"case.previous", MenuName::Mask, TEXT("Previous &case"), TEXT("Open the case above in the worklist"), "", "Ctrl+Alt+P", Kind::Separated},
        {"case.nextUndone", MenuName::Mask, TEXT("Next case with&out a mask"), TEXT("Open the next case this grader has not masked"), "next-undone", "Ctrl+Alt+N"},
    };
    return rows;
}

const std::vector<ActionRow>& jobRows()
{
    static const std::vector<ActionRow> rows{
        {"model.load", MenuName::Model, TEXT("&Load…"), TEXT("Add a model file to the project"), "model", "Ctrl+L"},
        {"model.predict", MenuName::Model, TEXT("&Predict…"), TEXT("Let a model mask the open case"), "predict", "Ctrl+P"},
        {"model.fineTune", MenuName::Model, TEXT("&Fine-tune…"), TEXT("Train a model on a grader's masks, in the background"), "train", "Ctrl+T"},
        {"evaluate.compare", MenuName::Evaluate, TEXT("&Compare…"), TEXT("Compare graders and models lesion by lesion"), "evaluate", "Ctrl+E"},
        {"evaluate.export", MenuName::Evaluate, TEXT("&Export…"), TEXT("Write the chart (PNG, PDF) or the table (CSV)"), "export", "Ctrl+Shift+E"},
        {"help.keys", MenuName::Help, TEXT("&Keys and mouse"), TEXT("All keys and mouse buttons"), "help", "F1 ?"},
        {"help.about", MenuName::Help, TEXT("&About Dawson"), TEXT("Versions and licences"), "info", ""},
    };
    return rows;
}

#undef TEXT
// clang-format on

} // namespace

const std::vector<ActionRow>& Actions::table()
{
    static const std::vector<ActionRow> rows = [] {
        std::vector<ActionRow> all;
        for (const auto* part : {&fileRows(), &viewRows(), &maskRows(), &jobRows()}) {
            all.insert(all.end(), part->begin(), part->end());
        }
        return all;
    }();
    return rows;
}

} // namespace dawson
