#pragma once

#include "widgets/panel/training_plan.h"

#include <QListWidget>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace dawson
{

/// The cases of a task to learn from, ticked unless they were unticked by hand. What was unticked
/// stays so however often the project is read again, for each task and author of masks by itself;
/// another project forgets it. Cases without a mask of the author cannot be ticked.
class CaseChecklist : public QListWidget
{
    Q_OBJECT

public:
    explicit CaseChecklist(QWidget* parent = nullptr);

    /// `author`: folder of whose masks. Sends no itemChanged.
    void fill(const std::shared_ptr<const Study>& study, Task task, const std::string& author);

    std::vector<CaseKey> ticked() const;

private:
    void addCase(const CaseKey& key, bool usable);
    void noteTick(const QListWidgetItem& item);

    std::filesystem::path m_project;
    std::string m_shown; ///< task and author of the rows
    std::map<std::string, std::vector<CaseKey>> m_unticked;
};

/// "01 · 02": subject and session.
QString caseText(const std::string& subject, const std::string& session);

} // namespace dawson
