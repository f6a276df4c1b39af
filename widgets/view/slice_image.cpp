#include "widgets/view/slice_image.h"

#include "widgets/view/pixel_scale.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

namespace dawson
{

namespace
{

using Vector = std::array<double, 3>;

/// Pixel (x, y) lies at voxel `origin + x * right + y * down` of the volume.
struct Sampling {
    Vector origin{};
    Vector right{};
    Vector down{};
    int width = 0;
    int height = 0;
};

/// Pixels row by row, of an image or of values.
template <typename Pixel>
struct Raster {
    Pixel* first = nullptr;
    std::ptrdiff_t stride = 0;

    Pixel* row(int y) const { return first + y * stride; }
};

Vector voxelOf(const Geometry& geometry, const SliceFrame& frame, double x, double y)
{
    const VoxelPoint p = geometry.toVoxel(frame.toPatient({x, y}));
    return {p.i, p.j, p.k};
}

QSize pixelsOf(const SliceFrame& frame, double dpr)
{
    const QSize pixels(qRound(frame.paneSize().width() * dpr),
                       qRound(frame.paneSize().height() * dpr));
    return pixels.expandedTo({1, 1});
}

Sampling
samplingOf(const Geometry& geometry, const SliceFrame& frame, const QSize& pixels, double dpr)
{
    // Differences over the whole pane keep the steps exact to rounding.
    const double w = pixels.width() / dpr;
    const double h = pixels.height() / dpr;
    const Vector corner = voxelOf(geometry, frame, 0.0, 0.0);
    const Vector right = voxelOf(geometry, frame, w, 0.0);
    const Vector down = voxelOf(geometry, frame, 0.0, h);
    Sampling s;
    s.width = pixels.width();
    s.height = pixels.height();
    for (std::size_t a = 0; a < 3; ++a) {
        s.right[a] = (right[a] - corner[a]) / s.width;
        s.down[a] = (down[a] - corner[a]) / s.height;
        s.origin[a] = corner[a] + 0.5 * (s.right[a] + s.down[a]);
    }
    return s;
}

/// Two neighbours and the weight of the second; `inside` within half a voxel of the image.
struct Tap {
    std::size_t first = 0;
    std::size_t second = 0;
    float weight = 0.0F;
    bool inside = false;
};

Tap tapAt(double position, int count)
{
    if (!(position >= -0.5 && position < count - 0.5)) {
        return {};
    }
    const double clamped = std::clamp(position, 0.0, static_cast<double>(count - 1));
    const auto first = static_cast<std::size_t>(clamped);
    const std::size_t second = std::min(first + 1, static_cast<std::size_t>(count - 1));
    return {first, second, static_cast<float>(clamped - static_cast<double>(first)), true};
}

std::vector<Tap> tapsAlong(double origin, double step, int pixels, int count)
{
    std::vector<Tap> taps(static_cast<std::size_t>(pixels));
    for (std::size_t n = 0; n < taps.size(); ++n) {
        taps[n] = tapAt(origin + step * static_cast<double>(n), count);
    }
    return taps;
}

/// The image axis a screen direction runs along; nothing when it is oblique to the grid by more
/// than a hundredth of a voxel over the pane.
std::optional<std::size_t> straightAxis(const Vector& step, int pixels)
{
    std::optional<std::size_t> result;
    for (std::size_t a = 0; a < 3; ++a) {
        if (std::abs(step[a]) * pixels > 0.01) {
            if (result) {
                return std::nullopt;
            }
            result = a;
        }
    }
    return result;
}

/// The one slice that is shown, cut out of the volume: row after row of the vertical axis.
struct Plane {
    std::vector<float> values;
    std::size_t width = 0;
};

Plane cutPlane(const Volume& volume, std::size_t across, std::size_t downwards, const Tap& depth)
{
    const auto& size = volume.geometry().size();
    const std::array<std::size_t, 3> stride{1,
                                            static_cast<std::size_t>(size[0]),
                                            static_cast<std::size_t>(size[0]) *
                                                static_cast<std::size_t>(size[1])};
    const std::size_t normal = 3 - across - downwards;
    const auto rows = static_cast<std::size_t>(size[downwards]);
    Plane plane;
    plane.width = static_cast<std::size_t>(size[across]);
    plane.values.resize(plane.width * rows);
    const float* voxels = volume.voxels().data();
    const float* near = voxels + depth.first * stride[normal];
    const float* far = voxels + depth.second * stride[normal];
    const bool between = depth.weight > 1e-4F && depth.weight < 1.0F - 1e-4F;
    const float* only = depth.weight < 0.5F ? near : far;
    for (std::size_t r = 0; r < rows; ++r) {
        float* out = plane.values.data() + r * plane.width;
        const std::size_t start = r * stride[downwards];
        for (std::size_t c = 0; c < plane.width; ++c) {
            const std::size_t at = start + c * stride[across];
            out[c] = between ? near[at] + depth.weight * (far[at] - near[at]) : only[at];
        }
    }
    return plane;
}

/// One row of the plane, interpolated to the pane's width.
void stretchRow(const float* row, const std::vector<Tap>& taps, std::vector<float>& out)
{
    for (std::size_t x = 0; x < taps.size(); ++x) {
        const Tap& t = taps[x];
        out[x] = row[t.first] + t.weight * (row[t.second] - row[t.first]);
    }
}

/// Keeps the two stretched rows that the current pixel rows lie between.
class StretchedRows
{
public:
    StretchedRows(const Plane& plane, const std::vector<Tap>& across)
        : m_plane(plane)
        , m_across(across)
    {
        for (auto& row : m_rows) {
            row.resize(across.size());
        }
    }

    const float* row(std::size_t index, std::size_t keep)
    {
        for (std::size_t n = 0; n < 2; ++n) {
            if (m_held[n] == index) {
                return m_rows[n].data();
            }
        }
        const std::size_t slot = m_held[0] == keep ? 1 : 0;
        stretchRow(m_plane.values.data() + index * m_plane.width, m_across, m_rows[slot]);
        m_held[slot] = index;
        return m_rows[slot].data();
    }

private:
    static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
    const Plane& m_plane;
    const std::vector<Tap>& m_across;
    std::array<std::vector<float>, 2> m_rows;
    std::array<std::size_t, 2> m_held{kNone, kNone};
};

template <typename Scale>
void sampleStraight(const Volume& volume,
                    const Sampling& s,
                    std::array<std::size_t, 2> axes,
                    const Scale& color,
                    const Raster<typename Scale::Pixel>& image)
{
    const auto& size = volume.geometry().size();
    const std::size_t normal = 3 - axes[0] - axes[1];
    const Tap depth = tapAt(s.origin[normal], size[normal]);
    if (!depth.inside) {
        return;
    }
    const Plane plane = cutPlane(volume, axes[0], axes[1], depth);
    const auto across = tapsAlong(s.origin[axes[0]], s.right[axes[0]], s.width, size[axes[0]]);
    const auto down = tapsAlong(s.origin[axes[1]], s.down[axes[1]], s.height, size[axes[1]]);
    const auto inside = [](const Tap& t) { return t.inside; };
    const auto first = std::find_if(across.begin(), across.end(), inside) - across.begin();
    const auto last = across.rend() - std::find_if(across.rbegin(), across.rend(), inside);
    StretchedRows rows(plane, across);
    for (int y = 0; y < s.height; ++y) {
        const Tap& t = down[static_cast<std::size_t>(y)];
        if (!t.inside) {
            continue;
        }
        const float* upper = rows.row(t.first, t.second);
        const float* lower = rows.row(t.second, t.first);
        auto* out = image.row(y);
        for (std::ptrdiff_t x = first; x < last; ++x) {
            out[x] = color(upper[x] + t.weight * (lower[x] - upper[x]));
        }
    }
}

float trilinear(const float* v, const Geometry::Size& size, const std::array<Tap, 3>& t)
{
    const auto row = [&](std::size_t j, std::size_t k) {
        const float* at =
            v + (k * static_cast<std::size_t>(size[1]) + j) * static_cast<std::size_t>(size[0]);
        return at[t[0].first] + t[0].weight * (at[t[0].second] - at[t[0].first]);
    };
    const auto sheet = [&](std::size_t k) {
        const float a = row(t[1].first, k);
        return a + t[1].weight * (row(t[1].second, k) - a);
    };
    const float a = sheet(t[2].first);
    return a + t[2].weight * (sheet(t[2].second) - a);
}

template <typename Scale>
void sampleOblique(const Volume& volume,
                   const Sampling& s,
                   const Scale& color,
                   const Raster<typename Scale::Pixel>& image)
{
    const auto& size = volume.geometry().size();
    const float* voxels = volume.voxels().data();
    for (int y = 0; y < s.height; ++y) {
        auto* out = image.row(y);
        for (int x = 0; x < s.width; ++x) {
            std::array<Tap, 3> taps;
            bool inside = true;
            for (std::size_t a = 0; a < 3 && inside; ++a) {
                taps[a] = tapAt(s.origin[a] + x * s.right[a] + y * s.down[a], size[a]);
                inside = taps[a].inside;
            }
            if (inside) {
                out[x] = color(trilinear(voxels, size, taps));
            }
        }
    }
}

template <typename Scale>
void sample(const Volume& volume,
            const Sampling& s,
            const Scale& color,
            const Raster<typename Scale::Pixel>& image)
{
    const auto across = straightAxis(s.right, s.width);
    const auto down = straightAxis(s.down, s.height);
    if (across && down && *across != *down) {
        sampleStraight(volume, s, {*across, *down}, color, image);
    } else {
        sampleOblique(volume, s, color, image);
    }
}

/// One plane of a volume that lies at `placement`; NaN outside it.
std::vector<float>
valuesOf(const Volume& volume, const Geometry& placement, const SliceFrame& frame, double dpr)
{
    const QSize pixels = pixelsOf(frame, dpr);
    std::vector<float> values(static_cast<std::size_t>(pixels.width()) *
                                  static_cast<std::size_t>(pixels.height()),
                              std::numeric_limits<float>::quiet_NaN());
    sample(volume,
           samplingOf(placement, frame, pixels, dpr),
           Values(),
           Raster<float>{values.data(), pixels.width()});
    return values;
}

/// The subtraction as it would be with the later image where it is placed, where the kept one has
/// values.
void drawLive(const ImageLayer& layer,
              const SliceFrame& frame,
              double dpr,
              const Raster<QRgb>& image)
{
    const LiveDifference& live = *layer.live;
    const Geometry& grid = layer.volume->geometry();
    const std::vector<float> later = valuesOf(*live.later, live.placement, frame, dpr);
    const std::vector<float> earlier = valuesOf(*live.earlier, grid, frame, dpr);
    const std::vector<float> kept = valuesOf(*layer.volume, grid, frame, dpr);
    const SignedScale color(layer.window);
    for (std::size_t n = 0; n < kept.size(); ++n) {
        const bool inside = !std::isnan(kept[n]) && kept[n] != 0.0F && !std::isnan(later[n]);
        if (inside) {
            image.first[n] = color(live.rule(later[n], earlier[n]));
        }
    }
}

} // namespace

QImage sliceImage(const ImageLayer& layer, const SliceFrame& frame, double devicePixelRatio)
{
    QImage image(pixelsOf(frame, devicePixelRatio), QImage::Format_RGB32);
    image.fill(Qt::black);
    // 32 bits a pixel leave no gap between the rows.
    const Raster<QRgb> raster{reinterpret_cast<QRgb*>(image.bits()), image.width()};
    const Volume& volume = layer.live && layer.live->exact ? *layer.live->exact : *layer.volume;
    const Geometry& geometry = layer.placement ? *layer.placement : volume.geometry();
    const Sampling s = samplingOf(geometry, frame, image.size(), devicePixelRatio);
    if (layer.live && !layer.live->exact) {
        drawLive(layer, frame, devicePixelRatio, raster);
    } else if (layer.role == ImageRole::Subtraction) {
        sample(volume, s, SignedScale(layer.window), raster);
    } else {
        sample(volume, s, GrayScale(layer.window), raster);
    }
    image.setDevicePixelRatio(devicePixelRatio);
    return image;
}

} // namespace dawson
