#include "widgets/chart/score_table.h"

#include "core/base/atomic_file.h"

#include <QStringList>

#include <map>

namespace dawson
{

namespace
{

QString quoted(const QString& text)
{
    static const QString special = QStringLiteral(",\"\n\r");
    bool plain = true;
    for (const QChar c : text) {
        plain = plain && !special.contains(c);
    }
    if (plain) {
        return text;
    }
    QString inner = text;
    inner.replace(QLatin1Char('"'), QLatin1String("\"\""));
    return QLatin1Char('"') + inner + QLatin1Char('"');
}

QString number(const std::optional<double>& value)
{
    return value ? QString::number(*value, 'f', 4) : QString();
}

} // namespace

std::vector<double> definedValues(const AuthorScores& author, Ratio ratio)
{
    std::vector<std::string> order;
    std::map<std::string, std::vector<double>> visits;
    for (const SubjectScore& score : author.subjects) {
        const auto& value = ratio == Ratio::Sensitivity ? score.sensitivity : score.ppv;
        if (value) {
            std::vector<double>& own = visits[score.subject];
            if (own.empty()) {
                order.push_back(score.subject);
            }
            own.push_back(*value);
        }
    }
    std::vector<double> values;
    for (const std::string& subject : order) {
        values.push_back(meanWithError(visits[subject])->mean);
    }
    return values;
}

QString toCsv(const ScoreTable& table)
{
    QStringList lines;
    lines << QStringLiteral("# task: ") + table.task
          << QStringLiteral("# reference: ") + table.reference
          << QStringLiteral("# rule: ") + table.rule;
    if (!table.caution.isEmpty()) {
        lines << QStringLiteral("# caution: ") + table.caution;
    }
    lines << QStringLiteral(
        "author,subject,session,reference_lesions,predicted_lesions,detected,confirmed,"
        "sensitivity,ppv,f1,dice");
    for (const AuthorScores& author : table.authors) {
        for (const SubjectScore& s : author.subjects) {
            const QStringList fields{quoted(author.name),
                                     quoted(QString::fromStdString(s.subject)),
                                     quoted(QString::fromStdString(s.session)),
                                     QString::number(s.referenceLesions),
                                     QString::number(s.predictedLesions),
                                     QString::number(s.detected),
                                     QString::number(s.confirmed),
                                     number(s.sensitivity),
                                     number(s.ppv),
                                     number(s.f1),
                                     number(s.dice)};
            lines << fields.join(QLatin1Char(','));
        }
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void writeCsv(const std::filesystem::path& path, const ScoreTable& table)
{
    writeTextAtomically(path, toCsv(table).toStdString());
}

} // namespace dawson
