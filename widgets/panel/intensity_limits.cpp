#include "widgets/panel/intensity_limits.h"

#include "widgets/theme/theme.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace dawson
{

namespace
{

constexpr int kBins = 96;
constexpr int kHeight = 52;
constexpr int kHandlePx = 6;
constexpr std::size_t kSamples = 1U << 20U; ///< a shape needs no more of an image

/// Counts scaled to [0, 1]; background (values up to `low`) is left out.
std::vector<float> histogram(const Volume& image, const IntensityWindow& shown)
{
    const auto voxels = image.voxels();
    const std::size_t stride = std::max<std::size_t>(1, voxels.size() / kSamples);
    std::vector<float> counts(kBins, 0.0F);
    for (std::size_t n = 0; n < voxels.size(); n += stride) {
        const double value = voxels[n];
        if (value > shown.low) {
            const double bin = (value - shown.low) / shown.width() * kBins;
            counts[static_cast<std::size_t>(std::clamp(bin, 0.0, kBins - 1.0))] += 1.0F;
        }
    }
    const float most = std::max(1.0F, *std::ranges::max_element(counts));
    for (float& count : counts) {
        count = std::sqrt(count / most);
    }
    return counts;
}

} // namespace

IntensityLimits::IntensityLimits(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMinimumHeight(kHeight);
    setCursor(Qt::SizeHorCursor);
}

QSize IntensityLimits::sizeHint() const
{
    return {kBins * 2, kHeight};
}

void IntensityLimits::setImage(const std::shared_ptr<const Volume>& image,
                               const IntensityWindow& window)
{
    m_counts.clear();
    if (image) {
        const auto [low, high] = std::ranges::minmax(image->voxels());
        m_extent = {low, high};
        m_shown = {window.low, window.high + 0.25 * window.width()};
        m_counts = histogram(*image, m_shown);
    }
    update();
}

void IntensityLimits::setLimits(const IntensityWindow& limits)
{
    m_limits = limits;
    update();
}

double IntensityLimits::positionOf(double value) const
{
    const double share = (value - m_shown.low) / m_shown.width();
    const double room = width() - 2.0 * kHandlePx;
    return kHandlePx + std::clamp(share, 0.0, 1.0) * room;
}

double IntensityLimits::valueAt(double x) const
{
    const double share = (x - kHandlePx) / (width() - 2.0 * kHandlePx);
    // The ends stand for everything beyond them.
    if (share <= 0.0) {
        return std::min(m_extent.low, m_shown.low);
    }
    return share >= 1.0 ? std::max(m_extent.high, m_shown.high)
                        : m_shown.low + share * m_shown.width();
}

void IntensityLimits::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens& look = tokens();
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.ground);
    painter.drawRoundedRect(rect(), kRadius, kRadius);
    if (m_counts.empty()) {
        return;
    }
    const double low = positionOf(m_limits.low);
    const double high = positionOf(m_limits.high);
    const double room = width() - 2.0 * kHandlePx;
    const double bar = room / kBins;
    for (int bin = 0; bin < kBins; ++bin) {
        const double x = kHandlePx + bin * bar;
        const double middle = x + bar / 2.0;
        const double tall = m_counts[static_cast<std::size_t>(bin)] * (height() - 2.0 * kSpace);
        const bool inside = isEnabled() && middle >= low && middle <= high;
        painter.setBrush(inside ? look.accent : look.disabled);
        painter.drawRect(QRectF(x, height() - kSpace / 2.0 - tall, bar, tall));
    }
    if (!isEnabled()) {
        return;
    }
    for (const double x : {low, high}) {
        painter.setBrush(look.text);
        painter.drawRect(QRectF(x - 0.75, 0.0, 1.5, height()));
        painter.drawRoundedRect(QRectF(x - 3.0, height() / 2.0 - 8.0, 6.0, 16.0), 2.0, 2.0);
    }
}

void IntensityLimits::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_counts.empty()) {
        return;
    }
    const double x = event->position().x();
    const double toLow = std::abs(x - positionOf(m_limits.low));
    const double toHigh = std::abs(x - positionOf(m_limits.high));
    m_dragged = toLow < toHigh || (toLow == toHigh && x < positionOf(m_limits.low)) ? Handle::Low
                                                                                    : Handle::High;
    dragTo(x);
}

void IntensityLimits::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dragged) {
        dragTo(event->position().x());
    }
}

void IntensityLimits::mouseReleaseEvent(QMouseEvent* /*event*/)
{
    m_dragged.reset();
}

void IntensityLimits::dragTo(double x)
{
    IntensityWindow limits = m_limits;
    if (*m_dragged == Handle::Low) {
        limits.low = std::min(valueAt(x), limits.high);
    } else {
        limits.high = std::max(valueAt(x), limits.low);
    }
    if (limits != m_limits) {
        setLimits(limits);
        Q_EMIT limitsChanged(limits);
    }
}

} // namespace dawson
