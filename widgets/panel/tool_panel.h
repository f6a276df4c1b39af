#pragma once

#include "core/document/brush.h"

#include <QWidget>

#include <memory>

namespace dawson
{

/// What the mouse does in the panes, and the brush it paints with: shape, size in mm, limits of
/// intensity. Input only: the window hands its signals to the views, and tells it what keys and
/// wheel changed there.
class ToolPanel : public QWidget
{
    Q_OBJECT

public:
    enum class Mode { View, Paint, EraseLesion };

    static constexpr double kMinDiameterMm = 0.5;
    static constexpr double kMaxDiameterMm = 60.0;

    explicit ToolPanel(QWidget* parent = nullptr);
    ~ToolPanel() override;

    Mode mode() const;
    const Brush& brush() const;

    /// Show what is in force; neither sends a signal.
    void setMode(Mode mode);
    void setBrush(const Brush& brush);

    /// The image whose intensities limit painting: the case's primary one, null when none is open.
    /// Intensities of MR images do not compare between scans, so limits are switched off (which
    /// sends brushChanged if they were on) and begin anew at the brighter half of `window`.
    void setImage(const std::shared_ptr<const Volume>& image,
                  const IntensityWindow& window,
                  const QString& name);

    /// Switches the limits on or off as the box does, and sends brushChanged.
    void setLimited(bool limited);

Q_SIGNALS:
    void modeChanged(dawson::ToolPanel::Mode mode); ///< by the user
    void brushChanged(const dawson::Brush& brush);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeModes();
    QWidget* makeBrush();
    QWidget* makeLimits();
    void retranslate();
    void showBrush();
    void changeBrush(const Brush& brush);
    void changeMode(Mode mode);

    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace dawson
