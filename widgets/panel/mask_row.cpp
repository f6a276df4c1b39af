#include "widgets/panel/mask_row.h"

#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QStyle>
#include <QStyleOptionButton>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <utility>

namespace dawson
{

namespace
{

constexpr int kSwatchPx = 14;
constexpr int kOpacityWidth = 72;
constexpr int kPercent = 100;
constexpr float kFillAlpha = 0.55F; ///< a sample is small: stronger than over an image

QPixmap blankSwatch(int fields, double pixelRatio)
{
    const int width = fields * (kSwatchPx + 2) - 2;
    QPixmap pixmap((QSizeF(width, kSwatchPx) * pixelRatio).toSize());
    pixmap.setDevicePixelRatio(pixelRatio);
    pixmap.fill(Qt::transparent);
    return pixmap;
}

void drawSample(QPainter& painter, const QRectF& field, const QColor& color, MaskPattern pattern)
{
    const QRectF box = field.adjusted(1, 1, -1, -1);
    QPen pen(color, 1.5);
    if (pattern == MaskPattern::Dashed) {
        pen.setDashPattern({2.0, 1.5});
    }
    if (pattern == MaskPattern::Hatched) {
        painter.setClipRect(box);
        painter.setPen(QPen(color, 1.0));
        for (double x = box.left() - box.height(); x < box.right(); x += 3.5) {
            painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()));
        }
        painter.setClipping(false);
    }
    painter.setPen(pen);
    painter.drawRect(box);
}

void drawField(QPainter& painter, int field, const QColor& color, MaskPattern pattern, bool outline)
{
    const QRectF box(field * (kSwatchPx + 2), 0, kSwatchPx, kSwatchPx);
    if (pattern == MaskPattern::Solid && !outline) {
        QColor fill = color;
        fill.setAlphaF(kFillAlpha);
        painter.fillRect(box.adjusted(1, 1, -1, -1), fill);
    }
    drawSample(painter, box, color, pattern);
}

} // namespace

QPixmap patternSwatch(const QColor& color, MaskPattern pattern, bool outline, double pixelRatio)
{
    QPixmap pixmap = blankSwatch(1, pixelRatio);
    QPainter painter(&pixmap);
    drawField(painter, 0, color, pattern, outline);
    return pixmap;
}

QPixmap maskSwatch(const MaskLayer& layer, double pixelRatio)
{
    const int labels = static_cast<int>(layer.labelColors.size()) - 1; // 0 is background
    if (labels < 1) {
        return patternSwatch(layer.color, MaskPattern::Solid, layer.outline, pixelRatio);
    }
    // Of a scale without patterns its ends say enough.
    const int step = layer.labelPatterns.empty() ? std::max(1, labels - 1) : 1;
    QPixmap pixmap = blankSwatch((labels - 1) / step + 1, pixelRatio);
    QPainter painter(&pixmap);
    for (int label = 1, field = 0; label <= labels; label += step, ++field) {
        const auto n = static_cast<std::size_t>(label);
        const MaskPattern pattern =
            n < layer.labelPatterns.size() ? layer.labelPatterns[n] : MaskPattern::Solid;
        drawField(painter, field, layer.labelColors[n], pattern, layer.outline);
    }
    return pixmap;
}

void showElided(QAbstractButton& button, const QString& name)
{
    QStyleOptionButton option;
    option.initFrom(&button);
    const bool radio = qobject_cast<QRadioButton*>(&button) != nullptr;
    const QRect text = button.style()->subElementRect(
        radio ? QStyle::SE_RadioButtonContents : QStyle::SE_CheckBoxContents, &option, &button);
    QString shown =
        button.fontMetrics().elidedText(name, Qt::ElideMiddle, std::max(0, text.width()));
    button.setText(shown.replace(QLatin1Char('&'), QStringLiteral("&&")));
}

MaskRow::MaskRow(LayerStack& layers, const MaskLayer& layer, int number, QWidget* parent)
    : QWidget(parent)
    , m_layers(layers)
    , m_id(layer.id)
    , m_name(layer.name)
    , m_note(layer.note)
    , m_number(number)
    , m_editable(layer.editable)
    , m_visible(new QCheckBox(this))
    , m_swatch(new QLabel(this))
    , m_edited(new QLabel(this))
    , m_outline(new QToolButton(this))
    , m_opacity(new QSlider(Qt::Horizontal, this))
{
    setObjectName(QStringLiteral("layer.") + m_id);
    m_visible->setObjectName(objectName() + QStringLiteral(".visible"));
    m_outline->setObjectName(objectName() + QStringLiteral(".outline"));
    m_opacity->setObjectName(objectName() + QStringLiteral(".opacity"));
    m_visible->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_edited->setVisible(m_editable);
    m_outline->setCheckable(true);
    m_opacity->setRange(0, kPercent);
    m_opacity->setFixedWidth(kOpacityWidth);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace);
    row->addWidget(m_visible, 1);
    row->addWidget(m_edited);
    row->addWidget(m_swatch);
    row->addWidget(m_outline);
    row->addWidget(m_opacity);
    connect(m_visible, &QCheckBox::toggled, this, [this](bool on) {
        m_layers.setMaskVisible(m_id, on);
    });
    connect(m_outline, &QToolButton::toggled, this, [this](bool on) {
        m_layers.setMaskOutline(m_id, on);
    });
    connect(m_opacity, &QSlider::valueChanged, this, [this](int percent) {
        m_layers.setMaskOpacity(m_id, percent / static_cast<double>(kPercent));
    });
    showLayer(layer);
    retranslate();
}

void MaskRow::showLayer(const MaskLayer& layer)
{
    m_name = layer.name;
    if (std::exchange(m_note, layer.note) != m_note) {
        retranslate();
    }
    const QSignalBlocker quietVisible(m_visible);
    const QSignalBlocker quietOutline(m_outline);
    const QSignalBlocker quietOpacity(m_opacity);
    m_visible->setChecked(layer.visible);
    m_outline->setChecked(layer.outline);
    m_outline->setIcon(icon(layer.outline ? QStringLiteral("outline") : QStringLiteral("fill")));
    m_opacity->setValue(static_cast<int>(std::lround(layer.opacity * kPercent)));
    // An outline is always opaque.
    m_opacity->setEnabled(layer.visible);
    m_swatch->setPixmap(maskSwatch(layer, devicePixelRatioF()));
    m_swatch->setEnabled(layer.visible);
    elideName();
}

void MaskRow::retranslate()
{
    QString tip = tr("Show or hide %1").arg(m_name);
    if (m_number <= 9) {
        tip += QStringLiteral(" (%1)").arg(m_number);
    }
    m_visible->setToolTip(m_note.isEmpty() ? tip : m_note + QLatin1Char('\n') + tip);
    m_visible->setAccessibleName(m_name);
    m_edited->setPixmap(
        icon(QStringLiteral("paint")).pixmap(QSize(kSwatchPx, kSwatchPx), devicePixelRatioF()));
    m_edited->setToolTip(tr("This mask is being edited"));
    m_edited->setAccessibleName(m_edited->toolTip());
    m_outline->setToolTip(tr("Filled or outline only"));
    m_outline->setAccessibleName(tr("Outline of %1").arg(m_name));
    m_opacity->setToolTip(tr("Opacity (A fainter, D stronger)"));
    m_opacity->setAccessibleName(tr("Opacity of %1").arg(m_name));
}

void MaskRow::elideName()
{
    showElided(*m_visible, m_name);
}

void MaskRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    elideName();
}

void MaskRow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
