#include "widgets/panel/train_page.h"

#include "core/base/error.h"
#include "widgets/panel/file_dialog.h"
#include "widgets/panel/fine_tune_form.h"
#include "widgets/panel/job_panel.h"
#include "widgets/panel/job_words.h"
#include "widgets/panel/model_comparison.h"
#include "widgets/panel/model_list.h"
#include "widgets/panel/model_page.h"
#include "widgets/panel/new_default_dialog.h"
#include "widgets/panel/splitter_memory.h"
#include "widgets/theme/theme.h"

#include <QEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

namespace dawson
{

namespace
{

constexpr int kSideWidth = 300;

} // namespace

TrainPage::TrainPage(JobQueue& queue, const std::filesystem::path& worker, QWidget* parent)
    : QWidget(parent)
    , m_queue(queue)
    , m_worker(worker)
{
    setObjectName(QStringLiteral("trainPage"));
    m_jobs = new JobPanel(queue, this);
    m_form = new FineTuneForm(worker);
    auto* plan = new QScrollArea(this);
    plan->setWidget(m_form);
    plan->setWidgetResizable(true);
    plan->setFrameShape(QFrame::NoFrame);
    plan->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* split = new QSplitter(this);
    split->setObjectName(QStringLiteral("trainPage.split"));
    split->addWidget(buildModels());
    split->addWidget(m_jobs);
    split->addWidget(plan);
    split->setStretchFactor(1, 1);
    split->setSizes({kSideWidth, 3 * kSideWidth, kSideWidth + kSideWidth / 4});
    rememberSizes(*split);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kControlGap, kControlGap, kControlGap, 0);
    column->addWidget(split);
    connect(m_models, &ModelList::problem, this, &TrainPage::problem);
    connect(m_models, &ModelList::pageRequested, this, &TrainPage::showModelPage);
    connect(m_models, &ModelList::comparisonRequested, this, &TrainPage::compareModels);
    connect(m_models, &ModelList::chosenChanged, this, &TrainPage::refreshActions);
    connect(m_form, &FineTuneForm::startRequested, this, &TrainPage::submit);
    connect(&queue, &JobQueue::jobFinished, this, &TrainPage::refreshModels);
    connect(&queue, &JobQueue::jobsChanged, this, &TrainPage::refreshNames);
    connect(m_models, &ModelList::listed, this, &TrainPage::refreshNames);
    retranslate();
    refreshModels();
}

QWidget* TrainPage::buildModels()
{
    auto* side = new QWidget(this);
    m_models = new ModelList(m_queue, side);
    m_load = new QPushButton(icon(QStringLiteral("open")), QString(), side);
    m_load->setObjectName(QStringLiteral("trainPage.load"));
    m_predict = new QPushButton(icon(QStringLiteral("predict")), QString(), side);
    m_predict->setObjectName(QStringLiteral("trainPage.predict"));
    m_predictAll = new QPushButton(icon(QStringLiteral("predict")), QString(), side);
    m_predictAll->setObjectName(QStringLiteral("trainPage.predictAll"));
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, kControlGap);
    column->setSpacing(kControlGap);
    column->addWidget(m_models, 1);
    column->addWidget(m_predict);
    column->addWidget(m_predictAll);
    column->addWidget(m_load);
    connect(m_load, &QPushButton::clicked, this, &TrainPage::askForModel);
    connect(m_predict, &QPushButton::clicked, this, &TrainPage::predictOpenCase);
    connect(m_predictAll, &QPushButton::clicked, this, &TrainPage::predictAllCases);
    return side;
}

void TrainPage::retranslate()
{
    m_load->setText(tr("Load a model\u2026"));
    m_load->setToolTip(
        tr("Copy a model file from elsewhere into the project; it is data and can run nothing"));
    m_predict->setText(tr("Predict this case"));
    m_predict->setToolTip(tr("Mask the open case with the chosen model, in the background"));
    m_predictAll->setText(tr("Predict all cases"));
    m_predictAll->setToolTip(
        tr("Mask every case of the project with the chosen model, in the background"));
}

void TrainPage::setTask(Task task)
{
    m_task = task;
    m_form->setTask(task);
    m_models->setTask(task);
    refreshActions();
}

void TrainPage::setGrader(const Author& grader)
{
    m_form->setGrader(grader);
}

void TrainPage::setStudy(const std::shared_ptr<const Study>& study)
{
    const bool other = !m_study || !study || m_study->root != study->root;
    m_study = study;
    m_form->setStudy(study);
    if (other) {
        m_open = {}; // it was of the other one
        m_models->setProject(study ? study->root : std::filesystem::path());
        refreshModels();
    }
    refreshActions();
}

void TrainPage::setOpenCase(const std::string& subject, const std::string& session)
{
    m_open = {subject, session};
    refreshActions();
}

void TrainPage::refreshModels()
{
    m_models->refresh();
    refreshActions();
}

void TrainPage::refreshActions()
{
    const AvailableModel* model = m_models->chosen();
    const bool lesions = model != nullptr && model->header.card.task == taskName(m_task);
    m_predict->setEnabled(canPredict());
    Q_EMIT canPredictChanged(canPredict());
    m_predictAll->setEnabled(lesions && m_study != nullptr);
    m_form->setModels(m_models->models(), model != nullptr ? model->path : std::filesystem::path());
}

bool TrainPage::canPredict() const
{
    const AvailableModel* model = m_models->chosen();
    return model != nullptr && model->header.card.task == taskName(m_task) && m_study != nullptr &&
           !m_open.subject.empty();
}

/// A training that may go on will make a model.
std::vector<std::string> TrainPage::takenNames() const
{
    std::vector<std::string> names = m_models->names();
    for (const Job& job : m_queue.jobs()) {
        const TrainingSpec* training = trainingOf(job.spec);
        if (training != nullptr && mayGoOn(job)) {
            names.push_back(training->name);
        }
    }
    return names;
}

void TrainPage::refreshNames()
{
    m_form->setTakenNames(takenNames());
}

void TrainPage::askForModel()
{
    const FileQuestion question{"models", tr("Load a model"), tr("Dawson models (*.h5)"), {}, {}};
    askForFiles(this, question, [this](const QStringList& paths) {
        try {
            for (const QString& path : paths) {
                loadModel(path.toStdString());
            }
        } catch (const Error& error) {
            Q_EMIT problem(
                tr("The model was not loaded: %1").arg(QString::fromStdString(error.describe())));
        }
    });
}

/// The file may have gone, or been damaged, since the list was read.
void TrainPage::showModelPage()
{
    try {
        if (const AvailableModel* model = m_models->chosen()) {
            (new ModelPage(*model, m_study, this))->open();
        }
    } catch (const Error& error) {
        Q_EMIT problem(
            tr("The details cannot be shown: %1").arg(QString::fromStdString(error.describe())));
    }
}

void TrainPage::compareModels()
{
    if (const AvailableModel* model = m_models->chosen()) {
        (new ModelComparison(m_models->models(), model->path, this))->open();
    }
}

void TrainPage::loadModel(const std::filesystem::path& path)
{
    const std::vector<std::string> before = m_models->names();
    m_models->load(path);
    const AvailableModel* added = m_models->chosen();
    if (added != nullptr && m_models->names().size() > before.size() &&
        isTaken(before, added->header.card.name)) {
        Q_EMIT problem(tr("There was a model named %1 already. Both write their masks into the "
                          "same place: predict with one of them only.")
                           .arg(QString::fromStdString(added->header.card.name)));
    }
}

void TrainPage::predictOpenCase()
{
    QString name = QString::fromStdString(m_open.subject);
    if (!m_open.session.empty()) {
        name += QStringLiteral(" · ") + QString::fromStdString(m_open.session);
    }
    predict({m_open}, tr("subject %1").arg(name));
}

void TrainPage::predictAllCases()
{
    if (m_study) {
        std::vector<CaseKey> cases;
        for (const TaskCase& one : readableCases(*m_study, m_task)) {
            cases.push_back({one.subject, one.session});
        }
        predict(cases, tr("%n case(s)", nullptr, static_cast<int>(cases.size())));
    }
}

void TrainPage::predict(const std::vector<CaseKey>& cases, const QString& what)
{
    const AvailableModel* model = m_models->chosen();
    if (model == nullptr || !m_study) {
        Q_EMIT problem(tr("Choose a model that can be used first."));
        return;
    }
    if (model->header.card.task == "brain") {
        Q_EMIT problem(tr("%1 masks brains. Choose a model of lesions first, or find the brain on "
                          "the Read page.")
                           .arg(QString::fromStdString(model->header.card.name)));
        return;
    }
    const PredictionJob job = planPrediction(*m_study, *model, cases);
    if (job.items.empty()) {
        Q_EMIT problem(tr("There is no image here that this model can mask."));
        return;
    }
    const QString title =
        tr("Predict %1 with %2").arg(what, QString::fromStdString(model->header.card.name));
    submit({jobTitle(title, m_task).toStdString(), job});
}

void TrainPage::submit(const JobSpec& spec)
{
    try {
        const auto folder = m_queue.submit(spec);
        m_jobs->showJob(folder);
        Q_EMIT jobSubmitted(QString::fromStdString(folder.string()));
    } catch (const Error& error) {
        Q_EMIT problem(
            tr("The job was not started: %1").arg(QString::fromStdString(error.describe())));
    }
}

void TrainPage::planFineTuning()
{
    m_form->setFocus();
    refreshActions();
}

void TrainPage::planNewDefault()
{
    if (!m_study) {
        Q_EMIT problem(tr("Open a project first: the model is kept in it."));
        return;
    }
    auto* dialog = new NewDefaultDialog(m_worker, m_study->root, takenNames(), this);
    connect(dialog, &NewDefaultDialog::startRequested, this, &TrainPage::submit);
    dialog->chooseTask(taskName(m_task));
    dialog->open();
}

void TrainPage::showJob(const std::filesystem::path& folder)
{
    m_jobs->showJob(folder);
}

void TrainPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
