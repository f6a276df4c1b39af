#include "widgets/change/change_words.h"

#include "widgets/theme/theme.h"

#include <QCoreApplication>
#include <QLocale>

namespace dawson
{

QString changeName(ChangeClass kind)
{
    switch (kind) {
    case ChangeClass::New:
        return QCoreApplication::translate("LesionChange", "New");
    case ChangeClass::Enlarging:
        return QCoreApplication::translate("LesionChange", "Enlarging");
    case ChangeClass::Stable:
        return QCoreApplication::translate("LesionChange", "Stable");
    case ChangeClass::Shrinking:
        return QCoreApplication::translate("LesionChange", "Shrinking");
    case ChangeClass::Resolved:
        return QCoreApplication::translate("LesionChange", "Resolved");
    case ChangeClass::Merged:
        return QCoreApplication::translate("LesionChange", "Merged");
    case ChangeClass::Split:
        return QCoreApplication::translate("LesionChange", "Split");
    }
    return {};
}

QIcon changeIcon(ChangeClass kind)
{
    return icon(QStringLiteral("change-") + QString::fromStdString(changeKey(kind)));
}

QString ruleSentence(const ChangeRule& rule)
{
    const QLocale locale;
    const QString percent = locale.toString(100.0 * rule.minVolumeChange, 'g', 3);
    const QString mm = locale.toString(rule.minDiameterMm, 'g', 3);
    QStringList text;
    text << (rule.minOverlap > 0.0
                 ? QCoreApplication::translate(
                       "LesionChange",
                       "Linked: at least %1 % of the smaller lesion shared by both visits.")
                       .arg(locale.toString(100.0 * rule.minOverlap, 'g', 3))
                 : QCoreApplication::translate("LesionChange",
                                               "Linked: one voxel shared by both visits."));
    text << QCoreApplication::translate(
                "LesionChange", "Enlarging from +%1 %, shrinking from -%1 % of the earlier volume.")
                .arg(percent);
    if (rule.minDiameterChangeMm > 0.0) {
        text << QCoreApplication::translate("LesionChange",
                                            "Besides, %1 mm more or less of the longest diameter.")
                    .arg(locale.toString(rule.minDiameterChangeMm, 'g', 3));
    }
    text << QCoreApplication::translate(
                "LesionChange",
                "Left out: shorter than %1 mm at both visits; %2-connected lesions.")
                .arg(mm)
                .arg(static_cast<int>(rule.connectivity));
    return text.join(QLatin1Char(' '));
}

QString missingSentence(const VisitChangesSearch& search)
{
    using Missing = VisitChangesSearch::Missing;
    QString text;
    switch (search.missing) {
    case Missing::Nothing:
        return {};
    case Missing::Pair:
        text = QCoreApplication::translate("LesionChange",
                                           "There is no earlier visit to compare with.");
        break;
    case Missing::Registration:
        text = QCoreApplication::translate(
            "LesionChange", "The two visits are not registered, or an image has changed since.");
        break;
    case Missing::PriorMask:
        text = QCoreApplication::translate("LesionChange",
                                           "No lesion mask (task FLAIR) of the earlier visit.");
        break;
    case Missing::CurrentMask:
        text = QCoreApplication::translate("LesionChange",
                                           "No lesion mask (task FLAIR) of this visit.");
        break;
    case Missing::Grid:
        text = QCoreApplication::translate("LesionChange", "A mask does not lie on its image.");
        break;
    }
    const QString detail = QString::fromStdString(search.detail);
    return detail.isEmpty() ? text : text + QLatin1Char('\n') + detail;
}

} // namespace dawson
