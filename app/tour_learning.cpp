#include "app/tour_eye.h"
#include "app/tour_jobs.h"
#include "app/tour_places.h"
#include "app/tour_steps.h"
#include "core/base/error.h"
#include "core/base/resources.h"

#include <QTabBar>

#include <algorithm>
#include <iterator>
#include <memory>

namespace dawson
{

namespace
{

using namespace std::chrono_literals;

const TourHand kHand;

TourStep goTo(const std::string& name, Qt::Key key, const char* page)
{
    return {.name = name,
            .act = [key] { kHand.key(key); },
            .until = [page] { return canSee(page); },
            .note = {},
            .picture = false};
}

TourStep modelMasksSeen(const std::string& name, int atLeast)
{
    return {.name = name,
            .act = [] { kHand.key(Qt::Key_F2); },
            .until =
                [atLeast] {
                    const auto rows = namesFrom(text("layer.model-"));
                    return std::ranges::count_if(rows, [](const QString& row) {
                               return row.endsWith(text(".visible"));
                           }) >= atLeast;
                },
            .note =
                [] {
                    return QJsonObject{{text("modelLayers"),
                                        namesFrom(text("layer.model-"))
                                            .filter(text(".visible"))
                                            .join(QLatin1Char(' '))}};
                },
            .patience = 120s};
}

/// Model > Load…: the shipped default model, by its path.
std::vector<TourStep> loadingSteps()
{
    std::vector<TourStep> steps = menuSteps("menu.5", "model.load");
    steps.back().name = "load-model";
    steps.back().until = [] { return canSee("fileNameEdit"); };
    steps.push_back(
        {.name = "model-loaded",
         .act =
             [] {
                 kHand.type(
                     QString::fromStdString(resourceFile("models/flair-default.h5").string()));
                 kHand.key(Qt::Key_Return);
             },
         .until = [] { return !canSee("fileNameEdit") && canSee("modelList.card"); },
         .note =
             [] {
                 return QJsonObject{
                     {text("models"), columnOn(text("modelList.list"), 0).join(text(" | "))}};
             },
         .picture = false});
    return steps;
}

/// Card, scores, curves, examples.
void showModelTab(int number)
{
    auto& tabs = static_cast<QTabBar&>(TourHand::find(text("modelPage.tabBar")));
    kHand.click(tabs, tabs.tabRect(number).center());
}

/// The page of the chosen model: its card, scores and curves, then masks it made.
std::vector<TourStep> modelPageSteps()
{
    return {{.name = "model-page",
             .act = [] { kHand.click(text("modelList.details")); },
             .until = [] { return canSee("modelPage.card"); },
             .note = {}},
            {.name = "model-scores",
             .act = [] { showModelTab(1); },
             .until = [] { return canSee("modelPage.scores"); },
             .note = {}},
            {.name = "model-curves",
             .act = [] { showModelTab(2); },
             .until = [] { return !canSee("modelPage.scores"); },
             .note = {}},
            {.name = "model-examples",
             .act = [] { showModelTab(3); },
             .until = [] { return canSee("modelPage.example"); },
             .note =
                 [] {
                     return QJsonObject{{text("note"), textOn(text("modelPage.note"))}};
                 },
             .patience = 60s},
            {.name = "model-page-left",
             .act = [] { kHand.click(text("modelPage.close")); },
             .until = [] { return !canSee("modelPage.tabs"); },
             .note = {},
             .picture = false}};
}

std::vector<TourStep> firstPredictionSteps()
{
    return {{.name = "models",
             .act = [] { kHand.key(Qt::Key_F3); },
             .until = [] { return canSee("trainPage") && rowsOn(text("modelList.list")) > 0; },
             .note =
                 [] {
                     return QJsonObject{
                         {text("models"), columnOn(text("modelList.list"), 0).join(text(" | "))}};
                 }},
            predictionStep("predicted", text("flair-default"), "trainPage.predictAll")};
}

std::vector<TourStep> otherThresholdSteps()
{
    return {
        modelMasksSeen("model-mask-in-read", 1),
        {.name = "other-threshold",
         .act = [] { kHand.click(text("thresholdPanel.try")); },
         .until = [] { return textOn(text("thresholdPanel.result")).contains(text("PPV")); },
         .note =
             [] {
                 return QJsonObject{{text("at"), textOn(text("thresholdPanel.result"))}};
             },
         .patience = 60s,
         .picture = false},
        {.name = "lower-threshold",
         .act =
             [] {
                 kHand.click(text("thresholdPanel.bands"));
                 QWidget& slider = TourHand::find(text("thresholdPanel.slider"));
                 kHand.click(slider, QPoint(slider.width() / 4, slider.height() / 2));
                 kHand.click(text("thresholdPanel.sweep"));
             },
         .until = [] { return textOn(text("thresholdPanel.sweepNote")).startsWith(text("Mean")); },
         .note =
             [] {
                 return QJsonObject{{text("at"), textOn(text("thresholdPanel.result"))},
                                    {text("sweep"), textOn(text("thresholdPanel.sweepNote"))}};
             },
         .patience = 240s},
        {.name = "threshold-left",
         .act = [] { kHand.click(text("thresholdPanel.try")); },
         .until = [] { return !canSee("layer.threshold.visible"); },
         .note = {},
         .picture = false}};
}

} // namespace

std::vector<TourStep> predictingSteps()
{
    std::vector<TourStep> steps = loadingSteps();
    for (auto more : {firstPredictionSteps(), modelPageSteps(), otherThresholdSteps()}) {
        std::ranges::move(more, std::back_inserter(steps));
    }
    return steps;
}

std::vector<TourStep> fineTuningSteps(const TourRequest& request)
{
    return {
        planStep("fine-tune-plan"),
        startStep("fine-tuning-starts"),
        {.name = "painting-meanwhile",
         .act = [] { kHand.key(Qt::Key_F2); },
         .until = [] { return canSee("view.axial"); },
         .note = jobSeen,
         .picture = false},
        {.name = "painted-meanwhile",
         .act =
             [request] {
                 const auto lesions = lesionsLeft(projectOf(request), "grader-1");
                 for (std::size_t n = 0; n < std::min<std::size_t>(4, lesions.size()); ++n) {
                     const QPoint place = lookedUp(lesions[n]);
                     kHand.click(text("tool.mask.ball"));
                     kHand.drag(TourHand::find(text("view.axial")), scribble(place));
                 }
                 kHand.key(Qt::Key_Return, Qt::ControlModifier); // submitted: comparing may begin
             },
         .until = [] { return textOn(text("status.saved")).startsWith(text("saved")); },
         .note =
             [] {
                 QJsonObject seen = jobSeen();
                 seen.insert(text("jobStillRuns"), canSee("jobStrip.progress"));
                 seen.insert(text("lesions"), rowsOn(text("lesionTable.rows")));
                 return seen;
             }},
    };
}

std::vector<TourStep> fineTunedSteps()
{
    return {
        goTo("to-the-job", Qt::Key_F3, "jobPanel"),
        curvesStep("live-curves"),
        stopStep("fine-tuned", text("flair-default fine-tuned")),
        {.name = "models-compared", // it takes two
         .act = [] { kHand.click(text("modelList.compare")); },
         .until = [] { return canSee("modelComparison.table"); },
         .note = {}},
        {.name = "models-compared-left",
         .act = [] { kHand.click(text("modelComparison.close")); },
         .until = [] { return !canSee("modelComparison.table"); },
         .note = {},
         .picture = false},
        predictionStep(
            "predicted-with-fine-tuned", text("flair-default fine-tuned"), "trainPage.predict"),
        modelMasksSeen("two-models-in-read", 2),
    };
}

} // namespace dawson
