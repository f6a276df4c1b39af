#include "widgets/panel/tool_panel.h"

#include "widgets/panel/intensity_limits.h"
#include "widgets/panel/number_field.h"
#include "widgets/theme/theme.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace dawson
{

namespace
{

constexpr int kSliderSteps = 200;
constexpr double kWidestIntensity = 1e6;
constexpr int kNumberWidth = 64;

/// Even steps of a slider are even ratios of the size: 1 to 2 mm matters as much as 10 to 20.
double diameterAt(int step)
{
    const double ratio = ToolPanel::kMaxDiameterMm / ToolPanel::kMinDiameterMm;
    const double mm =
        ToolPanel::kMinDiameterMm * std::pow(ratio, step / static_cast<double>(kSliderSteps));
    return std::round(mm * 2.0) / 2.0;
}

int stepOf(double diameterMm)
{
    const double ratio = ToolPanel::kMaxDiameterMm / ToolPanel::kMinDiameterMm;
    return static_cast<int>(std::lround(
        kSliderSteps * std::log(diameterMm / ToolPanel::kMinDiameterMm) / std::log(ratio)));
}

QToolButton* segment(const char* name, const char* iconName, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(QStringLiteral("toolPanel.") + QLatin1String(name));
    button->setIcon(icon(QLatin1String(iconName)));
    button->setCheckable(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    return button;
}

} // namespace

struct ToolPanel::State {
    Mode mode = Mode::View;
    Brush brush;
    QString imageName;
    QButtonGroup* modes = nullptr;  ///< ids are Mode
    QButtonGroup* shapes = nullptr; ///< ids are Brush::Shape
    QLabel* hint = nullptr;
    QLabel* sizeLabel = nullptr;
    QSlider* slider = nullptr;
    QDoubleSpinBox* size = nullptr;
    QCheckBox* limited = nullptr;
    IntensityLimits* histogram = nullptr;
    QLabel* lowLabel = nullptr;
    QLabel* highLabel = nullptr;
    QDoubleSpinBox* low = nullptr;
    QDoubleSpinBox* high = nullptr;
    bool hasImage = false;
};

ToolPanel::ToolPanel(QWidget* parent)
    : QWidget(parent)
    , m_state(std::make_unique<State>())
{
    setObjectName(QStringLiteral("toolPanel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kControlGap);
    column->addWidget(makeModes());
    column->addWidget(makeBrush());
    column->addWidget(makeLimits());
    retranslate();
    showBrush();
    setMode(Mode::View);
}

ToolPanel::~ToolPanel() = default;

QWidget* ToolPanel::makeModes()
{
    auto* part = new QWidget(this);
    m_state->modes = new QButtonGroup(part);
    auto* row = new QHBoxLayout;
    row->setSpacing(kSpace);
    const std::pair<const char*, const char*> modes[]{
        {"view", "view"}, {"paint", "paint"}, {"eraseLesion", "lesion-erase"}};
    int id = 0;
    for (const auto& [name, iconName] : modes) {
        QToolButton* button = segment(name, iconName, part);
        button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        m_state->modes->addButton(button, id++);
        row->addWidget(button, 1);
    }
    m_state->hint = new QLabel(part);
    m_state->hint->setObjectName(QStringLiteral("toolPanel.hint"));
    m_state->hint->setProperty("role", QStringLiteral("caption"));
    m_state->hint->setWordWrap(true);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace);
    column->addLayout(row);
    column->addWidget(m_state->hint);
    connect(m_state->modes, &QButtonGroup::idClicked, this, [this](int mode) {
        changeMode(static_cast<Mode>(mode));
    });
    return part;
}

QWidget* ToolPanel::makeBrush()
{
    auto* part = new QWidget(this);
    m_state->shapes = new QButtonGroup(part);
    auto* shapes = new QHBoxLayout;
    shapes->setSpacing(kSpace);
    int id = 0;
    for (const char* name : {"disc", "ball"}) {
        QToolButton* button = segment(name, name, part);
        m_state->shapes->addButton(button, id++);
        shapes->addWidget(button, 1);
    }
    m_state->sizeLabel = new QLabel(part);
    m_state->slider = new QSlider(Qt::Horizontal, part);
    m_state->slider->setObjectName(QStringLiteral("toolPanel.sizeSlider"));
    m_state->slider->setRange(0, kSliderSteps);
    m_state->size = new NumberField(part);
    m_state->size->setObjectName(QStringLiteral("toolPanel.size"));
    m_state->size->setRange(kMinDiameterMm, kMaxDiameterMm);
    m_state->size->setDecimals(1);
    m_state->size->setSingleStep(0.5);
    m_state->sizeLabel->setBuddy(m_state->size);
    auto* size = new QHBoxLayout;
    size->setSpacing(kControlGap);
    size->addWidget(m_state->sizeLabel);
    size->addWidget(m_state->slider, 1);
    size->addWidget(m_state->size);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kControlGap);
    column->addLayout(shapes);
    column->addLayout(size);
    const auto resize = [this](double diameterMm) {
        Brush brush = m_state->brush;
        brush.diameterMm = diameterMm;
        changeBrush(brush);
    };
    connect(m_state->slider, &QSlider::valueChanged, this, [resize](int step) {
        resize(diameterAt(step));
    });
    connect(m_state->size, &QDoubleSpinBox::valueChanged, this, resize);
    // Who picks a shape wants to paint with it.
    connect(m_state->shapes, &QButtonGroup::idClicked, this, [this](int shape) {
        Brush brush = m_state->brush;
        brush.shape = static_cast<Brush::Shape>(shape);
        changeBrush(brush);
        changeMode(Mode::Paint);
    });
    return part;
}

QWidget* ToolPanel::makeLimits()
{
    auto* part = new QWidget(this);
    m_state->limited = new QCheckBox(part);
    m_state->limited->setObjectName(QStringLiteral("toolPanel.limited"));
    m_state->histogram = new IntensityLimits(part);
    m_state->histogram->setObjectName(QStringLiteral("toolPanel.histogram"));
    const auto limit = [&](QLabel*& label, const char* name) {
        auto* spin = new NumberField(part);
        spin->setObjectName(QStringLiteral("toolPanel.") + QLatin1String(name));
        spin->setRange(-kWidestIntensity, kWidestIntensity);
        spin->setKeyboardTracking(false);
        spin->setMinimumWidth(kNumberWidth);
        label = new QLabel(part);
        label->setBuddy(spin);
        return spin;
    };
    m_state->low = limit(m_state->lowLabel, "low");
    m_state->high = limit(m_state->highLabel, "high");
    auto* numbers = new QHBoxLayout;
    numbers->setSpacing(kControlGap);
    numbers->addWidget(m_state->lowLabel);
    numbers->addWidget(m_state->low, 1);
    numbers->addWidget(m_state->highLabel);
    numbers->addWidget(m_state->high, 1);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace);
    column->addWidget(m_state->limited);
    column->addWidget(m_state->histogram);
    column->addLayout(numbers);
    const auto take = [this](const IntensityWindow& limits) {
        m_state->histogram->setLimits(limits);
        setLimited(true);
    };
    connect(m_state->limited, &QCheckBox::toggled, this, &ToolPanel::setLimited);
    connect(m_state->histogram, &IntensityLimits::limitsChanged, this, take);
    connect(m_state->low, &QDoubleSpinBox::valueChanged, this, [this, take](double low) {
        take({low, std::max(low, m_state->histogram->limits().high)});
    });
    connect(m_state->high, &QDoubleSpinBox::valueChanged, this, [this, take](double high) {
        take({std::min(high, m_state->histogram->limits().low), high});
    });
    return part;
}

ToolPanel::Mode ToolPanel::mode() const
{
    return m_state->mode;
}

const Brush& ToolPanel::brush() const
{
    return m_state->brush;
}

void ToolPanel::setMode(Mode mode)
{
    m_state->mode = mode;
    m_state->modes->button(static_cast<int>(mode))->setChecked(true);
    const QString hints[]{tr("Click moves the crosshair, drag changes the window."),
                          tr("Left paints, right erases, Ctrl inverts."),
                          tr("A click erases the whole lesion under it.")};
    m_state->hint->setText(hints[static_cast<int>(mode)]);
}

void ToolPanel::changeMode(Mode mode)
{
    if (mode != m_state->mode) {
        setMode(mode);
        Q_EMIT modeChanged(mode);
    }
}

void ToolPanel::setBrush(const Brush& brush)
{
    m_state->brush = brush;
    if (brush.threshold) {
        m_state->histogram->setLimits(*brush.threshold);
    }
    showBrush();
}

void ToolPanel::changeBrush(const Brush& brush)
{
    if (brush != m_state->brush) {
        setBrush(brush);
        Q_EMIT brushChanged(brush);
    }
}

void ToolPanel::setImage(const std::shared_ptr<const Volume>& image,
                         const IntensityWindow& window,
                         const QString& name)
{
    m_state->hasImage = image != nullptr;
    m_state->imageName = name;
    m_state->histogram->setImage(image, window);
    m_state->histogram->setLimits({window.level(), m_state->histogram->extent().high});
    for (QDoubleSpinBox* spin : {m_state->low, m_state->high}) {
        const QSignalBlocker quiet(spin);
        spin->setDecimals(window.width() >= 50.0 ? 0 : (window.width() >= 1.0 ? 2 : 4));
        spin->setSingleStep(window.width() / 50.0);
    }
    retranslate();
    setLimited(false);
    showBrush();
}

void ToolPanel::setLimited(bool limited)
{
    Brush brush = m_state->brush;
    brush.threshold.reset();
    if (limited && m_state->hasImage) {
        brush.threshold = m_state->histogram->limits();
    }
    changeBrush(brush);
    showBrush();
}

void ToolPanel::showBrush()
{
    const Brush& brush = m_state->brush;
    const IntensityWindow& limits = m_state->histogram->limits();
    const QSignalBlocker quiet[]{QSignalBlocker(m_state->slider),
                                 QSignalBlocker(m_state->size),
                                 QSignalBlocker(m_state->limited),
                                 QSignalBlocker(m_state->low),
                                 QSignalBlocker(m_state->high)};
    m_state->shapes->button(static_cast<int>(brush.shape))->setChecked(true);
    m_state->slider->setValue(stepOf(brush.diameterMm));
    m_state->size->setValue(brush.diameterMm);
    m_state->limited->setChecked(brush.threshold.has_value());
    m_state->low->setValue(limits.low);
    m_state->high->setValue(limits.high);
    m_state->limited->setEnabled(m_state->hasImage);
    for (QWidget* widget : {static_cast<QWidget*>(m_state->histogram),
                            static_cast<QWidget*>(m_state->low),
                            static_cast<QWidget*>(m_state->high),
                            static_cast<QWidget*>(m_state->lowLabel),
                            static_cast<QWidget*>(m_state->highLabel)}) {
        widget->setVisible(brush.threshold.has_value());
    }
}

void ToolPanel::retranslate()
{
    const auto text = [](QButtonGroup* group, int id, const QString& words, const QString& tip) {
        auto* button = static_cast<QToolButton*>(group->button(id));
        button->setText(words);
        button->setToolTip(tip);
    };
    text(m_state->modes, 0, tr("Look"), tr("Look: crosshair and window (V)"));
    text(m_state->modes, 1, tr("Paint"), tr("Paint with the brush (B); Tab changes to and fro"));
    text(m_state->modes, 2, tr("Erase lesion"), tr("Erase whole lesions with a click (E)"));
    text(m_state->shapes, 0, tr("Disc"), tr("Paint in one slice (B)"));
    text(m_state->shapes, 1, tr("Ball"), tr("Paint in all slices at once (Shift+B)"));
    m_state->sizeLabel->setText(tr("Size"));
    m_state->size->setSuffix(tr(" mm"));
    m_state->slider->setAccessibleName(tr("Brush size"));
    m_state->size->setAccessibleName(tr("Brush size in mm"));
    for (QWidget* widget :
         {static_cast<QWidget*>(m_state->slider), static_cast<QWidget*>(m_state->size)}) {
        widget->setToolTip(tr("Diameter of the brush ([ and ], or Shift and wheel)"));
    }
    m_state->limited->setText(m_state->imageName.isEmpty()
                                  ? tr("Limit to intensities")
                                  : tr("Limit to intensities of %1").arg(m_state->imageName));
    m_state->limited->setToolTip(tr("Paint only voxels between two intensities (I); erasing is "
                                    "not limited"));
    m_state->histogram->setToolTip(tr("Drag the handles: what lies between them is painted"));
    m_state->histogram->setAccessibleName(tr("Intensities that are painted"));
    m_state->lowLabel->setText(tr("From"));
    m_state->highLabel->setText(tr("to"));
    m_state->low->setAccessibleName(tr("Lowest intensity painted"));
    m_state->high->setAccessibleName(tr("Highest intensity painted"));
    m_state->low->setToolTip(m_state->low->accessibleName());
    m_state->high->setToolTip(m_state->high->accessibleName());
}

void ToolPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        setMode(m_state->mode);
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
