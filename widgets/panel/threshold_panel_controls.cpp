#include "core/base/error.h"
#include "widgets/chart/threshold_chart.h"
#include "widgets/panel/number_field.h"
#include "widgets/panel/threshold_panel.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include <chrono>
#include <cmath>
#include <utility>

namespace dawson
{

namespace
{

using namespace std::chrono_literals;

constexpr auto kAfterStroke = 150ms;
constexpr int kNumberWidth = 64;

} // namespace

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
    m_slider->setRange(1, kThresholdSteps);
    m_value = named(new NumberField(m_controls), "value");
    m_value->setRange(1.0 / kThresholdSteps, 1.0);
    m_value->setSingleStep(1.0 / kThresholdSteps);
    m_value->setFixedWidth(kNumberWidth);
    m_back = named(new QToolButton(m_controls), "own");
    m_back->setIcon(icon(QStringLiteral("reset")));
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
    number->addWidget(m_back);
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
            putSweepAway();              // it was against the mask as it stood
            m_delay.start(kAfterStroke); // the figures follow the strokes
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
        setThreshold(static_cast<double>(step) / kThresholdSteps);
    });
    connect(m_value, &QDoubleSpinBox::valueChanged, this, &ThresholdPanel::setThreshold);
    connect(m_chart, &ThresholdChart::thresholdChosen, this, [this](double at) {
        m_value->setValue(std::round(at * kThresholdSteps) / kThresholdSteps);
    });
    connect(m_back, &QToolButton::clicked, this, [this] {
        if (m_models) {
            m_value->setValue(m_models->threshold);
        }
    });
    connect(&m_document, &CaseDocument::saved, this, &ThresholdPanel::putSweepAway);
    connect(m_reference, &QComboBox::activated, this, [this] {
        m_chosenReference = m_reference->currentData();
        putSweepAway(); // it was against another one
        count();
    });
    connect(&m_delay, &QTimer::timeout, this, &ThresholdPanel::count);
    connect(m_sweep, &QPushButton::clicked, this, &ThresholdPanel::sweep);
    connect(m_keep, &QPushButton::clicked, this, &ThresholdPanel::keep);
    connectTasks();
}

void ThresholdPanel::connectTasks()
{
    connect(&m_loading, &BackgroundTask::failed, this, &ThresholdPanel::forget);
    connect(&m_cutting, &BackgroundTask::finished, this, [this] {
        if (m_cutAgain) {
            cut();
        }
    });
    connect(&m_keeping, &BackgroundTask::finished, this, &ThresholdPanel::refreshButtons);
    connect(&m_sweeping, &BackgroundTask::progressed, this, &ThresholdPanel::showSweepProgress);
    connect(&m_sweeping, &BackgroundTask::failed, this, &ThresholdPanel::putSweepAway);
    const std::pair<BackgroundTask*, const char*> tasks[]{
        {&m_loading, QT_TR_NOOP("The probability map was not read: %1")},
        {&m_cutting, QT_TR_NOOP("The map was not cut: %1")},
        {&m_counting, QT_TR_NOOP("The lesions were not counted: %1")},
        {&m_sweeping, QT_TR_NOOP("The thresholds were not compared: %1")},
        {&m_keeping, QT_TR_NOOP("The mask was not saved: %1")}};
    for (const auto& [task, failed] : tasks) {
        connect(task, &BackgroundTask::failed, this, [this, said = failed](const Error& error) {
            Q_EMIT problem(tr(said).arg(QString::fromStdString(error.describe())));
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
    m_back->setToolTip(tr("Back to the threshold that the model came with"));
    m_back->setAccessibleName(m_back->toolTip());
    m_reference->setAccessibleName(tr("Reference"));
    m_reference->setToolTip(tr("Whose mask the lesions are counted against"));
    labelSweep();
    m_keep->setText(tr("Keep for this case"));
    m_keep->setToolTip(tr("Replace the model's mask of this case by the one shown"));
}

} // namespace dawson
