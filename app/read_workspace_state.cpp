#include "app/actions.h"
#include "app/lesion_section.h"
#include "app/project_document.h"
#include "app/read_workspace.h"
#include "app/settings.h"
#include "widgets/panel/comparison_panel.h"
#include "widgets/panel/folding_section.h"
#include "widgets/panel/worklist.h"
#include "widgets/view/pair_display.h"

#include <QAction>
#include <QSplitter>

#include <utility>

namespace dawson
{

void ReadWorkspace::restore(const Settings& settings)
{
    Brush brush = m_views->brush();
    brush.diameterMm = settings.brushDiameterMm;
    brush.shape = settings.brushBall ? Brush::Shape::Ball : Brush::Shape::Disc;
    m_views->setBrush(brush);
    m_views->restoreState(settings.views);
    m_comparison->setRateHz(m_views->pairDisplay().rateHz());
    m_comparison->setPriorRule(static_cast<PriorRule>(settings.priorRule));
    m_splitter->restoreState(settings.readSplitter);
    m_actions.get("view.worklist").setChecked(settings.worklistShown);
    m_worklist->setVisible(settings.worklistShown);
    for (FoldingSection* section : foldingSections()) {
        section->setFolded(settings.foldedSections.contains(section->objectName()));
    }
    m_actions.get("view.crosshair").setChecked(settings.crosshair);
    m_views->setCrosshairVisible(settings.crosshair);
    m_actions.get("view.neurological").setChecked(settings.neurological);
    m_views->setConvention(settings.neurological ? ViewGrid::Convention::Neurological
                                                 : ViewGrid::Convention::Radiological);
}

void ReadWorkspace::storeInto(Settings& settings) const
{
    settings.views = m_views->saveState();
    settings.priorRule = static_cast<int>(m_project.document().priorRule());
    settings.readSplitter = m_splitter->saveState();
    settings.worklistShown = m_actions.get("view.worklist").isChecked();
    settings.foldedSections.clear();
    for (const FoldingSection* section : foldingSections()) {
        bool folded = section->isFolded();
        if (m_foldedBefore && section == m_sections[1]) { // a comparison folded it for a while
            folded = (*m_foldedBefore)[0];
        } else if (m_foldedBefore && section == m_sections[2]) {
            folded = (*m_foldedBefore)[1];
        }
        if (folded) {
            settings.foldedSections << section->objectName();
        }
    }
    settings.brushDiameterMm = m_views->brush().diameterMm;
    settings.brushBall = m_views->brush().shape == Brush::Shape::Ball;
    settings.crosshair = m_actions.get("view.crosshair").isChecked();
    settings.neurological = m_actions.get("view.neurological").isChecked();
}

void ReadWorkspace::compare(const QString& author,
                            const QString& reference,
                            const std::optional<PatientPoint>& point,
                            const MatchRule& rule)
{
    m_project.setCompared({author.toStdString(), reference.toStdString()});
    m_project.document().setLocked(EditLock::Comparison, true);
    m_views->setMode(ViewGrid::Mode::View);
    enableMask();
    LayerStack& layers = m_project.document().layers();
    for (const MaskLayer& mask : std::vector<MaskLayer>(layers.masks())) {
        m_visibleBefore.try_emplace(mask.id, mask.visible);
        layers.setMaskVisible(mask.id, false);
    }
    if (!m_foldedBefore) { // nothing to do there, and the table needs the room
        m_foldedBefore = {m_sections[1]->isFolded(), m_sections[2]->isFolded()};
        m_sections[1]->setFolded(true);
        m_sections[2]->setFolded(true);
    }
    m_lesions->compare(author, reference, rule);
    const MaskLayer* whose = layers.mask(author);
    showCaption(whose != nullptr ? whose->name : QString());
    if (point) {
        m_project.document().cursor().moveTo(*point);
        m_views->centerOnCursor();
    }
}

void ReadWorkspace::unfold()
{
    if (m_foldedBefore) {
        m_sections[1]->setFolded((*m_foldedBefore)[0]);
        m_sections[2]->setFolded((*m_foldedBefore)[1]);
        m_foldedBefore.reset();
    }
}

void ReadWorkspace::enableMask()
{
    const bool seen = !isHidden() && m_project.document().isOpen();
    m_actions.setAreaEnabled("mask", seen && !m_project.isComparing());
    for (const char* looks : {"mask.previousLesion",
                              "mask.nextLesion",
                              "mask.fainter",
                              "mask.stronger",
                              "mask.outline"}) {
        m_actions.get(looks).setEnabled(seen);
    }
}

void ReadWorkspace::endComparison()
{
    unfold();
    m_lesions->endComparison();
    m_project.setCompared({});
    m_project.document().setLocked(EditLock::Comparison, false);
    enableMask();
    showCaption(QString::fromStdString(m_project.grader().name));
    for (const auto& [mask, visible] : std::exchange(m_visibleBefore, {})) {
        m_project.document().layers().setMaskVisible(mask, visible);
    }
}

void ReadWorkspace::showRepair(bool repairing)
{
    m_sections[2]->setVisible(!repairing); // the model's threshold
    m_sections[3]->setVisible(!repairing); // lesions
    if (m_project.document().isOpen() && !m_project.isComparing()) {
        showCaption(repairing ? tr("Brain mask") : QString::fromStdString(m_project.grader().name));
    }
}

void ReadWorkspace::showCaption(const QString& whose)
{
    const CaseDocument& document = m_project.document();
    QString name = QString::fromStdString(document.subject());
    const auto& pair = document.pair();
    if (pair && pair->images && document.task() == Task::New) { // in all panes, also the prior's
        name += QStringLiteral("  %1 \u2192 %2")
                    .arg(QString::fromStdString(pair->images->baselineSession),
                         QString::fromStdString(document.session()));
    } else if (!document.session().empty()) {
        name += QStringLiteral("  ") + QString::fromStdString(document.session());
    }
    m_views->setCaption({name, m_project.date(), whose});
}

} // namespace dawson
