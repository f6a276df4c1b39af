#pragma once

#include <QDoubleSpinBox>

namespace dawson
{

/// A number with decimals, as it is typed: a point and a comma both begin them, whichever the
/// language writes. Digits are never grouped here, and of "2.5" with its point refused or taken for
/// a group a brush of 25 mm would be left.
class NumberField : public QDoubleSpinBox
{
public:
    using QDoubleSpinBox::QDoubleSpinBox;

    QValidator::State validate(QString& text, int& cursor) const override;
};

} // namespace dawson
