#include "app/tour_eye.h"
#include "app/tour_steps.h"
#include "core/base/error.h"
#include "widgets/chart/lesion_chart.h"

#include <QComboBox>
#include <QFileInfo>
#include <QJsonArray>

namespace dawson
{

namespace
{

using namespace std::chrono_literals;

const TourHand kHand;

QJsonValue ratio(const std::optional<double>& value)
{
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

/// What the combo box of references shows.
QString textOfReference()
{
    return static_cast<QComboBox&>(TourHand::find(text("evaluatePage.reference"))).currentText();
}

const ScoreTable& chartScores()
{
    return static_cast<LesionChart&>(TourHand::find(text("lesionChart"))).scores();
}

/// Chooses the reference in the row that `row` finds in the combo box.
TourStep referenceStep(const std::string& name, const std::function<int(const QComboBox&)>& row)
{
    return {.name = name,
            .act =
                [row] {
                    kHand.click(text("evaluatePage.reference"));
                    kHand.key(Qt::Key_Home);
                    const QWidget& box = TourHand::find(text("evaluatePage.reference"));
                    for (int n = row(static_cast<const QComboBox&>(box)); n > 0; --n) {
                        kHand.key(Qt::Key_Down);
                    }
                    kHand.key(Qt::Key_Return);
                },
            .until =
                [] {
                    return !textOn(text("evaluatePage.notes")).startsWith(text("Comparing")) &&
                           !chartScores().authors.empty() &&
                           chartScores().reference == textOfReference() &&
                           rowsOn(text("lesionTable.rows")) > 0;
                },
            .note = chartSeen,
            .patience = 180s};
}

TourStep lesionInRead()
{
    return {.name = "lesion-in-read",
            .act =
                [] {
                    kHand.doubleClick(viewportOn(text("lesionTable.rows")),
                                      rowPlace(text("lesionTable.rows"), 0));
                },
            .until = [] { return canSee("view.axial") && canSee("layer.outcome"); },
            .note =
                [] {
                    return QJsonObject{{text("notice"), textOn(text("notice.text"))},
                                       {text("tableRows"), rowsOn(text("lesionTable.rows"))},
                                       {text("coloredShareOfAxialPane"),
                                        coloredShare(TourHand::find(text("view.axial")))}};
                }};
}

std::vector<TourStep> exportSteps(const QString& file)
{
    return {{.name = "export-dialog",
             .act = [] { kHand.key(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier); },
             .until = [] { return canSee("fileNameEdit"); },
             .note = {}},
            {.name = "exported",
             .act =
                 [file] {
                     kHand.key(Qt::Key_A, Qt::ControlModifier);
                     kHand.type(file);
                     kHand.key(Qt::Key_Return);
                 },
             .until = [file] { return QFileInfo(file).size() > 0 && !canSee("fileNameEdit"); },
             .note =
                 [file] {
                     return QJsonObject{{text("file"), QFileInfo(file).fileName()},
                                        {text("bytes"), QFileInfo(file).size()}};
                 },
             .picture = false}};
}

} // namespace

QJsonObject chartSeen()
{
    QJsonArray authors;
    for (const AuthorScores& author : chartScores().authors) {
        QJsonArray subjects;
        for (const SubjectScore& score : author.subjects) {
            subjects.append(QJsonObject{{text("subject"), QString::fromStdString(score.subject)},
                                        {text("sensitivity"), ratio(score.sensitivity)},
                                        {text("ppv"), ratio(score.ppv)}});
        }
        authors.append(QJsonObject{{text("author"), author.name}, {text("subjects"), subjects}});
    }
    return {{text("reference"), chartScores().reference},
            {text("rule"), chartScores().rule},
            {text("chart"), authors},
            {text("tableRows"), rowsOn(text("lesionTable.rows"))}};
}

TourStep chooseReference(const std::string& name, int row)
{
    return referenceStep(name, [row](const QComboBox&) { return row; });
}

TourStep chooseReference(const std::string& name, const char* start)
{
    return referenceStep(name, [start](const QComboBox& box) {
        return box.findText(text(start), Qt::MatchStartsWith);
    });
}

TourStep chooseLesion(const std::string& name)
{
    return {
        .name = name,
        .act =
            [] {
                kHand.click(viewportOn(text("lesionTable.rows")),
                            rowPlace(text("lesionTable.rows"), 0));
            },
        .until = [] { return canSee("lesionThumbnails.plane0"); },
        .note =
            [] {
                return QJsonObject{{text("thumbnails"), textOn(text("lesionThumbnails.caption"))}};
            }};
}

std::vector<TourStep> comparingSteps(const TourRequest& request)
{
    // Alone on a fresh demo this part finds no masks of models.
    const std::size_t authors = request.part == "all" ? 3 : 1;
    std::vector<TourStep> steps{{.name = "chart",
                                 .act = [] { kHand.key(Qt::Key_F4); },
                                 .until =
                                     [authors] {
                                         const QString notes = textOn(text("evaluatePage.notes"));
                                         return canSee("lesionChart") &&
                                                chartScores().authors.size() >= authors &&
                                                !notes.startsWith(text("Comparing"));
                                     },
                                 .note = chartSeen,
                                 .patience = 180s},
                                {.name = "lesions-compared",
                                 .act = {},
                                 .until = [] { return rowsOn(text("lesionTable.rows")) > 0; },
                                 .note = chartSeen,
                                 .patience = 60s},
                                chooseReference("reference-consensus", 2),
                                chooseReference("reference-grader-1", 0),
                                chooseLesion("lesion-chosen"),
                                lesionInRead(),
                                {.name = "back-to-evaluate",
                                 .act = [] { kHand.key(Qt::Key_F4); },
                                 .until = [] { return canSee("lesionChart"); },
                                 .note = {},
                                 .picture = false}};
    for (const char* name : {"chart.png", "chart.pdf", "lesions.csv"}) {
        const auto file = QString::fromStdString((request.folder / name).string());
        for (TourStep& step : exportSteps(file)) {
            step.name += std::string("-") + std::filesystem::path(name).stem().string() + "-" +
                         std::filesystem::path(name).extension().string().substr(1);
            step.picture = step.picture && std::string(name) == "chart.png";
            steps.push_back(std::move(step));
        }
    }
    return steps;
}

} // namespace dawson
