#include "app/tour_eye.h"
#include "app/tour_places.h"
#include "app/tour_steps.h"
#include "core/base/error.h"
#include "widgets/panel/lesion_model.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>

#include <algorithm>
#include <memory>

namespace dawson
{

namespace
{

using namespace std::chrono_literals;

const TourHand kHand;

QWidget& pane(const char* name)
{
    return TourHand::find(text(name));
}

QPoint middle(const QWidget& widget)
{
    return widget.rect().center();
}

QJsonObject lesionsSeen()
{
    return {{text("lesions"), rowsOn(text("lesionTable.rows"))},
            {text("saved"), textOn(text("status.saved"))},
            {text("coloredShareOfAxialPane"), coloredShare(pane("view.axial"))}};
}

/// Of all lesions listed.
QStringList volumesSeen()
{
    return canSee("lesionTable.rows") ? columnOn(text("lesionTable.rows"), LesionModel::Volume)
                                      : QStringList();
}

/// Paints some of the lesions that the grader has not got yet.
void paintLesions(
    const TourRequest& request, const char* grader, const char* tool, int first, int count)
{
    const std::vector<PatientPoint> lesions = lesionsLeft(projectOf(request), grader);
    const int end = std::min(first + count, static_cast<int>(lesions.size()));
    for (int n = first; n < end; ++n) {
        const QPoint place = lookedUp(lesions[static_cast<std::size_t>(n)]);
        kHand.click(text(tool));
        kHand.drag(pane("view.axial"), scribble(place));
    }
}

} // namespace

std::vector<TourStep> menuSteps(const char* menu, const char* action)
{
    const std::string name = action;
    return {{.name = name + "-menu",
             .act =
                 [menu] {
                     auto& bar = static_cast<QMenuBar&>(pane("menuBar"));
                     for (QAction* title : bar.actions()) {
                         if (title->menu()->objectName() == text(menu)) {
                             kHand.click(bar, bar.actionGeometry(title).center());
                         }
                     }
                 },
             .until = [menu] { return canSee(menu); },
             .note = {},
             .picture = false},
            {.name = name,
             .act =
                 [menu, action] {
                     auto& shown = static_cast<QMenu&>(pane(menu));
                     for (QAction* line : shown.actions()) {
                         if (line->objectName() == text(action)) {
                             kHand.click(shown, shown.actionGeometry(line).center());
                         }
                     }
                 },
             .until = [menu] { return !canSee(menu); },
             .note = {}}};
}

std::vector<TourStep> openingSteps()
{
    return {{.name = "who-grades",
             .act = {},
             .until = [] { return canSee("graderDialog"); },
             .note = {},
             .patience = 600s},
            {.name = "case-open",
             .act =
                 [] {
                     kHand.click(text("grader.choose.grader-1"));
                     kHand.click(text("grader.start"));
                 },
             .until = [] { return canSee("view.axial") && !canSee("graderDialog"); },
             .note =
                 [] {
                     return QJsonObject{{text("cases"), rowsOn(text("worklist.table"))},
                                        {text("grader"), textOn(text("topBar.grader"))},
                                        {text("position"), textOn(text("status.position"))}};
                 }}};
}

std::vector<TourStep> lookingSteps()
{
    const auto before = std::make_shared<QString>();
    std::vector<TourStep> steps{
        {.name = "scroll",
         .act =
             [before] {
                 *before = textOn(text("status.position"));
                 kHand.click(pane("view.axial"), middle(pane("view.axial")));
                 kHand.wheel(pane("view.axial"), middle(pane("view.axial")), 12);
             },
         .until = [before] { return textOn(text("status.position")) != *before; },
         .note =
             [] {
                 return QJsonObject{{text("position"), textOn(text("status.position"))}};
             }},
        {.name = "zoom-and-window",
         .act =
             [] {
                 QWidget& axial = pane("view.axial");
                 kHand.wheel(axial, middle(axial), 3, Qt::ControlModifier);
                 kHand.drag(axial,
                            {middle(axial), middle(axial) + QPoint(30, 10)},
                            {Qt::RightButton, Qt::AltModifier});
             },
         .until = {},
         .note = {}},
        {.name = "maximised",
         .act = [] { kHand.doubleClick(pane("view.sagittal"), middle(pane("view.sagittal"))); },
         .until = [] { return !canSee("view.axial"); },
         .note = {}},
        {.name = "four-panes-again",
         .act =
             [] {
                 kHand.doubleClick(pane("view.sagittal"), middle(pane("view.sagittal")));
                 kHand.key(Qt::Key_R);
             },
         .until = [] { return canSee("view.axial"); },
         .note = {}},
    };
    for (const TourStep& step : menuSteps("menu.2", "view.neurological")) {
        steps.push_back(step);
    }
    for (TourStep step : menuSteps("menu.2", "view.neurological")) {
        step.name += "-off";
        step.picture = false;
        steps.push_back(step);
    }
    return steps;
}

std::vector<TourStep> paintingSteps(const TourRequest& request)
{
    const auto before = std::make_shared<QStringList>();
    return {
        {.name = "paint-disc",
         .act = [request] { paintLesions(request, "grader-1", "tool.mask.disc", 0, 2); },
         .until = [] { return textOn(text("status.saved")).contains(text("not saved")); },
         .note = lesionsSeen},
        {.name = "paint-ball-within-limits",
         .act =
             [] {
                 kHand.click(text("tool.mask.ball"));
                 kHand.click(text("tool.mask.threshold"));
                 QWidget& axial = pane("view.axial");
                 kHand.wheel(axial, middle(axial), 2, Qt::ShiftModifier);
                 kHand.wheel(axial, middle(axial), 8);
             },
         .until = {},
         .note = {}},
        {.name = "painted",
         .act =
             [before, request] {
                 *before = volumesSeen();
                 paintLesions(request, "grader-1", "tool.mask.ball", 2, 6);
             },
         .until = [before] { return volumesSeen() != *before; },
         .note = lesionsSeen},
        {.name = "erase",
         .act =
             [] {
                 QWidget& axial = pane("view.axial");
                 kHand.drag(axial,
                            {middle(axial) + QPoint(-40, 0), middle(axial) + QPoint(40, 0)},
                            {Qt::RightButton, Qt::NoModifier});
             },
         .until = {},
         .note = lesionsSeen},
    };
}

std::vector<TourStep> undoingSteps()
{
    return {
        {.name = "undo",
         .act =
             [] {
                 kHand.key(Qt::Key_Z, Qt::ControlModifier);
                 kHand.key(Qt::Key_Z, Qt::ControlModifier);
             },
         .until = [] { return pane("tool.edit.redo").isEnabled(); },
         .note = lesionsSeen},
        {.name = "redo",
         .act =
             [] {
                 kHand.key(Qt::Key_Y, Qt::ControlModifier);
                 kHand.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
             },
         .until = [] { return !pane("tool.edit.redo").isEnabled(); },
         .note = lesionsSeen},
        {.name = "peek", .act = [] { kHand.holdKey(Qt::Key_S); }, .until = {}, .note = lesionsSeen},
        {.name = "outlines",
         .act =
             [] {
                 kHand.releaseKey(Qt::Key_S);
                 kHand.key(Qt::Key_O);
                 kHand.key(Qt::Key_N);
             },
         .until = {},
         .note = lesionsSeen},
        {.name = "saved",
         .act =
             [] {
                 kHand.key(Qt::Key_O);
                 kHand.key(Qt::Key_S, Qt::ControlModifier);
             },
         .until = [] { return textOn(text("status.saved")).startsWith(text("saved")); },
         .note = lesionsSeen},
    };
}

std::vector<TourStep> secondGraderSteps(const TourRequest& request)
{
    return {
        {.name = "second-grader",
         .act = [] { kHand.key(Qt::Key_G, Qt::ControlModifier); },
         .until = [] { return canSee("graderDialog"); },
         .note = {}},
        {.name = "second-grader-blind",
         .act =
             [] {
                 kHand.click(text("grader.choose.grader-2"));
                 kHand.click(text("grader.start"));
             },
         .until = [] { return canSee("layer.grader-2") && !canSee("layer.grader-1"); },
         .note =
             [] {
                 QJsonObject seen = lesionsSeen();
                 seen.insert(text("grader"), textOn(text("topBar.grader")));
                 seen.insert(text("otherGraderHidden"), !canSee("layer.grader-1"));
                 return seen;
             }},
        {.name = "second-grader-painted",
         .act = [request] { paintLesions(request, "grader-2", "tool.mask.ball", 0, 5); },
         .until = [] { return textOn(text("status.saved")).contains(text("not saved")); },
         .note = lesionsSeen},
        {.name = "second-grader-submitted",
         .act = [] { kHand.key(Qt::Key_Return, Qt::ControlModifier); },
         .until = [] { return textOn(text("status.saved")).startsWith(text("saved")); },
         .note = lesionsSeen},
        {.name = "first-grader-again",
         .act = [] { kHand.key(Qt::Key_G, Qt::ControlModifier); },
         .until = [] { return canSee("graderDialog"); },
         .note = {},
         .picture = false},
        {.name = "first-grader-mask",
         .act =
             [] {
                 kHand.click(text("grader.choose.grader-1"));
                 kHand.click(text("grader.start"));
             },
         .until = [] { return canSee("layer.grader-1") && !canSee("layer.grader-2"); },
         .note = lesionsSeen,
         .picture = false},
    };
}

} // namespace dawson
