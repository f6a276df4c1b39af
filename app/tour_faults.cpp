#include "app/tour_eye.h"
#include "app/tour_inputs.h"
#include "app/tour_places.h"
#include "app/tour_steps.h"
#include "core/base/error.h"

#include <algorithm>

namespace dawson
{

namespace
{

using namespace std::chrono_literals;

const TourHand kHand;

QJsonObject barSeen()
{
    QJsonObject seen;
    for (const char* name : {"registrationBar.text", "registrationBar.detail", "notice.text"}) {
        if (canSee(name)) {
            seen.insert(text(name), textOn(text(name)));
        }
    }
    return seen;
}

bool barSays(const char* words)
{
    const QJsonObject seen = barSeen();
    return std::any_of(seen.begin(), seen.end(), [words](const QJsonValue& sentence) {
        return sentence.toString().contains(text(words));
    });
}

/// File > Open project, by its path.
std::vector<TourStep> openSteps(const TourRequest& request)
{
    const std::filesystem::path folder = std::filesystem::absolute(request.folder) / "bad-input";
    return {{.name = "bad-input-made",
             .act =
                 [request, folder] {
                     makeFaultyProject(projectOf(request), folder);
                     kHand.key(Qt::Key_F2);
                     kHand.key(Qt::Key_O, Qt::ControlModifier);
                 },
             .until = [] { return canSee("fileNameEdit"); },
             .note = {},
             .picture = false},
            {.name = "bad-input-chosen",
             .act =
                 [folder] {
                     kHand.key(Qt::Key_A, Qt::ControlModifier);
                     kHand.type(QString::fromStdString(folder.string()));
                     kHand.key(Qt::Key_Return);
                 },
             .until = [] { return canSee("graderDialog"); },
             .note = {},
             .picture = false},
            {.name = "bad-input-open",
             .act = [] { kHand.click(text("grader.start")); },
             .until = [] { return !canSee("graderDialog") && rowsOn(text("worklist.table")) == 9; },
             .note = {},
             .patience = 120s,
             .picture = false}};
}

/// Opens the case of the worklist's row whose name begins with this.
TourStep openCase(const std::string& name, const char* subject, const char* sentence)
{
    return {.name = name,
            .act = [subject] { openCaseOf(subject); },
            .until = [sentence] { return barSays(sentence); },
            .note = barSeen,
            .patience = 120s};
}

std::vector<TourStep> taskSteps(const char* action, const std::string& name)
{
    std::vector<TourStep> steps = menuSteps("menu.3", action);
    for (TourStep& step : steps) {
        step.name = name + "-" + step.name;
        step.picture = false;
    }
    return steps;
}

} // namespace

std::vector<TourStep> faultSteps(const TourRequest& request)
{
    std::vector<TourStep> steps = openSteps(request);
    std::ranges::move(brainSteps("wholehead"), std::back_inserter(steps));
    std::ranges::move(taskSteps("task.new", "bad-input"), std::back_inserter(steps));
    steps.push_back(
        {.name = "bad-one-visit",
         .act = {},
         .until =
             [] {
                 return textOn(text("worklist.counts")).contains(text("onevisit")) &&
                        canSee("registrationBar.run");
             },
         .note =
             [] {
                 return QJsonObject{{text("worklist"), textOn(text("worklist.counts"))}};
             },
         .patience = 120s});
    steps.push_back(openCase("bad-swapped-dates", "swapped", "dates"));
    steps.push_back(openCase("bad-two-patients-before", "mixed", "not registered"));
    steps.back().picture = false;
    std::ranges::move(taskSteps("task.registerAll", "bad-two-patients"), std::back_inserter(steps));
    steps.push_back({.name = "bad-two-patients",
                     .act = {},
                     .until = [] { return canSee("registrationBar.accept"); },
                     .note = barSeen,
                     .patience = 400s});
    steps.push_back(openCase("bad-no-overlap", "nooverlap", "do not overlap"));
    std::ranges::move(taskSteps("task.enhancing", "bad-input"), std::back_inserter(steps));
    steps.push_back(openCase("bad-no-t1-before", "nopre", "before gadolinium"));
    return steps;
}

} // namespace dawson
