#pragma once

#include "core/image/geometry.h"

#include <QDateTime>
#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;

namespace dawson
{

class ProjectDocument;

/// The line at the bottom: position in mm, voxel, value of each layer, whether all is saved, who
/// grades, task.
class StatusLine : public QWidget
{
    Q_OBJECT

public:
    explicit StatusLine(ProjectDocument& project, QWidget* parent = nullptr);

    /// The point under the mouse; nothing: the cursor's.
    void showPoint(const std::optional<PatientPoint>& point);
    void showCase();

protected:
    void changeEvent(QEvent* event) override;

private:
    void showWho(); ///< and what this grader paints now
    void showSaved();
    QString valuesAt(const PatientPoint& point) const;

    ProjectDocument& m_project;
    QLabel* m_position;
    QLabel* m_values;
    QLabel* m_saved;
    QLabel* m_who;
    QTimer m_clock;
    QDateTime m_savedAt;
};

} // namespace dawson
