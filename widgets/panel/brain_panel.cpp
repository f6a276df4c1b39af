#include "widgets/panel/brain_panel.h"

#include "core/training/model_library.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace dawson
{

struct BrainPanel::State {
    CaseDocument& document;
    QLabel* text = nullptr;
    QComboBox* model = nullptr;
    QPushButton* find = nullptr;
    QPushButton* repair = nullptr;
    QPushButton* keep = nullptr;
    QPushButton* drop = nullptr;
    QPushButton* cancel = nullptr;
    std::optional<double> running{};
};

BrainPanel::BrainPanel(CaseDocument& document, QWidget* parent)
    : QWidget(parent)
    , m_state(new State{document})
{
    setObjectName(QStringLiteral("brainPanel"));
    build();
    connect(&document, &CaseDocument::caseChanged, this, [this] {
        m_state->running.reset();
        showState();
    });
    connect(&document, &CaseDocument::brainChanged, this, &BrainPanel::showState);
    connect(&document, &CaseDocument::lockedChanged, this, &BrainPanel::showState);
    retranslate();
}

BrainPanel::~BrainPanel() = default;

QPushButton* BrainPanel::addButton(const char* name)
{
    auto* button = new QPushButton(this);
    button->setObjectName(QStringLiteral("brainPanel.") + QLatin1String(name));
    button->setFocusPolicy(Qt::TabFocus); // a click leaves the keyboard to the panes
    return button;
}

void BrainPanel::build()
{
    State& s = *m_state;
    s.text = new QLabel(this);
    s.text->setObjectName(QStringLiteral("brainPanel.text"));
    s.text->setProperty("role", QStringLiteral("caption"));
    s.text->setWordWrap(true);
    s.model = new QComboBox(this);
    s.model->setObjectName(QStringLiteral("brainPanel.model"));
    s.model->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    s.find = addButton("find");
    s.repair = addButton("repair");
    s.keep = addButton("keep");
    markPrimary(*s.keep);
    s.drop = addButton("drop");
    s.cancel = addButton("cancel");
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kControlGap);
    for (QPushButton* button : {s.repair, s.find, s.keep, s.drop, s.cancel}) {
        buttons->addWidget(button);
    }
    buttons->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, kControlGap, 0, 0);
    column->setSpacing(kSpace);
    column->addWidget(s.text);
    column->addWidget(s.model);
    column->addLayout(buttons);
    connect(s.find, &QPushButton::clicked, this, &BrainPanel::findWanted);
    connect(s.cancel, &QPushButton::clicked, this, &BrainPanel::cancelWanted);
    connect(s.repair, &QPushButton::clicked, this, &BrainPanel::repairWanted);
    connect(s.keep, &QPushButton::clicked, this, [this] { Q_EMIT endWanted(true); });
    connect(s.drop, &QPushButton::clicked, this, [this] { Q_EMIT endWanted(false); });
}

void BrainPanel::setRunning(std::optional<double> fraction)
{
    m_state->running = fraction;
    showState();
}

void BrainPanel::setModels(const std::vector<AvailableModel>& models)
{
    QComboBox& box = *m_state->model;
    const QVariant before = box.currentData();
    box.clear();
    for (const AvailableModel& model : models) {
        box.addItem(icon(QStringLiteral("model")),
                    QString::fromStdString(model.header.card.name),
                    QString::fromStdString(model.path.string()));
    }
    box.setCurrentIndex(std::max(models.empty() ? -1 : 0, box.findData(before)));
    showState();
}

std::filesystem::path BrainPanel::model() const
{
    return m_state->model->currentData().toString().toStdString();
}

QString BrainPanel::sentence() const
{
    const CaseBrain& brain = *m_state->document.brain();
    if (m_state->running) {
        return tr("Finding the brain: %1 %")
            .arg(static_cast<int>(std::lround(100.0 * *m_state->running)));
    }
    if (m_state->document.isRepairingBrain()) {
        return tr("Strokes change the brain mask now. Paint what was left out, erase what is no "
                  "brain.");
    }
    if (!brain.refusal.empty()) {
        return tr("The brain mask cannot be used: %1").arg(QString::fromStdString(brain.refusal));
    }
    if (brain.mask) {
        return brainOriginText(brain, m_state->document.root());
    }
    return brain.wholeHead
               ? tr("A whole head without a brain mask. Training, prediction and subtraction make "
                    "one when they need it.")
               : tr("Brain-extracted image: it needs no brain mask.");
}

void BrainPanel::showState()
{
    State& s = *m_state;
    const auto& brain = s.document.brain();
    setVisible(brain.has_value());
    if (!brain) {
        return;
    }
    const bool repairing = s.document.isRepairingBrain();
    const bool idle = !s.running && !repairing;
    s.text->setText(sentence());
    s.text->setToolTip(QString::fromStdString(brain->file.string()));
    s.find->setVisible(idle && (brain->wholeHead || brain->mask));
    s.model->setVisible(!s.find->isHidden() && s.model->count() > 1);
    s.find->setText(brain->mask ? tr("Find again") : tr("Find brain"));
    s.repair->setVisible(idle && brain->mask);
    s.repair->setEnabled(!s.document.isLocked());
    s.keep->setVisible(repairing);
    s.drop->setVisible(repairing);
    s.cancel->setVisible(s.running.has_value());
}

void BrainPanel::retranslate()
{
    State& s = *m_state;
    s.repair->setText(tr("Repair"));
    s.repair->setToolTip(tr("Paint and erase in the brain mask instead of the lesions"));
    s.find->setToolTip(tr("Let Dawson's network mask the brain, in the background; a mask that is "
                          "there is replaced"));
    s.model->setToolTip(tr("The network that masks the brain"));
    s.model->setAccessibleName(s.model->toolTip());
    s.keep->setText(tr("Save and end"));
    s.keep->setToolTip(tr("Save the brain mask as repaired by you and go back to the lesions"));
    s.drop->setText(tr("Drop changes"));
    s.drop->setToolTip(tr("Leave the brain mask as it was and go back to the lesions"));
    s.cancel->setText(tr("Cancel"));
    showState();
}

void BrainPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
