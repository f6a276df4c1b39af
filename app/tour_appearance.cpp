#include "app/tour_eye.h"
#include "app/tour_places.h"
#include "app/tour_steps.h"
#include "core/base/error.h"

#include <QCoreApplication>
#include <QProcess>

#include <memory>

namespace dawson
{

namespace
{

using namespace std::chrono_literals;

const TourHand kHand;

/// A dialog of the Help menu, looked at and closed.
std::vector<TourStep> helpSteps()
{
    std::vector<TourStep> steps{{.name = "keys",
                                 .act = [] { kHand.key(Qt::Key_F1); },
                                 .until = [] { return canSee("keyDialog"); },
                                 .note = {}},
                                {.name = "keys-closed",
                                 .act = [] { kHand.click(text("keys.close")); },
                                 .until = [] { return !canSee("keyDialog"); },
                                 .note = {},
                                 .picture = false}};
    for (TourStep& step : menuSteps("menu.7", "help.about")) {
        steps.push_back(std::move(step));
    }
    steps.back().until = [] {
        return canSee("aboutDialog") &&
               textOn(text("about.worker")).contains(text("dawson-worker"));
    };
    steps.push_back({.name = "about-closed",
                     .act = [] { kHand.click(text("about.close")); },
                     .until = [] { return !canSee("aboutDialog"); },
                     .note = {},
                     .picture = false});
    return steps;
}

} // namespace

std::vector<TourStep> appearanceSteps(const TourRequest& request)
{
    std::vector<TourStep> steps = helpSteps();
    for (TourStep& step : menuSteps("menu.2", "view.lightTheme")) {
        steps.push_back(std::move(step));
    }
    const auto page = [](const char* name, Qt::Key key, const char* sight) {
        return TourStep{.name = name,
                        .act = [key] { kHand.key(key); },
                        .until = [sight] { return canSee(sight); },
                        .note = {}};
    };
    steps.push_back(page("light-evaluate", Qt::Key_F4, "evaluatePage"));
    steps.push_back(page("light-train", Qt::Key_F3, "trainPage"));
    steps.push_back(page("light-read", Qt::Key_F2, "view.axial"));
    const auto twice = std::make_shared<QProcess>();
    steps.push_back({.name = "twice-the-scale",
                     .act =
                         [twice, request] {
                             QProcessEnvironment environment =
                                 QProcessEnvironment::systemEnvironment();
                             environment.insert(text("QT_SCALE_FACTOR"), text("2"));
                             twice->setProcessEnvironment(environment);
                             twice->setProcessChannelMode(QProcess::ForwardedChannels);
                             const auto to =
                                 QString::fromStdString((request.folder / "scale-200").string());
                             twice->start(QCoreApplication::applicationFilePath(),
                                          {text("--tour"),
                                           to,
                                           text("--tour-part"),
                                           text("look"),
                                           text("--project"),
                                           QString::fromStdString(projectOf(request).string())});
                         },
                     .until = [twice] { return twice->state() == QProcess::NotRunning; },
                     .note =
                         [twice] {
                             if (twice->exitCode() != 0) {
                                 throw Error(Error::Kind::Data, "the tour at 200 % failed");
                             }
                             return QJsonObject{{text("pictures"), text("scale-200")}};
                         },
                     .patience = 180s,
                     .picture = false});
    return steps;
}

} // namespace dawson
