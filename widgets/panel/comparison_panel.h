#pragma once

#include "core/document/case_document.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace dawson
{

/// What one may choose in a case that compares two images: the rate of the flicker, what painting
/// on lesions of the visit before does; and who accepted the registration.
class ComparisonPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ComparisonPanel(CaseDocument& document, QWidget* parent = nullptr);

    void setRateHz(double hz);
    void setPriorRule(PriorRule rule); ///< of the document too

Q_SIGNALS:
    void rateChanged(double hz); ///< by the user
    void checkWanted();          ///< the registration is to be looked at again

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showRegistration();

    CaseDocument& m_document;
    QLabel* m_registration;
    QPushButton* m_check;
    QLabel* m_rateLabel;
    QDoubleSpinBox* m_rate;
    QLabel* m_ruleLabel;
    QComboBox* m_rule;
};

} // namespace dawson
