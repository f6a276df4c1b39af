#include "widgets/panel/threshold_panel.h"

#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/training/operating_point.h"
#include "widgets/chart/threshold_chart.h"
#include "widgets/panel/task_words.h"
#include "widgets/panel/threshold_cut.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace dawson
{

namespace
{

using namespace std::chrono_literals;

constexpr auto kAfterMove = 150ms;
constexpr int kSteps = 100;
constexpr int kNumberWidth = 64;
constexpr double kDefaultThreshold = 0.5;

} // namespace

ThresholdPanel::ThresholdPanel(CaseDocument& document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
{
    setObjectName(QStringLiteral("thresholdPanel"));
    m_delay.setSingleShot(true);
    build();
    connectControls();
    retranslate();
    listModels();
}

ThresholdPanel::~ThresholdPanel() = default;

void ThresholdPanel::build()
{
    m_empty = new QLabel(this);
    m_empty->setObjectName(QStringLiteral("thresholdPanel.empty"));
    m_empty->setProperty("role", QStringLiteral("muted"));
    m_empty->setWordWrap(true);
    m_controls = new QWidget(this);
    const auto named = [](auto* widget, const char* name) {
        widget->setObjectName(QStringLiteral("thresholdPanel.") + QLatin1StringView(name));
        return widget;
    };
    m_model = named(new QComboBox(m_controls), "model");
    m_try = named(new QCheckBox(m_controls), "try");
    m_bands = named(new QCheckBox(m_controls), "bands");
    m_slider = named(new QSlider(Qt::Horizontal, m_controls), "slider");
    m_slider->setRange(1, kSteps);
    m_value = named(new QDoubleSpinBox(m_controls), "value");
    m_value->setRange(1.0 / kSteps, 1.0);
    m_value->setSingleStep(1.0 / kSteps);
    m_value->setFixedWidth(kNumberWidth);
    m_reference = named(new QComboBox(m_controls), "reference");
    m_result = named(new QLabel(m_controls), "result");
    m_result->setWordWrap(true);
    m_sweep = named(new QPushButton(m_controls), "sweep");
    m_chart = new ThresholdChart(m_controls);
    m_sweepNote = named(new QLabel(m_controls), "sweepNote");
    m_sweepNote->setProperty("role", QStringLiteral("caption"));
    m_sweepNote->setWordWrap(true);
    m_keep = named(new QPushButton(m_controls), "keep");
    auto* number = new QHBoxLayout;
    number->setSpacing(kControlGap);
    number->addWidget(m_slider, 1);
    number->addWidget(m_value);
    auto* rows = new QVBoxLayout(m_controls);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(kControlGap);
    rows->addWidget(m_model);
    rows->addWidget(m_try);
    rows->addWidget(m_bands);
    rows->addLayout(number);
    rows->addWidget(m_reference);
    rows->addWidget(m_result);
    rows->addWidget(m_sweep);
    rows->addWidget(m_chart);
    rows->addWidget(m_sweepNote);
    rows->addWidget(m_keep);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_empty);
    column->addWidget(m_controls);
    m_chart->hide();
    m_sweepNote->hide();
}

void ThresholdPanel::connectControls()
{
    connect(&m_document, &CaseDocument::caseChanged, this, [this] {
        forget();
        listModels();
    });
    connect(&m_document.layers(), &LayerStack::layersChanged, this, [this] { listReferences(); });
    connect(&m_document.layers(), &LayerStack::maskChanged, this, [this](const QString& id) {
        if (m_cut && id == m_reference->currentData().toString()) {
            m_delay.start(kAfterMove); // the figures follow the strokes
        }
    });
    connect(m_model, &QComboBox::activated, this, [this] {
        forget();
        setTrying(m_try->isChecked());
    });
    connect(m_try, &QCheckBox::toggled, this, &ThresholdPanel::setTrying);
    connect(m_bands, &QCheckBox::toggled, &m_document.layers(), [this](bool shown) {
        m_document.layers().setMaskVisible(QLatin1StringView(kBandLayer), shown);
    });
    connect(m_slider, &QSlider::valueChanged, this, [this](int step) {
        setThreshold(static_cast<double>(step) / kSteps);
    });
    connect(m_value, &QDoubleSpinBox::valueChanged, this, &ThresholdPanel::setThreshold);
    connect(m_chart, &ThresholdChart::thresholdChosen, this, [this](double at) {
        m_value->setValue(std::round(at * kSteps) / kSteps);
    });
    connect(m_reference, &QComboBox::activated, this, &ThresholdPanel::count);
    connect(&m_delay, &QTimer::timeout, this, &ThresholdPanel::count);
    connect(m_sweep, &QPushButton::clicked, this, &ThresholdPanel::sweep);
    connect(m_keep, &QPushButton::clicked, this, &ThresholdPanel::keep);
    for (BackgroundTask* task : {&m_loading, &m_counting, &m_sweeping, &m_keeping}) {
        connect(task, &BackgroundTask::failed, this, [this](const Error& error) {
            Q_EMIT problem(QString::fromStdString(error.describe()));
        });
    }
}

void ThresholdPanel::retranslate()
{
    m_empty->setText(tr("No model has a probability map of this case yet. Model > Predict makes "
                        "one."));
    m_model->setAccessibleName(tr("Model whose map is shown"));
    m_try->setText(tr("Try another threshold"));
    m_try->setToolTip(tr("Cut the model's probability map at the threshold below; nothing is "
                         "written until it is kept"));
    m_bands->setText(tr("Show the probability as colours"));
    m_slider->setAccessibleName(tr("Threshold"));
    m_value->setAccessibleName(tr("Threshold"));
    m_value->setToolTip(tr("Probability from which a voxel is lesion"));
    m_reference->setAccessibleName(tr("Reference"));
    m_reference->setToolTip(tr("Whose mask the lesions are counted against"));
    m_sweep->setText(tr("All thresholds, all cases"));
    m_sweep->setToolTip(tr("Sensitivity and PPV at every threshold, over all cases that have a "
                           "map and a mask of the reference"));
    m_keep->setText(tr("Keep for this case"));
    m_keep->setToolTip(tr("Replace the model's mask of this case by the one shown"));
}

void ThresholdPanel::setStudy(const std::shared_ptr<const Study>& study)
{
    m_study = study;
    listModels();
}

void ThresholdPanel::listModels()
{
    const QVariant before = m_model->currentData();
    m_model->clear();
    for (const Author& author : m_study ? m_study->authors : std::vector<Author>()) {
        const Grading* found = m_study->grading(
            author.folder, m_document.subject(), m_document.session(), m_document.task());
        if (m_document.isOpen() && found != nullptr && !found->probability.empty()) {
            m_model->addItem(QString::fromStdString(author.name),
                             QString::fromStdString(author.folder));
        }
    }
    m_model->setCurrentIndex(std::max(0, m_model->findData(before)));
    const bool some = m_model->count() > 0;
    m_empty->setVisible(!some);
    m_controls->setVisible(some);
    listReferences();
}

void ThresholdPanel::listReferences()
{
    // Only whose mask is among the layers: graders stay blind to each other.
    const QVariant before = m_reference->currentData();
    const QSignalBlocker quiet(m_reference);
    m_reference->clear();
    m_reference->addItem(tr("no reference"), QString());
    for (const MaskLayer& layer : m_document.layers().masks()) {
        const Author* other = m_study ? m_study->author(layer.id.toStdString()) : nullptr;
        if (other != nullptr && layer.id != m_model->currentData().toString()) {
            m_reference->addItem(tr("against %1").arg(layer.name), layer.id);
        }
    }
    const int found = m_reference->findData(before);
    m_reference->setCurrentIndex(found > 0 ? found : std::min(1, m_reference->count() - 1));
}

const Author* ThresholdPanel::author() const
{
    return m_study ? m_study->author(m_model->currentData().toString().toStdString()) : nullptr;
}

const Grading* ThresholdPanel::grading() const
{
    return m_study ? m_study->grading(m_model->currentData().toString().toStdString(),
                                      m_document.subject(),
                                      m_document.session(),
                                      m_document.task())
                   : nullptr;
}

double ThresholdPanel::threshold() const
{
    return m_value->value();
}

void ThresholdPanel::setThreshold(double threshold)
{
    const QSignalBlocker quietSlider(m_slider);
    const QSignalBlocker quietValue(m_value);
    m_slider->setValue(static_cast<int>(std::lround(threshold * kSteps)));
    m_value->setValue(threshold);
    m_chart->setThreshold(threshold);
    cut();
}

void ThresholdPanel::setTrying(bool trying)
{
    for (QWidget* widget : std::initializer_list<QWidget*>{
             m_bands, m_slider, m_value, m_reference, m_result, m_sweep, m_keep}) {
        widget->setVisible(trying);
    }
    if (!trying) {
        m_chart->hide();
        m_sweepNote->hide();
        m_loading.cancel();
        m_document.layers().removeMask(QLatin1StringView(kCutLayer));
        m_document.layers().removeMask(QLatin1StringView(kBandLayer));
        m_map.reset();
        m_cut.reset();
        m_result->clear();
    } else if (!m_map) {
        load();
    }
}

void ThresholdPanel::load()
{
    const Grading* wanted = grading();
    if (wanted == nullptr) {
        return;
    }
    m_result->setText(tr("Reading the map\u2026"));
    m_loading.start<Volume>([path = wanted->probability](
                                const Progress& progress) { return readVolume(path, progress); },
                            [this](const Volume& map) { startWith(map); });
}

void ThresholdPanel::startWith(const Volume& map)
{
    if (!sameGrid(map.geometry(), m_document.geometry())) {
        Q_EMIT problem(tr("The probability map is on another grid than the image. Predict again."));
        m_try->setChecked(false);
        return;
    }
    m_map = std::make_shared<const Volume>(map);
    m_own = pointOf(author()->folder, m_study->root);
    m_cut = std::make_shared<Mask>(m_document.geometry());
    MaskLayer bands = bandLayer(QLatin1StringView(kBandLayer), tr("Probability"), map);
    bands.visible = m_bands->isChecked();
    m_document.layers().addMask(std::move(bands));
    MaskLayer shown;
    shown.id = QLatin1StringView(kCutLayer);
    shown.name = tr("At this threshold");
    shown.mask = m_cut;
    shown.color = authorColor(*author());
    shown.outline = true;
    m_document.layers().addMask(std::move(shown));
    const auto sidecar = readSidecar(grading()->path);
    setThreshold(sidecar ? sidecar->threshold.value_or(kDefaultThreshold) : kDefaultThreshold);
}

void ThresholdPanel::cut()
{
    if (!m_map) {
        return;
    }
    std::ranges::copy(maskAt(*m_map, point()).labels(), m_cut->labels().begin());
    m_document.layers().noteMaskChange(QLatin1StringView(kCutLayer),
                                       Region::whole(m_cut->geometry()));
    m_delay.start(kAfterMove);
}

void ThresholdPanel::count()
{
    if (!m_cut) {
        return;
    }
    const MaskLayer* reference = m_document.layers().mask(m_reference->currentData().toString());
    std::optional<Mask> against;
    if (reference != nullptr) {
        against = *reference->mask;
    }
    m_counting.start<CutCount>(
        [cut = Mask(*m_cut), against = std::move(against)](const Progress&) {
            return countCut(cut, against);
        },
        [this](const CutCount& counted) { m_result->setText(cutText(counted, point())); });
}

void ThresholdPanel::sweep()
{
    SweepRequest request;
    request.model = m_model->currentData().toString().toStdString();
    request.reference = m_reference->currentData().toString().toStdString();
    request.task = m_document.task();
    request.thresholds = searchedThresholds();
    request.minimumVolumeMm3 = m_own.minimumVolumeMm3;
    request.coreProbability = m_own.coreProbability;
    m_sweepNote->show();
    if (request.reference.empty()) {
        m_sweepNote->setText(tr("Choose a reference first."));
        return;
    }
    m_sweepNote->setText(tr(
        "Counting at %n threshold(s)\u2026", nullptr, static_cast<int>(request.thresholds.size())));
    m_sweeping.start<ThresholdSweep>(
        [study = m_study, request](const Progress& progress) {
            return sweepThresholds(*study, request, progress);
        },
        [this](const ThresholdSweep& found) {
            m_chart->setSweep(found);
            m_chart->setThreshold(threshold());
            m_chart->show();
            m_sweepNote->setText(tr("Mean of %n case(s), %1. A threshold chosen here flatters "
                                    "the model on these cases.",
                                    nullptr,
                                    found.cases)
                                     .arg(taskText(m_document.task())));
        });
}

void ThresholdPanel::keep()
{
    const Grading* wanted = grading();
    const Author* whose = author();
    if (wanted == nullptr || whose == nullptr || !m_cut) {
        return;
    }
    m_keeping.start<bool>(
        [root = m_study->root,
         author = *whose,
         grading = *wanted,
         mask = Mask(*m_cut),
         at = threshold()](const Progress&) {
            GradingSidecar sidecar = readSidecar(grading.path).value_or(GradingSidecar());
            sidecar.threshold = at;
            sidecar.modified.clear();
            writeGrading(root, author, grading, mask, sidecar);
            return true;
        },
        [this](bool) { Q_EMIT maskKept(); });
}

void ThresholdPanel::forget()
{
    m_loading.cancel();
    m_counting.cancel();
    m_delay.stop();
    m_map.reset();
    m_cut.reset();
    const QSignalBlocker quiet(m_try);
    m_try->setChecked(false);
    setTrying(false);
}

void ThresholdPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        listReferences();
        count();
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
