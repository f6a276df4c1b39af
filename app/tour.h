#pragma once

#include "app/tour_hand.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace dawson
{

/// One thing a person does and what they then see.
struct TourStep {
    std::string name;                  ///< also of the picture: "03-paint"
    std::function<void()> act;         ///< events only, no calls into the model
    std::function<bool()> until;       ///< seen on screen; empty: at once
    std::function<QJsonObject()> note; ///< what was seen, for the summary; may be empty
    std::chrono::seconds patience{60};
    bool picture = true;
};

/// Drives the window step by step, writes a numbered picture after each and summary.json at the
/// end. A step that throws, or whose sight does not come in time, ends the tour as failed.
class Tour : public QObject
{
    Q_OBJECT

public:
    Tour(QWidget& window, std::filesystem::path folder, std::vector<TourStep> steps);

    void start();

Q_SIGNALS:
    void finished(bool succeeded);

private:
    void beginStep();
    void takeKeyboard();
    void act();
    void look();
    void settle();
    void endStep();
    void fail(const std::string& why);
    void grab(const std::string& name);
    void finish(bool succeeded);

    QWidget& m_window;
    std::filesystem::path m_folder;
    std::vector<TourStep> m_steps;
    std::size_t m_step = 0;
    int m_pictures = 0;
    bool m_over = false;
    std::chrono::steady_clock::time_point m_began;
    std::chrono::steady_clock::time_point m_waits; ///< since when for what the step leads to
    std::chrono::steady_clock::duration m_took{};  ///< from the act to what it should lead to
    QJsonArray m_seen;
};

/// Where the pictures go, and whether it is the whole main job ("all"), only a look ("look"),
/// only two time points and contrast ("pairs"), only the comparison of what is there ("compare"),
/// or only what users get wrong ("faults").
struct TourRequest {
    std::filesystem::path folder;
    std::filesystem::path project; ///< empty: the demo
    std::string part = "all";
};

/// Runs the tour in the shown window; the program's exit code.
int runTour(QWidget& window, const TourRequest& request);

} // namespace dawson
