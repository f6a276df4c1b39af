#include "widgets/panel/threshold_panel.h"

#include "core/base/error.h"
#include "widgets/chart/threshold_chart.h"
#include "widgets/panel/threshold_cut.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

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

void ThresholdPanel::setStudy(const std::shared_ptr<const Study>& study)
{
    m_study = study;
    listModels();
    const Grading* now = grading();
    if (m_try->isChecked() && now != nullptr && readStateOf(now->probability) != m_read) {
        putSweepAway(); // of the maps before
        load();         // the model has predicted again
    }
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
    if (m_try->isChecked() && m_model->currentData() != before) {
        forget(); // what was tried is of a map that is gone
    }
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
    // Until one was chosen, any other than none.
    const int found = m_reference->findData(m_chosenReference.value_or(before));
    const int first = m_chosenReference ? 0 : 1;
    m_reference->setCurrentIndex(found >= first ? found : std::min(1, m_reference->count() - 1));
    if (m_reference->currentData() != before) {
        putSweepAway(); // it was against another one, as the figures are
        if (m_cut) {
            m_delay.start(kAfterMove);
        }
    }
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

bool ThresholdPanel::isModels(double threshold) const
{
    return m_models && std::abs(m_models->threshold - threshold) < 0.5 / kThresholdSteps;
}

void ThresholdPanel::setThreshold(double threshold)
{
    const QSignalBlocker quietSlider(m_slider);
    const QSignalBlocker quietValue(m_value);
    m_slider->setValue(static_cast<int>(std::lround(threshold * kThresholdSteps)));
    if (m_value->value() != threshold) { // else its text may still be typed at
        m_value->setValue(threshold);
    }
    m_chart->setThreshold(threshold);
    refreshButtons();
    cut();
}

void ThresholdPanel::setTrying(bool trying)
{
    for (QWidget* widget : std::initializer_list<QWidget*>{
             m_bands, m_slider, m_value, m_back, m_reference, m_result, m_sweep, m_keep}) {
        widget->setVisible(trying);
    }
    if (!trying) {
        dropMap();
        putSweepAway();
        m_document.layers().removeMask(QLatin1StringView(kCutLayer));
        m_document.layers().removeMask(QLatin1StringView(kBandLayer));
    } else if (!m_map) {
        load();
    }
}

/// Nothing of it can be counted or kept any more.
void ThresholdPanel::dropMap()
{
    m_loading.cancel();
    m_cutting.cancel();
    m_counting.cancel();
    m_cutAgain = false;
    m_delay.stop();
    m_map.reset();
    m_cut.reset();
    m_result->clear();
    m_models.reset();
    refreshButtons();
}

/// What can be done with the map there is.
void ThresholdPanel::refreshButtons()
{
    m_keep->setEnabled(m_map && !m_keeping.running());
    m_sweep->setEnabled(m_map != nullptr);
    m_back->setEnabled(m_models && !isModels(threshold()));
}

void ThresholdPanel::load()
{
    const Grading* wanted = grading();
    const Author* whose = author();
    dropMap();
    if (wanted == nullptr || whose == nullptr) {
        return;
    }
    m_read = readStateOf(wanted->probability);
    m_result->setText(tr("Reading the map\u2026"));
    m_loading.start<ThresholdTrial>(
        [grading = *wanted, author = *whose, root = m_study->root](const Progress& progress) {
            return readTrial(grading, author, root, progress);
        },
        [this](const ThresholdTrial& trial) { startWith(trial); });
}

void ThresholdPanel::startWith(const ThresholdTrial& trial)
{
    if (!sameGrid(trial.map->geometry(), m_document.geometry())) {
        Q_EMIT problem(tr("The probability map is on another grid than the image. Predict again."));
        m_try->setChecked(false);
        return;
    }
    m_map = trial.map;
    m_author = trial.author;
    m_own = trial.own;
    m_models = trial.models;
    MaskLayer bands = bandLayer(QLatin1StringView(kBandLayer), tr("Probability"), *m_map);
    bands.visible = m_bands->isChecked();
    m_document.layers().addMask(std::move(bands));
    refreshButtons();
    setThreshold(trial.kept.value_or(kDefaultThreshold));
}

/// With a core a brain takes longer than a slider may wait: while one threshold is being cut at, of
/// those asked for only the last one waits.
void ThresholdPanel::cut()
{
    m_cutAgain = m_map && m_cutting.running();
    if (m_map && !m_cutAgain) {
        m_cutting.start<MapCut>(
            [map = m_map, at = point()](const Progress&) {
                return MapCut{maskAt(*map, at), at};
            },
            [this](const MapCut& made) { showCut(made); });
    }
}

void ThresholdPanel::showCut(const MapCut& made)
{
    m_cutAt = made.point;
    if (m_cut) {
        std::ranges::copy(made.mask.labels(), m_cut->labels().begin());
        m_document.layers().noteMaskChange(QLatin1StringView(kCutLayer),
                                           Region::whole(m_cut->geometry()));
    } else {
        m_cut = std::make_shared<Mask>(made.mask);
        MaskLayer shown;
        shown.id = QLatin1StringView(kCutLayer);
        shown.name = tr("At this threshold");
        shown.mask = m_cut;
        shown.color = authorColor(m_author);
        shown.outline = true;
        m_document.layers().addMask(std::move(shown));
    }
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
        [this](const CutCount& counted) { m_result->setText(cutText(counted, m_cutAt)); });
}

void ThresholdPanel::keep()
{
    const Grading* wanted = grading();
    const Author* whose = author();
    if (wanted == nullptr || whose == nullptr || !m_map) {
        return;
    }
    m_keeping.start<bool>(
        [root = m_study->root,
         author = *whose,
         grading = *wanted,
         map = m_map,
         at = point(),
         chosen = !isModels(threshold())](const Progress&) {
            GradingSidecar sidecar = readSidecar(grading.path).value_or(GradingSidecar());
            sidecar.threshold = at.threshold;
            sidecar.thresholdKept = chosen;
            sidecar.coreProbability = at.coreProbability;
            sidecar.minimumVolumeMm3 = at.minimumVolumeMm3;
            sidecar.modified.clear();
            writeGrading(root, author, grading, maskAt(*map, at), sidecar);
            return true;
        },
        [this](bool) { Q_EMIT maskKept(); });
    refreshButtons(); // a second press would race with this one
}

void ThresholdPanel::forget()
{
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
