#pragma once

#include "core/study/study.h"

#include <QColor>
#include <QIcon>
#include <QString>

class QPushButton;

namespace dawson
{

/// The tokens of the look (docs/architecture.md, "The look"): the only place with literal colours.
struct Tokens {
    QColor ground, panel, raised, line;
    QColor text, muted, disabled;
    QColor accent, focus;
    QColor ok, warning, error;
    QColor pane;                        ///< black in both themes
    QColor darker, unchanged, brighter; ///< what a subtraction shows; blue, grey and orange
};

enum class ThemeName { Dark, Light };

/// Spacing and type sizes, in logical pixels.
constexpr int kSpace = 4;
constexpr int kControlGap = 8;
constexpr int kSectionGap = 16;
constexpr int kRadius = 4;
constexpr int kBodyPx = 13;
constexpr int kCaptionPx = 11;
constexpr int kHeadPx = 16;

/// Tokens of the theme in force, which the application object carries. REQUIRES: a QApplication.
const Tokens& tokens();
/// For what is painted on a view pane: panes are black in both themes, so these do not change.
const Tokens& paneTokens();
ThemeName currentTheme();

/// Palette, style sheet and icon colours of the whole application. Every widget then gets a
/// QEvent::PaletteChange; those that paint themselves repaint from there.
void applyTheme(ThemeName name);

/// The one button of a dialog or page that goes on: filled with the accent.
void markPrimary(QPushButton& button);

/// An icon of resources/icons by its name ("brush"), recoloured by the theme, sharp at every scale.
QIcon icon(const QString& name);

/// Okabe-Ito colour of an author: the same in views, tables and charts. Stable for unknown ones.
QColor authorColor(const Author& author);
QColor agreedColor();
QColor missedColor();
QColor spuriousColor();

} // namespace dawson
