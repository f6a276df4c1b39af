#pragma once

#include "core/document/case_document.h"
#include "widgets/view/pane_settings.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace dawson
{

class ComparePanes;
class PairDisplay;
class SliceView;
class SurfaceView;

/// Axial, sagittal, coronal and 3D of one document, with linked cursor and shared settings.
///
/// Mouse and keys in a slice pane: wheel and arrows page (PgUp and PgDn by five, Home and End to
/// the ends), Ctrl+wheel zooms at the mouse, middle or Shift+left drag pans, Shift+move leads the
/// crosshair, Alt+right drag sets window and level, `[` `]` and Shift+wheel size the brush; the
/// rest by mode (PaneMode). Double click maximises a pane (while painting it is a dab).
class ViewGrid : public QWidget
{
    Q_OBJECT

public:
    /// Compare: a pair side by side in one plane; CompareTwo: in two.
    enum class Layout {
        Grid,
        AxialLarge,
        AxialOnly,
        SagittalOnly,
        CoronalOnly,
        SurfaceOnly,
        Compare,
        CompareTwo
    };
    using Convention = PaneConvention;
    using Mode = PaneMode;

    explicit ViewGrid(CaseDocument& document, QWidget* parent = nullptr);
    ~ViewGrid() override;

    SliceView& slice(Orientation orientation);
    const std::vector<SliceView*>& slicePanes() const; ///< those of the comparison, too
    SurfaceView& surface();
    ComparePanes& comparison();
    PairDisplay& pairDisplay(); ///< flicker, wipe, checkerboard

    /// A case that compares two images opens in a comparison, others in the layout before it.
    void setLayoutKind(Layout layout);
    Layout layoutKind() const;
    void setConvention(Convention convention);
    void setMode(Mode mode);
    Mode mode() const;
    bool inGesture() const;            ///< the mode's tool is at work in a slice pane
    void setBrush(const Brush& brush); ///< what Paint mode paints with
    const Brush& brush() const;
    void setCrosshairVisible(bool visible);
    void setZoomShared(bool shared); ///< one scale in mm for all slice panes
    void setCaption(const CaseCaption& caption);
    /// Which mask layer's lesions are shown as surfaces; empty: all visible ones.
    void setSurfaceLayer(const QString& id);
    void resetViews(); ///< zoom, pan and window
    void centerOnCursor();
    /// Gives the keys to a pane unless one has them: the image that is masked, else the first one.
    void focusPane();

    /// Layouts, convention, zoom, pan and how pairs are shown, to be remembered by Settings.
    /// restoreState ignores what it does not understand.
    QByteArray saveState() const;
    void restoreState(const QByteArray& state);

Q_SIGNALS:
    void brushChanged(const dawson::Brush& brush); ///< by wheel or key in a view
    void modeChanged(dawson::ViewGrid::Mode mode);
    void layoutChanged();
    /// Where the mouse is, for the status line; nothing when it left.
    void hovered(const std::optional<dawson::PatientPoint>& point);
    /// A lesion surface or voxel was clicked in 3D: the cursor has jumped there.
    void lesionActivated(const dawson::PatientPoint& point);

protected:
    void keyReleaseEvent(QKeyEvent* event) override;

private:
    struct State;

    void connectSlice(SliceView& view);
    void arrange();
    void hang();
    void toggleMaximized(Layout only);
    void shareSettings();
    void shareZoom(const SliceView& from, double mmPerPixel);

    std::unique_ptr<State> m_state;
};

} // namespace dawson
