#include "widgets/view/mask_contour.h"

#include <algorithm>
#include <array>
#include <bitset>

namespace dawson
{

namespace
{

/// The labels of one slice with a border of background, row after row.
struct LabelPlane {
    int width = 0; ///< border included
    int height = 0;
    std::vector<std::uint8_t> labels;
    std::bitset<256> present;

    std::uint8_t at(int x, int y) const
    {
        return labels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                      static_cast<std::size_t>(x)];
    }
};

LabelPlane labelPlane(const Mask& mask, const SliceFrame& frame)
{
    const auto& size = mask.geometry().size();
    const std::array<std::size_t, 3> stride{1,
                                            static_cast<std::size_t>(size[0]),
                                            static_cast<std::size_t>(size[0]) *
                                                static_cast<std::size_t>(size[1])};
    const auto h = static_cast<std::size_t>(frame.horizontal().axis);
    const auto v = static_cast<std::size_t>(frame.vertical().axis);
    const auto columns = static_cast<std::size_t>(size[h]);
    const auto rows = static_cast<std::size_t>(size[v]);
    LabelPlane plane;
    plane.width = size[h] + 2;
    plane.height = size[v] + 2;
    plane.labels.resize((columns + 2) * (rows + 2), 0);
    const std::uint8_t* slice =
        mask.labels().data() + static_cast<std::size_t>(frame.slice()) *
                                   stride[static_cast<std::size_t>(frame.normal().axis)];
    for (std::size_t y = 0; y < rows; ++y) {
        std::uint8_t* out = plane.labels.data() + (y + 1) * (columns + 2) + 1;
        for (std::size_t x = 0; x < columns; ++x) {
            out[x] = slice[y * stride[v] + x * stride[h]];
            plane.present.set(out[x]);
        }
    }
    return plane;
}

enum Heading : std::size_t { East, South, West, North };

constexpr std::array<int, 4> kStepX{1, 0, -1, 0};
constexpr std::array<int, 4> kStepY{0, 1, 0, -1};

/// Follows the cracks between a label and the rest, the label on the right hand.
class CrackWalk
{
public:
    CrackWalk(const LabelPlane& plane, std::uint8_t label)
        : m_plane(plane)
        , m_leaving(static_cast<std::size_t>(plane.width) * static_cast<std::size_t>(plane.height))
    {
        // Corner (x, y) is the top left corner of voxel (x, y) of the bordered plane.
        for (int y = 1; y < plane.height - 1; ++y) {
            for (int x = 1; x < plane.width - 1; ++x) {
                if (plane.at(x, y) == label) {
                    addCracks(x, y, label);
                }
            }
        }
    }

    QPainterPath path()
    {
        QPainterPath result;
        for (int y = 1; y < m_plane.height; ++y) {
            for (int x = 1; x < m_plane.width; ++x) {
                while (leaving(x, y) != 0) {
                    walk(x, y, result);
                }
            }
        }
        return result;
    }

private:
    std::uint8_t& leaving(int x, int y)
    {
        return m_leaving[static_cast<std::size_t>(y) * static_cast<std::size_t>(m_plane.width) +
                         static_cast<std::size_t>(x)];
    }

    void addCracks(int x, int y, std::uint8_t label)
    {
        const auto crack = [&](int nx, int ny, int fromX, int fromY, Heading heading) {
            if (m_plane.at(nx, ny) != label) {
                std::uint8_t& bits = leaving(fromX, fromY);
                bits = static_cast<std::uint8_t>(bits | (1U << heading));
            }
        };
        crack(x, y - 1, x, y, East);
        crack(x + 1, y, x + 1, y, South);
        crack(x, y + 1, x + 1, y + 1, West);
        crack(x - 1, y, x, y + 1, North);
    }

    /// Where to go on: right turn first, so that voxels meeting at a corner stay apart.
    std::size_t nextHeading(int x, int y, std::size_t heading)
    {
        for (const std::size_t turn : {heading + 1, heading, heading + 3, heading + 2}) {
            if ((leaving(x, y) & (1U << (turn % 4))) != 0) {
                return turn % 4;
            }
        }
        return 4;
    }

    void walk(int startX, int startY, QPainterPath& path)
    {
        const auto corner = [](int x, int y) { return QPointF(x - 1.5, y - 1.5); };
        int x = startX;
        int y = startY;
        std::size_t heading = nextHeading(x, y, East);
        path.moveTo(corner(x, y));
        while (heading < 4) {
            std::uint8_t& bits = leaving(x, y);
            bits = static_cast<std::uint8_t>(bits & ~(1U << heading));
            x += kStepX[heading];
            y += kStepY[heading];
            const std::size_t next = nextHeading(x, y, heading);
            if (next != heading) {
                path.lineTo(corner(x, y));
            }
            heading = next;
        }
        path.closeSubpath();
    }

    const LabelPlane& m_plane;
    std::vector<std::uint8_t> m_leaving; ///< headings of the cracks that start at a corner
};

} // namespace

std::vector<MaskContour> maskContours(const Mask& mask, const SliceFrame& frame)
{
    std::vector<MaskContour> contours;
    if (mask.geometry().size() != frame.geometry().size()) {
        return contours;
    }
    const LabelPlane plane = labelPlane(mask, frame);
    for (std::size_t label = 1; label < 256; ++label) {
        if (plane.present.test(label)) {
            CrackWalk walk(plane, static_cast<std::uint8_t>(label));
            contours.push_back({static_cast<std::uint8_t>(label), walk.path()});
        }
    }
    return contours;
}

} // namespace dawson
