#include "widgets/theme/signed_color.h"

#include "widgets/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace dawson
{

namespace
{

QColor mixed(const QColor& from, const QColor& to, double share)
{
    const auto part = [share](int a, int b) { return qRound(a + share * (b - a)); };
    return QColor(
        part(from.red(), to.red()), part(from.green(), to.green()), part(from.blue(), to.blue()));
}

} // namespace

QColor signedColor(double share)
{
    const Tokens& look = paneTokens();
    return mixed(
        look.unchanged, share < 0.0 ? look.darker : look.brighter, std::min(1.0, std::abs(share)));
}

QColor bandColor(int band)
{
    return QColor::fromHsv(48 - 9 * band, 110 + 30 * band, 150 + 25 * band);
}

} // namespace dawson
