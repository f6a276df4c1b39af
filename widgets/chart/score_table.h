#pragma once

#include "core/lesion/mean_error.h"

#include <QColor>
#include <QString>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dawson
{

/// One author against the reference on one case. An undefined ratio is nothing, never 0 or 1:
/// sensitivity without reference lesions, PPV without predicted lesions.
struct SubjectScore {
    std::string subject;
    std::string session;
    std::optional<double> sensitivity;
    std::optional<double> ppv;
    std::optional<double> f1;
    std::optional<double> dice;
    int referenceLesions = 0;
    int predictedLesions = 0;
    int detected = 0;
    int confirmed = 0;
};

/// One bar in each half of the chart.
struct AuthorScores {
    QString name;
    QColor color;
    std::vector<SubjectScore> subjects; ///< one for each case: several of a subject with visits
};

/// All that the lesion chart shows and exports.
struct ScoreTable {
    QString task;      ///< what was masked: "New lesions"
    QString reference; ///< "Grader 1"
    QString rule;      ///< the matching rule as a sentence
    QString caution;   ///< what keeps a figure from being an evaluation; empty when nothing does
    std::vector<AuthorScores> authors;
};

enum class Ratio { Sensitivity, Ppv };

/// One value for each subject with a defined one, in their order: of a subject with several visits
/// their mean, since visits of one subject are no independent cases.
std::vector<double> definedValues(const AuthorScores& author, Ratio ratio);

/// One line per author and subject, comma-separated, RFC 4180 quoting, "." as decimal point;
/// undefined ratios are empty fields. The first lines, starting with "#", state task, reference,
/// rule and caution.
QString toCsv(const ScoreTable& table);

/// Writes toCsv atomically. Throws Error(Io).
void writeCsv(const std::filesystem::path& path, const ScoreTable& table);

} // namespace dawson
