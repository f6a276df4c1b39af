#include "app/tour_eye.h"
#include "app/tour_jobs.h"
#include "app/tour_places.h"
#include "app/tour_steps.h"
#include "core/base/error.h"
#include "core/base/resources.h"
#include "core/study/image_pair.h"
#include "widgets/chart/lesion_chart.h"

#include <algorithm>
#include <iterator>

namespace dawson
{

namespace
{

using namespace std::chrono_literals;

constexpr auto kJobPatience = 15min;
const TourHand kHand;

/// A task that compares two images, as the window shows it.
struct PairTask {
    std::string name; ///< in pictures: "new"
    const char* action;
    const char* title; ///< in the top bar
    const char* model; ///< its default, below resources; may be missing
};

const PairTask kNew{"new", "task.new", "New lesions", "models/new-default.h5"};
const PairTask kEnhancing{
    "enhancing", "task.enhancing", "Enhancing lesions", "models/enhancing-default.h5"};

bool hasModel(const PairTask& task)
{
    try {
        return std::filesystem::exists(resourceFile(task.model));
    } catch (const Error&) {
        return false;
    }
}

QJsonObject pairSeen()
{
    QJsonObject seen{{text("task"), textOn(text("topBar.task"))},
                     {text("cases"), rowsOn(text("worklist.table"))},
                     {text("lesions"), rowsOn(text("lesionTable.rows"))},
                     {text("saved"), textOn(text("status.saved"))}};
    for (const char* name : {"registrationBar.text", "registrationBar.detail"}) {
        if (canSee(name)) {
            seen.insert(text(name), textOn(text(name)));
        }
    }
    for (const char* name : {"changeTable.rows", "candidateList.rows"}) {
        if (canSee(name)) {
            seen.insert(text(name), rowsOn(text(name)));
        }
    }
    return seen;
}

std::vector<TourStep> openingSteps(const PairTask& task)
{
    std::vector<TourStep> steps = menuSteps("menu.3", task.action);
    steps.front().name = task.name + "-task-menu";
    steps.front().picture = true;
    steps.back().name = task.name + "-chosen";
    steps.back().picture = false;
    steps.push_back({.name = task.name + "-open",
                     .act = [] { kHand.key(Qt::Key_F2); },
                     .until =
                         [task] {
                             return textOn(text("status.who")).endsWith(text(task.title)) &&
                                    canSee("view.compare.current.1");
                         },
                     .note = pairSeen,
                     .patience = 180s});
    return steps;
}

/// Task > Register all pairs, for both tasks at once.
std::vector<TourStep> batchSteps()
{
    std::vector<TourStep> steps = menuSteps("menu.3", "task.registerAll");
    steps.front().name = "register-all-menu";
    steps.front().picture = true;
    steps.back().name = "register-all";
    steps.back().until = [] { return canSee("jobStrip.progress"); };
    steps.push_back({.name = "registering",
                     .act = [] { kHand.key(Qt::Key_F3); },
                     .until = [] { return canSee("jobPanel.phase"); },
                     .note = {}});
    steps.push_back({.name = "all-registered",
                     .act = {},
                     .until =
                         [] {
                             return !canSee("jobStrip.progress") &&
                                    textOn(text("jobStrip.title")).startsWith(text("Register"));
                         },
                     .note =
                         [] {
                             return QJsonObject{{text("job"), textOn(text("jobStrip.title"))},
                                                {text("phase"), textOn(text("jobPanel.phase"))}};
                         },
                     .patience = kJobPatience});
    return steps;
}

/// The pair is looked at in three ways, and accepted.
std::vector<TourStep> checkingSteps(const PairTask& task)
{
    const auto look = [&task](const char* name, Qt::Key key) {
        return TourStep{
            .name = task.name + name, .act = [key] { kHand.key(key); }, .until = {}, .note = {}};
    };
    return {{.name = task.name + "-registered",
             .act = {},
             .until = [] { return canSee("registrationBar.accept"); },
             .note = pairSeen,
             .patience = 120s},
            look("-wipe", Qt::Key_L),
            look("-checkerboard", Qt::Key_K),
            {.name = task.name + "-accepted",
             .act =
                 [] {
                     kHand.key(Qt::Key_K);
                     kHand.click(text("registrationBar.accept"));
                 },
             .until = [] { return !canSee("registrationBar"); },
             .note = pairSeen}};
}

/// Goes through the first candidates of the list and paints a ball over each.
void paintCandidates(int first)
{
    TourHand::scrollTo(text("candidateList.rows"));
    kHand.click(text("tool.mask.ball"));
    QWidget& pane = TourHand::find(text("view.compare.current.1"));
    for (int row = first; row < std::min(first + 3, rowsOn(text("candidateList.rows"))); ++row) {
        kHand.click(viewportOn(text("candidateList.rows")),
                    rowPlace(text("candidateList.rows"), row));
        kHand.drag(pane, scribble(placeIn(pane, positionOn())));
    }
}

/// The change list and the candidates stand below the layers: the column is scrolled to them. No
/// changes are listed where the visits have no FLAIR masks, which the list then says.
std::vector<TourStep> listSteps(const PairTask& task)
{
    const auto scrolled = [&task](const char* name, const char* list, const char* sight) {
        return TourStep{.name = task.name + name,
                        .act = [list] { TourHand::scrollTo(text(list)); },
                        .until = [sight] { return canSee(sight); },
                        .note = pairSeen,
                        .patience = 60s};
    };
    std::vector<TourStep> steps;
    if (task.name == "new") {
        steps.push_back(scrolled("-changes", "changePanel", "changePanel"));
    }
    steps.push_back(scrolled("-candidates", "candidateList", "candidateList.rows"));
    return steps;
}

TourStep graderStep(const PairTask& task, const char* grader)
{
    const QString layer = text("layer.") + text(grader);
    return {.name = task.name + "-" + grader,
            .act =
                [grader] {
                    kHand.click(text("grader.choose.") + text(grader));
                    kHand.click(text("grader.start"));
                },
            .until =
                [layer] {
                    return TourHand::canSee(layer) && !canSee("graderDialog") &&
                           !canSee("registrationBar") && canSee("candidateList.rows");
                },
            .note = pairSeen,
            .picture = false};
}

TourStep whoGrades(const PairTask& task, const char* name)
{
    return {.name = task.name + name,
            .act = [] { kHand.key(Qt::Key_G, Qt::ControlModifier); },
            .until = [] { return canSee("graderDialog"); },
            .note = {},
            .picture = false};
}

/// Both graders mask; the second submits.
std::vector<TourStep> maskingSteps(const PairTask& task)
{
    const auto painted = [] { return textOn(text("status.saved")).contains(text("not saved")); };
    const auto saved = [] { return textOn(text("status.saved")).startsWith(text("saved")); };
    return {{.name = task.name + "-painted",
             .act = [] { paintCandidates(0); },
             .until = painted,
             .note = pairSeen},
            {.name = task.name + "-saved",
             .act = [] { kHand.key(Qt::Key_S, Qt::ControlModifier); },
             .until = saved,
             .note = pairSeen},
            whoGrades(task, "-who-else"),
            graderStep(task, "grader-2"),
            {.name = task.name + "-second-painted",
             .act = [] { paintCandidates(1); },
             .until = painted,
             .note = pairSeen},
            {.name = task.name + "-second-submitted",
             .act = [] { kHand.key(Qt::Key_Return, Qt::ControlModifier); },
             .until = saved,
             .note = pairSeen,
             .picture = false},
            whoGrades(task, "-who-again"),
            graderStep(task, "grader-1"),
            {.name = task.name + "-submitted",
             .act = [] { kHand.key(Qt::Key_Return, Qt::ControlModifier); },
             .until = saved,
             .note = pairSeen,
             .picture = false}};
}

/// The model of the task where there is one; else what the page says of it.
std::vector<TourStep> modelSteps(const PairTask& task)
{
    std::vector<TourStep> steps{
        {.name = task.name + "-models",
         .act = [] { kHand.key(Qt::Key_F3); },
         .until = [] { return canSee("trainPage"); },
         .note =
             [] {
                 return QJsonObject{
                     {text("models"), columnOn(text("modelList.list"), 0).join(text(" | "))},
                     {text("card"), textOn(text("modelList.card"))}};
             }}};
    const QString model = QString::fromStdString(task.name + "-default");
    if (hasModel(task)) {
        steps.push_back(predictionStep(task.name + "-predicted", model, "trainPage.predictAll"));
    }
    if (hasModel(task) && task.name == "new") {
        steps.push_back(planStep("new-fine-tune-plan"));
        steps.push_back(startStep("new-fine-tuning"));
        steps.push_back(curvesStep("new-live-curves"));
        steps.push_back(stopStep("new-fine-tuned", model + text(" fine-tuned")));
        steps.push_back(predictionStep(
            "new-predicted-with-fine-tuned", model + text(" fine-tuned"), "trainPage.predictAll"));
    }
    return steps;
}

TourStep chartStep(const PairTask& task)
{
    return {.name = task.name + "-chart",
            .act = [] { kHand.key(Qt::Key_F4); },
            .until =
                [task] {
                    if (!canSee("lesionChart") ||
                        textOn(text("evaluatePage.notes")).startsWith(text("Comparing"))) {
                        return false;
                    }
                    const auto& chart =
                        static_cast<LesionChart&>(TourHand::find(text("lesionChart")));
                    return chart.scores().task == text(task.title) &&
                           !chart.scores().authors.empty() && rowsOn(text("lesionTable.rows")) > 0;
                },
            .note = chartSeen,
            .patience = 180s};
}

/// Whether the tour has brought a published change onto the pairs' grids.
bool isPublished(const Study& study, Task task)
{
    return std::ranges::any_of(study.gradings, [task](const Grading& grading) {
        return grading.task == task && grading.author == "consensus-change";
    });
}

bool lacksPairs(const Study& study)
{
    for (const Task task : {Task::New, Task::Enhancing}) {
        for (const ImagePair& pair : imagePairs(study, task)) {
            const PairState state = pairState(study.root, pair);
            if (state == PairState::Missing || state == PairState::Stale) {
                return true;
            }
        }
    }
    return false;
}

std::vector<TourStep> stepsOf(const PairTask& task, bool published)
{
    std::vector<TourStep> steps = openingSteps(task);
    for (auto more : {checkingSteps(task), listSteps(task), maskingSteps(task), modelSteps(task)}) {
        std::ranges::move(more, std::back_inserter(steps));
    }
    steps.push_back(chartStep(task));
    if (published) {
        steps.push_back(chooseReference(task.name + "-against-published", "Published"));
    }
    steps.push_back(chooseLesion(task.name + "-lesion-chosen"));
    return steps;
}

} // namespace

std::vector<TourStep> pairSteps(const TourRequest& request)
{
    std::vector<TourStep> steps;
    const Study study = request.project.empty() ? Study() : readStudy(request.project);
    for (const auto& [task, words] :
         {std::pair{Task::New, kNew}, std::pair{Task::Enhancing, kEnhancing}}) {
        const bool some = request.project.empty() || !imagePairs(study, task).empty();
        if (some && steps.empty() && (request.project.empty() || lacksPairs(study))) {
            steps = batchSteps();
        }
        if (some) {
            std::ranges::move(stepsOf(words, isPublished(study, task)), std::back_inserter(steps));
        }
    }
    if (!steps.empty()) {
        steps.push_back({.name = "flair-again",
                         .act =
                             [] {
                                 kHand.key(Qt::Key_F2);
                                 kHand.key(Qt::Key_F5);
                             },
                         .until = [] { return canSee("view.axial"); },
                         .note = {},
                         .patience = 120s,
                         .picture = false});
    }
    return steps;
}

} // namespace dawson
