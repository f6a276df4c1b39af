#include "app/tour_eye.h"
#include "app/tour_places.h"
#include "app/tour_steps.h"

namespace dawson
{

namespace
{

using namespace std::chrono_literals;

const TourHand kHand;

QJsonObject brainSeen()
{
    return {{text("brain"), textOn(text("brainPanel.text"))},
            {text("who"), textOn(text("status.who"))},
            {text("saved"), textOn(text("status.saved"))}};
}

bool brainSays(const char* words)
{
    return textOn(text("brainPanel.text")).contains(text(words));
}

/// Across the mask's border below the back of the head, where a cerebellum is easily left out.
void paintStrokes()
{
    kHand.click(text("tool.mask.ball"));
    QWidget& pane = TourHand::find(text("view.sagittal"));
    const auto at = [&pane](double x, double y) {
        return QPoint(qRound(x * pane.width()), qRound(y * pane.height()));
    };
    kHand.drag(pane, {at(0.64, 0.66), at(0.71, 0.68), at(0.78, 0.70)});
    kHand.drag(pane, {at(0.64, 0.69), at(0.71, 0.71), at(0.78, 0.73)});
}

} // namespace

std::vector<TourStep> brainSteps(const char* subject)
{
    return {{.name = "whole-head",
             .act = [subject] { openCaseOf(subject); },
             .until = [] { return brainSays("whole head") && canSee("brainPanel.find"); },
             .note = brainSeen,
             .patience = 120s},
            {.name = "brain-found",
             .act = [] { kHand.click(text("brainPanel.find")); },
             .until = [] { return brainSays("network") && canSee("brainPanel.repair"); },
             .note = brainSeen,
             .patience = 400s},
            {.name = "brain-repaired",
             .act =
                 [] {
                     kHand.click(text("brainPanel.repair"));
                     paintStrokes();
                 },
             .until =
                 [] {
                     return canSee("brainPanel.keep") &&
                            textOn(text("status.saved")).contains(text("not saved")) &&
                            textOn(text("status.who")).endsWith(text("Brain mask"));
                 },
             .note = brainSeen},
            {.name = "brain-kept",
             .act = [] { kHand.click(text("brainPanel.keep")); },
             .until = [] { return !canSee("brainPanel.keep") && brainSays("repaired by"); },
             .note = brainSeen}};
}

std::vector<TourStep> newDefaultSteps()
{
    std::vector<TourStep> steps = menuSteps("menu.5", "model.newDefault");
    steps.back().name = "new-default";
    steps.back().until = [] {
        return canSee("newDefault.check") && !textOn(text("newDefault.check")).isEmpty();
    };
    steps.back().note = [] {
        return QJsonObject{{text("check"), textOn(text("newDefault.check"))}};
    };
    steps.push_back({.name = "new-default-cancelled",
                     .act = [] { kHand.click(text("newDefault.cancel")); },
                     .until = [] { return !canSee("newDefault.check"); },
                     .note = {},
                     .picture = false});
    return steps;
}

} // namespace dawson
