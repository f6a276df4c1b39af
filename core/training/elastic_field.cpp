#include "core/training/elastic_field.h"

#include "core/training/random_stream.h"

#include <algorithm>
#include <cmath>

namespace dawson
{

namespace
{

std::vector<float> gaussian(double sigma)
{
    const int reach = static_cast<int>(std::ceil(3.0 * sigma));
    std::vector<float> weights;
    double sum = 0.0;
    for (int n = -reach; n <= reach; ++n) {
        const double weight = std::exp(-0.5 * n * n / (sigma * sigma));
        weights.push_back(static_cast<float>(weight));
        sum += weight;
    }
    for (float& weight : weights) {
        weight /= static_cast<float>(sum);
    }
    return weights;
}

/// Convolves along the slowest of three axes, keeps the inside, and makes the result the fastest
/// axis: three calls smooth all three and restore the order.
std::vector<std::array<float, 3>> smoothAndTurn(const std::vector<std::array<float, 3>>& in,
                                                const std::array<int, 3>& size,
                                                const std::vector<float>& weights)
{
    const int plane = size[0] * size[1];
    const int kept = size[2] - static_cast<int>(weights.size()) + 1;
    std::vector<std::array<float, 3>> out(static_cast<std::size_t>(plane) *
                                          static_cast<std::size_t>(kept));
    std::vector<std::array<float, 3>> sums(static_cast<std::size_t>(plane));
    for (int k = 0; k < kept; ++k) {
        std::fill(sums.begin(), sums.end(), std::array<float, 3>{});
        for (std::size_t w = 0; w < weights.size(); ++w) {
            const auto* from = &in[(static_cast<std::size_t>(k) + w) * sums.size()];
            for (std::size_t n = 0; n < sums.size(); ++n) {
                sums[n][0] += weights[w] * from[n][0];
                sums[n][1] += weights[w] * from[n][1];
                sums[n][2] += weights[w] * from[n][2];
            }
        }
        for (std::size_t n = 0; n < sums.size(); ++n) {
            out[n * static_cast<std::size_t>(kept) + static_cast<std::size_t>(k)] = sums[n];
        }
    }
    return out;
}

} // namespace

ElasticField::ElasticField(int size, double rms, double sigma, std::uint64_t seed)
    : m_size(size)
{
    if (rms <= 0.0 || sigma <= 0.0) {
        return;
    }
    m_step = std::max(1.0, sigma / 2.0);
    m_points = static_cast<int>(std::ceil((size - 1) / m_step)) + 2;
    const auto weights = gaussian(sigma / m_step);
    const int noisy = m_points + static_cast<int>(weights.size()) - 1;

    // Uniform noise in [-1, 1] has variance 1/3; the Gaussian leaves the sum of its squares.
    double squares = 0.0;
    for (const float weight : weights) {
        squares += static_cast<double>(weight) * static_cast<double>(weight);
    }
    const auto scale = static_cast<float>(rms * std::sqrt(3.0 / (squares * squares * squares)));
    RandomStream random(seed);
    const auto count = static_cast<std::size_t>(noisy);
    std::vector<std::array<float, 3>> noise(count * count * count);
    for (auto& vector : noise) {
        const auto drawn = random.symmetrics();
        vector = {scale * drawn[0], scale * drawn[1], scale * drawn[2]};
    }
    m_field = smoothAndTurn(noise, {noisy, noisy, noisy}, weights);
    m_field = smoothAndTurn(m_field, {m_points, noisy, noisy}, weights);
    m_field = smoothAndTurn(m_field, {m_points, m_points, noisy}, weights);
    const auto farthest = static_cast<float>(kFarthest * rms);
    for (auto& vector : m_field) {
        for (float& value : vector) {
            value = std::clamp(value, -farthest, farthest);
        }
    }
}

void ElasticField::row(int j, int k, std::vector<float>& row) const
{
    const auto at = [&](int index, float& weight) {
        const double place = index / m_step;
        const int below = static_cast<int>(place);
        weight = static_cast<float>(place - below);
        return static_cast<std::size_t>(below);
    };
    const auto points = static_cast<std::size_t>(m_points);
    float wj = 0.0F;
    float wk = 0.0F;
    const std::size_t pj = at(j, wj);
    const std::size_t pk = at(k, wk);
    const auto* base = &m_field[(pk * points + pj) * points];
    std::vector<std::array<float, 3>> line(points);
    for (std::size_t n = 0; n < points; ++n) {
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const float low = base[n][axis] + wj * (base[n + points][axis] - base[n][axis]);
            const auto* up = base + points * points;
            const float high = up[n][axis] + wj * (up[n + points][axis] - up[n][axis]);
            line[n][axis] = low + wk * (high - low);
        }
    }
    for (int i = 0; i < m_size; ++i) {
        float wi = 0.0F;
        const std::size_t pi = at(i, wi);
        for (std::size_t axis = 0; axis < 3; ++axis) {
            row[3 * static_cast<std::size_t>(i) + axis] =
                line[pi][axis] + wi * (line[pi + 1][axis] - line[pi][axis]);
        }
    }
}

} // namespace dawson
