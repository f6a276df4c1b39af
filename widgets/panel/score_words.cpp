#include "widgets/panel/score_words.h"

#include "widgets/theme/theme.h"

#include <QStringList>

namespace dawson
{

QString caseLabel(const QString& subject, const QString& session)
{
    return session.isEmpty() ? subject : subject + QStringLiteral(" \u00b7 ") + session;
}

ScoreTable
scoreTable(const StudyEvaluation& evaluation, const QString& reference, const QString& rule)
{
    ScoreTable table;
    table.reference = reference;
    table.rule = rule;
    for (const AuthorEvaluation& author : evaluation.authors) {
        AuthorScores scores{
            QString::fromStdString(author.author.name), authorColor(author.author), {}};
        for (const CaseEvaluation& one : author.cases) {
            scores.subjects.push_back({one.subject,
                                       one.session,
                                       one.sensitivity,
                                       one.ppv,
                                       one.f1,
                                       one.dice,
                                       one.referenceLesions,
                                       one.predictedLesions,
                                       one.detected,
                                       one.confirmed});
        }
        table.authors.push_back(std::move(scores));
    }
    return table;
}

QString notesText(const StudyEvaluation& evaluation)
{
    QStringList lines;
    for (const std::string& reason : evaluation.leftOut) {
        lines << QString::fromStdString(reason);
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace dawson
