#include "widgets/panel/comparison_panel.h"

#include "widgets/panel/number_field.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace dawson
{

ComparisonPanel::ComparisonPanel(CaseDocument& document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_registration(new QLabel(this))
    , m_check(new QPushButton(this))
    , m_rateLabel(new QLabel(this))
    , m_rate(new NumberField(this))
    , m_ruleLabel(new QLabel(this))
    , m_rule(new QComboBox(this))
{
    setObjectName(QStringLiteral("comparisonPanel"));
    m_registration->setObjectName(QStringLiteral("comparisonPanel.registration"));
    m_registration->setWordWrap(true);
    m_check->setObjectName(QStringLiteral("comparisonPanel.check"));
    m_rate->setObjectName(QStringLiteral("comparisonPanel.rate"));
    m_rate->setRange(0.5, 8.0);
    m_rate->setSingleStep(0.5);
    m_rate->setDecimals(1);
    m_rateLabel->setBuddy(m_rate);
    m_rule->setObjectName(QStringLiteral("comparisonPanel.rule"));
    for (const PriorRule rule : {PriorRule::Allow, PriorRule::Warn, PriorRule::Forbid}) {
        m_rule->addItem(QString(), static_cast<int>(rule));
    }
    m_rule->setCurrentIndex(static_cast<int>(document.priorRule()));
    m_ruleLabel->setBuddy(m_rule);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(kControlGap);
    form->setVerticalSpacing(kControlGap);
    form->addRow(m_rateLabel, m_rate);
    form->addRow(m_ruleLabel, m_rule);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kControlGap);
    column->addLayout(form);
    column->addWidget(m_registration);
    column->addWidget(m_check);
    connect(m_rate, &QDoubleSpinBox::valueChanged, this, &ComparisonPanel::rateChanged);
    connect(m_rule, &QComboBox::activated, this, [this](int index) {
        m_document.setPriorRule(static_cast<PriorRule>(index));
    });
    connect(m_check, &QPushButton::clicked, this, &ComparisonPanel::checkWanted);
    connect(&document, &CaseDocument::caseChanged, this, &ComparisonPanel::showRegistration);
    connect(&document, &CaseDocument::pairChanged, this, &ComparisonPanel::showRegistration);
    retranslate();
}

void ComparisonPanel::setRateHz(double hz)
{
    const QSignalBlocker quiet(m_rate);
    m_rate->setValue(hz);
}

void ComparisonPanel::setPriorRule(PriorRule rule)
{
    m_document.setPriorRule(rule);
    m_rule->setCurrentIndex(static_cast<int>(rule));
}

void ComparisonPanel::retranslate()
{
    m_rateLabel->setText(tr("Flicker"));
    m_rate->setSuffix(QStringLiteral(" Hz"));
    m_rate->setToolTip(tr("Changes per second when it flickers by itself (Shift+Space)"));
    m_ruleLabel->setText(tr("On prior lesions"));
    const QString texts[]{tr("paint"), tr("paint and warn"), tr("leave out")};
    for (int n = 0; n < m_rule->count(); ++n) {
        m_rule->setItemText(n, texts[n]);
    }
    m_rule->setToolTip(tr("What painting does on lesions you marked at the visit before"));
    m_check->setText(tr("Check again"));
    m_check->setToolTip(tr("Show the check of the registration over the panes"));
    showRegistration();
}

void ComparisonPanel::showRegistration()
{
    const auto& pair = m_document.pair();
    const bool accepted = pair && pair->state == PairState::Accepted;
    m_registration->setVisible(accepted);
    m_check->setVisible(accepted);
    m_rule->setEnabled(m_document.layers().mask(QLatin1StringView(kPriorLayer)) != nullptr);
    if (accepted) {
        m_registration->setText(
            tr("Registration accepted by %1, %2")
                .arg(QString::fromStdString(pair->record->acceptedBy),
                     QString::fromStdString(pair->record->acceptedAt).left(10)));
    }
}

void ComparisonPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
