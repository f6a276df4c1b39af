#pragma once

#include "core/document/image_role.h"
#include "core/document/live_difference.h"
#include "core/image/intensity_window.h"
#include "core/image/mask.h"
#include "core/image/volume.h"

#include <QColor>
#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace dawson
{

/// An image under the masks: FLAIR, T1w, ...
struct ImageLayer {
    QString name;
    std::shared_ptr<const Volume> volume;
    IntensityWindow window;
    ImageRole role = ImageRole::Other;
    QString date{};          ///< of its visit, empty when not given
    IntensityWindow first{}; ///< as it was when the image was added; addImage() fills it in
    std::optional<Geometry> placement{};          ///< where it is drawn instead of on its own grid
    std::shared_ptr<const LiveDifference> live{}; ///< drawn instead of it, of a subtraction
};

/// How the pattern of a mask is drawn; outcomes must not differ by colour alone.
enum class MaskPattern { Solid, Dashed, Hatched };

/// One mask over the image. `mask` is never null; the edited one changes in place.
struct MaskLayer {
    QString id;     ///< author folder, or "outcome"
    QString name;   ///< "Grader 1"
    QString note{}; ///< where it came from, a sentence; often empty
    std::shared_ptr<const Mask> mask;
    QColor color;
    bool visible = true;
    bool outline = false;
    double opacity = 0.35;
    bool editable = false;
    bool inSpace = true; ///< also drawn as surfaces in the 3D pane
    /// Per-label colours and patterns (index = label) for the outcome layer; empty: `color` for all
    /// labels.
    std::vector<QColor> labelColors;
    std::vector<MaskPattern> labelPatterns;
};

/// What is shown of the open case, in order. GUI thread only.
class LayerStack : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    const std::vector<ImageLayer>& images() const { return m_images; }

    const std::vector<MaskLayer>& masks() const { return m_masks; }

    int shownImage() const { return m_shownImage; } ///< -1 without images

    int imageOf(ImageRole role) const; ///< the first in this role, -1 when there is none

    bool peeking() const { return m_peeking; } ///< all masks hidden for a moment

    void clear();
    void addImage(ImageLayer layer);
    void showImage(int index);
    /// Current and prior share their window: both are moved by the same part of the window they
    /// came with, since two scans have no common unit. A subtraction's stays symmetric around 0.
    void setWindow(int image, const IntensityWindow& window);
    /// Draws an image elsewhere, to try a correction of its registration; none: where it belongs.
    void setPlacement(int image, const std::optional<Geometry>& placement);
    /// Draws a subtraction as it would be with the current image elsewhere; null: as it is.
    void setLive(int image, std::shared_ptr<const LiveDifference> live);
    void addMask(MaskLayer layer); ///< replaces one of the same id, keeping how it was shown
    void removeMask(const QString& id);
    const MaskLayer* mask(const QString& id) const;
    void setMaskVisible(const QString& id, bool visible);
    void setMaskOutline(const QString& id, bool outline);
    void setMaskOpacity(const QString& id, double opacity);
    void setPeeking(bool peeking);
    /// Voxels of a mask changed in place within `region` (of its own grid).
    void noteMaskChange(const QString& id, const Region& region);

Q_SIGNALS:
    void layersChanged();     ///< added, removed, reordered
    void appearanceChanged(); ///< colour, window, visibility, opacity, shown image, peek
    void maskChanged(const QString& id, const dawson::Region& region);

private:
    MaskLayer* find(const QString& id);

    std::vector<ImageLayer> m_images;
    std::vector<MaskLayer> m_masks;
    int m_shownImage = -1;
    bool m_peeking = false;
};

} // namespace dawson
