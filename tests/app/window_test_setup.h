#pragma once

#include "app/platform.h"
#include "widgets/theme/language.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QStandardPaths>
#include <QTest>

namespace dawson
{

/// For initTestCase() of a test with the real window: settings of its own by `name`, the dark look,
/// English. Fails the test where nothing can be rendered.
inline void prepareWindowTest(const QString& name)
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("dawson"));
    QCoreApplication::setApplicationName(name);
    applyTheme(ThemeName::Dark);
    applyLanguage(QStringLiteral("en"));
    QVERIFY2(renderingProblem().isEmpty(), qPrintable(renderingProblem()));
}

/// The body of main(): the platform must be prepared before there is an application.
template <typename Test>
int runWindowTest(int argc, char** argv)
{
    preparePlatform();
    QApplication application(argc, argv);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace dawson
