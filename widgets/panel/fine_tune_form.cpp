#include "widgets/panel/fine_tune_form.h"

#include "core/base/error.h"
#include "widgets/panel/case_checklist.h"
#include "widgets/panel/channel_choice.h"
#include "widgets/panel/job_words.h"
#include "widgets/panel/model_name_field.h"
#include "widgets/panel/preflight_text.h"
#include "widgets/panel/task_words.h"
#include "widgets/panel/training_details.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace dawson
{

namespace
{

constexpr int kCheckDelayMs = 250;
constexpr int kMaxListed = 4;
constexpr int kComboLetters = 12;
constexpr int kCasesHeight = 96;
constexpr std::array kPresets{"quick", "robust", "paper"};

} // namespace

FineTuneForm::FineTuneForm(std::filesystem::path worker, QWidget* parent)
    : QWidget(parent)
    , m_clock(std::move(worker))
{
    setObjectName(QStringLiteral("fineTuneForm"));
    build();
    retranslate();
    m_delay.setSingleShot(true);
    m_delay.setInterval(kCheckDelayMs);
    connect(&m_delay, &QTimer::timeout, this, &FineTuneForm::check);
    connect(&m_clock, &StepClock::measured, this, &FineTuneForm::check);
    connect(m_start, &QComboBox::currentIndexChanged, this, &FineTuneForm::choicesChanged);
    connect(m_reference, &QComboBox::currentIndexChanged, this, [this] {
        m_referenceChosen = true; // refilling it is quiet
        fillCases();
    });
    connect(m_preset, &QComboBox::currentIndexChanged, this, &FineTuneForm::choicesChanged);
    connect(m_channels, &ChannelChoice::changed, this, &FineTuneForm::choicesChanged);
    connect(m_cases, &QListWidget::itemChanged, this, &FineTuneForm::choicesChanged);
    connect(m_details, &TrainingDetails::changed, this, &FineTuneForm::choicesChanged);
    connect(m_name, &ModelNameField::changed, this, &FineTuneForm::refreshStart);
    connect(m_startButton, &QPushButton::clicked, this, &FineTuneForm::start);
    connect(&m_task, &BackgroundTask::failed, this, [this](const Error& error) {
        say(checkLine(QStringLiteral("\u2716"), QString::fromStdString(error.describe())));
    });
}

void FineTuneForm::build()
{
    auto* column = new QVBoxLayout(this);
    column->setSpacing(kSpace);
    const auto add = [&](QWidget* field, const char* name) {
        auto* label = new QLabel(this);
        label->setBuddy(field);
        field->setObjectName(QStringLiteral("fineTuneForm.") + QLatin1String(name));
        column->addWidget(label);
        column->addWidget(field);
        m_labels.push_back(label);
    };
    m_start = new QComboBox(this);
    m_taskShown = new QLabel(this);
    m_reference = new QComboBox(this);
    m_cases = new CaseChecklist(this);
    m_preset = new QComboBox(this);
    m_name = new ModelNameField(this);
    add(m_start, "start");
    add(m_taskShown, "task");
    m_channels = new ChannelChoice(this);
    column->addWidget(m_channels);
    add(m_reference, "reference");
    add(m_cases, "cases");
    add(m_preset, "preset");
    add(m_name, "nameField");
    for (QComboBox* box : {m_start, m_reference, m_preset}) {
        // A long entry must not widen the form beyond its column.
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(kComboLetters);
    }
    m_twin = new QCheckBox(this);
    m_twin->setObjectName(QStringLiteral("fineTuneForm.twin"));
    column->addWidget(m_twin);
    m_details = new TrainingDetails(this);
    column->addWidget(m_details);
    m_check = new QLabel(this);
    m_check->setObjectName(QStringLiteral("fineTuneForm.check"));
    m_check->setWordWrap(true);
    m_check->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_startButton = new QPushButton(icon(QStringLiteral("train")), QString(), this);
    m_startButton->setObjectName(QStringLiteral("fineTuneForm.startButton"));
    column->addSpacing(kControlGap);
    column->addWidget(m_check);
    column->addWidget(m_startButton);
    m_cases->setMinimumHeight(kCasesHeight);
    column->addStretch(1);
    column->setStretchFactor(m_cases, 2);
}

void FineTuneForm::retranslate()
{
    const std::array texts{tr("Start from"),
                           tr("Task"),
                           tr("Learn from the masks of"),
                           tr("Subjects"),
                           tr("Preset"),
                           tr("Name of the new model")};
    for (std::size_t n = 0; n < texts.size(); ++n) {
        m_labels[n]->setText(texts[n]);
        m_labels[n]->buddy()->setAccessibleName(texts[n]);
    }
    m_start->setToolTip(tr("A model to fine-tune, or none: random weights"));
    m_reference->setToolTip(tr("Only cases with a saved mask of this author can be learned from"));
    m_cases->setToolTip(tr(
        "Untick the subjects to leave out. With three or more, a fifth is held out to validate."));
    m_twin->setText(tr("Also train from scratch"));
    m_twin->setToolTip(tr("A second job: the same network, cases, split, schedule and seed, but "
                          "random weights to begin with. It shows what the model to start from is "
                          "worth."));
    m_startButton->setText(tr("Start"));
    m_startButton->setToolTip(tr("Starts in the background; masking goes on meanwhile"));
    m_taskShown->setText(taskText(m_masked));
    m_taskShown->setToolTip(tr("Chosen at the top of the window"));
    const QSignalBlocker quietPreset(m_preset);
    const int preset = std::max(0, m_preset->currentIndex());
    m_preset->clear();
    m_preset->addItem(tr("Quick: about a quarter of an hour on two cores"));
    m_preset->addItem(tr("Robust: three times as long, ends when it gets no better"));
    m_preset->addItem(tr("Paper: 30 epochs of 96\u00b3 patches, rate 1e-5 (Wahlig 2023)"));
    m_preset->setCurrentIndex(preset);
}

void FineTuneForm::setStudy(std::shared_ptr<const Study> study)
{
    m_study = std::move(study);
    fillAuthors();
}

void FineTuneForm::setTask(Task task)
{
    m_masked = task;
    m_name->forgetTyped();
    m_taskShown->setText(taskText(task));
    m_channels->setTask(task);
    fillAuthors();
}

void FineTuneForm::setModels(const std::vector<AvailableModel>& models,
                             const std::filesystem::path& chosen)
{
    const bool follow = m_start->count() == 0 || chosen != m_listed;
    m_listed = chosen;
    m_models.clear();
    std::copy_if(models.begin(),
                 models.end(),
                 std::back_inserter(m_models),
                 [this](const AvailableModel& model) {
                     return model.problem.empty() && model.header.card.task == taskName(m_masked);
                 });
    fillStarts(follow ? chosen : std::filesystem::path());
    choicesChanged();
}

/// Empty: what is chosen stays, also when that is to start from scratch.
void FineTuneForm::fillStarts(const std::filesystem::path& wanted)
{
    const QVariant before = m_start->currentData();
    const QSignalBlocker quiet(m_start);
    m_start->clear();
    for (const AvailableModel& model : m_models) {
        m_start->addItem(icon(QStringLiteral("model")),
                         QString::fromStdString(model.header.card.name),
                         QString::fromStdString(model.path.string()));
    }
    m_start->addItem(tr("From scratch"), QString());
    int place = wanted.empty() ? -1 : m_start->findData(QString::fromStdString(wanted.string()));
    if (place < 0) {
        place = m_start->findData(before);
    }
    m_start->setCurrentIndex(std::max(0, place));
}

void FineTuneForm::setTakenNames(std::vector<std::string> names)
{
    m_name->setTaken(std::move(names));
}

void FineTuneForm::fillAuthors()
{
    const QVariant before = m_reference->currentData();
    {
        const QSignalBlocker quiet(m_reference);
        m_reference->clear();
        for (const Author& author : m_study ? m_study->authors : std::vector<Author>()) {
            const bool masks = !maskedCases(*m_study, m_masked, author.folder).empty();
            if (author.role != AuthorRole::Model && masks) {
                m_reference->addItem(QString::fromStdString(author.name),
                                     QString::fromStdString(author.folder));
            }
        }
        const QVariant own = QString::fromStdString(m_grader.folder);
        const bool stays = m_referenceChosen || m_reference->findData(own) < 0;
        m_reference->setCurrentIndex(std::max(0, m_reference->findData(stays ? before : own)));
    }
    fillCases();
}

void FineTuneForm::setGrader(const Author& grader)
{
    if (m_grader.folder != grader.folder) {
        m_grader = grader;
        m_referenceChosen = false;
        fillAuthors();
    }
}

void FineTuneForm::fillCases()
{
    m_cases->fill(m_study, m_masked, m_reference->currentData().toString().toStdString());
    choicesChanged();
}

TrainingChoice FineTuneForm::choice() const
{
    TrainingChoice result;
    result.task = m_masked;
    result.reference = m_reference->currentData().toString().toStdString();
    result.preset = kPresets[static_cast<std::size_t>(std::max(0, m_preset->currentIndex()))];
    const int model = m_start->currentIndex();
    result.start = model >= 0 && model < static_cast<int>(m_models.size())
                       ? &m_models[static_cast<std::size_t>(model)]
                       : nullptr;
    result.withCurrent = m_channels->withCurrent();
    result.name = m_name->name();
    result.cases = m_cases->ticked();
    m_details->writeTo(result);
    return result;
}

void FineTuneForm::choicesChanged()
{
    m_task.cancel(); // it checks another plan
    m_ready = false;
    const TrainingChoice now = choice();
    m_channels->setStart(now.start);
    m_details->setFromScratch(now.start == nullptr);
    m_twin->setVisible(now.start != nullptr);
    suggestName();              // and Start goes off with it
    m_check->setEnabled(false); // grey: it is about the plan before
    m_delay.start();
}

void FineTuneForm::say(const QString& lines)
{
    m_check->setText(lines);
    m_check->setToolTip(QString());
    m_check->setEnabled(true);
}

void FineTuneForm::suggestName()
{
    const AvailableModel* start = choice().start;
    m_name->suggest(start != nullptr ? start->header.card.name + " fine-tuned"
                                     : taskName(m_masked) + " from scratch");
}

void FineTuneForm::refreshStart()
{
    m_startButton->setEnabled(m_ready && m_name->usable());
}

void FineTuneForm::check()
{
    m_task.cancel();
    m_ready = false;
    refreshStart();
    m_check->setEnabled(false);
    if (!m_study) {
        say(checkLine(QStringLiteral("\u2716"), tr("Open a project first.")));
        return;
    }
    if (m_reference->count() == 0) {
        say(checkLine(QStringLiteral("\u2716"),
                      tr("No masks to learn from yet: mask some lesions as a grader and save.")));
        return;
    }
    try {
        m_spec = planTraining(*m_study, choice());
        const auto seconds = m_clock.secondsPerStep(m_spec.architecture, m_spec.schedule);
        m_task.start<Preflight>(
            [spec = checkable(*m_study, m_spec), seconds](const Progress& progress) {
                return checkTraining(spec, seconds, progress);
            },
            [this](const Preflight& result) { showCheck(result); });
    } catch (const Error& error) {
        say(checkLine(QStringLiteral("\u2716"), QString::fromStdString(error.describe())));
    }
}

void FineTuneForm::showCheck(const Preflight& result)
{
    QString text = preflightLines(result);
    if (learnsFromHidden(*m_study, choice(), m_grader.folder)) {
        text += hiddenMasksLine(m_reference->currentText());
    }
    text += checkLine(
        QStringLiteral("\u2714"),
        tr("Trains on %n case(s)", nullptr, static_cast<int>(result.trainingCases)) +
            QStringLiteral("; ") +
            tr("validates on %n other(s).", nullptr, static_cast<int>(result.validationCases)));
    QStringList leftOut;
    for (const ExcludedCase& one : result.excluded) {
        leftOut << checkLine(QStringLiteral("\u2013"),
                             tr("Left out: %1. %2")
                                 .arg(caseText(one.source.subject, one.source.session),
                                      QString::fromStdString(one.reason)));
    }
    text += leftOut.mid(0, kMaxListed).join(QString());
    if (leftOut.size() > kMaxListed) {
        text += checkLine(QStringLiteral("\u2013"),
                          tr("and %n more left out: rest the mouse here to read which.",
                             nullptr,
                             static_cast<int>(leftOut.size()) - kMaxListed));
    }
    text += preflightNeeds(result, m_clock.measuring());
    say(text);
    m_check->setToolTip(leftOut.size() > kMaxListed ? leftOut.join(QString()) : QString());
    m_ready = result.ready();
    refreshStart();
}

void FineTuneForm::start()
{
    m_spec.name = choice().name;
    const bool tunes = choice().start != nullptr;
    const QString title = tunes ? fineTuneTitle() : fromScratchTitle();
    Q_EMIT startRequested({title.toStdString(), m_spec}); // the list of taken names grows by it
    if (tunes && m_twin->isChecked()) {
        startTwin();
    }
    m_name->forgetTyped();
    suggestName();
}

int FineTuneForm::cases() const
{
    return static_cast<int>(m_spec.training.size() + m_spec.validation.size());
}

QString FineTuneForm::fineTuneTitle() const
{
    const QString what = tr("Fine-tune %1 on %n case(s) of %2", nullptr, cases());
    return jobTitle(what.arg(m_start->currentText(), m_reference->currentText()), m_masked);
}

QString FineTuneForm::fromScratchTitle() const
{
    const QString what = tr("Train from scratch on %n case(s) of %1", nullptr, cases());
    return jobTitle(what.arg(m_reference->currentText()), m_masked);
}

void FineTuneForm::startTwin()
{
    const std::string name = m_name->freeBeside(m_spec.name + " from scratch");
    try {
        Q_EMIT startRequested({fromScratchTitle().toStdString(), fromScratchTwin(m_spec, name)});
    } catch (const Error& error) {
        say(checkLine(QStringLiteral("\u2716"), QString::fromStdString(error.describe())));
    }
}

QString FineTuneForm::checkText() const
{
    return m_check->text();
}

void FineTuneForm::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        fillAuthors();
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
