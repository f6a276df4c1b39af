#include "widgets/panel/outcome_layer.h"

#include "widgets/theme/theme.h"

#include <QCoreApplication>
#include <QLocale>

#include <memory>

namespace dawson
{

MaskLayer outcomeLayer(const MaskComparison& comparison, const QString& name)
{
    MaskLayer layer;
    layer.id = QStringLiteral("outcome");
    layer.name = name;
    layer.mask = std::make_shared<const Mask>(outcomeMask(comparison));
    layer.color = agreedColor();
    layer.labelColors = {QColor(), agreedColor(), missedColor(), spuriousColor()};
    layer.labelPatterns = {
        MaskPattern::Solid, MaskPattern::Solid, MaskPattern::Dashed, MaskPattern::Hatched};
    return layer;
}

QString ruleSentence(const MatchRule& rule)
{
    QString text =
        rule.minOverlap > 0.0
            ? QCoreApplication::translate(
                  "MatchRule", "A lesion counts as found when at least %1 % of it is covered")
                  .arg(QLocale().toString(100.0 * rule.minOverlap, 'g', 3))
            : QCoreApplication::translate(
                  "MatchRule",
                  "Any overlap: a lesion counts as found when one voxel of it is covered");
    text += QStringLiteral("; ") +
            QCoreApplication::translate("MatchRule", "lesions are %1-connected components")
                .arg(static_cast<int>(rule.connectivity));
    if (rule.minVolumeMl > 0.0) {
        text += QStringLiteral("; ") +
                QCoreApplication::translate("MatchRule",
                                            "lesions under %1 ml are ignored on both sides")
                    .arg(QLocale().toString(rule.minVolumeMl, 'g', 3));
    }
    return text + QLatin1Char('.');
}

} // namespace dawson
