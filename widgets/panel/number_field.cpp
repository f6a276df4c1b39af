#include "widgets/panel/number_field.h"

#include <QLocale>

namespace dawson
{

QValidator::State NumberField::validate(QString& text, int& cursor) const
{
    if (text != specialValueText()) {
        const QString point = locale().decimalPoint();
        text.replace(QLatin1Char('.'), point);
        text.replace(QLatin1Char(','), point);
    }
    return QDoubleSpinBox::validate(text, cursor);
}

} // namespace dawson
