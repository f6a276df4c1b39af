#include "core/lesion/voxel_runs.h"

#include <array>
#include <numeric>
#include <span>

namespace dawson
{

namespace
{

/// A row scanned earlier whose runs may touch the current row's, and by how many voxels the ends
/// may miss each other and still touch.
struct RowNeighbour {
    int dj = 0;
    int dk = 0;
    int reach = 0;
};

std::span<const RowNeighbour> earlierRows(Connectivity connectivity)
{
    static constexpr std::array<RowNeighbour, 2> faces{{{-1, 0, 0}, {0, -1, 0}}};
    static constexpr std::array<RowNeighbour, 4> edges{
        {{-1, 0, 1}, {0, -1, 1}, {-1, -1, 0}, {1, -1, 0}}};
    static constexpr std::array<RowNeighbour, 4> corners{
        {{-1, 0, 1}, {0, -1, 1}, {-1, -1, 1}, {1, -1, 1}}};
    switch (connectivity) {
    case Connectivity::Faces:
        return faces;
    case Connectivity::Edges:
        return edges;
    case Connectivity::Corners:
        break;
    }
    return corners;
}

/// Runs, and where each row's runs begin (one more entry than rows).
struct RowRuns {
    std::vector<VoxelRun> runs;
    std::vector<std::size_t> rowBegin;
};

void addRuns(std::span<const std::uint8_t> row, int j, int k, std::vector<VoxelRun>& runs)
{
    const int width = static_cast<int>(row.size());
    for (int i = 0; i < width; ++i) {
        if (row[static_cast<std::size_t>(i)] == 0) {
            continue;
        }
        const int first = i;
        while (i + 1 < width && row[static_cast<std::size_t>(i + 1)] != 0) {
            ++i;
        }
        runs.push_back({first, i, j, k});
    }
}

RowRuns scan(const Mask& mask)
{
    const auto& size = mask.geometry().size();
    const auto width = static_cast<std::size_t>(size[0]);
    RowRuns result;
    result.rowBegin.reserve(mask.labels().size() / width + 1);
    const auto labels = mask.labels();
    for (std::size_t begin = 0; begin < labels.size(); begin += width) {
        result.rowBegin.push_back(result.runs.size());
        const int row = static_cast<int>(begin / width);
        addRuns(labels.subspan(begin, width), row % size[1], row / size[1], result.runs);
    }
    result.rowBegin.push_back(result.runs.size());
    return result;
}

/// Disjoint sets of run indices; the smallest index represents its set.
class RunSets
{
public:
    explicit RunSets(std::size_t count)
        : m_parent(count)
    {
        std::iota(m_parent.begin(), m_parent.end(), 0U);
    }

    std::uint32_t find(std::uint32_t run)
    {
        while (m_parent[run] != run) {
            m_parent[run] = m_parent[m_parent[run]];
            run = m_parent[run];
        }
        return run;
    }

    void join(std::uint32_t a, std::uint32_t b)
    {
        a = find(a);
        b = find(b);
        m_parent[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::uint32_t> m_parent;
};

/// Joins the runs of two rows that touch; both are sorted, so one walk along them is enough.
void joinRows(const RowRuns& rows, std::size_t row, std::size_t earlier, int reach, RunSets& sets)
{
    std::size_t a = rows.rowBegin[row];
    std::size_t b = rows.rowBegin[earlier];
    while (a < rows.rowBegin[row + 1] && b < rows.rowBegin[earlier + 1]) {
        const VoxelRun& current = rows.runs[a];
        const VoxelRun& other = rows.runs[b];
        if (current.first <= other.last + reach && other.first <= current.last + reach) {
            sets.join(static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b));
        }
        if (current.last < other.last) {
            ++a;
        } else {
            ++b;
        }
    }
}

} // namespace

std::vector<VoxelRun> connectedRuns(const Mask& mask, Connectivity connectivity)
{
    RowRuns rows = scan(mask);
    RunSets sets(rows.runs.size());
    const int height = mask.geometry().size()[1];
    const auto neighbours = earlierRows(connectivity);
    for (std::size_t row = 0; row + 1 < rows.rowBegin.size(); ++row) {
        if (rows.rowBegin[row] == rows.rowBegin[row + 1]) {
            continue;
        }
        const int j = static_cast<int>(row) % height;
        const int k = static_cast<int>(row) / height;
        for (const RowNeighbour& n : neighbours) {
            if (j + n.dj >= 0 && j + n.dj < height && k + n.dk >= 0) {
                joinRows(rows,
                         row,
                         static_cast<std::size_t>((k + n.dk) * height + j + n.dj),
                         n.reach,
                         sets);
            }
        }
    }
    for (std::size_t n = 0; n < rows.runs.size(); ++n) {
        rows.runs[n].component = sets.find(static_cast<std::uint32_t>(n));
    }
    return std::move(rows.runs);
}

} // namespace dawson
