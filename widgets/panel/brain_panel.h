#pragma once

#include "core/document/case_document.h"

#include <QWidget>

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

class QPushButton;

namespace dawson
{

struct AvailableModel;

/// What is known of the open case's brain mask, in a sentence, and what can be done about it: find
/// the brain of a whole head, repair the mask, find it again.
class BrainPanel : public QWidget
{
    Q_OBJECT

public:
    /// `document` must outlive the panel.
    explicit BrainPanel(CaseDocument& document, QWidget* parent = nullptr);
    ~BrainPanel() override;

    /// How far the job is that finds this case's brain; nothing when none runs.
    void setRunning(std::optional<double> fraction);
    /// Models of task "brain"; the choice is offered where there are several, and stays.
    void setModels(const std::vector<AvailableModel>& models);
    /// To find the brain with; empty: the installed one.
    std::filesystem::path model() const;

Q_SIGNALS:
    void findWanted();
    void cancelWanted();
    void repairWanted();
    void endWanted(bool keep);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void showState();
    QString sentence() const;
    QPushButton* addButton(const char* name);

    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace dawson
