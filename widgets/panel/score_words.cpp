#include "widgets/panel/score_words.h"

#include "widgets/panel/task_words.h"
#include "widgets/theme/theme.h"

#include <QCoreApplication>
#include <QStringList>

#include <set>

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
    table.task = taskText(evaluation.request.task);
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

QString trainedOnText(const StudyEvaluation& evaluation, const std::vector<AvailableModel>& models)
{
    QStringList sentences;
    for (const AuthorEvaluation& author : evaluation.authors) {
        std::set<std::string> seen;
        for (const AvailableModel& model : models) {
            if (!model.shipped &&
                modelAuthorFolder(model.header.card.name) == author.author.folder) {
                const auto known = knownSubjects(model.header.card);
                seen.insert(known.begin(), known.end());
            }
        }
        QStringList shown;
        for (const CaseEvaluation& one : author.cases) {
            const QString subject = QString::fromStdString(one.subject);
            if (seen.contains(one.subject) && !shown.contains(subject)) {
                shown << subject;
            }
        }
        if (!shown.isEmpty()) {
            sentences
                << QCoreApplication::translate(
                       "ScoreWords",
                       "Not an evaluation: %1 was trained or tuned on %2, so its figures there say "
                       "nothing about new cases.")
                       .arg(QString::fromStdString(author.author.name),
                            shown.join(QStringLiteral(", ")));
        }
    }
    return sentences.join(QLatin1Char(' '));
}

QString notesText(const StudyEvaluation& evaluation)
{
    QStringList lines;
    for (const auto* sentences : {&evaluation.leftOut, &evaluation.byHand}) {
        for (const std::string& sentence : *sentences) {
            lines << QString::fromStdString(sentence);
        }
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace dawson
