#include "app/tour.h"

#include "app/tour_steps.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/log.h"
#include "widgets/view/surface_view.h"

#include <QApplication>
#include <QJsonDocument>
#include <QPainter>
#include <QPixmap>

#include <algorithm>
#include <iterator>
#include <utility>

namespace dawson
{

namespace
{

using namespace std::chrono_literals;

constexpr auto kLookEvery = 40ms;
constexpr auto kLookSeldom = 500ms; ///< while a job runs, which needs the processor more
constexpr auto kKeyboardPatience = 5s;
constexpr auto kSettle = 250ms; ///< for what repaints when idle
constexpr auto kSurfacePatience = 10s;

/// Whether the lesions in 3D, where they are in sight, are those of the masks.
bool surfacesDone(const QWidget& window)
{
    return std::ranges::all_of(window.findChildren<SurfaceView*>(), [](const SurfaceView* view) {
        return !view->isVisible() || !view->canRender() || view->upToDate();
    });
}

QString numbered(int number, const std::string& name)
{
    return QStringLiteral("%1-%2.png")
        .arg(number, 2, 10, QLatin1Char('0'))
        .arg(QString::fromStdString(name));
}

} // namespace

Tour::Tour(QWidget& window, std::filesystem::path folder, std::vector<TourStep> steps)
    : m_window(window)
    , m_folder(std::move(folder))
    , m_steps(std::move(steps))
{
    std::filesystem::create_directories(m_folder);
}

void Tour::start()
{
    m_step = 0;
    beginStep();
}

void Tour::beginStep()
{
    if (m_step == m_steps.size()) {
        finish(true);
        return;
    }
    const TourStep& step = m_steps[m_step];
    logInfo("tour: " + step.name);
    m_began = std::chrono::steady_clock::now();
    m_waits = m_began;
    takeKeyboard();
}

void Tour::takeKeyboard()
{
    const bool late = std::chrono::steady_clock::now() - m_began > kKeyboardPatience;
    if (TourHand::hasKeyboard() || late) {
        act();
    } else {
        QTimer::singleShot(kLookEvery, this, &Tour::takeKeyboard);
    }
}

void Tour::act()
{
    // First, because what is done may open a dialog with an event loop of its own.
    QTimer::singleShot(kLookEvery, this, &Tour::look);
    const TourStep& step = m_steps[m_step];
    try {
        if (step.act) {
            const std::size_t at = m_step;
            step.act();
            // On a busy machine a hand is slow; only then is one to wait for what it did.
            m_waits = at == m_step ? std::chrono::steady_clock::now() : m_waits;
        }
    } catch (const Error& error) {
        fail(error.what());
    }
}

void Tour::look()
{
    if (m_over) {
        return;
    }
    const TourStep& step = m_steps[m_step];
    bool seen = false;
    try {
        seen = !step.until || step.until();
    } catch (const Error&) {
        // Not there yet.
    }
    if (seen) {
        m_took = std::chrono::steady_clock::now() - m_began;
        settle();
    } else if (std::chrono::steady_clock::now() - m_waits > step.patience) {
        fail("what it should lead to was not seen in time");
    } else {
        const bool longWait = std::chrono::steady_clock::now() - m_began > kKeyboardPatience;
        QTimer::singleShot(longWait ? kLookSeldom : kLookEvery, this, &Tour::look);
    }
}

/// A person waits for the 3D picture before looking at it, though not to go on.
void Tour::settle()
{
    if (m_over) {
        return;
    }
    const bool late = std::chrono::steady_clock::now() - m_began - m_took > kSurfacePatience;
    if (!m_steps[m_step].picture || late || surfacesDone(m_window)) {
        QTimer::singleShot(kSettle, this, &Tour::endStep);
    } else {
        QTimer::singleShot(kLookEvery, this, &Tour::settle);
    }
}

void Tour::endStep()
{
    if (m_over) {
        return;
    }
    const TourStep& step = m_steps[m_step];
    QJsonObject seen{
        {QStringLiteral("step"), QString::fromStdString(step.name)},
        {QStringLiteral("seconds"), std::chrono::duration<double>(m_took).count()},
    };
    try {
        if (step.note) {
            const QJsonObject note = step.note();
            for (auto entry = note.begin(); entry != note.end(); ++entry) {
                seen.insert(entry.key(), entry.value());
            }
        }
        if (step.picture) {
            grab(step.name);
            seen.insert(QStringLiteral("picture"), numbered(m_pictures, step.name));
        }
    } catch (const Error& error) {
        fail(error.what());
        return;
    }
    m_seen.append(seen);
    ++m_step;
    QTimer::singleShot(0, this, &Tour::beginStep);
}

void Tour::fail(const std::string& why)
{
    if (m_over) {
        return;
    }
    const std::string& name = m_steps[m_step].name;
    logError("tour: " + name + ": " + why);
    m_seen.append(QJsonObject{{QStringLiteral("step"), QString::fromStdString(name)},
                              {QStringLiteral("failed"), QString::fromStdString(why)}});
    grab(name + "-failed");
    finish(false);
}

void Tour::grab(const std::string& name)
{
    QPixmap picture = m_window.grab();
    // Dialogs are windows of their own: drawn where they stand.
    QPainter painter(&picture);
    for (QWidget* other : QApplication::topLevelWidgets()) {
        const bool shown = other != &m_window && other->isVisible();
        if (shown && (other->isModal() || other->windowType() == Qt::Popup)) {
            painter.drawPixmap(m_window.mapFromGlobal(other->pos()), other->grab());
        }
    }
    painter.end();
    const QString file = numbered(++m_pictures, name);
    if (!picture.save(QString::fromStdString(m_folder.string()) + QLatin1Char('/') + file)) {
        throw Error(Error::Kind::Io, "the picture could not be written", m_folder.string());
    }
}

void Tour::finish(bool succeeded)
{
    m_over = true;
    const QJsonObject summary{{QStringLiteral("succeeded"), succeeded},
                              {QStringLiteral("steps"), m_seen}};
    writeTextAtomically(m_folder / "summary.json", QJsonDocument(summary).toJson().toStdString());
    Q_EMIT finished(succeeded);
}

namespace
{

std::vector<TourStep> stepsOf(const TourRequest& request)
{
    std::vector<TourStep> all;
    const auto add = [&all](std::vector<TourStep> part) {
        all.insert(
            all.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
    };
    const bool whole = request.part == "all";
    add(openingSteps());
    if (whole || request.part == "look") {
        add(lookingSteps());
    }
    if (whole) {
        add(paintingSteps(request));
        add(undoingSteps());
        add(secondGraderSteps(request));
        add(predictingSteps());
        add(fineTuningSteps(request));
        add(fineTunedSteps());
        add(newDefaultSteps());
    }
    if (whole || request.part == "pairs") {
        add(pairSteps(request));
    }
    if (whole || request.part == "compare") {
        add(comparingSteps(request));
        add(appearanceSteps(request));
    }
    if (whole || request.part == "faults") {
        add(faultSteps(request));
    }
    return all;
}

} // namespace

int runTour(QWidget& window, const TourRequest& request)
{
    Tour tour(window, request.folder, stepsOf(request));
    QObject::connect(&tour, &Tour::finished, qApp, [](bool succeeded) {
        QApplication::exit(succeeded ? 0 : 1);
    });
    tour.start();
    return QApplication::exec();
}

} // namespace dawson
