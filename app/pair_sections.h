#pragma once

#include <QWidget>

#include <array>

namespace dawson
{

class CandidatePanel;
class ChangePanel;
class FoldingSection;
class ProjectDocument;
class ViewGrid;

/// The sections that compare two images, hidden where there are none: what changed since the visit
/// before (not for enhancing lesions), and candidates to look at (tasks of two images).
class PairSections : public QWidget
{
    Q_OBJECT

public:
    PairSections(ProjectDocument& project, ViewGrid& views, QWidget* parent = nullptr);

    /// In their order, for what is remembered of them.
    const std::array<FoldingSection*, 2>& sections() const { return m_sections; }

Q_SIGNALS:
    void problem(const QString& sentence);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showTask();
    void retitle();
    void paintHere();

    ProjectDocument& m_project;
    ViewGrid& m_views;
    ChangePanel* m_changes;
    CandidatePanel* m_candidates;
    std::array<FoldingSection*, 2> m_sections{}; ///< changes, candidates
};

} // namespace dawson
