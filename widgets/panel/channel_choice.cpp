#include "widgets/panel/channel_choice.h"

#include "core/training/input_channels.h"
#include "core/training/model_library.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace dawson
{

namespace
{

constexpr int kBoth = 1; ///< place in the box
constexpr int kComboLetters = 12;

} // namespace

ChannelChoice::ChannelChoice(QWidget* parent)
    : QWidget(parent)
    , m_label(new QLabel(this))
    , m_box(new QComboBox(this))
    , m_hint(new QLabel(this))
{
    setObjectName(QStringLiteral("channelChoice"));
    m_box->setObjectName(QStringLiteral("fineTuneForm.channels"));
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_box->setMinimumContentsLength(kComboLetters);
    m_box->addItems({QString(), QString()});
    m_hint->setObjectName(QStringLiteral("fineTuneForm.channelHint"));
    m_hint->setProperty("role", QStringLiteral("caption"));
    m_hint->setWordWrap(true);
    m_label->setBuddy(m_box);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace);
    column->addWidget(m_label);
    column->addWidget(m_box);
    column->addWidget(m_hint);
    connect(m_box, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_before = index == kBoth;
        showHint();
        Q_EMIT changed();
    });
    retranslate();
    setTask(Task::Flair);
}

void ChannelChoice::setTask(Task task)
{
    setVisible(task != Task::Flair);
}

void ChannelChoice::setStart(const AvailableModel* model)
{
    m_start = model != nullptr ? QString::fromStdString(model->header.card.name) : QString();
    m_startSeesBoth = model != nullptr && looksAtCurrent(model->header);
    const QSignalBlocker quiet(m_box);
    m_box->setEnabled(!m_startSeesBoth);
    m_box->setCurrentIndex(m_startSeesBoth || m_before ? kBoth : 0);
    showHint();
}

bool ChannelChoice::withCurrent() const
{
    return !isHidden() && m_box->currentIndex() == kBoth;
}

void ChannelChoice::showHint()
{
    QString hint;
    if (m_startSeesBoth) {
        hint = tr("%1 looks at both, and cannot be reduced to one.").arg(m_start);
    } else if (m_box->currentIndex() == kBoth && !m_start.isEmpty()) {
        hint = tr("%1 looks at the subtraction alone. It gets the second channel with weights of "
                  "zero: it begins as it is, and learns what the image adds.")
                   .arg(m_start);
    }
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
}

void ChannelChoice::retranslate()
{
    m_label->setText(tr("The network looks at"));
    m_box->setAccessibleName(m_label->text());
    m_box->setItemText(0, tr("Subtraction only"));
    m_box->setItemText(kBoth, tr("Subtraction and current image"));
    m_box->setToolTip(tr("The current image is this visit's FLAIR, or the T1w after gadolinium, on "
                         "the subtraction's grid"));
    showHint();
}

void ChannelChoice::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
