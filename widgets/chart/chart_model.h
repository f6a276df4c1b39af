#pragma once

#include <QColor>
#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace dawson
{

/// One author against the reference on one subject; undefined ratios are nothing.
struct SubjectScore {
    std::string subject;
    std::string session;
    std::optional<double> sensitivity;
    std::optional<double> ppv;
};

/// One group of bars.
struct AuthorScores {
    QString name;
    QColor color;
    std::vector<SubjectScore> subjects;
};

/// All the lesion chart shows.
struct ScoreTable {
    QString reference; ///< "Grader 1"
    QString rule;      ///< the matching rule as a sentence
    std::vector<AuthorScores> authors;
};

} // namespace dawson
