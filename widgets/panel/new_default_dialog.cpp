#include "widgets/panel/new_default_dialog.h"

#include "core/training/pretraining_plan.h"
#include "widgets/panel/file_dialog.h"
#include "widgets/panel/number_field.h"
#include "widgets/panel/preflight_text.h"
#include "widgets/panel/training_plan.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace dawson
{

namespace
{

constexpr int kCheckDelayMs = 250;
constexpr int kWidthPx = 820;
constexpr int kCheckLines = 6;
constexpr std::array kPresets{"quick", "robust", "paper"};
constexpr std::array<std::string_view, 2> kFamilies{"residual", "plain"}; ///< as in the list

QString settingsKey(const QLineEdit& field)
{
    return QStringLiteral("newDefault/") + field.objectName();
}

} // namespace

NewDefaultDialog::NewDefaultDialog(const std::filesystem::path& worker,
                                   std::filesystem::path project,
                                   std::vector<std::string> taken,
                                   QWidget* parent)
    : QDialog(parent)
    , m_project(std::move(project))
    , m_taken(std::move(taken))
    , m_clock(worker)
{
    setObjectName(QStringLiteral("newDefault"));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    m_delay.setSingleShot(true);
    m_delay.setInterval(kCheckDelayMs);
    connect(&m_delay, &QTimer::timeout, this, &NewDefaultDialog::check);
    connect(&m_clock, &StepClock::measured, this, &NewDefaultDialog::check);
    connect(&m_checking, &BackgroundTask::failed, this, [this](const Error& error) {
        m_check->setText(
            checkLine(QStringLiteral("\u2716"), QString::fromStdString(error.describe())));
    });
    retranslate();
    takePreset();
    resize(kWidthPx, sizeHint().height());
}

void NewDefaultDialog::build()
{
    m_head = new QLabel(this);
    m_head->setProperty("role", QStringLiteral("head"));
    m_text = new QLabel(this);
    m_text->setProperty("role", QStringLiteral("muted"));
    m_text->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kSectionGap, kSectionGap, kSectionGap, kSectionGap);
    column->setSpacing(kSectionGap);
    column->addWidget(m_head);
    column->addWidget(m_text);
    auto* forms = new QHBoxLayout;
    forms->setSpacing(2 * kSectionGap);
    forms->addLayout(buildMaterial(), 3);
    forms->addLayout(buildTraining(), 2);
    column->addLayout(forms);
    m_check = new QLabel(this);
    m_check->setObjectName(QStringLiteral("newDefault.check"));
    m_check->setWordWrap(true);
    m_check->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_check->setMinimumHeight(kCheckLines * fontMetrics().height());
    column->addWidget(m_check, 1);
    m_start = new QPushButton(icon(QStringLiteral("train")), QString(), this);
    m_start->setObjectName(QStringLiteral("newDefault.start"));
    m_start->setEnabled(false);
    markPrimary(*m_start);
    m_cancel = new QPushButton(this);
    m_cancel->setObjectName(QStringLiteral("newDefault.cancel"));
    m_cancel->setAutoDefault(false);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kControlGap);
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_start);
    column->addLayout(buttons);
    connect(m_start, &QPushButton::clicked, this, &NewDefaultDialog::start);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
}

/// A form beside the other, so that the dialog fits a small screen at twice the size.
QFormLayout* NewDefaultDialog::makeForm()
{
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(kSectionGap);
    form->setVerticalSpacing(kControlGap);
    return form;
}

QFormLayout* NewDefaultDialog::buildMaterial()
{
    QFormLayout* form = makeForm();
    m_task = new QComboBox(this);
    addRow(*form, m_task, "task");
    m_name = new QLineEdit(this);
    addRow(*form, m_name, "name");
    m_labelMaps = addFolder(*form, "labelMaps");
    m_synthetic = addNumber(*form, "synthetic", 5000);
    m_gliomas = addFolder(*form, "gliomas");
    m_planted = addNumber(*form, "planted", 20);
    m_synthetic->setValue(PretrainingSources().synthetic);
    m_planted->setValue(PretrainingSources().planted);
    connect(m_task, &QComboBox::currentIndexChanged, this, &NewDefaultDialog::takePreset);
    connect(m_name, &QLineEdit::textChanged, this, &NewDefaultDialog::choicesChanged);
    return form;
}

QFormLayout* NewDefaultDialog::buildTraining()
{
    QFormLayout* form = makeForm();
    m_preset = new QComboBox(this);
    addRow(*form, m_preset, "preset");
    m_family = new QComboBox(this);
    addRow(*form, m_family, "family");
    m_levels = addNumber(*form, "levels", 5);
    m_levels->setMinimum(3);
    m_width = new NumberField(this);
    m_width->setRange(0.0625, 2.0);
    m_width->setDecimals(4);
    m_width->setSingleStep(0.125);
    addRow(*form, m_width, "width");
    m_epochs = addNumber(*form, "epochs", 1000);
    m_epochs->setMinimum(1);
    m_steps = addNumber(*form, "steps", 100000);
    m_patch = addNumber(*form, "patch", 192);
    m_patch->setMinimum(16);
    m_patch->setSingleStep(16);
    m_threads = addNumber(*form, "threads", 256);
    m_seed = addNumber(*form, "seed", 1'000'000);
    m_seed->setValue(1);
    connect(m_preset, &QComboBox::currentIndexChanged, this, &NewDefaultDialog::takePreset);
    connect(m_family, &QComboBox::currentIndexChanged, this, &NewDefaultDialog::choicesChanged);
    connect(m_width, &QDoubleSpinBox::valueChanged, this, &NewDefaultDialog::choicesChanged);
    return form;
}

void NewDefaultDialog::addRow(QFormLayout& form, QWidget* field, const char* name, QWidget* beside)
{
    field->setObjectName(QStringLiteral("newDefault.") + QLatin1String(name));
    auto* label = new QLabel(this);
    label->setBuddy(field);
    m_labels.push_back(label);
    if (beside == nullptr) {
        form.addRow(label, field);
        return;
    }
    auto* both = new QHBoxLayout;
    both->setSpacing(kControlGap);
    both->addWidget(field, 1);
    both->addWidget(beside);
    form.addRow(label, both);
}

QLineEdit* NewDefaultDialog::addFolder(QFormLayout& form, const char* name)
{
    auto* field = new QLineEdit(this);
    auto* browse = new QPushButton(icon(QStringLiteral("open")), QString(), this);
    addRow(form, field, name, browse);
    browse->setObjectName(field->objectName() + QStringLiteral(".browse"));
    browse->setAutoDefault(false);
    field->setText(QSettings().value(settingsKey(*field)).toString());
    connect(field, &QLineEdit::textChanged, this, &NewDefaultDialog::choicesChanged);
    connect(browse, &QPushButton::clicked, this, [this, field] {
        const FileQuestion question{"newDefault", tr("Choose a folder"), {}, {}, field->text()};
        askForFolder(this, question, [field](const QString& path) { field->setText(path); });
    });
    m_browse.push_back(browse);
    return field;
}

QSpinBox* NewDefaultDialog::addNumber(QFormLayout& form, const char* name, int most)
{
    auto* field = new QSpinBox(this);
    field->setRange(0, most);
    addRow(form, field, name);
    connect(field, &QSpinBox::valueChanged, this, &NewDefaultDialog::choicesChanged);
    return field;
}

std::string NewDefaultDialog::task() const
{
    return pretrainingTasks().at(static_cast<std::size_t>(std::max(0, m_task->currentIndex())));
}

void NewDefaultDialog::chooseTask(const std::string& task)
{
    const auto all = pretrainingTasks();
    const auto found = std::ranges::find(all, task);
    if (found != all.end()) {
        m_task->setCurrentIndex(static_cast<int>(found - all.begin()));
    }
}

void NewDefaultDialog::takePreset()
{
    const auto preset = kPresets[static_cast<std::size_t>(std::max(0, m_preset->currentIndex()))];
    const TrainingSpec spec = pretrainingSpec(task(), preset);
    const auto* const family = std::ranges::find(kFamilies, spec.architecture.family);
    m_family->setCurrentIndex(static_cast<int>(family - kFamilies.begin()));
    m_levels->setValue(spec.architecture.levels);
    m_width->setValue(spec.architecture.width);
    m_epochs->setValue(spec.schedule.epochs);
    m_steps->setValue(spec.schedule.stepsPerEpoch);
    m_patch->setValue(spec.schedule.patchSize);
    const bool heads = task() == "brain"; // drawn from label maps only
    m_gliomas->setEnabled(!heads);
    m_planted->setEnabled(!heads);
    if (!m_name->isModified()) {
        m_name->setText(
            QString::fromStdString(freeModelName(m_taken, task() + " default of my own")));
    }
    choicesChanged();
}

PretrainingJob NewDefaultDialog::job() const
{
    const auto preset = kPresets[static_cast<std::size_t>(std::max(0, m_preset->currentIndex()))];
    PretrainingJob job{{}, pretrainingSpec(task(), preset)};
    if (m_gliomas->isEnabled()) {
        job.sources.tumours = m_gliomas->text().trimmed().toStdString();
    }
    job.sources.labelMaps = m_labelMaps->text().trimmed().toStdString();
    job.sources.synthetic = m_synthetic->value();
    job.sources.planted = m_planted->value();
    job.sources.seed = static_cast<std::uint64_t>(m_seed->value());
    TrainingSpec& spec = job.training;
    spec.name = m_name->text().trimmed().toStdString();
    spec.project = m_project;
    spec.architecture.family =
        kFamilies[static_cast<std::size_t>(std::max(0, m_family->currentIndex()))];
    if (spec.architecture.family == "plain") {
        spec.architecture.head = "plain"; // the only one it has
    }
    spec.architecture.levels = m_levels->value();
    spec.architecture.width = m_width->value();
    spec.schedule.epochs = m_epochs->value();
    spec.schedule.stepsPerEpoch = m_steps->value();
    spec.schedule.patchSize = m_patch->value();
    spec.schedule.threads = m_threads->value();
    spec.schedule.seed = job.sources.seed;
    return job;
}

/// Masks go to a folder that is named after the model: no other may have it.
QString NewDefaultDialog::nameProblem() const
{
    const std::string name = m_name->text().trimmed().toStdString();
    if (name.empty()) {
        return tr("Give the model a name.");
    }
    return isTaken(m_taken, name) ? tr("There is a model of this name; choose another.")
                                  : QString();
}

void NewDefaultDialog::choicesChanged()
{
    if (m_start != nullptr) {
        m_checking.cancel(); // of the choices before, which allow nothing any more
        m_start->setEnabled(false);
        m_delay.start();
    }
}

void NewDefaultDialog::check()
{
    const PretrainingJob wanted = job();
    const auto seconds =
        m_clock.secondsPerStep(wanted.training.architecture, wanted.training.schedule);
    m_checking.start<Preflight>(
        [wanted, seconds](const Progress&) {
            return checkPretraining(
                wanted.sources, wanted.training, wanted.training.project, seconds);
        },
        [this](const Preflight& result) { showCheck(result); });
}

void NewDefaultDialog::showCheck(const Preflight& result)
{
    const QString named = nameProblem();
    QString text = named.isEmpty() ? QString() : checkLine(QStringLiteral("\u2716"), named);
    text += preflightLines(result);
    if (result.trainingCases > 0) {
        text += checkLine(
            QStringLiteral("\u2714"),
            tr("Learns from %n image(s)", nullptr, static_cast<int>(result.trainingCases)) +
                QStringLiteral("; ") +
                tr("validates on %n other(s).", nullptr, static_cast<int>(result.validationCases)));
        text += preflightNeeds(result, m_clock.measuring());
    }
    m_check->setText(text);
    m_start->setEnabled(result.ready() && named.isEmpty());
}

QString NewDefaultDialog::checkText() const
{
    return m_check->text();
}

void NewDefaultDialog::start()
{
    for (const QLineEdit* field : {m_gliomas, m_labelMaps}) {
        QSettings().setValue(settingsKey(*field), field->text());
    }
    const PretrainingJob wanted = job();
    const QString title = tr("Make the model %1").arg(QString::fromStdString(wanted.training.name));
    Q_EMIT startRequested({title.toStdString(), wanted});
    accept();
}

void NewDefaultDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        choicesChanged();
    }
    QDialog::changeEvent(event);
}

} // namespace dawson
