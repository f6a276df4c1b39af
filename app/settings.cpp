#include "app/settings.h"

#include "widgets/panel/tool_panel.h"

#include <QCoreApplication>
#include <QSettings>

namespace dawson
{

namespace
{

/// Names every key once, for loading and for saving alike.
template <typename Value, typename Visitor>
void eachKey(Value& settings, Visitor&& each)
{
    each("window/geometry", settings.geometry);
    each("window/theme", settings.theme);
    each("window/language", settings.language);
    each("read/splitter", settings.readSplitter);
    each("read/views", settings.views);
    each("read/foldedSections", settings.foldedSections);
    each("read/worklistShown", settings.worklistShown);
    each("read/neurological", settings.neurological);
    each("read/crosshair", settings.crosshair);
    each("grader/key", settings.grader);
    each("grader/one", settings.graderOneName);
    each("grader/two", settings.graderTwoName);
    each("brush/diameterMm", settings.brushDiameterMm);
    each("brush/ball", settings.brushBall);
    each("read/priorRule", settings.priorRule);
}

} // namespace

Settings Settings::load()
{
    Settings settings;
    const QSettings store;
    eachKey(settings, [&store](const char* key, auto& value) {
        const QVariant kept = store.value(QLatin1StringView(key));
        if (kept.isValid()) {
            value = kept.value<std::remove_reference_t<decltype(value)>>();
        }
    });
    if (settings.brushDiameterMm < ToolPanel::kMinDiameterMm ||
        settings.brushDiameterMm > ToolPanel::kMaxDiameterMm) {
        settings.brushDiameterMm = 6.0;
    }
    settings.priorRule = settings.priorRule < 0 || settings.priorRule > 2 ? 1 : settings.priorRule;
    if (settings.grader != QStringLiteral("grader-2")) {
        settings.grader = QStringLiteral("grader-1");
    }
    return settings;
}

void Settings::save() const
{
    QSettings store;
    eachKey(*this, [&store](const char* key, const auto& value) {
        store.setValue(QLatin1StringView(key), QVariant::fromValue(value));
    });
}

QString Settings::nameOf(const QString& graderKey) const
{
    const bool second = graderKey == QStringLiteral("grader-2");
    const QString& given = second ? graderTwoName : graderOneName;
    if (!given.isEmpty()) {
        return given;
    }
    return second ? QCoreApplication::translate("Settings", "Grader 2")
                  : QCoreApplication::translate("Settings", "Grader 1");
}

ThemeName Settings::themeName() const
{
    return theme == QStringLiteral("light") ? ThemeName::Light : ThemeName::Dark;
}

} // namespace dawson
