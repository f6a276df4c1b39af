#pragma once

#include "core/document/brush.h"
#include "widgets/theme/theme.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace dawson
{

/// How the user likes the window, kept from start to start. A value: loaded once, saved at close.
struct Settings {
    QByteArray geometry;
    QByteArray readSplitter;
    QByteArray views; ///< layout, zoom and pan
    QStringList foldedSections;
    bool worklistShown = true;
    bool neurological = false;
    bool crosshair = true;
    QString theme = QStringLiteral("dark");
    QString language; ///< "de"; empty: the system's
    QString grader = QStringLiteral("grader-1");
    QString graderOneName;
    QString graderTwoName;
    double brushDiameterMm = 6.0;
    bool brushBall = false;
    int priorRule = 1; ///< PriorRule: painting on lesions of the visit before

    static Settings load();
    void save() const;

    /// "Grader 1", or the name the user gave.
    QString nameOf(const QString& graderKey) const;
    ThemeName themeName() const;
};

} // namespace dawson
