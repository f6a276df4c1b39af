#pragma once

#include "core/lesion/comparison.h"
#include "widgets/view/view_grid.h"

#include <QString>
#include <QWidget>

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

class QKeyEvent;
class QScrollArea;
class QSplitter;
class QToolBar;

namespace dawson
{

class Actions;
class BrainPanel;
class ComparisonPanel;
class FoldingSection;
class LesionSection;
class PairSections;
class ProjectDocument;
class RegistrationBar;
class ThresholdPanel;
class ToolPanel;
class Worklist;
struct Settings;

/// The workspace for looking and masking: worklist, tools, panes, and a column of sections.
/// Composes and connects; all work is the document's and the panels'.
class ReadWorkspace : public QWidget
{
    Q_OBJECT

public:
    ReadWorkspace(ProjectDocument& project, const Actions& actions, QWidget* parent = nullptr);
    ~ReadWorkspace() override;

    ViewGrid& views() { return *m_views; }

    void restore(const Settings& settings);
    void storeInto(Settings& settings) const;

    /// Shows two authors of the open case compared by `rule`, the cursor at `point`. Nothing can be
    /// painted meanwhile. REQUIRES: the brain mask is not being repaired.
    void compare(const QString& author,
                 const QString& reference,
                 const std::optional<PatientPoint>& point,
                 const MatchRule& rule);
    void endComparison();

    /// The actions of cases that compare two images, while this workspace is shown.
    void enablePair(bool shown);
    /// Those of masks: while this workspace is shown and a case is open. Those that change the
    /// mask: unless two are compared.
    void enableMask();

    RegistrationBar& registration() { return *m_registration; }

    BrainPanel& brain() { return *m_brain; }

    /// Only what serves the repair of the brain mask is shown while it lasts.
    void showRepair(bool repairing);

    Worklist& worklist() { return *m_worklist; }

Q_SIGNALS:
    /// The point under the mouse, for the status line; nothing when it left the panes.
    void hovered(const std::optional<dawson::PatientPoint>& point);
    void problem(const QString& sentence);

protected:
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override; ///< hands the keys on to a pane
    /// Holding S hides the masks, wherever the focus is as long as nobody is typing.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QToolBar* makeToolBar();
    QWidget* makeColumn();
    void connectComparison();
    void showCase();
    void showCaption(const QString& whose);
    void unfold();
    void peek(const QKeyEvent& key, bool toWidget);
    void showBrush(const Brush& brush);
    void retitle();
    void connectPanels();
    std::vector<FoldingSection*> foldingSections() const;

    ProjectDocument& m_project;
    const Actions& m_actions;
    ViewGrid* m_views;
    RegistrationBar* m_registration; ///< over the panes
    QSplitter* m_splitter;
    Worklist* m_worklist;
    ToolPanel* m_tools;
    LesionSection* m_lesions;
    PairSections* m_pair = nullptr;
    BrainPanel* m_brain = nullptr;
    QScrollArea* m_column = nullptr;
    ComparisonPanel* m_comparison = nullptr;
    FoldingSection* m_comparisonSection = nullptr; ///< in cases of two images only
    ThresholdPanel* m_threshold = nullptr;
    std::string m_shown;                               ///< which case and task
    std::optional<std::array<bool, 2>> m_foldedBefore; ///< tools and threshold, while comparing
    std::map<QString, bool> m_visibleBefore;           ///< masks by id, while comparing
    std::array<FoldingSection*, 4> m_sections{};       ///< layers, tools, threshold, lesions
};

} // namespace dawson
