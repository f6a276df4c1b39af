#include "widgets/theme/theme.h"

#include "widgets/theme/paper.h"

#include <QApplication>
#include <QFile>
#include <QFont>
#include <QPalette>
#include <QPushButton>
#include <QStyle>
#include <QStyleFactory>
#include <QVariant>

#include <array>
#include <utility>

void loadDawsonResources()
{
    // In a static library the linker drops the resource's own initialiser.
    Q_INIT_RESOURCE(dawson);
}

namespace dawson
{

namespace
{

constexpr const char* kThemeProperty = "dawsonTheme";

QColor hex(const char* value)
{
    return QColor(QLatin1StringView(value));
}

const Tokens& darkTokens()
{
    static const Tokens dark{
        .ground = hex("#121518"),
        .panel = hex("#1A1E22"),
        .raised = hex("#23292F"),
        .line = hex("#343C45"),
        .text = hex("#E8ECEF"),
        .muted = hex("#A3ADB7"),
        .disabled = hex("#6B7580"),
        .accent = hex("#4FB3BF"),
        .focus = hex("#8FDDE6"),
        .ok = hex("#6BBF73"),
        .warning = hex("#E3A33B"),
        .error = hex("#EC6A5E"),
        .pane = hex("#000000"),
        .darker = hex("#4AA8FF"),
        .unchanged = hex("#4A4F55"),
        .brighter = hex("#FF8A2B"),
    };
    return dark;
}

const Tokens& lightTokens()
{
    static const Tokens light{
        .ground = hex("#F4F5F6"),
        .panel = hex("#FFFFFF"),
        .raised = hex("#ECEEF0"),
        .line = hex("#CDD3D9"),
        .text = hex("#1B2126"),
        .muted = hex("#55606B"),
        .disabled = hex("#98A2AC"),
        .accent = hex("#0B7285"),
        .focus = hex("#0B7285"),
        .ok = hex("#2B7A35"),
        .warning = hex("#8A5A00"),
        .error = hex("#B3261E"),
        .pane = hex("#000000"),
        .darker = hex("#4AA8FF"),
        .unchanged = hex("#4A4F55"),
        .brighter = hex("#FF8A2B"),
    };
    return light;
}

QPalette paletteOf(const Tokens& look)
{
    QPalette palette;
    const QColor onAccent = look.accent.lightnessF() > 0.45F ? look.ground : look.panel;
    const std::array<std::pair<QPalette::ColorRole, QColor>, 16> roles{{
        {QPalette::Window, look.panel},
        {QPalette::WindowText, look.text},
        {QPalette::Base, look.ground},
        {QPalette::AlternateBase, look.panel},
        {QPalette::Text, look.text},
        {QPalette::PlaceholderText, look.muted},
        {QPalette::Button, look.raised},
        {QPalette::ButtonText, look.text},
        {QPalette::BrightText, look.error},
        {QPalette::Highlight, look.accent},
        {QPalette::HighlightedText, onAccent},
        {QPalette::Link, look.accent},
        {QPalette::LinkVisited, look.accent},
        {QPalette::ToolTipBase, look.raised},
        {QPalette::ToolTipText, look.text},
        {QPalette::Mid, look.line},
    }};
    for (const auto& [role, color] : roles) {
        palette.setColor(role, color);
    }
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, look.disabled);
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, look.line);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, look.muted);
    return palette;
}

/// The style sheet of resources/style.qss, where @name stands for a token.
QString styleSheetOf(const Tokens& look)
{
    const QColor tint =
        QColor::fromRgbF(look.accent.redF(), look.accent.greenF(), look.accent.blueF(), 0.22F);
    const std::array<std::pair<QLatin1StringView, QColor>, 13> names{{
        {QLatin1StringView("@ground"), look.ground},
        {QLatin1StringView("@panel"), look.panel},
        {QLatin1StringView("@raised"), look.raised},
        {QLatin1StringView("@line"), look.line},
        {QLatin1StringView("@text"), look.text},
        {QLatin1StringView("@muted"), look.muted},
        {QLatin1StringView("@disabled"), look.disabled},
        {QLatin1StringView("@accent"), look.accent},
        {QLatin1StringView("@focus"), look.focus},
        {QLatin1StringView("@warning"), look.warning},
        {QLatin1StringView("@error"), look.error},
        {QLatin1StringView("@ok"), look.ok},
        {QLatin1StringView("@tint"), tint},
    }};
    QFile file(QStringLiteral(":/dawson/style.qss"));
    QString sheet = file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    sheet.replace(QLatin1StringView("@theme"),
                  currentTheme() == ThemeName::Light ? QStringLiteral("light")
                                                     : QStringLiteral("dark"));
    for (const auto& [name, color] : names) {
        const QString value = QStringLiteral("rgba(%1, %2, %3, %4)")
                                  .arg(color.red())
                                  .arg(color.green())
                                  .arg(color.blue())
                                  .arg(color.alpha());
        sheet.replace(name, value);
    }
    return sheet;
}

} // namespace

const Tokens& tokens()
{
    return currentTheme() == ThemeName::Light ? lightTokens() : darkTokens();
}

const Tokens& paneTokens()
{
    return darkTokens();
}

const Tokens& paperTokens()
{
    return lightTokens();
}

ThemeName currentTheme()
{
    return static_cast<ThemeName>(qApp->property(kThemeProperty).toInt());
}

void applyTheme(ThemeName name)
{
    loadDawsonResources();
    qApp->setProperty(kThemeProperty, static_cast<int>(name));
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QFont font = QApplication::font();
    font.setPixelSize(kBodyPx);
    QApplication::setFont(font);
    QApplication::setPalette(paletteOf(tokens()));
    qApp->setStyleSheet(styleSheetOf(tokens()));
}

void markPrimary(QPushButton& button)
{
    button.setProperty("primary", true);
    // Rules are chosen when a widget is polished, which may already have happened.
    button.style()->unpolish(&button);
    button.style()->polish(&button);
}

} // namespace dawson
