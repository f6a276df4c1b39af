#include "app/tour_jobs.h"

#include "app/tour_eye.h"
#include "core/base/error.h"

#include <memory>

namespace dawson
{

namespace
{

using namespace std::chrono_literals;

constexpr auto kJobPatience = 20min;
const TourHand kHand;

/// True when the strip tells of the end of a job that was not there before.
bool jobFinished(const QString& titleBefore)
{
    return canSee("jobStrip.title") && !canSee("jobStrip.progress") &&
           textOn(text("jobStrip.title")) != titleBefore;
}

/// Of a model's row, which says its name first, behind an arrow what it was made from. Below 0:
/// none.
int modelRow(const QString& model)
{
    const QStringList rows = columnOn(text("modelList.list"), 0);
    for (int row = 0; row < rows.size(); ++row) {
        if (rows[row].section(QLatin1Char('\n'), 0, 0).endsWith(model)) {
            return row;
        }
    }
    return -1;
}

} // namespace

QString stripTitle()
{
    return canSee("jobStrip.title") ? textOn(text("jobStrip.title")) : QString();
}

QJsonObject jobSeen()
{
    return {{text("job"), textOn(text("jobStrip.title"))},
            {text("phase"), textOn(text("jobStrip.phase"))}};
}

bool canStop()
{
    return canSee("jobPanel.stop") && TourHand::find(text("jobPanel.stop")).isEnabled();
}

TourStep predictionStep(const std::string& name, const QString& model, const char* button)
{
    const auto before = std::make_shared<QString>();
    return {.name = name,
            .act =
                [before, model, button] {
                    *before = stripTitle();
                    if (modelRow(model) < 0) {
                        throw Error(Error::Kind::Data, "there is no model " + model.toStdString());
                    }
                    kHand.click(viewportOn(text("modelList.list")),
                                rowPlace(text("modelList.list"), modelRow(model)));
                    kHand.click(text(button));
                },
            .until = [before] { return jobFinished(*before); },
            .note = jobSeen,
            .patience = kJobPatience};
}

TourStep planStep(const std::string& name)
{
    return {.name = name,
            .act = [] { kHand.key(Qt::Key_T, Qt::ControlModifier); },
            .until =
                [] {
                    return canSee("fineTuneForm.startButton") &&
                           TourHand::find(text("fineTuneForm.startButton")).isEnabled();
                },
            .note =
                [] {
                    return QJsonObject{{text("check"), textOn(text("fineTuneForm.check"))}};
                },
            .patience = 120s};
}

TourStep startStep(const std::string& name)
{
    // A plan may be checked once more after it was ready; the button is grey meanwhile.
    const auto clicked = std::make_shared<bool>(false);
    return {.name = name,
            .act = {},
            .until =
                [clicked] {
                    const QString button = text("fineTuneForm.startButton");
                    if (!*clicked && TourHand::find(button).isEnabled()) {
                        kHand.click(button);
                        *clicked = true;
                    }
                    return *clicked && canSee("jobStrip.progress");
                },
            .note = jobSeen};
}

TourStep curvesStep(const std::string& name)
{
    return {.name = name,
            .act = {},
            .until = [] { return canStop() || !canSee("jobStrip.progress"); },
            .note =
                [] {
                    return QJsonObject{{text("phase"), textOn(text("jobPanel.phase"))}};
                },
            .patience = kJobPatience};
}

TourStep stopStep(const std::string& name, const QString& model)
{
    return {.name = name,
            .act =
                [] {
                    if (canStop()) {
                        kHand.click(text("jobPanel.stop"));
                    }
                },
            .until = [model] { return !canSee("jobStrip.progress") && modelRow(model) >= 0; },
            .note = jobSeen,
            .patience = kJobPatience};
}

} // namespace dawson
