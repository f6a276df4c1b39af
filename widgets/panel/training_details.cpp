#include "widgets/panel/training_details.h"

#include "widgets/panel/folding_section.h"
#include "widgets/panel/number_field.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

#include <array>

namespace dawson
{

namespace
{

constexpr int kComboLetters = 12;
constexpr double kMostGb = 4096.0;
/// TrainingSchedule::trained, in the order of the box.
constexpr std::array kParts{"everything", "decoder", "last-block"};

} // namespace

TrainingDetails::TrainingDetails(QWidget* parent)
    : QWidget(parent)
{
    auto* content = new QWidget;
    m_partLabel = new QLabel(content);
    m_part = new QComboBox(content);
    m_part->setObjectName(QStringLiteral("fineTuneForm.trained"));
    m_part->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_part->setMinimumContentsLength(kComboLetters);
    m_part->addItems({QString(), QString(), QString()});
    m_partLabel->setBuddy(m_part);
    m_memoryLabel = new QLabel(content);
    m_memory = new NumberField(content);
    m_memory->setObjectName(QStringLiteral("fineTuneForm.memory"));
    m_memory->setRange(0.0, kMostGb);
    m_memory->setDecimals(1);
    m_memory->setSuffix(QStringLiteral(" GB"));
    m_memoryLabel->setBuddy(m_memory);
    auto* rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(kSpace);
    for (QWidget* row : std::initializer_list<QWidget*>{m_partLabel, m_part, m_memoryLabel}) {
        rows->addWidget(row);
    }
    rows->addWidget(m_memory);
    m_section = new FoldingSection(QStringLiteral("trainingDetails"), content, this);
    m_section->setFolded(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_section);
    retranslate();
    connect(m_part, &QComboBox::currentIndexChanged, this, &TrainingDetails::changed);
    connect(m_memory, &QDoubleSpinBox::valueChanged, this, &TrainingDetails::changed);
}

void TrainingDetails::setFromScratch(bool scratch)
{
    m_partLabel->setVisible(!scratch);
    m_part->setVisible(!scratch);
}

void TrainingDetails::writeTo(TrainingChoice& choice) const
{
    const auto part = static_cast<std::size_t>(std::max(0, m_part->currentIndex()));
    choice.trained = choice.start != nullptr ? kParts[part] : kParts.front();
    choice.memoryGb = m_memory->value();
}

void TrainingDetails::retranslate()
{
    m_section->setTitle(tr("More choices"));
    m_partLabel->setText(tr("What learns"));
    m_part->setAccessibleName(m_partLabel->text());
    m_part->setItemText(0, tr("The whole network"));
    m_part->setItemText(1, tr("The decoder; the encoder stays"));
    m_part->setItemText(2, tr("The last block; the rest stays"));
    m_part->setToolTip(tr("What stays keeps the weights of the model to start from"));
    m_memoryLabel->setText(tr("Memory limit"));
    m_memory->setAccessibleName(m_memoryLabel->text());
    m_memory->setSpecialValueText(tr("Three quarters of the memory"));
    m_memory->setToolTip(tr("Where a step would take more, batch and patch are made smaller; the "
                            "job says so"));
}

void TrainingDetails::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
