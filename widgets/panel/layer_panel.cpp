#include "widgets/panel/layer_panel.h"

#include "widgets/panel/mask_row.h"
#include "widgets/panel/number_field.h"
#include "widgets/theme/theme.h"

#include <QButtonGroup>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>
#include <vector>

namespace dawson
{

namespace
{

constexpr double kWidestIntensity = 1e6;
constexpr double kNarrowestWindow = 1e-3;
constexpr int kNumberWidth = 64;

/// Intensities of MR run from fractions to tens of thousands.
int decimalsFor(double width)
{
    return width >= 50.0 ? 0 : (width >= 1.0 ? 2 : 4);
}

} // namespace

struct LayerPanel::State {
    explicit State(LayerStack& stack)
        : layers(stack)
    {
    }

    LayerStack& layers;
    QLabel* empty = nullptr;
    QWidget* imagePart = nullptr;
    QLabel* imageHead = nullptr;
    QVBoxLayout* imageRows = nullptr;
    QButtonGroup* images = nullptr;
    QLabel* levelLabel = nullptr;
    QLabel* widthLabel = nullptr;
    QDoubleSpinBox* level = nullptr;
    QDoubleSpinBox* width = nullptr;
    QToolButton* reset = nullptr;
    QWidget* maskPart = nullptr;
    QLabel* maskHead = nullptr;
    QVBoxLayout* maskRows = nullptr;
    std::vector<MaskRow*> rows;
    QWidget* legend = nullptr;
    std::vector<QLabel*> legendTexts;

    /// The window an image came with, to go back to.
    struct FirstWindow {
        std::weak_ptr<const Volume> volume;
        IntensityWindow window;
    };

    std::vector<FirstWindow> firstWindows;

    const ImageLayer* shownImage() const
    {
        const int shown = layers.shownImage();
        return shown < 0 ? nullptr : &layers.images()[static_cast<std::size_t>(shown)];
    }

    const IntensityWindow* firstWindow(const ImageLayer& image) const
    {
        for (const FirstWindow& first : firstWindows) {
            if (first.volume.lock() == image.volume) {
                return &first.window;
            }
        }
        return nullptr;
    }

    void rememberWindows()
    {
        std::erase_if(firstWindows, [](const FirstWindow& f) { return f.volume.expired(); });
        for (const ImageLayer& image : layers.images()) {
            if (firstWindow(image) == nullptr) {
                firstWindows.push_back({image.volume, image.window});
            }
        }
    }
};

LayerPanel::LayerPanel(LayerStack& layers, QWidget* parent)
    : QWidget(parent)
    , m_state(std::make_unique<State>(layers))
{
    setObjectName(QStringLiteral("layerPanel"));
    m_state->empty = new QLabel(this);
    m_state->empty->setObjectName(QStringLiteral("layerPanel.empty"));
    m_state->empty->setProperty("role", QStringLiteral("muted"));
    m_state->empty->setWordWrap(true);
    m_state->imagePart = makeImages();
    m_state->maskPart = makeMasks();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSectionGap);
    column->addWidget(m_state->empty);
    column->addWidget(m_state->imagePart);
    column->addWidget(m_state->maskPart);
    connect(&layers, &LayerStack::layersChanged, this, &LayerPanel::rebuild);
    connect(&layers, &LayerStack::appearanceChanged, this, &LayerPanel::showLayers);
    retranslate();
    rebuild();
}

LayerPanel::~LayerPanel() = default;

QWidget* LayerPanel::makeImages()
{
    auto* part = new QWidget(this);
    m_state->imageHead = new QLabel(part);
    m_state->imageHead->setProperty("role", QStringLiteral("caption"));
    m_state->images = new QButtonGroup(part);
    m_state->imageRows = new QVBoxLayout;
    m_state->imageRows->setSpacing(kSpace);
    const auto field = [&](QLabel*& label, const char* name) {
        auto* spin = new NumberField(part);
        spin->setObjectName(QStringLiteral("layerPanel.") + QLatin1String(name));
        spin->setRange(-kWidestIntensity, kWidestIntensity);
        spin->setKeyboardTracking(false);
        spin->setMinimumWidth(kNumberWidth); // or its range would ask for twelve digits
        label = new QLabel(part);
        label->setBuddy(spin);
        connect(spin, &QDoubleSpinBox::valueChanged, this, &LayerPanel::changeWindow);
        return spin;
    };
    m_state->level = field(m_state->levelLabel, "level");
    m_state->width = field(m_state->widthLabel, "width");
    m_state->width->setMinimum(kNarrowestWindow);
    m_state->reset = new QToolButton(part);
    m_state->reset->setObjectName(QStringLiteral("layerPanel.resetWindow"));
    m_state->reset->setIcon(icon(QStringLiteral("reset")));
    connect(m_state->reset, &QToolButton::clicked, this, [this] {
        const ImageLayer* image = m_state->shownImage();
        if (const IntensityWindow* first = image ? m_state->firstWindow(*image) : nullptr) {
            m_state->layers.setWindow(m_state->layers.shownImage(), *first);
        }
    });
    auto* window = new QHBoxLayout;
    window->setSpacing(kSpace);
    window->addWidget(m_state->levelLabel);
    window->addWidget(m_state->level, 1);
    window->addWidget(m_state->widthLabel);
    window->addWidget(m_state->width, 1);
    window->addWidget(m_state->reset);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace);
    column->addWidget(m_state->imageHead);
    column->addLayout(m_state->imageRows);
    column->addLayout(window);
    connect(m_state->images, &QButtonGroup::idClicked, this, [this](int image) {
        m_state->layers.showImage(image);
    });
    return part;
}

QWidget* LayerPanel::makeMasks()
{
    auto* part = new QWidget(this);
    m_state->maskHead = new QLabel(part);
    m_state->maskHead->setProperty("role", QStringLiteral("caption"));
    m_state->maskRows = new QVBoxLayout;
    m_state->maskRows->setSpacing(0);
    m_state->legend = new QWidget(part);
    m_state->legend->setObjectName(QStringLiteral("layerPanel.legend"));
    auto* row = new QHBoxLayout(m_state->legend);
    row->setContentsMargins(kSectionGap, 0, 0, 0);
    row->setSpacing(kSpace);
    const std::pair<QColor, MaskPattern> outcomes[]{{agreedColor(), MaskPattern::Solid},
                                                    {missedColor(), MaskPattern::Dashed},
                                                    {spuriousColor(), MaskPattern::Hatched}};
    for (const auto& [color, pattern] : outcomes) {
        auto* sample = new QLabel(m_state->legend);
        sample->setPixmap(patternSwatch(color, pattern, false, devicePixelRatioF()));
        auto* text = new QLabel(m_state->legend);
        text->setProperty("role", QStringLiteral("caption"));
        row->addWidget(sample);
        row->addWidget(text);
        row->addSpacing(kSpace);
        m_state->legendTexts.push_back(text);
    }
    row->addStretch();
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace);
    column->addWidget(m_state->maskHead);
    column->addLayout(m_state->maskRows);
    column->addWidget(m_state->legend);
    return part;
}

void LayerPanel::retranslate()
{
    m_state->empty->setText(tr("Open a case to see its images and masks here."));
    m_state->imageHead->setText(tr("Image"));
    m_state->maskHead->setText(tr("Masks"));
    m_state->levelLabel->setText(tr("Level"));
    m_state->widthLabel->setText(tr("Width"));
    m_state->level->setAccessibleName(tr("Level of the intensity window"));
    m_state->width->setAccessibleName(tr("Width of the intensity window"));
    m_state->level->setToolTip(tr("Intensity shown as middle grey"));
    m_state->width->setToolTip(tr("Intensities from black to white"));
    m_state->reset->setToolTip(tr("Back to the automatic window"));
    m_state->reset->setAccessibleName(m_state->reset->toolTip());
    const QString words[]{tr("Agreed"), tr("Missed"), tr("Spurious")};
    for (std::size_t n = 0; n < m_state->legendTexts.size(); ++n) {
        m_state->legendTexts[n]->setText(words[n]);
    }
}

void LayerPanel::rebuild()
{
    m_state->rememberWindows();
    qDeleteAll(m_state->images->buttons());
    for (MaskRow* row : std::exchange(m_state->rows, {})) {
        delete row;
    }
    int number = 0;
    for (const ImageLayer& image : m_state->layers.images()) {
        auto* button = new QRadioButton(image.name, m_state->imagePart);
        button->setObjectName(QStringLiteral("layerPanel.image.%1").arg(number));
        button->setToolTip(image.name + QLatin1Char('\n') + tr("Show this image (W for the next)"));
        button->setAccessibleName(image.name);
        button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        button->installEventFilter(this);
        m_state->imageRows->addWidget(button);
        m_state->images->addButton(button, number++);
    }
    number = 0;
    for (const MaskLayer& mask : m_state->layers.masks()) {
        auto* row = new MaskRow(m_state->layers, mask, ++number, m_state->maskPart);
        m_state->maskRows->addWidget(row);
        m_state->rows.push_back(row);
    }
    m_state->empty->setVisible(m_state->layers.images().empty());
    m_state->imagePart->setVisible(!m_state->layers.images().empty());
    m_state->maskPart->setVisible(!m_state->layers.masks().empty());
    m_state->legend->setVisible(m_state->layers.mask(QStringLiteral("outcome")) != nullptr);
    showLayers();
}

void LayerPanel::showLayers()
{
    for (MaskRow* row : m_state->rows) {
        if (const MaskLayer* mask = m_state->layers.mask(row->id())) {
            row->showLayer(*mask);
        }
    }
    const ImageLayer* image = m_state->shownImage();
    if (image == nullptr) {
        return;
    }
    m_state->images->button(m_state->layers.shownImage())->setChecked(true);
    const QSignalBlocker quietLevel(m_state->level);
    const QSignalBlocker quietWidth(m_state->width);
    const double width = image->window.width();
    for (QDoubleSpinBox* spin : {m_state->level, m_state->width}) {
        spin->setDecimals(decimalsFor(width));
        spin->setSingleStep(width / 50.0);
    }
    m_state->level->setValue(image->window.level());
    m_state->width->setValue(width);
}

void LayerPanel::changeWindow()
{
    const double level = m_state->level->value();
    const double half = m_state->width->value() / 2.0;
    m_state->layers.setWindow(m_state->layers.shownImage(), {level - half, level + half});
}

bool LayerPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize) {
        if (auto* button = qobject_cast<QRadioButton*>(watched)) {
            showElided(*button, button->accessibleName());
        }
    }
    return QWidget::eventFilter(watched, event);
}

void LayerPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        rebuild();
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
