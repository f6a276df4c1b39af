#include "core/registration/mutual_information.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace dawson
{

namespace
{

std::size_t fixedBin(float value, std::size_t bins)
{
    return static_cast<std::size_t>(static_cast<double>(value) * static_cast<double>(bins - 1) +
                                    0.5);
}

/// Where a moving intensity falls: the first of four bins, and how far past the second.
struct Place {
    std::size_t first = 0;
    double part = 0.0;
};

Place movingPlace(float value, std::size_t bins)
{
    const double along = static_cast<double>(value) * static_cast<double>(bins - 3);
    const double below = std::min(std::floor(along), static_cast<double>(bins - 4));
    return {static_cast<std::size_t>(below), along - below};
}

std::array<double, 4> spline(double t)
{
    const double u = 1.0 - t;
    return {u * u * u / 6.0,
            (3.0 * t * t * t - 6.0 * t * t + 4.0) / 6.0,
            (3.0 * u * u * u - 6.0 * u * u + 4.0) / 6.0,
            t * t * t / 6.0};
}

std::array<double, 4> splineSlope(double t)
{
    const double u = 1.0 - t;
    return {-u * u / 2.0, 1.5 * t * t - 2.0 * t, -1.5 * u * u + 2.0 * u, t * t / 2.0};
}

} // namespace

JointHistogram::JointHistogram(int bins)
    : m_bins(static_cast<std::size_t>(bins))
    , m_cells(m_bins * m_bins)
{
    assert(bins >= 8);
}

void JointHistogram::add(float fixed, float moving)
{
    const Place place = movingPlace(moving, m_bins);
    const auto weight = spline(place.part);
    double* cell = m_cells.data() + fixedBin(fixed, m_bins) * m_bins + place.first;
    for (std::size_t n = 0; n < 4; ++n) {
        cell[n] += weight[n];
    }
    m_count += 1.0;
}

void JointHistogram::merge(const JointHistogram& other)
{
    assert(m_bins == other.m_bins);
    std::transform(
        m_cells.begin(), m_cells.end(), other.m_cells.begin(), m_cells.begin(), std::plus<>());
    m_count += other.m_count;
}

MutualInformation::MutualInformation(const JointHistogram& histogram)
    : m_bins(histogram.m_bins)
    , m_count(histogram.m_count)
    , m_gain(m_bins * m_bins)
{
    assert(m_count > 0.0);
    std::vector<double> fixed(m_bins);
    std::vector<double> moving(m_bins);
    for (std::size_t f = 0; f < m_bins; ++f) {
        for (std::size_t m = 0; m < m_bins; ++m) {
            const double p = histogram.m_cells[f * m_bins + m] / m_count;
            fixed[f] += p;
            moving[m] += p;
        }
    }
    for (std::size_t f = 0; f < m_bins; ++f) {
        for (std::size_t m = 0; m < m_bins; ++m) {
            const double p = histogram.m_cells[f * m_bins + m] / m_count;
            if (p > 1e-16 && fixed[f] > 0.0) {
                m_gain[f * m_bins + m] = std::log(p / moving[m]);
                m_value += p * std::log(p / (moving[m] * fixed[f]));
            }
        }
    }
}

double MutualInformation::slope(float fixed, float moving) const
{
    const Place place = movingPlace(moving, m_bins);
    const auto weight = splineSlope(place.part);
    const double* gain = m_gain.data() + fixedBin(fixed, m_bins) * m_bins + place.first;
    double sum = 0.0;
    for (std::size_t n = 0; n < 4; ++n) {
        sum += weight[n] * gain[n];
    }
    return sum * static_cast<double>(m_bins - 3) / m_count;
}

} // namespace dawson
