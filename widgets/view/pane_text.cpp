#include "widgets/view/pane_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace dawson
{

namespace
{

constexpr double kObliqueDegrees = 1.0; ///< smaller angles are not worth a word

class PaneText
{
    Q_DECLARE_TR_FUNCTIONS(PaneText)

public:
    static QString slice(const SliceFrame& frame)
    {
        return tr("Slice %1/%2").arg(frame.slice() + 1).arg(frame.sliceCount());
    }

    static QString oblique(double degrees) { return tr("oblique %1°").arg(degrees, 0, 'f', 0); }

    static QString role(Task task, ImageRole role)
    {
        switch (role) {
        case ImageRole::Current:
            return task == Task::Enhancing ? tr("After gadolinium") : tr("Current");
        case ImageRole::Prior:
            return task == Task::Enhancing ? tr("Before gadolinium") : tr("Prior");
        case ImageRole::Subtraction:
            return tr("Subtraction");
        case ImageRole::Other:
            break;
        }
        return {};
    }

    static QString missing(Task task, ImageRole role)
    {
        if (role == ImageRole::Subtraction) {
            return tr("No subtraction: it needs both images, registered.");
        }
        if (task == Task::Enhancing) {
            return role == ImageRole::Prior ? tr("No T1w image before gadolinium.")
                                            : tr("No T1w image after gadolinium.");
        }
        return role == ImageRole::Prior ? tr("No FLAIR image of an earlier visit.")
                                        : tr("No FLAIR image of this visit.");
    }

    static QString window(const IntensityWindow& window)
    {
        const int digits = std::abs(window.width()) < 20.0 ? 2 : 0;
        return tr("W %1  L %2")
            .arg(QLocale().toString(window.width(), 'f', digits),
                 QLocale().toString(window.level(), 'f', digits));
    }
};

QString headlineOf(Task task, const ImageLayer& image)
{
    if (task != Task::Flair && image.role == ImageRole::Other) {
        return image.name; // the one beside the pair
    }
    const QString role = roleText(task, image.role);
    const bool told = !image.date.isEmpty() && image.role != ImageRole::Subtraction;
    return told ? role + QStringLiteral("  ") + image.date : role;
}

/// The slice's own middle: where an oblique slice crosses the axis there is no other one value.
PatientPoint middleOf(const SliceFrame& frame)
{
    SliceFrame centered = frame;
    centered.reset();
    return centered.plane().point;
}

} // namespace

QString positionText(Orientation orientation, const PatientPoint& point)
{
    const bool axial = orientation == Orientation::Axial;
    const bool sagittal = orientation == Orientation::Sagittal;
    const double value = axial ? point.z : sagittal ? point.x : point.y;
    const QLatin1Char positive(axial ? 'S' : sagittal ? 'L' : 'P');
    const QLatin1Char negative(axial ? 'I' : sagittal ? 'R' : 'A');
    return QStringLiteral("%1 %2 mm")
        .arg(value < 0.0 ? negative : positive)
        .arg(QLocale().toString(std::abs(value), 'f', 1));
}

QString roleText(Task task, ImageRole role)
{
    return PaneText::role(task, role);
}

QString missingText(Task task, ImageRole role)
{
    return PaneText::missing(task, role);
}

CornerTexts
cornerTexts(const PaneImages& shown, Task task, const SliceFrame& frame, const CaseCaption& caption)
{
    CornerTexts texts;
    const ImageLayer& image = shown.onTop();
    texts.headline = headlineOf(task, image);
    if (shown.blended()) {
        const bool wipe = shown.look.blend == Blend::Wipe;
        const QString other = headlineOf(task, shown.beneath());
        texts.rightHeadline = wipe ? texts.headline : QString();
        texts.headline = wipe ? other : other + QStringLiteral("  /  ") + texts.headline;
    }
    const bool dated = image.role != ImageRole::Other; // in the headline
    texts.topLeft = {caption.subject, dated ? QString() : caption.date};
    const QString where = PaneText::slice(frame) + QStringLiteral("  ·  ") +
                          positionText(frame.orientation(), middleOf(frame));
    QString how = PaneText::window(image.window); // the shorter line, beside the scale bar
    if (frame.obliquityDegrees() >= kObliqueDegrees) {
        how += QStringLiteral("  ·  ") + PaneText::oblique(frame.obliquityDegrees());
    }
    texts.topRight = {image.name, caption.author};
    texts.bottomLeft = {where, how};
    return texts;
}

} // namespace dawson
