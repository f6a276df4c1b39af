#include "app/self_test.h"

#include "app/actions.h"
#include "app/demo_project.h"
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/resources.h"
#include "widgets/theme/theme.h"

#include <QImage>
#include <QPixmap>
#include <QProcess>
#include <QWidget>

#include <string>
#include <vector>

namespace dawson
{

namespace
{

bool hasPicture(QWidget& window)
{
    const QImage picture = window.grab().toImage();
    const QRgb first = picture.pixel(0, 0);
    for (int y = 0; y < picture.height(); y += 3) {
        for (int x = 0; x < picture.width(); x += 3) {
            if (picture.pixel(x, y) != first) {
                return true;
            }
        }
    }
    return false;
}

std::vector<std::string> problemsOf(QWidget& window)
{
    std::vector<std::string> problems;
    for (const ActionRow& row : Actions::table()) {
        if (row.icon[0] != '\0' && icon(QString::fromUtf8(row.icon)).isNull()) {
            problems.push_back(std::string("the icon is missing: ") + row.icon);
        }
    }
    for (const char* file : {"presets/quick.json", "presets/robust.json", "presets/paper.json"}) {
        try {
            resourceFile(file);
        } catch (const Error& error) {
            problems.push_back(error.describe());
        }
    }
    QProcess worker;
    worker.start(QString::fromStdString(workerProgram().string()), {QStringLiteral("--version")});
    if (!worker.waitForFinished() || worker.exitCode() != 0) {
        problems.push_back("the worker does not run: " + workerProgram().string());
    }
    if (!hasPicture(window)) {
        problems.emplace_back("the window paints nothing");
    }
    return problems;
}

} // namespace

int selfTest(QWidget& window)
{
    window.show();
    const auto problems = problemsOf(window);
    for (const std::string& problem : problems) {
        logError("self-test: " + problem);
    }
    if (problems.empty()) {
        logInfo("self-test: all is in place");
    }
    return problems.empty() ? 0 : 1;
}

} // namespace dawson
