#pragma once

#include "core/document/layer_stack.h"

#include <QWidget>

#include <memory>

namespace dawson
{

/// What is shown of the case: which image, with which window, and each mask with its colour,
/// visibility, pattern and opacity. Reads and changes the layers directly, which are the truth.
class LayerPanel : public QWidget
{
    Q_OBJECT

public:
    /// `layers` must outlive the panel.
    explicit LayerPanel(LayerStack& layers, QWidget* parent = nullptr);
    ~LayerPanel() override;

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override; ///< images' names are cut to fit

private:
    QWidget* makeImages();
    QWidget* makeMasks();
    void retranslate();
    void rebuild();    ///< other layers
    void showLayers(); ///< the same layers, shown differently
    void changeWindow();

    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace dawson
