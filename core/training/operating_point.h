#pragma once

#include "core/lesion/probability.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace dawson
{

/// Lesion-wise and voxel-wise agreement, each a mean over the subjects where it is defined.
/// Lesions are 26-connected; they match when they share a voxel and the predicted one is lesion to
/// a tenth or more, so that one spot over the whole brain explains nothing.
struct AgreementScore {
    std::optional<double> sensitivity;
    std::optional<double> ppv;
    std::optional<double> f1;
    std::optional<double> dice;
    /// What is to be made large: lesion-wise F1 or F2, Dice, or half of each, mean over subjects.
    /// With lesions and nothing found it is 0, and 0 is the whole where nothing right is found
    /// anywhere: silence is never best.
    double overall = 0.0;
};

/// Scores of many operating points over the same cases, a case at a time: memory does not grow with
/// their number. Cost: about 0.1 s for each threshold and brain; minimum volumes and cores cost
/// nothing.
class OperatingPointSearch
{
public:
    /// What cases without lesions say of the overall score: nothing, or F as if they had one lesion
    /// that is found: 2 / (2 + N) or 5 / (5 + N) with N false ones. Subjects that have no other
    /// case then count together no more than those with lesions, and no point is chosen that
    /// reaches less than half of the best on the cases with lesions. Dice alone leaves them out.
    enum class LesionFree { LeftOut, Counts };

    /// Scores every threshold with every minimum volume and every core (0: none; those not above a
    /// threshold change nothing and are left out). `measure`: "f1", "f1+dice" or "dice", as
    /// TrainingSchedule::best, or "f2" or "f2+dice": F2 = 5 P S / (4 P + S).
    OperatingPointSearch(std::vector<double> thresholds,
                         std::vector<double> minimumVolumesMm3,
                         std::string measure,
                         const std::vector<double>& coreProbabilities = {0.0},
                         LesionFree lesionFree = LesionFree::LeftOut);

    /// Cases of one subject count as one: its visits resemble each other, and a subject with many
    /// would outvote the rest. Without a name a case is a subject of its own. Throws
    /// Error(Geometry) when the grids differ.
    void add(const Mask& reference, const Volume& probability, const std::string& subject = {});

    /// The one with the best overall score; ties go to the threshold nearest 0.5, then to the
    /// smallest volume, then to the smallest core.
    OperatingPoint best() const;

    /// The one nearest to `start` that the best beats by less than one standard error of their
    /// differences, subject by subject (Breiman et al., Classification and Regression Trees, 1984,
    /// 3.4.3): few that disagree leave it where it is, many decide as best() does. Near: by the
    /// logits of threshold and core and the logarithm of the volume; ties go to the better. One
    /// subject has no error to go by: what scores half of the best or more is as good.
    OperatingPoint bestNear(const OperatingPoint& start) const;

    /// REQUIRES: one of those searched.
    AgreementScore score(const OperatingPoint& point) const;

private:
    /// A mean over subjects, each the mean of its values that are defined.
    class Mean
    {
    public:
        void add(std::size_t subject, const std::optional<double>& value);
        std::optional<double> of(std::size_t subject) const;
        std::optional<double> value() const;

    private:
        struct Sum {
            double sum = 0.0;
            int count = 0;
        };

        std::vector<Sum> m_subjects;
    };

    /// What a subject says, and how much it counts.
    struct Weighed {
        double value = 0.0;
        double weight = 1.0;
    };

    struct Candidate {
        OperatingPoint point;
        Mean sensitivity;
        Mean ppv;
        Mean f1;
        Mean dice;
        Mean overall; ///< of the cases with lesions
        Mean all;     ///< of those and of those without that count
    };

    /// Of each subject.
    std::vector<Weighed> subjectsOf(const Candidate& one) const;
    double overallOf(const Candidate& one) const;
    /// The score on the cases with lesions, and how much of it a choice must have.
    static double found(const Candidate& one);
    double leastFound() const;
    bool surelyWorse(const Candidate& one, const Candidate& best) const;

    const Candidate& bestCandidate() const;
    std::size_t numberOf(const std::string& subject);

    std::string m_measure;
    LesionFree m_lesionFree;
    std::vector<std::string> m_subjects; ///< by their numbers
    std::vector<Candidate> m_candidates; ///< threshold after threshold
};

/// 0.02, 0.05, 0.10, ... 0.95, 0.98.
std::vector<double> searchedThresholds();

/// 0, 0.5, 0.7, 0.8, 0.9, 0.95 and 0.98.
std::vector<double> searchedCores();

/// 0, 3, 6, 10, 20 and 40 mm3.
std::vector<double> searchedVolumesMm3();

} // namespace dawson
