#pragma once

#include "core/lesion/lesion_change.h"

#include <QWidget>

#include <array>

class QLabel;

namespace dawson
{

/// Counts and volumes per class of change, a row each; classes without lesions are pale.
class ChangeSums : public QWidget
{
    Q_OBJECT

public:
    explicit ChangeSums(QWidget* parent = nullptr);

    void setChanges(const LesionChanges& changes);
    /// Icons and words again, after a change of language or theme.
    void refresh();

private:
    struct Row {
        QLabel* sign = nullptr;
        QLabel* name = nullptr;
        QLabel* count = nullptr;
        QLabel* volumes = nullptr;
    };

    std::array<Row, kChangeClasses.size()> m_rows;
};

} // namespace dawson
