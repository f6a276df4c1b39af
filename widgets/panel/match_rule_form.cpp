#include "widgets/panel/match_rule_form.h"

#include "widgets/panel/number_field.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QLabel>
#include <QSettings>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace dawson
{

namespace
{

constexpr double kMinVolumeStep = 0.003;
constexpr std::array kConnectivities{
    Connectivity::Corners, Connectivity::Edges, Connectivity::Faces};
constexpr auto kConnectivityKey = "evaluate/connectivity"; ///< neighbours: 6, 18, 26
constexpr auto kOverlapKey = "evaluate/minOverlap";        ///< share
constexpr auto kVolumeKey = "evaluate/minVolumeMl";

} // namespace

MatchRuleForm::MatchRuleForm(QWidget* parent)
    : QWidget(parent)
    , m_connectivity(new QComboBox(this))
    , m_minOverlap(new QDoubleSpinBox(this))
    , m_minVolume(new NumberField(this))
{
    m_connectivity->setObjectName(QStringLiteral("evaluatePage.connectivity"));
    m_minOverlap->setObjectName(QStringLiteral("evaluatePage.minOverlap"));
    m_minVolume->setObjectName(QStringLiteral("evaluatePage.minVolume"));
    m_minOverlap->setRange(0.0, 100.0);
    m_minOverlap->setDecimals(0);
    m_minVolume->setRange(0.0, 1.0);
    m_minVolume->setDecimals(3);
    m_minVolume->setSingleStep(kMinVolumeStep);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace);
    const std::array<QWidget*, 3> fields{m_connectivity, m_minOverlap, m_minVolume};
    for (std::size_t n = 0; n < fields.size(); ++n) {
        m_labels[n] = new QLabel(this);
        m_labels[n]->setBuddy(fields[n]);
        column->addWidget(m_labels[n]);
        column->addWidget(fields[n]);
    }
    retranslate();
    restore();
    const auto tell = [this] {
        keep();
        Q_EMIT changed();
    };
    connect(m_connectivity, &QComboBox::activated, this, tell);
    connect(m_minOverlap, &QDoubleSpinBox::valueChanged, this, tell);
    connect(m_minVolume, &QDoubleSpinBox::valueChanged, this, tell);
}

MatchRule MatchRuleForm::rule() const
{
    MatchRule result;
    result.connectivity =
        kConnectivities[static_cast<std::size_t>(std::max(0, m_connectivity->currentIndex()))];
    result.minOverlap = m_minOverlap->value() / 100.0;
    result.minVolumeMl = m_minVolume->value();
    return result;
}

void MatchRuleForm::restore()
{
    const QSettings kept;
    const auto neighbours = kept.value(QLatin1StringView(kConnectivityKey)).toInt();
    for (std::size_t n = 0; n < kConnectivities.size(); ++n) {
        if (static_cast<int>(kConnectivities[n]) == neighbours) {
            m_connectivity->setCurrentIndex(static_cast<int>(n));
        }
    }
    m_minOverlap->setValue(100.0 * kept.value(QLatin1StringView(kOverlapKey)).toDouble());
    m_minVolume->setValue(kept.value(QLatin1StringView(kVolumeKey)).toDouble());
}

void MatchRuleForm::keep() const
{
    QSettings kept;
    kept.setValue(QLatin1StringView(kConnectivityKey), static_cast<int>(rule().connectivity));
    kept.setValue(QLatin1StringView(kOverlapKey), rule().minOverlap);
    kept.setValue(QLatin1StringView(kVolumeKey), rule().minVolumeMl);
}

void MatchRuleForm::retranslate()
{
    const std::array texts{
        tr("Lesions are connected by"), tr("Found from an overlap of"), tr("Ignore lesions under")};
    for (std::size_t n = 0; n < texts.size(); ++n) {
        m_labels[n]->setText(texts[n]);
        m_labels[n]->buddy()->setAccessibleName(texts[n]);
    }
    m_minOverlap->setSuffix(tr(" %"));
    m_minOverlap->setSpecialValueText(tr("one voxel"));
    m_minVolume->setSuffix(tr(" ml"));
    m_minVolume->setSpecialValueText(tr("none"));
    const int connectivity = std::max(0, m_connectivity->currentIndex());
    const QSignalBlocker quiet(m_connectivity);
    m_connectivity->clear();
    m_connectivity->addItems(
        {tr("faces, edges, corners (26)"), tr("faces and edges (18)"), tr("faces (6)")});
    m_connectivity->setCurrentIndex(connectivity);
}

void MatchRuleForm::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
