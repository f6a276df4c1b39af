#pragma once

#include "core/document/case_document.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace dawson
{

class SliceView;
class SurfaceView;
class Tool;

enum class Orientation { Axial, Sagittal, Coronal };

/// What the panes print in their corners.
struct CaseCaption {
    QString subject; ///< pseudonym and session
    QString date;
    QString author; ///< whose mask is edited
};

/// Axial, sagittal, coronal and 3D of one document, with linked cursor and shared settings.
class ViewGrid : public QWidget
{
    Q_OBJECT

public:
    enum class Layout { Grid, AxialLarge, AxialOnly, SagittalOnly, CoronalOnly, SurfaceOnly };
    enum class Convention { Radiological, Neurological };
    enum class Mode { View, Paint };

    explicit ViewGrid(CaseDocument& document, QWidget* parent = nullptr);
    ~ViewGrid() override;

    SliceView& slice(Orientation orientation);
    SurfaceView& surface();

    void setLayoutKind(Layout layout);
    Layout layoutKind() const;
    void setConvention(Convention convention);
    void setMode(Mode mode);
    Mode mode() const;
    void setBrush(const Brush& brush); ///< what Paint mode paints with
    const Brush& brush() const;
    void setCrosshairVisible(bool visible);
    void setCaption(const CaseCaption& caption);
    /// Which mask layer's lesions are shown as surfaces; empty: all visible ones.
    void setSurfaceLayer(const QString& id);
    void resetViews(); ///< zoom, pan and window
    void centerOnCursor();

    /// Layout, zoom and pan, to be remembered by Settings.
    QByteArray saveState() const;
    void restoreState(const QByteArray& state);

Q_SIGNALS:
    void brushChanged(const dawson::Brush& brush); ///< by wheel or key in a view
    void modeChanged(dawson::ViewGrid::Mode mode);
    void layoutChanged();
    /// Where the mouse is, for the status line; nothing when it left.
    void hovered(const std::optional<dawson::PatientPoint>& point);
    /// A lesion surface or voxel was clicked in 3D: jump there.
    void lesionActivated(const dawson::PatientPoint& point);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace dawson
