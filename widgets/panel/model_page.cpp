#include "widgets/panel/model_page.h"

#include "core/document/loaded_case.h"
#include "core/lesion/lesion_map.h"
#include "core/run/run_folder.h"
#include "core/run/training_curves.h"
#include "core/training/model_history.h"
#include "widgets/chart/training_chart.h"
#include "widgets/panel/job_words.h"
#include "widgets/panel/lesion_cut.h"
#include "widgets/panel/model_words.h"
#include "widgets/theme/theme.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QTabBar>
#include <QTableWidget>
#include <QTabWidget>
#include <QVBoxLayout>

#include <vector>

namespace dawson
{

namespace
{

constexpr std::size_t kMostExamples = 3;
constexpr int kExamplePx = 240;
constexpr double kExampleMm = 110.0;

/// Losses from first to last, evenly over the epochs.
struct Curves {
    std::vector<double> losses;
    std::vector<EpochMetrics> epochs;
    double epochsSeen = 1.0;
};

/// Step by step from the run beside the model, else by epochs from the model itself.
Curves curvesOf(const std::filesystem::path& model)
{
    TrainingCurves told;
    std::uint64_t offset = 0;
    for (const JobEvent& event : RunFolder(model.parent_path()).readEvents(offset)) {
        told.add(event);
    }
    Curves curves{told.losses(), told.epochs(), told.epochsSeen()};
    if (curves.losses.empty() && curves.epochs.empty()) {
        curves.epochs = readModelHistory(model);
        for (const EpochMetrics& epoch : curves.epochs) {
            curves.losses.push_back(epoch.trainingLoss);
            curves.epochsSeen = epoch.epoch;
        }
    }
    return curves;
}

/// A mask of the model on its image; `center` in its largest lesion.
struct Example {
    QString subject;
    std::shared_ptr<const Volume> image;
    IntensityWindow window;
    std::shared_ptr<const Mask> mask;
    PatientPoint center;
    int lesions = 0;
};

/// The first masks of an author that hold a lesion.
std::vector<Example>
readExamples(const Study& study, const std::string& author, const Progress& progress)
{
    std::vector<Example> examples;
    for (const Grading& grading : study.gradings) {
        progress.report(0.0);
        if (grading.author != author || examples.size() == kMostExamples) {
            continue;
        }
        const LoadedCase loaded =
            loadCase(study, grading.subject, grading.session, grading.task, progress);
        const auto* found = loaded.mask(author);
        if (found == nullptr || !found->mask || found->mask->foregroundCount() == 0) {
            continue;
        }
        const LesionMap map = findLesions(*found->mask);
        const auto& primary = loaded.images.front();
        examples.push_back({QString::fromStdString(grading.subject),
                            primary.volume,
                            primary.window,
                            found->mask,
                            map.lesions.front().inside,
                            static_cast<int>(map.lesions.size())});
    }
    return examples;
}

QWidget* exampleWidget(const Example& example, double scale)
{
    auto* part = new QWidget;
    MaskLayer layer;
    layer.mask = example.mask;
    layer.color = authorColor({"model", {}, AuthorRole::Model});
    QImage picture = lesionCut({QString(), example.image, example.window},
                               {layer},
                               example.center,
                               0,
                               static_cast<int>(kExamplePx * scale),
                               kExampleMm);
    picture.setDevicePixelRatio(scale);
    auto* view = new QLabel(part);
    view->setObjectName(QStringLiteral("modelPage.example"));
    view->setPixmap(QPixmap::fromImage(picture));
    view->setAccessibleName(ModelPage::tr("Mask of sub-%1, axial").arg(example.subject));
    auto* caption = new QLabel(
        ModelPage::tr("sub-%1, %n lesion(s)", nullptr, example.lesions).arg(example.subject), part);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(view);
    column->addWidget(caption);
    column->addStretch();
    return part;
}

QLabel* sentence(const QString& text)
{
    auto* label = new QLabel(text);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    label->setContentsMargins(kControlGap, kControlGap, kControlGap, kControlGap);
    return label;
}

} // namespace

ModelPage::ModelPage(const AvailableModel& model,
                     const std::shared_ptr<const Study>& study,
                     QWidget* parent)
    : QDialog(parent)
    , m_model(model)
    , m_study(study)
    , m_tabs(new QTabWidget(this))
{
    setObjectName(QStringLiteral("modelPage"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_tabs->setObjectName(QStringLiteral("modelPage.tabs"));
    m_tabs->tabBar()->setObjectName(QStringLiteral("modelPage.tabBar"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("modelPage.close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_tabs, 1);
    column->addWidget(buttons);
    connect(&m_loading, &BackgroundTask::failed, this, [this](const Error& error) {
        m_note->setText(
            tr("The examples cannot be read: %1").arg(QString::fromStdString(error.describe())));
    });
    resize(3 * kExamplePx + 80, 460);
    Curves curves = curvesOf(m_model.path);
    m_losses = std::move(curves.losses);
    m_epochsSeen = curves.epochsSeen;
    m_epochs = std::move(curves.epochs);
    rebuild();
}

void ModelPage::rebuild()
{
    const int shown = std::max(0, m_tabs->currentIndex());
    while (m_tabs->count() > 0) {
        QWidget* page = m_tabs->widget(0);
        m_tabs->removeTab(0);
        delete page;
    }
    setWindowTitle(tr("Model %1").arg(QString::fromStdString(m_model.header.card.name)));
    m_tabs->addTab(buildCard(), tr("Card"));
    m_tabs->addTab(buildScores(), tr("Scores"));
    m_tabs->addTab(buildCurves(), tr("Curves"));
    m_tabs->addTab(buildExamples(), tr("Examples"));
    m_tabs->setCurrentIndex(shown);
    loadExamples();
}

QWidget* ModelPage::buildCard()
{
    QLabel* card = sentence(
        modelPageText(m_model, listModels(m_study ? m_study->root : std::filesystem::path())));
    card->setObjectName(QStringLiteral("modelPage.card"));
    card->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* scroll = new QScrollArea;
    scroll->setWidget(card);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    return scroll;
}

QWidget* ModelPage::buildScores()
{
    const auto metrics = shownMetrics(m_model.header.card);
    if (metrics.empty()) {
        return sentence(tr("Nothing was measured: the model had no cases to validate on."));
    }
    auto* table = new QTableWidget(static_cast<int>(metrics.size()), 2);
    table->setObjectName(QStringLiteral("modelPage.scores"));
    table->setHorizontalHeaderLabels({tr("Measure"), tr("Value")});
    table->verticalHeader()->hide();
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    int row = 0;
    for (const auto& [name, value] : metrics) {
        table->setItem(row, 0, new QTableWidgetItem(metricText(name)));
        auto* number = new QTableWidgetItem(QLocale().toString(value, 'f', 3));
        number->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        table->setItem(row++, 1, number);
    }
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->addWidget(table, 1);
    const bool brains = m_model.header.card.task == "brain";
    column->addWidget(sentence(
        brains ? tr("Dice counts voxels. Mean over the heads that the epoch and the "
                    "threshold were chosen on, so a little too good.")
               : tr("Lesion-wise, 26-connected: one counts as found when a voxel overlaps and at "
                    "least a tenth of the predicted lesion is lesion. Mean over the cases that "
                    "the epoch and the threshold were chosen on, so a little too good. Cases left "
                    "out were predicted by networks that had not learned from them.")));
    return page;
}

QWidget* ModelPage::buildCurves()
{
    if (m_losses.empty() && m_epochs.empty()) {
        return sentence(tr("The curves of this training are not in the project: the model was made "
                           "elsewhere."));
    }
    auto* chart = new TrainingChart;
    chart->setObjectName(QStringLiteral("modelPage.curves"));
    chart->setCurves(m_losses, m_epochs, m_epochsSeen);
    return chart;
}

QWidget* ModelPage::buildExamples()
{
    auto* page = new QWidget;
    m_note = sentence(QString());
    m_note->setObjectName(QStringLiteral("modelPage.note"));
    m_row = new QHBoxLayout;
    m_row->setSpacing(kControlGap);
    auto* column = new QVBoxLayout(page);
    column->addLayout(m_row);
    column->addWidget(m_note);
    column->addStretch();
    return page;
}

void ModelPage::loadExamples()
{
    const QString none =
        tr("This model has masked no case of the project yet. Predict one, then look here.");
    if (!m_study) {
        m_note->setText(none);
        return;
    }
    m_note->setText(tr("Reading\u2026"));
    m_loading.start<std::vector<Example>>(
        [study = m_study, author = modelAuthorFolder(m_model.header.card.name)](
            const Progress& progress) { return readExamples(*study, author, progress); },
        [this, none](const std::vector<Example>& examples) {
            m_note->setText(examples.empty() ? none
                                             : tr("Masks of this model, each with its largest "
                                                  "lesion in the middle. Patient's right on the "
                                                  "left."));
            for (const Example& example : examples) {
                m_row->addWidget(exampleWidget(example, devicePixelRatioF()));
            }
            m_row->addStretch();
        });
}

void ModelPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        rebuild();
    }
    QDialog::changeEvent(event);
}

} // namespace dawson
