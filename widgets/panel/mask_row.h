#pragma once

#include "core/document/layer_stack.h"

#include <QPixmap>
#include <QWidget>

class QAbstractButton;
class QCheckBox;
class QLabel;
class QSlider;
class QToolButton;

namespace dawson
{

/// A sample of how a mask is drawn over the image: colour, fill or outline; for an outcome one
/// field a label with its pattern.
QPixmap maskSwatch(const MaskLayer& layer, double pixelRatio);

/// A sample of one colour and pattern.
QPixmap patternSwatch(const QColor& color, MaskPattern pattern, bool outline, double pixelRatio);

/// Writes a name on a check box or radio button as far as it fits now: what is too long keeps its
/// beginning and its end, where numbers and versions stand.
void showElided(QAbstractButton& button, const QString& name);

/// One line of the LayerPanel: visibility and name, sample, fill or outline, opacity of one mask.
class MaskRow : public QWidget
{
    Q_OBJECT

public:
    /// `number` from 1: its place in the list, which is also its key. `layers` must outlive the
    /// row.
    MaskRow(LayerStack& layers, const MaskLayer& layer, int number, QWidget* parent = nullptr);

    const QString& id() const { return m_id; }

    void showLayer(const MaskLayer& layer);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void retranslate();
    void elideName();

    LayerStack& m_layers;
    QString m_id;
    QString m_name;
    QString m_note;
    int m_number;
    bool m_editable;
    QCheckBox* m_visible;
    QLabel* m_swatch;
    QLabel* m_edited;
    QToolButton* m_outline;
    QSlider* m_opacity;
};

} // namespace dawson
