#include "app/read_workspace.h"

#include "app/actions.h"
#include "app/lesion_section.h"
#include "app/pair_sections.h"
#include "app/project_document.h"
#include "app/read_actions.h"
#include "widgets/panel/brain_panel.h"
#include "widgets/panel/comparison_panel.h"
#include "widgets/panel/folding_section.h"
#include "widgets/panel/layer_panel.h"
#include "widgets/panel/registration_bar.h"
#include "widgets/panel/threshold_panel.h"
#include "widgets/panel/tool_panel.h"
#include "widgets/panel/worklist.h"
#include "widgets/theme/theme.h"
#include "widgets/view/pair_display.h"

#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QToolBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace dawson
{

namespace
{

constexpr int kWorklistPx = 226;
constexpr int kColumnPx = 348; ///< what its lists need, so that none changes it by appearing

ToolPanel::Mode panelMode(ViewGrid::Mode mode)
{
    switch (mode) {
    case ViewGrid::Mode::View:
        return ToolPanel::Mode::View;
    case ViewGrid::Mode::Paint:
        return ToolPanel::Mode::Paint;
    case ViewGrid::Mode::EraseLesion:
        break;
    }
    return ToolPanel::Mode::EraseLesion;
}

ViewGrid::Mode viewMode(ToolPanel::Mode mode)
{
    switch (mode) {
    case ToolPanel::Mode::View:
        return ViewGrid::Mode::View;
    case ToolPanel::Mode::Paint:
        return ViewGrid::Mode::Paint;
    case ToolPanel::Mode::EraseLesion:
        break;
    }
    return ViewGrid::Mode::EraseLesion;
}

} // namespace

ReadWorkspace::ReadWorkspace(ProjectDocument& project, const Actions& actions, QWidget* parent)
    : QWidget(parent)
    , m_project(project)
    , m_actions(actions)
    , m_views(new ViewGrid(project.document(), this))
    , m_registration(new RegistrationBar(project.document(), this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_worklist(new Worklist(this))
    , m_tools(new ToolPanel(this))
    , m_lesions(new LesionSection(project.document(), this))
{
    setObjectName(QStringLiteral("readWorkspace"));
    auto* middle = new QWidget(m_splitter);
    auto* row = new QHBoxLayout(middle);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(makeToolBar());
    auto* panes = new QVBoxLayout;
    panes->setSpacing(0);
    panes->addWidget(m_registration);
    panes->addWidget(m_views, 1);
    row->addLayout(panes, 1);
    m_splitter->addWidget(m_worklist);
    m_splitter->addWidget(middle);
    m_splitter->addWidget(makeColumn());
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({kWorklistPx, 1600 - kWorklistPx - kColumnPx, kColumnPx});
    auto* outer = new QHBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_splitter);
    connectViewActions(actions, *m_views, project.document().layers());
    connectPairActions(actions, *m_views);
    connectToolActions(actions, *m_views, [this] { showBrush(m_views->brush()); });
    connectMaskActions(actions, project.document(), *this);
    connectPanels();
    connectComparison();
    qApp->installEventFilter(this);
    connect(qApp,
            &QGuiApplication::applicationStateChanged,
            &project.document().layers(),
            [layers = &project.document().layers()](Qt::ApplicationState state) {
                if (state != Qt::ApplicationActive) {
                    layers->setPeeking(false); // S comes up in another program
                }
            });
    retitle();
    showBrush(m_views->brush());
    enablePair(false);
}

void ReadWorkspace::enablePair(bool shown)
{
    const bool pair = m_project.document().task() != Task::Flair;
    m_actions.setAreaEnabled("pair", shown && pair);
    for (const char* name :
         {"pair.twoPlanes", "pair.onePlane", "pair.flicker", "pair.wipe", "pair.checkerboard"}) {
        m_actions.get(name).setVisible(pair);
    }
}

ReadWorkspace::~ReadWorkspace() = default;

QWidget* ReadWorkspace::makeColumn()
{
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace);
    m_threshold = new ThresholdPanel(m_project.document(), content);
    auto* layers = new QWidget(content);
    m_brain = new BrainPanel(m_project.document(), layers);
    auto* rows = new QVBoxLayout(layers);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(new LayerPanel(m_project.document().layers(), layers));
    rows->addWidget(m_brain);
    m_sections = {new FoldingSection(QStringLiteral("layers"), layers, content),
                  new FoldingSection(QStringLiteral("tools"), m_tools, content),
                  new FoldingSection(QStringLiteral("threshold"), m_threshold, content),
                  new FoldingSection(QStringLiteral("lesions"), m_lesions, content)};
    m_pair = new PairSections(m_project, *m_views, content);
    connect(m_pair, &PairSections::problem, this, &ReadWorkspace::problem);
    m_comparison = new ComparisonPanel(m_project.document(), content);
    m_comparisonSection = new FoldingSection(QStringLiteral("comparison"), m_comparison, content);
    m_comparisonSection->hide();
    column->addWidget(m_comparisonSection);
    for (FoldingSection* section : m_sections) {
        if (section == m_sections.back()) {
            column->addWidget(m_pair);
        }
        column->addWidget(section, section == m_sections.back() ? 1 : 0);
    }
    column->addStretch(0);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("readColumn"));
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_column = scroll;
    content->installEventFilter(this);
    return scroll;
}

QToolBar* ReadWorkspace::makeToolBar()
{
    auto* bar = new QToolBar(this);
    bar->setObjectName(QStringLiteral("toolBar"));
    bar->setOrientation(Qt::Vertical);
    bar->setIconSize(QSize(20, 20));
    for (const char* name : {"mask.look",
                             "mask.disc",
                             "mask.ball",
                             "mask.eraseLesion",
                             "",
                             "mask.threshold",
                             "mask.outline",
                             "",
                             "edit.undo",
                             "edit.redo",
                             "",
                             "layout.grid",
                             "layout.axialLarge",
                             "layout.surface",
                             "pair.twoPlanes",
                             "pair.onePlane",
                             "",
                             "pair.flicker",
                             "pair.wipe",
                             "pair.checkerboard",
                             "",
                             "view.crosshair",
                             "view.reset"}) {
        if (name[0] == '\0') {
            bar->addSeparator();
            continue;
        }
        QAction& action = m_actions.get(name);
        bar->addAction(&action);
        bar->widgetForAction(&action)->setObjectName(QStringLiteral("tool.") + action.objectName());
    }
    return bar;
}

void ReadWorkspace::connectPanels()
{
    connect(m_views, &ViewGrid::hovered, this, &ReadWorkspace::hovered);
    connect(m_views, &ViewGrid::brushChanged, this, &ReadWorkspace::showBrush);
    connect(m_views, &ViewGrid::modeChanged, this, [this] { showBrush(m_views->brush()); });
    connect(m_tools, &ToolPanel::modeChanged, this, [this](ToolPanel::Mode mode) {
        m_views->setMode(viewMode(mode));
        showBrush(m_views->brush());
    });
    connect(m_tools, &ToolPanel::brushChanged, this, [this](const Brush& brush) {
        m_views->setBrush(brush);
        showBrush(brush);
    });
    connect(m_lesions, &LesionSection::lesionShown, m_views, &ViewGrid::centerOnCursor);
    connect(m_lesions, &LesionSection::counted, this, [this](int count) {
        m_sections.back()->setTitle(tr("Lesions (%1)").arg(count));
    });
    connect(m_threshold, &ThresholdPanel::problem, this, &ReadWorkspace::problem);
    connect(m_threshold, &ThresholdPanel::maskKept, &m_project, &ProjectDocument::reload);
    connect(&m_project, &ProjectDocument::caseOpened, this, &ReadWorkspace::showCase);
    for (const auto signal : {&ProjectDocument::projectOpened,
                              &ProjectDocument::projectClosed,
                              &ProjectDocument::studyChanged}) {
        connect(&m_project, signal, m_worklist, [this] {
            m_worklist->setStudy(m_project.study());
            m_threshold->setStudy(m_project.study());
        });
    }
    connect(&m_project, &ProjectDocument::taskChanged, m_worklist, [this] {
        m_worklist->setTask(m_project.task());
    });
    m_actions.on("view.worklist", this, [this](bool on) { m_worklist->setVisible(on); });
    m_actions.on("mask.nextLesion", this, [this](bool) { m_lesions->selectNext(); });
    m_actions.on("mask.previousLesion", this, [this](bool) { m_lesions->selectPrevious(); });
    m_actions.on("mask.threshold", this, [this](bool on) { m_tools->setLimited(on); });
    m_actions.on("case.nextUndone", this, [this](bool) { m_worklist->openNextUndone(); });
}

void ReadWorkspace::connectComparison()
{
    PairDisplay& pair = m_views->pairDisplay();
    connect(m_comparison, &ComparisonPanel::rateChanged, &pair, &PairDisplay::setRateHz);
    connect(
        m_comparison, &ComparisonPanel::checkWanted, m_registration, &RegistrationBar::checkAgain);
    connect(&m_project.document(), &CaseDocument::paintedOnPrior, this, [this](int voxels) {
        Q_EMIT problem(tr("%n voxel(s) of this stroke lie on a lesion you marked at the visit "
                          "before. Undo, or choose another rule under Comparison.",
                          nullptr,
                          voxels));
    });
}

void ReadWorkspace::retitle()
{
    m_comparisonSection->setTitle(tr("Comparison"));
    m_sections[0]->setTitle(tr("Layers"));
    m_sections[1]->setTitle(tr("Tools"));
    m_sections[2]->setTitle(tr("Model's threshold"));
    m_sections[3]->setTitle(tr("Lesions (%1)").arg(m_lesions->count()));
}

void ReadWorkspace::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retitle();
    }
    QWidget::changeEvent(event);
}

void ReadWorkspace::showBrush(const Brush& brush)
{
    const bool ball = brush.shape == Brush::Shape::Ball;
    const char* tool = "mask.look";
    if (m_views->mode() == ViewGrid::Mode::Paint) {
        tool = ball ? "mask.ball" : "mask.disc";
    } else if (m_views->mode() == ViewGrid::Mode::EraseLesion) {
        tool = "mask.eraseLesion";
    }
    m_actions.get(tool).setChecked(true);
    m_actions.get("mask.threshold").setChecked(brush.threshold.has_value());
    m_tools->setMode(panelMode(m_views->mode()));
    m_tools->setBrush(brush);
}

void ReadWorkspace::showCase()
{
    const CaseDocument& document = m_project.document();
    enableMask();
    enablePair(isVisible());
    m_comparisonSection->setVisible(document.pair().has_value());
    unfold();
    m_visibleBefore.clear(); // of the masks of another case
    const ImageLayer& primary = m_project.document().layers().images().front();
    m_tools->setImage(primary.volume, primary.window, primary.name);
    m_worklist->setGrader(document.grader());
    m_worklist->setCurrentCase(QString::fromStdString(document.subject()),
                               QString::fromStdString(document.session()));
    showCaption(QString::fromStdString(document.grader().name));
    const std::string shown =
        document.subject() + '\n' + document.session() + '\n' + taskName(document.task());
    if (std::exchange(m_shown, shown) != shown && isVisible()) {
        m_views->focusPane(); // but not when the same case is read again while somebody types
    }
}

void ReadWorkspace::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    m_views->focusPane();
}

bool ReadWorkspace::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest && watched == m_column->widget()) {
        // Never clipped: the column scrolls up and down only.
        const int needed = m_column->widget()->minimumSizeHint().width() +
                           m_column->verticalScrollBar()->sizeHint().width();
        m_column->setMinimumWidth(std::max(needed, kColumnPx));
    }
    if (event->type() == QEvent::KeyPress || event->type() == QEvent::KeyRelease) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_S && !key->isAutoRepeat()) {
            peek(*key, watched->isWidgetType());
        }
    }
    return QWidget::eventFilter(watched, event);
}

/// However S comes up, the masks come back: what may forbid a peek must not make it stay.
void ReadWorkspace::peek(const QKeyEvent& key, bool toWidget)
{
    LayerStack& layers = m_project.document().layers();
    const QWidget* focus = QApplication::focusWidget();
    const bool typing = focus != nullptr && focus->testAttribute(Qt::WA_InputMethodEnabled);
    if (key.type() == QEvent::KeyRelease) {
        layers.setPeeking(false);
    } else if (isVisible() && toWidget && key.modifiers() == Qt::NoModifier && !typing &&
               QApplication::activeModalWidget() == nullptr) {
        layers.setPeeking(true);
    }
}

std::vector<FoldingSection*> ReadWorkspace::foldingSections() const
{
    std::vector<FoldingSection*> all(m_sections.begin(), m_sections.end());
    all.insert(all.end(), m_pair->sections().begin(), m_pair->sections().end());
    return all;
}

} // namespace dawson
