#include "widgets/panel/model_comparison.h"

#include "widgets/panel/model_words.h"
#include "widgets/panel/splitter_memory.h"
#include "widgets/theme/theme.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>
#include <set>

namespace dawson
{

namespace
{

constexpr int kListWidth = 220;
constexpr int kHeight = 620;
constexpr int kWidth = 1000;

/// One line of the table: a value for each model, in their order.
struct Line {
    QString name;
    QStringList values;
    bool number = false;

    bool differs() const { return std::ranges::count(values, values.front()) != values.size(); }

    bool empty() const { return std::ranges::all_of(values, &QString::isEmpty); }
};

/// Every figure that a card of them holds; a dash where one lacks it.
std::vector<Line> scoreLines(const std::vector<const AvailableModel*>& models)
{
    std::set<std::string> names;
    for (const AvailableModel* model : models) {
        for (const auto& [name, value] : shownMetrics(model->header.card)) {
            names.insert(name);
        }
    }
    std::vector<Line> lines;
    for (const std::string& name : names) {
        Line line{metricText(name), {}, true};
        for (const AvailableModel* model : models) {
            const auto metrics = shownMetrics(model->header.card);
            const auto found = metrics.find(name);
            line.values << (found != metrics.end() ? QLocale().toString(found->second, 'f', 3)
                                                   : QStringLiteral("\u2013"));
        }
        lines.push_back(line);
    }
    return lines;
}

/// What their cards say in words; a line that is empty for all is left out.
std::vector<Line> factLines(const std::vector<const AvailableModel*>& models,
                            const std::vector<AvailableModel>& all)
{
    std::vector<Line> lines;
    for (const AvailableModel* model : models) {
        const std::vector<ModelFact> facts = modelFacts(*model, all);
        lines.resize(facts.size());
        for (std::size_t n = 0; n < facts.size(); ++n) {
            lines[n].name = facts[n].name;
            lines[n].values << facts[n].value;
        }
    }
    std::erase_if(lines, [](const Line& line) { return line.empty(); });
    return lines;
}

} // namespace

ModelComparison::ModelComparison(const std::vector<AvailableModel>& models,
                                 const std::filesystem::path& chosen,
                                 QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("modelComparison"));
    setAttribute(Qt::WA_DeleteOnClose);
    const auto one = std::ranges::find(models, chosen, &AvailableModel::path);
    std::ranges::copy_if(models, std::back_inserter(m_models), [&](const AvailableModel& model) {
        return model.problem.empty() && one != models.end() &&
               model.header.card.task == one->header.card.task;
    });
    build();
    retranslate();
    tickFirst(chosen);
    connect(m_list, &QListWidget::itemChanged, this, &ModelComparison::compare);
    compare();
    resize(kWidth, kHeight);
}

void ModelComparison::build()
{
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("modelComparison.list"));
    m_table = new QTableWidget(this);
    m_table->setObjectName(QStringLiteral("modelComparison.table"));
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setWordWrap(true);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->verticalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignTop);
    connect(m_table->horizontalHeader(),
            &QHeaderView::sectionResized,
            m_table,
            &QTableWidget::resizeRowsToContents,
            Qt::QueuedConnection); // when all columns have their widths
    m_note = new QLabel(this);
    m_note->setObjectName(QStringLiteral("modelComparison.note"));
    m_note->setProperty("role", QStringLiteral("caption"));
    m_note->setWordWrap(true);
    auto* split = new QSplitter(this);
    split->setObjectName(QStringLiteral("modelComparison.split"));
    split->addWidget(m_list);
    split->addWidget(m_table);
    split->setStretchFactor(1, 1);
    split->setSizes({kListWidth, kWidth - kListWidth});
    rememberSizes(*split);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)
        ->setObjectName(QStringLiteral("modelComparison.close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(split, 1);
    column->addWidget(m_note);
    column->addWidget(buttons);
    for (const AvailableModel& model : m_models) {
        auto* item = new QListWidgetItem(QString::fromStdString(model.header.card.name), m_list);
        item->setToolTip(modelKindText(model.header.card.kind));
        item->setCheckState(Qt::Unchecked);
    }
}

void ModelComparison::tickFirst(const std::filesystem::path& chosen)
{
    const auto at = std::ranges::find(m_models, chosen, &AvailableModel::path);
    if (at == m_models.end()) {
        return;
    }
    const std::string& parent = at->header.card.parentDigest;
    auto other = std::ranges::find_if(m_models, [&](const AvailableModel& model) {
        return !parent.empty() && model.header.digest == parent && model.path != chosen;
    });
    if (other == m_models.end()) {
        other = std::ranges::find_if(
            m_models, [&](const AvailableModel& model) { return model.path != chosen; });
    }
    for (const auto& one : {at, other}) {
        if (one != m_models.end()) {
            m_list->item(static_cast<int>(one - m_models.begin()))->setCheckState(Qt::Checked);
        }
    }
}

std::vector<const AvailableModel*> ModelComparison::ticked() const
{
    std::vector<const AvailableModel*> models;
    for (std::size_t n = 0; n < m_models.size(); ++n) {
        if (m_list->item(static_cast<int>(n))->checkState() == Qt::Checked) {
            models.push_back(&m_models[n]);
        }
    }
    return models;
}

void ModelComparison::compare()
{
    const auto models = ticked();
    m_table->clear();
    m_table->setRowCount(0);
    m_table->setColumnCount(static_cast<int>(models.size()));
    if (models.empty()) {
        return;
    }
    QStringList names;
    for (const AvailableModel* model : models) {
        names << QString::fromStdString(model->header.card.name);
    }
    m_table->setHorizontalHeaderLabels(names);
    std::vector<Line> lines = scoreLines(models);
    std::ranges::move(factLines(models, m_models), std::back_inserter(lines));
    m_table->setRowCount(static_cast<int>(lines.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const Line& line = lines[static_cast<std::size_t>(row)];
        QFont bold = m_table->font();
        bold.setBold(line.differs());
        m_table->setVerticalHeaderItem(row, new QTableWidgetItem(line.name));
        for (int column = 0; column < m_table->columnCount(); ++column) {
            auto* item = new QTableWidgetItem(line.values[column]);
            item->setTextAlignment((line.number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop);
            item->setFont(bold);
            item->setToolTip(item->text()); // whole, where it is cut
            m_table->setItem(row, column, item);
        }
    }
    m_table->resizeRowsToContents();
}

void ModelComparison::retranslate()
{
    setWindowTitle(tr("Compare models"));
    m_list->setAccessibleName(tr("Models to compare"));
    m_list->setToolTip(tr("Tick the models to set side by side"));
    m_table->setAccessibleName(tr("Models side by side"));
    m_note->setText(tr("What differs is bold. Scores are each model's own, on the cases its epoch "
                       "and threshold were chosen on: of models that were validated on other "
                       "cases they cannot be compared. The Evaluate page compares masks of the "
                       "same cases."));
}

void ModelComparison::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        compare();
    }
    QDialog::changeEvent(event);
}

} // namespace dawson
