#pragma once

#include "core/lesion/comparison.h"

#include <QWidget>

#include <array>

class QComboBox;
class QDoubleSpinBox;
class QLabel;

namespace dawson
{

/// When a lesion counts as found, to be chosen: connectivity, least overlap, least volume. Comes up
/// as it was left the last time.
class MatchRuleForm : public QWidget
{
    Q_OBJECT

public:
    explicit MatchRuleForm(QWidget* parent = nullptr);

    MatchRule rule() const;

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void restore();
    void keep() const;

    std::array<QLabel*, 3> m_labels{};
    QComboBox* m_connectivity;
    QDoubleSpinBox* m_minOverlap;
    QDoubleSpinBox* m_minVolume;
};

} // namespace dawson
