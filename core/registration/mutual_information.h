#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace dawson
{

/// Private to core/registration. Mutual information after Mattes 2003: the fixed intensity falls
/// into one bin, the moving one is spread over four by a cubic B-spline, so that the value changes
/// smoothly with the moving intensity. Intensities in [0, 1].
class JointHistogram
{
public:
    explicit JointHistogram(int bins);

    void add(float fixed, float moving);
    /// The sum of both. REQUIRES: equal numbers of bins.
    void merge(const JointHistogram& other);

    double count() const { return m_count; }

private:
    friend class MutualInformation;

    std::size_t m_bins;
    double m_count = 0.0;
    std::vector<double> m_cells; ///< [fixed bin][moving bin]
};

class MutualInformation
{
public:
    /// REQUIRES: histogram.count() > 0.
    explicit MutualInformation(const JointHistogram& histogram);

    /// In nats, 0 or more.
    double value() const { return m_value; }

    /// How the value changes with the moving intensity of one sample.
    double slope(float fixed, float moving) const;

private:
    std::size_t m_bins;
    double m_count;
    double m_value = 0.0;
    std::vector<double> m_gain; ///< log(p(f, m) / p(m)), 0 where p is 0
};

} // namespace dawson
