#include "widgets/view/pane_text.h"

#include <QCoreApplication>

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

    static QString window(const IntensityWindow& window)
    {
        const int digits = std::abs(window.width()) < 20.0 ? 2 : 0;
        return tr("W %1  L %2")
            .arg(window.width(), 0, 'f', digits)
            .arg(window.level(), 0, 'f', digits);
    }
};

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
        .arg(std::abs(value), 0, 'f', 1);
}

CornerTexts
cornerTexts(const LayerStack& layers, const SliceFrame& frame, const CaseCaption& caption)
{
    CornerTexts texts;
    texts.topLeft = {caption.subject, caption.date};
    QString where = PaneText::slice(frame) + QStringLiteral("  ·  ") +
                    positionText(frame.orientation(), middleOf(frame));
    if (frame.obliquityDegrees() >= kObliqueDegrees) {
        where += QStringLiteral("  ·  ") + PaneText::oblique(frame.obliquityDegrees());
    }
    texts.bottomLeft = {where};
    if (layers.shownImage() >= 0) {
        const ImageLayer& image = layers.images()[static_cast<std::size_t>(layers.shownImage())];
        texts.topRight = {image.name, caption.author};
        texts.bottomLeft.append(PaneText::window(image.window));
    }
    return texts;
}

} // namespace dawson
