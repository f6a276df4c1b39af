#pragma once

#include "widgets/panel/training_plan.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLabel;

namespace dawson
{

class FoldingSection;

/// What of a training only experts change: the part of the network that learns, and how much
/// memory it may take. Folded away at first; untouched, the preset decides.
class TrainingDetails : public QWidget
{
    Q_OBJECT

public:
    explicit TrainingDetails(QWidget* parent = nullptr);

    /// From scratch everything learns: the choice of a part is put away.
    void setFromScratch(bool scratch);

    /// Fills in TrainingChoice::trained and memoryGb.
    void writeTo(TrainingChoice& choice) const;

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QLabel* m_partLabel;
    QComboBox* m_part;
    QLabel* m_memoryLabel;
    QDoubleSpinBox* m_memory;
    FoldingSection* m_section = nullptr;
};

} // namespace dawson
