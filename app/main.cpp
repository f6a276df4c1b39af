#include "app/arguments.h"
#include "app/main_window.h"
#include "app/platform.h"
#include "app/self_test.h"
#include "app/settings.h"
#include "app/tour.h"
#include "app/tour_project.h"
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/resources.h"
#include "widgets/theme/language.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QMessageBox>

namespace
{

dawson::ThemeName themeOf(const dawson::Arguments& arguments)
{
    if (arguments.theme.empty()) {
        return dawson::Settings::load().themeName();
    }
    return arguments.theme == "light" ? dawson::ThemeName::Light : dawson::ThemeName::Dark;
}

/// A tour has settings and projects of its own. False when its project cannot be had.
bool prepareTour(dawson::Arguments& arguments)
{
    try {
        QCoreApplication::setApplicationName(QStringLiteral("dawson-tour"));
        if (arguments.tourPart == "all") {
            dawson::separateTour();
        }
        arguments.project = dawson::copiedProject(arguments.project, arguments.tourFolder);
        return true;
    } catch (const dawson::Error& error) {
        dawson::logError(error.describe());
        return false;
    }
}

} // namespace

int main(int argc, char** argv)
{
    int exitCode = 0;
    auto arguments = dawson::readArguments(argc, argv, exitCode);
    if (!arguments) {
        return exitCode;
    }
    dawson::preparePlatform();
    const QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("dawson"));
    QApplication::setOrganizationName(QStringLiteral("dawson"));
    QApplication::setDesktopFileName(QStringLiteral("dawson"));
    QApplication::setApplicationVersion(QString::fromStdString(dawson::softwareVersion()));
    if (!arguments->tourFolder.empty() && !prepareTour(*arguments)) {
        return 1;
    }
    dawson::applyTheme(themeOf(*arguments));
    dawson::applyLanguage(dawson::Settings::load().language);
    if (const QString problem = dawson::renderingProblem(); !problem.isEmpty()) {
        dawson::logError(problem.toStdString());
        if (!arguments->selfTest && arguments->tourFolder.empty()) {
            QMessageBox::critical(nullptr, QStringLiteral("Dawson"), problem);
        }
        return 1;
    }
    dawson::MainWindow window;
    if (arguments->selfTest) {
        return dawson::selfTest(window);
    }
    window.show();
    window.start(arguments->project);
    if (!arguments->tourFolder.empty()) {
        return dawson::runTour(window,
                               {arguments->tourFolder, arguments->project, arguments->tourPart});
    }
    return QApplication::exec();
}
