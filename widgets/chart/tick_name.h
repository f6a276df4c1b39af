#pragma once

#include <QFontMetricsF>
#include <QString>

namespace dawson
{

/// A name under a bar: broken after spaces, hyphens and underscores into at most four lines of
/// `width` pixels; what is wider all the same ends in an ellipsis.
QString tickName(const QString& name, const QFontMetricsF& metrics, double width);

} // namespace dawson
