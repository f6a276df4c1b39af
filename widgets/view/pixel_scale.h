#pragma once

#include "core/image/intensity_window.h"
#include "widgets/theme/signed_color.h"

#include <QColor>

#include <algorithm>
#include <array>
#include <cstddef>

namespace dawson
{

// What a value of an image becomes in a picture of one of its slices.

/// Grey over a window of values.
struct GrayScale {
    float offset;
    float factor;

    explicit GrayScale(const IntensityWindow& window)
        : offset(static_cast<float>(window.low))
        , factor(static_cast<float>(255.0 / std::max(window.width(), 1e-12)))
    {
    }

    using Pixel = QRgb;

    QRgb operator()(float value) const
    {
        const float scaled = (value - offset) * factor + 0.5F;
        // Shifts, since a plain x86-64 has no vector multiplication of this width.
        const auto level = static_cast<QRgb>(static_cast<int>(std::clamp(scaled, 0.0F, 255.0F)));
        return 0xff000000U | level << 16 | level << 8 | level;
    }
};

/// From `darker` over grey to `brighter`. Exactly 0 is outside the compared tissue: black.
class SignedScale
{
public:
    using Pixel = QRgb;

    explicit SignedScale(const IntensityWindow& window)
        : m_offset(static_cast<float>(window.low))
        , m_factor(static_cast<float>(255.0 / std::max(window.width(), 1e-12)))
    {
        for (std::size_t n = 0; n < m_colors.size(); ++n) {
            m_colors[n] = signedColor(static_cast<double>(n) / 127.5 - 1.0).rgb();
        }
    }

    QRgb operator()(float value) const
    {
        if (value == 0.0F) {
            return 0xff000000U;
        }
        const float scaled = (value - m_offset) * m_factor + 0.5F;
        return m_colors[static_cast<std::size_t>(std::clamp(scaled, 0.0F, 255.0F))];
    }

private:
    float m_offset;
    float m_factor;
    std::array<QRgb, 256> m_colors{};
};

/// The values themselves.
struct Values {
    using Pixel = float;

    float operator()(float value) const { return value; }
};

} // namespace dawson
